"""Level pasts: how many clients had each level on each day, worked out backwards from the changes."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from loyalty.clients import ClientId
from loyalty.days.digests import LevelDay
from loyalty.levels.levels import Level
from loyalty.people.people import Person
from loyalty.people.teams import LevelCounts
from storage.access import within_reach
from storage.clients.clientrows import CLIENT
from storage.columns import table_of
from storage.scores.standingrows import LevelChangeRow, StandingRow
from storage.store import Store

_CHANGE = table_of(LevelChangeRow)
_STANDING = table_of(StandingRow)
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """One client who went from a level to another; None is no level, or not there at all."""

    at: datetime
    client_id: ClientId
    before: Level | None
    after: Level | None


def steps_since(store: Store, lead: Person, since: datetime) -> list[Step]:
    """Return all that changed the counts of the levels since a moment, newest first.

    These are changes of level, clients who came and clients who were closed.
    """
    changes = [
        Step(row.changed_at, ClientId(row.client_id), _level(row.before), _level(row.after))
        for row in store.transaction.rows(
            sa.select(_CHANGE.c.client_id, _CHANGE.c.changed_at, _CHANGE.c.before, _CHANGE.c.after)
            .join(CLIENT, CLIENT.c.id == _CHANGE.c.client_id)
            .where(within_reach(lead, CLIENT), _CHANGE.c.changed_at > since)
            .order_by(_CHANGE.c.changed_at, _CHANGE.c.id)
        )
    ]
    steps = [*changes, *_comings_and_goings(store, lead, since, changes)]
    return sorted(steps, key=lambda step: step.at, reverse=True)


def level_days(
    counts: LevelCounts, steps: Sequence[Step], *, now: datetime, zone: str, days: int
) -> tuple[LevelDay, ...]:
    """Return the counts at the end of each of the last days in a zone, today's as of now, oldest first.

    ``counts`` are those of now, ``steps`` the newest first.
    """
    where = ZoneInfo(zone)
    today = now.astimezone(where).date()
    running = Counter({Level.RED: counts.red, Level.YELLOW: counts.yellow, Level.GREEN: counts.green})
    waiting = iter(steps)
    step = next(waiting, None)
    past: list[LevelDay] = []
    for on in (today - timedelta(days=back) for back in range(days)):
        ends_at = datetime.combine(on + _A_DAY, time(), where)
        while step is not None and step.at >= ends_at:
            _undo(running, step)
            step = next(waiting, None)
        past.append(_day(on, running))
    return tuple(reversed(past))


def _comings_and_goings(
    store: Store, lead: Person, since: datetime, changes: Sequence[Step]
) -> Iterator[Step]:
    first: dict[ClientId, Step] = {}
    for change in changes:
        first.setdefault(change.client_id, change)
    rows: Sequence[Any] = store.transaction.rows(
        sa.select(CLIENT.c.id, CLIENT.c.added_at, CLIENT.c.closed_at, _STANDING.c.level)
        .join(_STANDING, _STANDING.c.client_id == CLIENT.c.id)
        .where(within_reach(lead, CLIENT), sa.or_(CLIENT.c.added_at > since, CLIENT.c.closed_at > since))
    )
    for row in rows:
        client_id, level = ClientId(row.id), _level(row.level)
        if row.added_at > since:
            came_as = first[client_id].before if client_id in first else level
            yield Step(row.added_at, client_id, None, came_as)
        if row.closed_at is not None:
            # Nobody scores a closed client: the level is still the one at the end.
            yield Step(row.closed_at, client_id, level, None)


def net_changes(steps: Sequence[Step]) -> dict[ClientId, tuple[Level | None, Level | None]]:
    """Return for each client the level before the first step and after the last; steps newest first."""
    seen: dict[ClientId, list[Step]] = defaultdict(list)
    for step in steps:
        seen[step.client_id].append(step)
    return {client_id: (mine[-1].before, mine[0].after) for client_id, mine in seen.items()}


def _undo(running: Counter[Level], step: Step) -> None:
    if step.after is not None:
        running[step.after] -= 1
    if step.before is not None:
        running[step.before] += 1


def _day(on: date, running: Counter[Level]) -> LevelDay:
    return LevelDay(on, *(max(0, running[level]) for level in (Level.RED, Level.YELLOW, Level.GREEN)))


def _level(name: str | None) -> Level | None:
    return None if name is None else Level(name)
