"""Measures how well the outlook tells who will leave, beside the rules people would use instead of it.

``python -m benchmarks.outlooks [FOLDER]``: made-up buyers, and each ``*.csv.gz`` of the folder (client, day,
amount, categories; sorted by client and day). Chances are made from the days before a cut-off and judged by
the ``HORIZON`` days after it; *active* clients have bought twice, the last time within two horizons.
"""

import gzip
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from benchmarks.baseline import repeat_rate_and_value
from benchmarks.buying import chance_to_stop_buying, probability_of_being_gone
from benchmarks.outlook import columns_of, outlook, stage_one
from loyalty.outlook import simple_rules
from loyalty.outlook.model_card import area_under_curve

Events = Mapping[str, NDArray[np.float64]]
Chances = tuple[NDArray[np.int64], NDArray[np.float64]]
Method = Callable[[dict[str, NDArray[np.float64]], int, int], Chances]

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "loyalty"
BUYERS, DAYS, HORIZON = 20_000, 900, 90
CUT_OFFS_APART, CUT_OFFS = 20, 2
FEW, DRAWS = 50, 40
_MEAN_GAP_DAYS, _LEAVES_AFTER = 60.0, 0.08


def main() -> None:
    """Print all methods on all data."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    measure(f"{BUYERS:,} made-up buyers", made_up_buyers(seed=11))
    files = sorted(folder.glob("*.csv.gz"))
    for file in files:
        measure(file.name.removesuffix(".csv.gz"), read(file))
    if not files:
        print(f"no real data in {folder.name}/: made-up buyers only")


def measure(name: str, events: Events) -> None:
    """Print how well each method ranks the clients, the mean of two cut-offs, and a firm's first days."""
    methods: dict[str, Method] = {
        "outlook": outlook,
        "outlook, untrained": stage_one,
        "repeat rate and value": repeat_rate_and_value,
        "BG/NBD, no purchase": chance_to_stop_buying,
        "BG/NBD, gone": probability_of_being_gone,
        "silence": _silence,
        "silence in own gaps": _silence_in_own_gaps,
    }
    last = int(events["day"].max()) - HORIZON
    cut_offs = [last - CUT_OFFS_APART * number for number in range(CUT_OFFS)]
    judged = [_judged(events, cut_off) for cut_off in cut_offs]
    base = float(np.mean([left.mean() for _, left, _ in judged]))
    clients = ", ".join(f"{len(left):,}" for _, left, _ in judged)
    print(f"{name}: {len(events['day']):,} purchase days, clients at the cut-offs {clients}")
    print(f"  {base:.0%} of them bought nothing in the next {HORIZON} days")
    print(f"  {'':<24}{'AUC active':>12}{'all':>8}{'Brier':>8}{'seconds':>10}")
    for method_name, method in methods.items():
        began = perf_counter()
        rows = [
            _figures(method, events, cut_off, *view) for cut_off, view in zip(cut_offs, judged, strict=True)
        ]
        took_s = (perf_counter() - began) / len(rows)
        active, everybody, brier = np.mean(rows, axis=0)
        told = "-" if method_name.startswith("silence") else f"{brier:.3f}"
        print(f"  {method_name:<24}{active:>12.3f}{everybody:>8.3f}{told:>8}{took_s:>10.2f}")
    print(f"  first days, {FEW} clients, nothing trained: AUC {_first_days(events, cut_offs[0]):.3f}")


def read(file: Path) -> Events:
    """Return the purchase days of a file."""
    with gzip.open(file, "rt") as lines:
        next(lines)
        rows = np.loadtxt(lines, delimiter=",")
    rows = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
    return dict(zip(("client", "day", "amount", "categories"), rows.T, strict=True))


def made_up_buyers(seed: int) -> Events:
    """Return purchases whose gaps are each buyer's own; after any purchase a buyer may leave for good."""
    chance = np.random.default_rng(seed)
    gaps = chance.gamma(2.0, _MEAN_GAP_DAYS / 2, BUYERS)
    first = chance.integers(0, DAYS - 2 * HORIZON, BUYERS)
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


def _judged(events: Events, cut_off: int) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]:
    """Return the clients known at a cut-off, who of them bought nothing after it, and who were active."""
    past = columns_of(dict(events)).until(cut_off)
    clients = past.clients()
    later = (events["day"] > cut_off) & (events["day"] <= cut_off + HORIZON)
    left = ~np.isin(clients, np.unique(events["client"][later]))
    _, counts = past.segments()
    return clients, left, (counts > 1) & (simple_rules.silence(past, today=cut_off) <= 2 * HORIZON)


def _figures(
    method: Method,
    events: Events,
    cut_off: int,
    clients: NDArray[np.int64],
    left: NDArray[np.bool_],
    active: NDArray[np.bool_],
) -> tuple[float, float, float]:
    known = events["day"] <= cut_off
    ids, chances = method({key: values[known] for key, values in events.items()}, cut_off, HORIZON)
    told = np.full(len(clients), 0.5)
    told[np.searchsorted(clients, ids)] = chances
    brier = float(np.mean((told - left) ** 2))
    return area_under_curve(told[active], left[active]), area_under_curve(told, left), brier


def _first_days(events: Events, cut_off: int) -> float:
    """Return how well the untrained outlook ranks the clients of small firms, drawn from a large one."""
    clients, left, _ = _judged(events, cut_off)
    _, chances = stage_one(dict(events), cut_off, HORIZON)
    draw = np.random.default_rng(7)
    found = []
    for _ in range(DRAWS):
        few = draw.choice(len(clients), FEW, replace=False)
        if left[few].any() and not left[few].all():
            found.append(area_under_curve(chances[few], left[few]))
    return float(np.mean(found))


def _silence(events: dict[str, NDArray[np.float64]], cut_off: int, _horizon: int) -> Chances:
    past = columns_of(events)
    return past.clients(), simple_rules.silence(past, today=cut_off)


def _silence_in_own_gaps(events: dict[str, NDArray[np.float64]], cut_off: int, _horizon: int) -> Chances:
    past = columns_of(events)
    return past.clients(), simple_rules.silence_in_own_gaps(past, today=cut_off)


if __name__ == "__main__":
    main()
