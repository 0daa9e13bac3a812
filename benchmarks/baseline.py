"""The baseline the outlook is measured against: a logistic regression on repeat rate and yearly value."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.outlook import columns_of
from loyalty.outlook import Floats, PurchaseColumns
from loyalty.outlook_fit import left_within, logistic_chances, logistic_regression


def repeat_rate_and_value(
    events: dict[str, NDArray[np.float64]], cutoff: int, horizon: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return clients and chances from repeat rate and value alone, fitted on the newest finished window."""
    purchases = columns_of(events).until(cutoff)
    past = purchases.until(cutoff - horizon)
    left = left_within(purchases, past.clients(), start=cutoff - horizon, horizon_days=horizon)
    features = _features(past, cutoff - horizon)
    means, scales = features.mean(axis=0), features.std(axis=0)
    weights = logistic_regression((features - means) / scales, left)
    now = (_features(purchases, cutoff) - means) / scales
    return purchases.clients(), logistic_chances(weights[0] + now @ weights[1:])


def _features(purchases: PurchaseColumns, today: int) -> Floats:
    """Return logarithms of repeat purchases and money a year, a client counting 30 days at least."""
    starts, counts = purchases.segments()
    years = np.maximum(today - purchases.day[starts], 30) / 365
    spent = np.maximum(np.add.reduceat(purchases.amount, starts), 0)
    return np.column_stack([np.log1p((counts - 1) / years), np.log1p(spent / years)])
