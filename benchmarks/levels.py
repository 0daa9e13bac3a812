"""Lives the last half-year of a real history week by week: shares of the levels, and how often they change.

Each week sees only what was known by then: the outlook is refitted each four weeks, the lines drawn weekly.
Without a file in the arguments: the real history beside the repository.
"""

import csv
import gzip
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter

import numpy as np

from loyalty.index.behaviour import BehaviourColumns, GroupColumns, behaviour_columns
from loyalty.index.house_norms import house_norms
from loyalty.index.norms import Norms
from loyalty.levels.levels import (
    FIXED_LINES,
    Decision,
    Level,
    LevelFacts,
    LevelState,
    Lines,
    decide,
    is_dormant,
    is_lasting,
    lines_by_budget,
    low_since,
)
from loyalty.outlook.fitting import FittedOutlook, fit
from loyalty.outlook.outlook import Floats, PurchaseColumns, horizon_days, risks

HISTORY = Path(__file__).parents[2] / "shared" / "data" / "crm" / "purchases.csv.gz"
WEEKS, REFIT_EVERY_WEEKS, CLIENTS_OF_AN_ADVISOR = 26, 4, 80
_LOW_INDEX, _LOW_COVERAGE = 45.0, 0.40


@dataclass(slots=True)
class Life:
    """What happened to all clients so far."""

    states: dict[int, LevelState] = field(default_factory=dict)
    low_from: dict[int, int | None] = field(default_factory=dict)
    shares: list[Counter[Level | None]] = field(default_factory=list)
    changes: int = 0
    new: Counter[Level] = field(default_factory=Counter)
    client_weeks: int = 0


