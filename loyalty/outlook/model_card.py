"""How well the outlook did on the newest finished window, which it was not fitted on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loyalty.outlook.fitting import FittedOutlook, Flags, OutlookForm, fit, left_within
from loyalty.outlook.outlook import Floats, PurchaseColumns

_PURCHASE_DAYS_NEEDED = 2


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What to say beside any figure of the outlook: form, window, population, base rate, and the figures.

    Attributes:
        form: the form the outlook had when judged.
        window_start, window_end: the days between which nobody knew yet who would buy.
        clients: clients with at least two purchase days before the window.
        base_rate: share of them that bought nothing in it.
        auc: chance that one who left was ranked above one who stayed; none when all did the same.
        balanced_accuracy: mean of the shares recognised among both, at a chance of one half; none likewise.
        brier: mean squared error of the chances; lower is better.
    """

    form: OutlookForm
    window_start: int
    window_end: int
    clients: int
    base_rate: float
    auc: float | None
    balanced_accuracy: float | None
    brier: float


def model_card(
    purchases: PurchaseColumns,
    *,
    today: int,
    horizon_days: int,
    house_gap_days: float,
    outlook: FittedOutlook | None = None,
) -> ModelCard | None:
    """Return the card of the newest window finished by ``today``; none without a client to judge by.

    Args:
        outlook: the one to judge; by default one is fitted on what was known when the window began.
    """
    start = today - horizon_days
    past = purchases.until(start)
    judged = judged_before(purchases, start)
    if not judged.any():
        return None
    fitted = outlook or fit(past, today=start, horizon_days=horizon_days, house_gap_days=house_gap_days)
    left = left_within(purchases, past.clients()[judged], start=start, horizon_days=horizon_days)
    return card_of(fitted, past, left, judged, start=start, horizon_days=horizon_days)


def judged_before(purchases: PurchaseColumns, start: int) -> Flags:
    """Return which clients known by ``start`` are judged: those with two purchase days or more."""
    _, counts = purchases.until(start).segments()
    return counts >= _PURCHASE_DAYS_NEEDED


def card_of(
    outlook: FittedOutlook,
    past: PurchaseColumns,
    left: Flags,
    judged: Flags,
    *,
    start: int,
    horizon_days: int,
) -> ModelCard:
    """Return the card of an outlook that saw no more than ``past``; ``left`` belongs to the judged alone."""
    chances = outlook.chances(past, today=start)[judged]
    mixed = bool(left.any() and not left.all())
    return ModelCard(
        form=outlook.form,
        window_start=start,
        window_end=start + horizon_days,
        clients=len(left),
        base_rate=float(left.mean()),
        auc=area_under_curve(chances, left) if mixed else None,
        balanced_accuracy=_balanced_accuracy(chances, left) if mixed else None,
        brier=float(np.mean((chances - left) ** 2)),
    )


def area_under_curve(chances: Floats, left: Flags) -> float:
    """Return the chance that one who left was ranked above one who stayed, ties counting half."""
    _, place, times = np.unique(chances, return_inverse=True, return_counts=True)
    ranks: NDArray[np.float64] = (np.cumsum(times) - (times - 1) / 2)[place]
    gone = int(left.sum())
    stayed = len(left) - gone
    return float((ranks[left].sum() - gone * (gone + 1) / 2) / (gone * stayed))


def _balanced_accuracy(chances: Floats, left: Flags) -> float:
    expected = chances >= 0.5
    return float((expected[left].mean() + (~expected[~left]).mean()) / 2)
