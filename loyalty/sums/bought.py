"""The sums of the purchases of many clients at once, from their lines in any order."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from loyalty.outlook.outlook import Floats, Whole
from loyalty.sums.layout import Scheme, Slot


@dataclass(frozen=True, slots=True, eq=False)
class PurchaseLines:
    """Lines of orders as columns; client and product group are numbers from 0 on."""

    client: Whole
    group: Whole
    day: Whole
    amount: Floats

    @classmethod
    def of(
        cls, client: Sequence[int], group: Sequence[int], day: Sequence[int] | Whole, amount: Sequence[float]
    ) -> "PurchaseLines":
        """Return columns made of sequences."""
        return cls(
            client=np.asarray(client, dtype=np.int64),
            group=np.asarray(group, dtype=np.int64),
            day=np.asarray(day, dtype=np.int64),
            amount=np.asarray(amount, dtype=np.float64),
        )


def add_purchases(sums: Floats, lines: PurchaseLines, scheme: Scheme) -> None:
    """Add all purchases of the clients to their ``sums``, one row a client, none of whom has any yet.

    A line dated after the day of its client's sums is only noted in ``Slot.NEXT``.
    """
    until = sums[:, Slot.DAY][lines.client]
    later = lines.day > until
    if later.any():
        np.minimum.at(sums[:, Slot.NEXT], lines.client[later], lines.day[later])
        known = ~later
        lines = PurchaseLines(lines.client[known], lines.group[known], lines.day[known], lines.amount[known])
    if len(lines.client):
        _add_days(sums, lines, scheme)
        _add_groups(sums, lines, scheme)


def _add_days(sums: Floats, lines: PurchaseLines, scheme: Scheme) -> None:
    """Add what is counted by purchase day, of which one may have several lines."""
    order = np.lexsort((lines.group, lines.day, lines.client))
    client, day, group = lines.client[order], lines.day[order], lines.group[order]
    is_new_day = _changes(client) | _changes(day)
    starts = np.flatnonzero(is_new_day)
    amounts = np.add.reduceat(lines.amount[order], starts)
    groups = np.add.reduceat((is_new_day | _changes(group)).astype(np.float64), starts)
    client, day = client[starts], day[starts].astype(np.float64)
    firsts = np.flatnonzero(_changes(client))
    buyers, counts = client[firsts], np.diff(np.append(firsts, len(client)))
    sums[buyers, Slot.PURCHASE_DAYS] = counts
    sums[buyers, Slot.FIRST_PURCHASE] = day[firsts]
    sums[buyers, Slot.LAST_PURCHASE] = day[firsts + counts - 1]
    age = day - sums[client, Slot.DAY]
    for slot, weights in (
        (Slot.REPEATS, None),
        (Slot.COUNT, None),
        (Slot.LONG_COUNT, None),
        (Slot.SPENT, amounts),
        (Slot.GROUPS_A_DAY, groups),
    ):
        left = np.exp2(age / scheme.of_slots[slot])
        sums[buyers, slot] = np.add.reduceat(left if weights is None else left * weights, firsts)


def _add_groups(sums: Floats, lines: PurchaseLines, scheme: Scheme) -> None:
    """Add what is left of the last purchase in each product group."""
    order = np.lexsort((lines.day, lines.group, lines.client))
    client, day, group = lines.client[order], lines.day[order], lines.group[order]
    is_last = np.append((_changes(client) | _changes(group))[1:], True)
    client, day = client[is_last], day[is_last]
    left = np.exp2((day - sums[client, Slot.DAY]) / scheme.of_slots[Slot.GROUPS])
    firsts = np.flatnonzero(_changes(client))
    sums[client[firsts], Slot.GROUPS] = np.add.reduceat(left, firsts)


def _changes(values: Whole) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return at which places a value differs from the one before; the first does."""
    return np.append(True, values[1:] != values[:-1])
