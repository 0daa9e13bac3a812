"""Measures the outlook beside a regression on repeat rate and value, and how fast clients are scored.

The buyers are made up (own rhythm each, some leave for good): the figures say only which method ranks better.
"""

import tempfile
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from benchmarks.baseline import repeat_rate_and_value
from benchmarks.firm import ADVISORS, CLIENTS_EACH, KEYS, found_firm
from benchmarks.outlook import outlook, stage_one
from storage.database import Database
from storage.scores.nights import score_all

Events = dict[str, NDArray[np.float64]]

BUYERS, DAYS, CUTOFF, HORIZON = 20_000, 900, 720, 90
_MEAN_GAP_DAYS, _LEAVES_AFTER = 60.0, 0.08


def made_up_buyers(seed: int) -> Events:
    """Return purchases whose gaps are each buyer's own; after any purchase a buyer may leave for good."""
    chance = np.random.default_rng(seed)
    gaps = chance.gamma(2.0, _MEAN_GAP_DAYS / 2, BUYERS)
    first = chance.integers(0, CUTOFF, BUYERS)
    clients, days = [], []
    for buyer, (gap, day) in enumerate(zip(gaps, first, strict=True)):
        at = float(day)
        while at < DAYS:
            clients.append(buyer)
            days.append(int(at))
            if chance.random() < _LEAVES_AFTER:
                break
            at += 1 + chance.exponential(gap)
    client, day = np.array(clients, dtype=np.float64), np.array(days, dtype=np.float64)
    order = np.lexsort((day, client))
    amounts = chance.lognormal(8, 1, len(client))
    return {"client": client[order], "day": day[order], "amount": amounts, "categories": np.ones(len(client))}


def area_under_curve(chances: NDArray[np.float64], left: NDArray[np.bool_]) -> float:
    """Return how often somebody who left has a higher chance than somebody who stayed (ties count half)."""
    _, place, counts = np.unique(chances, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    gone = int(left.sum())
    return float((ranks[left].sum() - gone * (gone + 1) / 2) / (gone * (len(left) - gone)))


def measure_outlook() -> None:
    """Print how well each method ranks the buyers at the cut-off, and how long it takes."""
    events = made_up_buyers(seed=11)
    later = (events["day"] > CUTOFF) & (events["day"] <= CUTOFF + HORIZON)
    stayed = np.unique(events["client"][later])
    print(f"outlook: {BUYERS:,} made-up buyers, {len(events['day']):,} purchases, {HORIZON} days ahead")
    methods = (("baseline", repeat_rate_and_value), ("untrained", stage_one), ("outlook", outlook))
    for name, method in methods:
        began = perf_counter()
        clients, chances = method(events, CUTOFF, HORIZON)
        took_s = perf_counter() - began
        left = ~np.isin(clients, stayed)
        brier = float(np.mean((chances - left) ** 2))
        print(f"  {name:<10} AUC {area_under_curve(chances, left):.3f}  Brier {brier:.3f}  {took_s:6.2f} s")


def measure_scoring() -> None:
    """Print how long all clients of a firm take from their rows to their rows."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'rapport.db'}", KEYS)
        now = found_firm(database)
        began = perf_counter()
        score_all(database, now=now)
        took_s = perf_counter() - began
        database.close()
    count = ADVISORS * CLIENTS_EACH
    print(f"scoring in SQLite: {count:,} clients in {took_s:.1f} s, {count / took_s:,.0f} a second")


if __name__ == "__main__":
    measure_outlook()
    measure_scoring()
