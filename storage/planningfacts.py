"""Planning facts: what the plan of one advisor rests on, read in a few statements for all clients at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from loyalty.absences import AbsenceState
from loyalty.cadence import quarter_of
from loyalty.cases import CaseState, StepState
from loyalty.clients import ClientId, Tier
from loyalty.levels import Cause, Level
from loyalty.occasions import Occasion, OccasionFacts, occasions_between
from loyalty.people import Language, Person
from loyalty.planning import Agenda, Planned, PlanningClient, agenda_of, horizon_of
from loyalty.playbooks import PlaybookName
from loyalty.touchpoints import TouchpointKind, TouchpointState
from storage.absences import ABSENCE
from storage.caserows import CASE, STEP
from storage.clientrows import CLIENT, birthday_of
from storage.columns import table_of
from storage.planningpasts import Past, gather_pasts
from storage.standings import StandingRow
from storage.store import Store
from storage.touchpoints import TouchpointRow

_TOUCHPOINT = table_of(TouchpointRow)
_STANDING = table_of(StandingRow)
_OPEN = (TouchpointState.PLANNED, TouchpointState.REMINDED, TouchpointState.PUT_OFF)
_DATED = tuple(kind for kind in TouchpointKind if kind.is_dated)
# Contacts of the weeks before a quarter keep the distance to the first one in it.
_BEFORE_QUARTER = timedelta(days=40)
# A greeting this late is one no more.
_GREETED_WITHIN = timedelta(days=7)

_Row = sa.Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class PlanningFacts:
    """An advisor's agenda and clients, and the rows of the last plan that may be moved."""

    agenda: Agenda
    clients: tuple[PlanningClient, ...]
    movable: tuple[_Row, ...]


def planning_facts(
    store: Store, advisor: Person, *, now: datetime, only: ClientId | None = None
) -> PlanningFacts:
    """Read what the plan of an advisor rests on; ``only`` one client, around whom all others stay."""
    zone = ZoneInfo(advisor.hours.zone)
    today = now.astimezone(zone).date()
    past: dict[str, Past] = defaultdict(Past)
    occupied: Counter[date] = Counter(_days_of_matters(store, advisor, zone))
    movable = []
    if only is not None:
        occupied.update(_days_of_others(store, advisor, only, zone))
    for row in _open_rows(store, advisor, only):
        day = row.due_at.astimezone(zone).date()
        if is_movable(row, today=today):
            movable.append(row)
            past[row.client_id].planned.append(_planned(row, day))
        elif not _is_expired(row, today=today):
            occupied[day] += 1
            _keep_open(past[row.client_id], row)
    mine = CLIENT.c.id == only if only is not None else CLIENT.c.advisor_id == advisor.id
    gather_pasts(store, mine, since=quarter_of(today)[0] - _BEFORE_QUARTER, into=past)
    agenda = _agenda(store, advisor, occupied, now=now)
    rows = _client_rows(store, mine)
    clients = tuple(_client(row, past[row.id], store, agenda, zone) for row in rows)
    return PlanningFacts(agenda, clients, tuple(movable))


def is_movable(row: _Row, *, today: date) -> bool:
    """Tell whether the planner may move or drop an open contact: planned, no promise, nobody was told of it.

    A greeting that no brief told in time stays, for the next one to tell.
    """
    if row.state != TouchpointState.PLANNED or row.kind == TouchpointKind.PROMISE:
        return False
    is_missed = row.kind in _DATED and row.occasion_on is not None and row.occasion_on < today
    return not is_missed or _is_expired(row, today=today)


def _is_expired(row: _Row, *, today: date) -> bool:
    return (
        row.state == TouchpointState.PLANNED
        and row.occasion_on is not None
        and row.occasion_on < today - _GREETED_WITHIN
    )


def _planned(row: _Row, day: date) -> Planned:
    return Planned(ClientId(row.client_id), TouchpointKind(row.kind), day, row.occasion, row.occasion_on)


def _keep_open(past: Past, row: _Row) -> None:
    (past.reviews if row.kind == TouchpointKind.REVIEW else past.open).append(row.due_at)
    if row.occasion_on is not None:
        past.settled.add((row.kind, row.occasion, row.occasion_on))


def _days_of_others(store: Store, advisor: Person, client_id: ClientId, zone: ZoneInfo) -> Counter[date]:
    others = (_TOUCHPOINT.c.advisor_id == advisor.id, _TOUCHPOINT.c.client_id != client_id)
    counted = sa.select(_TOUCHPOINT.c.due_at, sa.func.count().label("contacts"))
    rows = store.transaction.rows(
        counted.where(*others, _TOUCHPOINT.c.state.in_(_OPEN)).group_by(_TOUCHPOINT.c.due_at)
    )
    days: Counter[date] = Counter()
    for row in rows:
        days[row.due_at.astimezone(zone).date()] += row.contacts
    return days


def _open_rows(store: Store, advisor: Person, only: ClientId | None) -> Sequence[_Row]:
    columns = (
        *(_TOUCHPOINT.c.id, _TOUCHPOINT.c.client_id, _TOUCHPOINT.c.kind, _TOUCHPOINT.c.state),
        *(_TOUCHPOINT.c.due_at, _TOUCHPOINT.c.occasion, _TOUCHPOINT.c.occasion_on),
    )
    mine = [_TOUCHPOINT.c.advisor_id == advisor.id, _TOUCHPOINT.c.state.in_(_OPEN)]
    if only is not None:
        mine.append(_TOUCHPOINT.c.client_id == only)
    return store.transaction.rows(
        sa.select(*columns).where(*mine).order_by(_TOUCHPOINT.c.due_at, _TOUCHPOINT.c.id)
    )


