"""Planning: makes the plan of one advisor, or of one client anew, and writes what differs from the last."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from loyalty.clients import ClientId
from loyalty.people.people import Person, PersonId, Role
from loyalty.planning import Plan, PlanLoad, Planned, plan
from loyalty.planning.touchpoints import TouchpointId, TouchpointKind, TouchpointState
from storage.clients.clientrows import CLIENT
from storage.columns import table_of
from storage.ids import new_id
from storage.plans.planningfacts import PlanningFacts, planning_facts
from storage.plans.planningrows import PlanningRow
from storage.plans.touchpoints import TouchpointRow
from storage.store import Store

_TABLE = table_of(TouchpointRow)
_NIGHT = time(0, 30)
# What the planner may change was told to nobody.
_STILL_PLANNED = _TABLE.c.state == TouchpointState.PLANNED
_TOLD = (TouchpointState.REMINDED, TouchpointState.PUT_OFF)

_Key = tuple[str, str, str | None, date | None]
_Dated = tuple[PlanningRow, date]


def replan(store: Store, advisor_id: PersonId, *, now: datetime) -> Plan | None:
    """Make an advisor's plan anew and keep its figures; None when there is nothing to plan for somebody.

    What was promised, put off or reminded stays; the rest keeps its day and its id as far as it can.
    """
    advisor = store.people.of(advisor_id)
    mine = CLIENT.c.advisor_id == advisor_id
    store.standings.lock([row.id for row in store.transaction.rows(sa.select(CLIENT.c.id).where(mine))])
    if not advisor.active or not advisor.has(Role.ADVISOR):
        load = PlanLoad(0, advisor.contacts_a_day, 0, now)
        store.plan_loads.save(advisor_id, load, next_at=_night_after(now, advisor))
        return None
    facts = planning_facts(store, advisor, now=now)
    made = plan(facts.agenda, facts.clients)
    _write(store, advisor, facts, made, now=now)
    load = PlanLoad(ceil(made.needed), made.room, made.without_room, now)
    store.plan_loads.save(advisor_id, load, next_at=_night_after(now, advisor))
    return made


def replan_client(store: Store, client_id: ClientId, advisor: Person, *, now: datetime) -> None:
    """Plan one client's contacts anew around those of all others, which stay where they are."""
    facts = planning_facts(store, advisor, now=now, only=client_id)
    _write(store, advisor, facts, plan(facts.agenda, facts.clients), now=now)


def planned_rows(store: Store, client_id: ClientId) -> list[dict[str, str]]:
    """Return a client's contacts that a log may move or release, to be put back by ``restore_planned``."""
    planned = sa.and_(_STILL_PLANNED, _TABLE.c.kind != TouchpointKind.PROMISE)
    told = sa.and_(_TABLE.c.kind == TouchpointKind.HELLO, _TABLE.c.state.in_(_TOLD))
    theirs = (_TABLE.c.client_id == client_id, sa.or_(planned, told))
    rows = store.transaction.rows(sa.select(_TABLE.c.id, _TABLE.c.due_at, _TABLE.c.state).where(*theirs))
    return [{"id": row.id, "due_at": row.due_at.isoformat(), "state": row.state} for row in rows]


def release(store: Store, touchpoint_ids: Collection[TouchpointId]) -> None:
    """Let the planner move or drop contacts that were told or put off."""
    told = (_TABLE.c.id.in_(touchpoint_ids), _TABLE.c.state.in_(_TOLD))
    store.transaction.change(sa.update(_TABLE).where(*told).values(state=TouchpointState.PLANNED))


def release_doubles(
    store: Store, advisor: Person, *, morning: datetime, ends_at: datetime, now: datetime
) -> None:
    """Leave each client one hello for the brief of a day; the planner gives others another day.

    The brief's own day is claimed already. Of two hellos the one for which the advisor chose a moment later
    that day stays, then the one that was told, then the earlier.
    """
    chosen = sa.and_(_TABLE.c.state == TouchpointState.PUT_OFF, _TABLE.c.due_at > morning)
    waiting = _TABLE.c.state.in_((TouchpointState.PLANNED, TouchpointState.PUT_OFF))
    told = sa.or_(
        _TABLE.c.state == TouchpointState.REMINDED,
        sa.and_(waiting, _TABLE.c.due_at < ends_at),
    )
    rows = store.transaction.rows(
        sa.select(_TABLE.c.id, _TABLE.c.client_id)
        .where(_TABLE.c.advisor_id == advisor.id, _TABLE.c.kind == TouchpointKind.HELLO, told)
        .order_by(~chosen, _TABLE.c.state != TouchpointState.REMINDED, _TABLE.c.due_at, _TABLE.c.id)
    )
    first: dict[str, str] = {}
    doubles = [row for row in rows if first.setdefault(row.client_id, row.id) != row.id]
    client_ids = sorted({ClientId(row.client_id) for row in doubles})
    store.standings.lock(client_ids)
    release(store, [TouchpointId(row.id) for row in doubles])
    for client_id in client_ids:
        replan_client(store, client_id, advisor, now=now)


