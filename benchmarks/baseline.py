"""The baseline the outlook is measured against: a logistic regression on repeat rate and yearly value."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.outlook import columns_of
from loyalty.outlook import simple_rules


def repeat_rate_and_value(
    events: dict[str, NDArray[np.float64]], cutoff: int, horizon: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return clients and chances from repeat rate and value alone, fitted on the newest finished window."""
    purchases = columns_of(events).until(cutoff)
    chances = simple_rules.repeat_rate_and_value(purchases, today=cutoff, horizon_days=horizon)
    return purchases.clients(), chances