def _client_rows(store: Store, mine: sa.ColumnElement[bool]) -> Sequence[_Row]:
    columns = (
        *(CLIENT.c.id, CLIENT.c.tier, CLIENT.c.zone, CLIENT.c.country, CLIENT.c.language),
        *(CLIENT.c.birthday, CLIENT.c.added_at, _STANDING.c.level, _STANDING.c.cause),
    )
    joined = CLIENT.outerjoin(_STANDING, _STANDING.c.client_id == CLIENT.c.id)
    here = sa.select(*columns).select_from(joined).where(mine, CLIENT.c.closed_at.is_(None))
    return store.transaction.rows(here.order_by(CLIENT.c.id))


def _client(row: _Row, past: Past, store: Store, agenda: Agenda, zone: ZoneInfo) -> PlanningClient:
    there = ZoneInfo(row.zone) if row.zone else zone
    has_cadence = row.cause != Cause.DORMANT
    return PlanningClient(
        id=ClientId(row.id),
        tier=Tier(row.tier),
        since=row.added_at.astimezone(there).date(),
        zone=row.zone,
        level=Level(row.level) if row.level else None,
        has_cadence=has_cadence,
        contact_days=_days(past.contacts, there),
        open_days=_days(past.open, zone),
        review_days=_days(past.reviews, there),
        occasions=_occasions(row, past, store, agenda, dormant=not has_cadence),
        planned=tuple(past.planned),
    )


def _occasions(row: _Row, past: Past, store: Store, agenda: Agenda, *, dormant: bool) -> tuple[Occasion, ...]:
    """Return the occasions nobody dealt with; who is dormant has the birthday only."""
    facts = OccasionFacts(
        tier=Tier.STANDARD if dormant else Tier(row.tier),
        birthday=birthday_of(row.id, row.birthday, store.transaction.keys),
        country=row.country,
        language=Language(row.language) if row.language else None,
        known_since=past.known_since,
        largest_purchase_on=past.largest_purchase[1] if past.largest_purchase else None,
    )
    found = occasions_between(facts, first=agenda.today, last=agenda.horizon)
    return tuple(each for each in found if (each.kind, each.key, each.on) not in past.settled)


def _agenda(store: Store, advisor: Person, occupied: Counter[date], *, now: datetime) -> Agenda:
    today = now.astimezone(ZoneInfo(advisor.hours.zone)).date()
    absences = store.absences.between(advisor.id, today, horizon_of(today))
    away = [(day, absence) for absence in absences for day in _each_day(absence.starts_on, absence.ends_on)]
    occupied.update(_stood_in(store, advisor, today))
    return agenda_of(
        advisor.hours,
        now=now,
        capacity=advisor.contacts_a_day,
        brief_at=advisor.brief_at,
        days_off={day for day, _ in away},
        covered={day for day, absence in away if absence.covered_by is not None},
        occupied=occupied,
    )


def _stood_in(store: Store, advisor: Person, today: date) -> Iterable[date]:
    """Yield the days on which the advisor has a dated contact of a colleague who is away."""
    zone = ZoneInfo(advisor.hours.zone)
    states = (AbsenceState.PLANNED, AbsenceState.ACTIVE)
    covered = (ABSENCE.c.covered_by == advisor.id, ABSENCE.c.state.in_(states), ABSENCE.c.ends_on >= today)
    for absence in store.transaction.rows(sa.select(ABSENCE).where(*covered)):
        dated = (_TOUCHPOINT.c.kind.in_(_DATED), _TOUCHPOINT.c.state.in_(_OPEN))
        rows = store.transaction.rows(
            sa.select(_TOUCHPOINT.c.due_at).where(_TOUCHPOINT.c.advisor_id == absence.person_id, *dated)
        )
        days = (row.due_at.astimezone(zone).date() for row in rows)
        yield from (day for day in days if absence.starts_on <= day <= absence.ends_on)


def _days_of_matters(store: Store, advisor: Person, zone: ZoneInfo) -> list[date]:
    """Return the days on which the next steps of the advisor's red matters are due."""
    mine = (CASE.c.advisor_id == advisor.id, CASE.c.playbook == PlaybookName.PUT_RIGHT)
    is_own = sa.or_(STEP.c.assigned_to.is_(None), STEP.c.assigned_to == advisor.id)
    due = sa.select(sa.func.min(STEP.c.due_at).label("at")).join(CASE, CASE.c.id == STEP.c.case_id)
    open_now = (CASE.c.state == CaseState.OPEN, STEP.c.state == StepState.OPEN)
    rows = store.transaction.rows(due.where(*mine, is_own, *open_now).group_by(CASE.c.id))
    return [row.at.astimezone(zone).date() for row in rows]


def _days(moments: Iterable[datetime], zone: ZoneInfo) -> tuple[date, ...]:
    return tuple(sorted(at.astimezone(zone).date() for at in moments))


def _each_day(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
