"""The outlook in the shape a judge of churn predictions calls: events, cut-off, horizon."""

import numpy as np
from numpy.typing import NDArray

from loyalty.index.house_norms import house_norms
from loyalty.outlook.fitting import fit
from loyalty.outlook.outlook import PurchaseColumns, chances_from_counts, fading_counts, half_life_of


def stage_one(
    events: dict[str, NDArray[np.float64]], cutoff: int, horizon: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return clients and their chances of no purchase in the ``horizon`` days after ``cutoff``, untrained."""
    purchases = columns_of(events).until(cutoff)
    counts = fading_counts(purchases, today=cutoff, half_life=half_life_of(horizon))
    return purchases.clients(), chances_from_counts(counts)


def outlook(
    events: dict[str, NDArray[np.float64]], cutoff: int, horizon: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return clients and their chances as Rapport gives them, fitted on windows finished by ``cutoff``."""
    purchases = columns_of(events).until(cutoff)
    gap = house_norms(purchases, today=cutoff).house_gap_days
    fitted = fit(purchases, today=cutoff, horizon_days=horizon, house_gap_days=gap)
    return purchases.clients(), fitted.chances(purchases, today=cutoff)


def columns_of(events: dict[str, NDArray[np.float64]]) -> PurchaseColumns:
    """Return events (client, day, amount, categories, sorted by client and day) as purchase columns."""
    return PurchaseColumns(
        client=np.asarray(events["client"], dtype=np.int64),
        day=np.asarray(events["day"], dtype=np.int64),
        amount=np.asarray(events["amount"], dtype=np.float64),
        groups=np.asarray(events["categories"], dtype=np.float64),
    )
