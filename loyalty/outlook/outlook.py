"""The chance that a client buys nothing in the next days, from the fading count of purchase days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, fsum, log

import numpy as np
from numpy.typing import NDArray

from loyalty.facts.facts import History
from loyalty.index.index import LoyaltyIndex
from loyalty.index.norms import Norms
from loyalty.index.rhythm import fade, purchase_days

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

# Found on public purchase data (docs/loyalty.md): the count fades by half in one and a half horizons.
_HALF_LIFE_IN_HORIZONS = 1.5
_RATE = log(2) / 1.5
_INDEX_WEIGHT = 0.3
_SHORTEST_HORIZON_DAYS = 90


def horizon_days(norms: Norms) -> int:
    """Return the days ahead that fit the firm's rhythm: two usual gaps, at least 90."""
    return max(_SHORTEST_HORIZON_DAYS, round(2 * norms.house_gap_days))


def fading_count(days: Iterable[int], *, today: int, half_life: float) -> float:
    """Return how many of the distinct ``days`` up to ``today`` are left after fading."""
    return fsum(fade(today - day, half_life) for day in {day for day in days if day <= today})


def chance_of_leaving(history: History, *, today: int, horizon_days: float) -> float:
    """Return the chance (0 to 1) of no purchase within ``horizon_days``, without any training.

    With fewer than two purchases it is a chance, too, but no ground for a level.
    """
    half_life = half_life_of(horizon_days)
    return exp(-_RATE * fading_count(purchase_days(history, today), today=today, half_life=half_life))


def half_life_of(horizon_days: float) -> float:
    """Return the half-life (days) of the fading count for a horizon."""
    return _HALF_LIFE_IN_HORIZONS * horizon_days


def risk(outlook: float, index: LoyaltyIndex) -> float:
    """Return the outlook moved by a low or high index as far as facts back it, 0 to 1."""
    moved = outlook + _INDEX_WEIGHT * index.coverage * (50 - index.value) / 100
    return min(1.0, max(0.0, moved))


def risks(outlooks: Floats, indexes: Floats, coverages: Floats) -> Floats:
    """Return ``risk`` of many clients at once."""
    return np.clip(outlooks + _INDEX_WEIGHT * coverages * (50 - indexes) / 100, 0.0, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class PurchaseColumns:
    """Purchases of many clients as columns, one row per client and purchase day, sorted by both.

    ``amount`` is the sum of that day, ``groups`` its number of distinct product groups.
    """

    client: Whole
    day: Whole
    amount: Floats
    groups: Floats

    @classmethod
    def of(
        cls, client: Sequence[int], day: Sequence[int], amount: Sequence[float], groups: Sequence[float]
    ) -> "PurchaseColumns":
        """Return columns made of sequences, sorted already."""
        return cls(
            np.asarray(client, dtype=np.int64),
            np.asarray(day, dtype=np.int64),
            np.asarray(amount, dtype=np.float64),
            np.asarray(groups, dtype=np.float64),
        )

    def until(self, day: int) -> "PurchaseColumns":
        """Return the rows up to ``day``."""
        keep = self.day <= day
        return PurchaseColumns(self.client[keep], self.day[keep], self.amount[keep], self.groups[keep])

    def starts(self) -> NDArray[np.intp]:
        """Return the position of each client's first row, in the order of ``clients``."""
        return np.flatnonzero(np.r_[True, self.client[1:] != self.client[:-1]][: len(self.client)])

    def segments(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the position of each client's first row, and the number of rows."""
        starts = self.starts()
        return starts, np.diff(np.append(starts, len(self.day)))

    def clients(self) -> Whole:
        """Return the distinct clients, ascending."""
        return self.client[self.starts()]


def fading_counts(purchases: PurchaseColumns, *, today: int, half_life: float) -> Floats:
    """Return the fading count of each of ``purchases.clients()``; no row may be later than ``today``."""
    if not len(purchases.day):
        return np.empty(0)
    left = np.exp2((purchases.day - today) / half_life)
    return np.add.reduceat(left, purchases.starts())


def chances_from_counts(counts: Floats) -> Floats:
    """Return the untrained chances of leaving that belong to fading counts."""
    return np.exp(-_RATE * counts)


def columns_of_one(history: History, today: int) -> PurchaseColumns:
    """Return one client's purchases up to ``today`` as columns; the client is 0."""
    amounts: dict[int, float] = {}
    groups: dict[int, set[str]] = {}
    for purchase in sorted(history.purchases, key=lambda each: (each.day, each.amount, each.category)):
        if purchase.day <= today:
            amounts[purchase.day] = amounts.get(purchase.day, 0.0) + purchase.amount
            groups.setdefault(purchase.day, set()).add(purchase.category)
    return PurchaseColumns(
        client=np.zeros(len(amounts), dtype=np.int64),
        day=np.array(list(amounts), dtype=np.int64),
        amount=np.array(list(amounts.values()), dtype=np.float64),
        groups=np.array([len(each) for each in groups.values()], dtype=np.float64),
    )
