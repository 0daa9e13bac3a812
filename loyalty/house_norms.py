"""What is usual in one firm, read from its own clients."""

from dataclasses import replace

import numpy as np

from loyalty.norms import Norms
from loyalty.outlook import PurchaseColumns

_PURCHASE_DAYS_NEEDED = 3
# A median of fewer clients moves with each of them.
_CLIENTS_NEEDED = 20


def house_norms(purchases: PurchaseColumns, *, today: int, norms: Norms | None = None) -> Norms:
    """Return ``norms`` with the firm's usual gap and yearly purchase days (source: docs/loyalty.md).

    Both are medians over the clients with at least three purchase days; with fewer than 20 such clients
    ``norms`` come back unchanged.
    """
    norms = norms or Norms()
    known = purchases.until(today)
    starts, counts = known.segments()
    regular = counts >= _PURCHASE_DAYS_NEEDED
    if regular.sum() < _CLIENTS_NEEDED:
        return norms
    starts, counts = starts[regular], counts[regular]
    first, last = known.day[starts], known.day[starts + counts - 1]
    repeats = counts - 1
    return replace(
        norms,
        house_gap_days=float(np.median((last - first) / repeats)),
        yearly_target=float(np.median(repeats / (today - first) * 365)),
    )