def main() -> None:
    """Print shares, changes and cases a week, with lines by budget and with fixed lines."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else HISTORY
    if not file.exists():
        print(f"no history at {file.name}: give a CSV with client_ref, purchased_on, category and amount")
        return
    purchases, groups = _read(file)
    last = int(purchases.day.max())
    count, days = len(purchases.clients()), len(purchases.day)
    print(f"levels: {count:,} clients, {days:,} purchase days to {date.fromordinal(last)}")
    for name, fixed in (("alarm budget", False), ("fixed lines", True)):
        began = perf_counter()
        life = lived(purchases, groups, last=last, fixed=fixed)
        _tell(name, life, perf_counter() - began)


def lived(
    purchases: PurchaseColumns, groups: dict[tuple[int, str], list[int]], *, last: int, fixed: bool
) -> Life:
    """Return the last half-year as levels lived it."""
    life, norms, outlook = Life(), Norms(), None
    for week in range(WEEKS + 1):
        today = last - 7 * (WEEKS - week)
        known = purchases.until(today)
        if outlook is None or week % REFIT_EVERY_WEEKS == 0:
            norms = house_norms(known, today=today)
            outlook = fit(
                known, today=today, horizon_days=horizon_days(norms), house_gap_days=norms.house_gap_days
            )
        _live_week(life, known, _last_days(groups, today), outlook, norms, today=today, fixed=fixed)
    return life


def _live_week(
    life: Life,
    known: PurchaseColumns,
    groups: GroupColumns,
    outlook: FittedOutlook,
    norms: Norms,
    *,
    today: int,
    fixed: bool,
) -> None:
    columns = behaviour_columns(known, groups, today=today, norms=norms)
    at_risk = risks(outlook.chances(known, today=today), columns.index, columns.coverage)
    lines = FIXED_LINES if fixed else _lines(columns, at_risk)
    week: Counter[Level | None] = Counter()
    for place, client in enumerate(columns.client.tolist()):
        facts = _facts(life, columns, place, client, today)
        before = life.states.get(client)
        decision = decide(before, today=today, risk=float(at_risk[place]), lines=lines, facts=facts)
        week[decision.level] += 1
        _count(life, before, decision)
        if decision.state is None:
            life.states.pop(client, None)
        else:
            life.states[client] = decision.state
    life.shares.append(week)


def _count(life: Life, before: LevelState | None, decision: Decision) -> None:
    if decision.level is None:
        return
    life.client_weeks += 1
    if before is not None and before.level is not decision.level:
        life.changes += 1
        life.new[decision.level] += decision.level is Level.RED or before.level is Level.GREEN


def _facts(life: Life, columns: BehaviourColumns, place: int, client: int, today: int) -> LevelFacts:
    facts = LevelFacts(
        purchase_days=int(columns.purchase_days[place]),
        own_gap=float(columns.own_gap[place]),
        silence=int(columns.silence[place]),
        quiet_days=int(columns.silence[place]),
    )
    is_low = columns.index[place] < _LOW_INDEX and columns.coverage[place] >= _LOW_COVERAGE
    off_rhythm = facts.purchase_days >= 2 and not facts.is_on_rhythm
    life.low_from[client] = low_since(life.low_from.get(client), today=today, low=bool(is_low or off_rhythm))
    return LevelFacts(
        facts.purchase_days,
        facts.own_gap,
        facts.silence,
        facts.quiet_days,
        low_intent=is_lasting(life.low_from[client], today=today),
    )


def _lines(columns: BehaviourColumns, at_risk: Floats) -> Lines:
    awake = np.array(
        [
            days >= 2 and not is_dormant(silence, gap)
            for days, silence, gap in zip(
                columns.purchase_days, columns.silence, columns.own_gap, strict=True
            )
        ]
    )
    return lines_by_budget(at_risk[awake])


def _read(file: Path) -> tuple[PurchaseColumns, dict[tuple[int, str], list[int]]]:
    amounts: dict[tuple[str, int], float] = {}
    seen: dict[tuple[str, int], set[str]] = {}
    opening = gzip.open if file.suffix == ".gz" else open
    with opening(file, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            key = row["client_ref"], date.fromisoformat(row["purchased_on"]).toordinal()
            amounts[key] = amounts.get(key, 0.0) + float(row["amount"])
            seen.setdefault(key, set()).add(row["category"])
    order = sorted(amounts)
    number = {ref: place for place, ref in enumerate(sorted({ref for ref, _ in order}))}
    groups: dict[tuple[int, str], list[int]] = {}
    for ref, day in order:
        for group in seen[ref, day]:
            groups.setdefault((number[ref], group), []).append(day)
    columns = PurchaseColumns.of(
        [number[ref] for ref, _ in order],
        [day for _, day in order],
        [amounts[key] for key in order],
        [float(len(seen[key])) for key in order],
    )
    return columns, dict(sorted(groups.items()))


def _last_days(groups: dict[tuple[int, str], list[int]], today: int) -> GroupColumns:
    rows = [
        (client, max(day for day in days if day <= today))
        for (client, _), days in groups.items()
        if days[0] <= today
    ]
    clients, days = zip(*rows, strict=True)
    return GroupColumns(np.array(clients, dtype=np.int64), np.array(days, dtype=np.int64))


def _tell(name: str, life: Life, took_s: float) -> None:
    weeks = len(life.shares) - 1
    levelled = sum(count for week in life.shares for level, count in week.items() if level is not None)
    shares = {level: sum(week[level] for week in life.shares) / levelled for level in Level}
    per_year = life.changes / life.client_weeks * 365 / 7
    cases = {level: life.new[level] / life.client_weeks * CLIENTS_OF_AN_ADVISOR for level in Level}
    print(
        f"  {name:<12} red {shares[Level.RED]:.1%}, yellow {shares[Level.YELLOW]:.1%}, "
        f"green {shares[Level.GREEN]:.1%}; {per_year:.2f} changes a client and year"
    )
    print(
        f"  {'':<12} an advisor of {CLIENTS_OF_AN_ADVISOR}: {cases[Level.RED]:.2f} new reds and "
        f"{cases[Level.YELLOW]:.2f} new yellows a week over {weeks} weeks ({took_s:.1f} s)"
    )


if __name__ == "__main__":
    main()