def restore_planned(
    store: Store, client_id: ClientId, before: Sequence[dict[str, str]], *, now: datetime
) -> None:
    """Put a client's contacts back to what they were; what has been planned since is dropped.

    What a person decided on since stays as it is.
    """
    theirs = (_TABLE.c.client_id == client_id, _STILL_PLANNED, _TABLE.c.kind != TouchpointKind.PROMISE)
    known = [each["id"] for each in before]
    dropped = {"state": TouchpointState.DROPPED, "finished_at": now}
    store.transaction.change(sa.update(_TABLE).where(*theirs, _TABLE.c.id.not_in(known)).values(dropped))
    for each in before:
        movable = (_TABLE.c.id == each["id"], _TABLE.c.state.in_((TouchpointState.DROPPED, "planned")))
        moment = datetime.fromisoformat(each["due_at"])
        back = {"state": each["state"], "due_at": moment, "finished_at": None}
        store.transaction.change(sa.update(_TABLE).where(*movable).values(back))


def advisors_with_clients(store: Store) -> list[PersonId]:
    """Return everybody who looks after a client."""
    owners = sa.select(CLIENT.c.advisor_id).where(CLIENT.c.advisor_id.is_not(None)).distinct()
    return [PersonId(row.advisor_id) for row in store.transaction.rows(owners)]


def _night_after(now: datetime, advisor: Person) -> datetime:
    """Return the next half past midnight where the advisor works, in UTC: a day is over, no brief told."""
    zone = ZoneInfo(advisor.hours.zone)
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, _NIGHT, zone).astimezone(UTC)


def _write(store: Store, advisor: Person, facts: PlanningFacts, made: Plan, *, now: datetime) -> None:
    """Write a plan over the last one: the same contact keeps its row, and one that moved takes it along."""
    last: dict[_Key, list[_Dated]] = defaultdict(list)
    for row, day in facts.movable:
        last[(row.client_id, row.kind, row.occasion, row.occasion_on)].append((row, day))
    new: dict[_Key, list[Planned]] = defaultdict(list)
    for each in made.contacts:
        new[(each.client_id, each.kind.value, each.occasion, each.occasion_on)].append(each)
    added: list[Planned] = []
    moved: list[tuple[str, datetime]] = []
    dropped: list[str] = []
    moments = {day: facts.agenda.moment(day) for day in {each.day for each in made.contacts}}
    for key in last.keys() | new.keys():
        pairs, surplus, missing = _paired(last[key], new[key])
        due = [(row, moments[each.day]) for row, each in pairs]
        moved += [(row.id, at) for row, at in due if row.due_at != at]
        dropped += [row.id for row in surplus]
        added += missing
    added.sort(key=lambda each: (each.day, each.client_id))
    _move(store, moved)
    _drop(store, dropped, now=now)
    _add(store, advisor, [(each, moments[each.day]) for each in added], now=now)


def _paired(
    last: Sequence[_Dated], planned: Sequence[Planned]
) -> tuple[list[tuple[PlanningRow, Planned]], list[PlanningRow], list[Planned]]:
    """Pair the rows of a kind with what is planned of it: same day first, then in order."""
    by_day = {day: row for row, day in last}
    pairs = [(by_day.pop(each.day), each) for each in planned if each.day in by_day]
    taken = {row.id for row, _ in pairs}
    placed = {id(each) for _, each in pairs}
    rows = [row for row, _ in last if row.id not in taken]
    waiting = [each for each in planned if id(each) not in placed]
    pairs += zip(rows, waiting, strict=False)
    return pairs, rows[len(waiting) :], waiting[len(rows) :]


def _move(store: Store, moved: Iterable[tuple[str, datetime]]) -> None:
    statement = (
        sa.update(_TABLE)
        .where(_TABLE.c.id == sa.bindparam("moved_id"), _STILL_PLANNED)
        .values(due_at=sa.bindparam("moved_to"))
    )
    store.transaction.change_many(statement, [{"moved_id": each, "moved_to": at} for each, at in moved])


def _drop(store: Store, dropped: Iterable[str], *, now: datetime) -> None:
    statement = (
        sa.update(_TABLE)
        .where(_TABLE.c.id == sa.bindparam("dropped_id"), _STILL_PLANNED)
        .values(state=TouchpointState.DROPPED, finished_at=now)
    )
    store.transaction.change_many(statement, [{"dropped_id": each} for each in dropped])


def _add(store: Store, advisor: Person, added: Iterable[tuple[Planned, datetime]], *, now: datetime) -> None:
    rows = []
    for each, at in added:
        touchpoint_id = new_id()
        rows.append(
            {
                "id": touchpoint_id,
                "client_id": each.client_id,
                "advisor_id": advisor.id,
                "kind": each.kind,
                "state": TouchpointState.PLANNED,
                "due_at": at,
                "note": store.transaction.keys.seal("", place=("touchpoint", "note", touchpoint_id)),
                "occasion": each.occasion,
                "occasion_on": each.occasion_on,
                "draft": 0,
                "created_at": now,
            }
        )
    store.transaction.insert(_TABLE, rows)
