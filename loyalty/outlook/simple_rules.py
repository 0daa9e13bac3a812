"""What people would rank clients by without a model; any outlook has to beat them."""

import numpy as np

from loyalty.outlook.fitting import Flags, left_within, logistic_chances, logistic_regression
from loyalty.outlook.outlook import Floats, PurchaseColumns


def silence(purchases: PurchaseColumns, *, today: int) -> Floats:
    """Return each client's days since the last purchase."""
    starts, counts = purchases.segments()
    return np.asarray(today - purchases.day[starts + counts - 1], dtype=np.float64)


def silence_in_own_gaps(purchases: PurchaseColumns, *, today: int) -> Floats:
    """Return the same in usual gaps of the client's own; with one purchase day the gap is the firm's life."""
    starts, counts = purchases.segments()
    first, last = purchases.day[starts], purchases.day[starts + counts - 1]
    gap = np.where(counts > 1, (last - first) / np.maximum(1, counts - 1), np.maximum(1, today - first))
    return np.asarray((today - last) / np.maximum(1.0, gap), dtype=np.float64)


def repeat_rate_and_value(purchases: PurchaseColumns, *, today: int, horizon_days: int) -> Floats:
    """Return chances by a regression on repeat rate and yearly value (source: loyalty plan 1.2.1).

    It is fitted on the newest window finished by ``today``; no row may be later.
    """
    past = purchases.until(today - horizon_days)
    left = left_within(purchases, past.clients(), start=today - horizon_days, horizon_days=horizon_days)
    features = _rate_and_value(past, today=today - horizon_days)
    if not _is_mixed(left):
        return np.full(len(purchases.clients()), left.mean() if len(left) else 0.5)
    means, scales = features.mean(axis=0), features.std(axis=0)
    scales = np.where(scales > 1e-9, scales, 1.0)
    weights = logistic_regression((features - means) / scales, left)
    now = (_rate_and_value(purchases, today=today) - means) / scales
    return logistic_chances(weights[0] + now @ weights[1:])


def _is_mixed(left: Flags) -> bool:
    return bool(left.any() and not left.all())


def _rate_and_value(purchases: PurchaseColumns, *, today: int) -> Floats:
    """Return logarithms of repeat purchases and money a year, a client counting 30 days at least."""
    starts, counts = purchases.segments()
    if not len(starts):
        return np.empty((0, 2))
    years = np.maximum(today - purchases.day[starts], 30) / 365
    spent = np.maximum(np.add.reduceat(purchases.amount, starts), 0)
    return np.column_stack([np.log1p((counts - 1) / years), np.log1p(spent / years)])
