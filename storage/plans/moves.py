"""Moves: the contacts a brief claims for its day, and those an advisor gives another day."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from loyalty.clients import ClientId
from loyalty.contacts import Channel
from loyalty.days.mornings import is_working_day, morning_of
from loyalty.people.people import Person
from loyalty.planning.touchpoints import Touchpoint, TouchpointId, TouchpointKind, TouchpointState
from storage.access import in_charge
from storage.columns import table_of
from storage.plans.planloads import mark_stale
from storage.plans.touchpoints import TouchpointRow
from storage.records.interactions import InteractionRow
from storage.store import Store

_TABLE = table_of(TouchpointRow)
_LOG = table_of(InteractionRow)
_OCCASIONS = tuple(kind for kind in TouchpointKind if kind.is_dated)
_DATED = (*_OCCASIONS, TouchpointKind.PROMISE)
# Over a weekend a birthday may still be wished; after that a late greeting says that it was forgotten.
_GREETED_LATE_WITHIN = timedelta(days=3)
_OPEN = (TouchpointState.PLANNED, TouchpointState.REMINDED, TouchpointState.PUT_OFF)
# What the advisor may give another day; a promise is put off by its own reminder.
_MOVABLE = (_TABLE.c.state.in_(_OPEN), _TABLE.c.kind != TouchpointKind.PROMISE)


def theirs(person: Person) -> sa.ColumnElement[bool]:
    """Return the condition for the contacts a person hears of: the own, and dated ones while standing in."""
    own = _TABLE.c.advisor_id == person.id
    return sa.or_(own, sa.and_(in_charge(person, _TABLE.c.advisor_id), _TABLE.c.kind.in_(_DATED)))


def end_past_occasions(store: Store, person: Person, *, on: date, now: datetime) -> None:
    """Let go of occasions the person was told of and did nothing about, once a greeting would be too late."""
    told = (_TABLE.c.kind.in_(_OCCASIONS), _TABLE.c.state == TouchpointState.REMINDED)
    is_past = _TABLE.c.occasion_on < on - _GREETED_LATE_WITHIN
    missed = {"state": TouchpointState.MISSED, "finished_at": now}
    store.transaction.change(sa.update(_TABLE).where(theirs(person), *told, is_past).values(missed))


def claim_day(store: Store, person: Person, *, morning: datetime, ends_at: datetime, now: datetime) -> int:
    """Remind a person of all that is planned before the day ends; return how many contacts that were.

    What was put off until ``morning`` or longer ago comes with the brief instead of alone. Promises keep
    their own moment.
    """
    planned = sa.and_(
        _TABLE.c.state == TouchpointState.PLANNED,
        _TABLE.c.kind != TouchpointKind.PROMISE,
        _TABLE.c.due_at < ends_at,
    )
    put_off = sa.and_(_TABLE.c.state == TouchpointState.PUT_OFF, _TABLE.c.due_at <= morning)
    reminded = {"state": TouchpointState.REMINDED, "reminded_at": now}
    claimed = sa.update(_TABLE).where(theirs(person), sa.or_(planned, put_off)).values(reminded)
    return store.transaction.change(claimed)


def move(store: Store, touchpoint: Touchpoint, to: date, *, advisor: Person) -> bool:
    """Give a contact another day, on which the brief tells it; False when it is no longer open.

    The planner leaves it there, since the advisor chose the day.
    """
    due_at = morning_of(to, advisor.hours, at=advisor.brief_at)
    moved = sa.update(_TABLE).where(_TABLE.c.id == touchpoint.id, *_MOVABLE)
    values = {"state": TouchpointState.PUT_OFF, "due_at": due_at}
    mark_stale(store.transaction, [touchpoint.advisor_id])
    return store.transaction.change(moved.values(values)) == 1


def bring_back(
    store: Store, touchpoint_id: TouchpointId, *, advisor: Person, morning: datetime, now: datetime
) -> bool:
    """Put a contact that was moved back into the list of today; False when something became of it since."""
    waiting = (_TABLE.c.id == touchpoint_id, _TABLE.c.state == TouchpointState.PUT_OFF, _TABLE.c.due_at > now)
    back = {"state": TouchpointState.REMINDED, "due_at": morning}
    mark_stale(store.transaction, [advisor.id])
    return store.transaction.change(sa.update(_TABLE).where(*waiting).values(back)) == 1


@dataclass(frozen=True, slots=True)
class Ending:
    """When a contact was done or left out, and by which channel where a log did it; None while it is open."""

    at: datetime | None
    channel: Channel | None


def contacts_before(store: Store, person: Person, ends_at: datetime) -> list[Touchpoint]:
    """Return the open contacts a person hears of that are due before a moment, soonest first."""
    waiting = (theirs(person), _TABLE.c.state.in_(_OPEN), _TABLE.c.due_at < ends_at)
    rows = store.transaction.rows(
        sa.select(_TABLE.c.id).where(*waiting).order_by(_TABLE.c.due_at, _TABLE.c.id)
    )
    ids = [TouchpointId(row.id) for row in rows]
    found = store.touchpoints.many(ids)
    return [found[each] for each in ids]


def endings_of(store: Store, touchpoint_ids: Collection[TouchpointId]) -> dict[TouchpointId, Ending]:
    """Return how contacts ended; a log tells its own moment."""
    logged = _TABLE.outerjoin(_LOG, _LOG.c.id == _TABLE.c.interaction_id)
    at = sa.func.coalesce(_LOG.c.occurred_at, _TABLE.c.finished_at, type_=_TABLE.c.finished_at.type)
    rows = store.transaction.rows(
        sa.select(_TABLE.c.id, at.label("at"), _LOG.c.channel)
        .select_from(logged)
        .where(_TABLE.c.id.in_(touchpoint_ids))
    )
    return {
        TouchpointId(row.id): Ending(row.at, None if row.channel is None else Channel(row.channel))
        for row in rows
    }


def rooms(store: Store, advisor: Person, *, first: date, last: date) -> Mapping[date, int]:
    """Return how many more contacts each working day has room for, both days included; full ones are there.

    Days off are not there. What is promised, put off or reminded counts like what is planned.
    """
    days_off = store.absences.days_off(advisor.id, first, last)
    load = _load(store, advisor)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return {
        day: max(0, advisor.contacts_a_day - load[day])
        for day in days
        if is_working_day(day, advisor.hours, days_off=days_off)
    }


def days_of(store: Store, client_id: ClientId, *, advisor: Person) -> frozenset[date]:
    """Return the days of the advisor's calendar on which a client has contacts."""
    zone = ZoneInfo(advisor.hours.zone)
    return frozenset(each.due_at.astimezone(zone).date() for each in store.touchpoints.open_about(client_id))


def _load(store: Store, advisor: Person) -> Counter[date]:
    zone = ZoneInfo(advisor.hours.zone)
    rows = store.transaction.rows(
        sa.select(_TABLE.c.due_at).where(_TABLE.c.advisor_id == advisor.id, _TABLE.c.state.in_(_OPEN))
    )
    return Counter(row.due_at.astimezone(zone).date() for row in rows)
