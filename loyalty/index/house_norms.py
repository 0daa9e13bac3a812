"""What is usual in one firm, read from its own clients."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from loyalty.index.norms import Norms
from loyalty.outlook.outlook import PurchaseColumns

REGULAR_DAYS = 3
"""From so many purchase days on a client shows a rhythm."""
# A median of fewer clients moves with each of them.
_CLIENTS_NEEDED = 20
# With a single group there would be nothing to cross.
_FEWEST_GROUPS = 2


def house_norms(
    purchases: PurchaseColumns,
    *,
    today: int,
    norms: Norms | None = None,
    groups_each: Sequence[int] = (),
) -> Norms:
    """Return ``norms`` with the firm's usual gap, yearly purchase days and product groups (docs/loyalty.md).

    All are medians over the clients with at least three purchase days (``REGULAR_DAYS``); with fewer than 20
    such clients ``norms`` come back unchanged.

    Args:
        groups_each: in how many product groups each of those clients bought; none leaves that norm alone.
    """
    norms = norms or Norms()
    known = purchases.until(today)
    starts, counts = known.segments()
    regular = counts >= REGULAR_DAYS
    if regular.sum() < _CLIENTS_NEEDED:
        return norms
    starts, counts = starts[regular], counts[regular]
    first, last = known.day[starts], known.day[starts + counts - 1]
    repeats = counts - 1
    groups = max(_FEWEST_GROUPS, round(float(np.median(groups_each)))) if len(groups_each) else None
    return replace(
        norms,
        target_groups=groups or norms.target_groups,
        house_gap_days=float(np.median((last - first) / repeats)),
        yearly_target=float(np.median(repeats / (today - first) * 365)),
    )
