"""The ladder: where an index stands among those of the whole firm; beside the index, never inside it."""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

# With fewer clients a share would change with every single one: decision of ours, told in docs/loyalty.md.
CLIENTS_NEEDED = 10
_RUNGS = np.linspace(0.0, 1.0, 101)


def ladder_of(indexes: Sequence[float]) -> tuple[float, ...]:
    """Return the indexes at each hundredth of the firm, lowest first; empty with too few clients."""
    if len(indexes) < CLIENTS_NEEDED:
        return ()
    values = np.asarray(indexes, dtype=float)
    return tuple(float(rung) for rung in np.quantile(values, _RUNGS, method="inverted_cdf"))


def share_below(index: float, ladder: Sequence[float]) -> float | None:
    """Return the share of clients with a lower index, 0 to 1 in hundredths; None without a ladder."""
    if not ladder:
        return None
    return max(0, bisect_left(ladder, index) - 1) / (len(ladder) - 1)
