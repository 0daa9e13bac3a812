"""What a simulated quarter left in the database: promises kept, messages, escalations."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from loyalty.cases.cases import CaseState, StepState
from loyalty.clients import Client, ClientId, Tier
from loyalty.contacts import Direction
from loyalty.people.clocks import next_working_moment
from loyalty.people.people import Person, PersonId
from loyalty.planning.cadence import periods
from loyalty.planning.touchpoints import TouchpointKind, TouchpointState
from storage.cases.caserows import CASE, QUIET, STEP
from storage.chat.outbox import OUTBOX
from storage.columns import table_of
from storage.plans.touchpoints import TouchpointRow
from storage.records.interactions import InteractionRow
from storage.store import Store
from tests.simulation.founding import BEGIN, SimulatedFirm

_LOG = table_of(InteractionRow)
_TOUCHPOINT = table_of(TouchpointRow)
_MOMENT = _LOG.c.occurred_at.type
_OPEN = (TouchpointState.PLANNED, TouchpointState.PUT_OFF)
# What may disturb somebody; answers and alerts for those who asked for the night are not among them.
_WATCHED = ("brief", "reminder", "digest", "case_warning", "step_overdue")


@dataclass(frozen=True, slots=True)
class Push:
    """One message of the bot's own accord and when it may leave."""

    person_id: PersonId
    template: str
    params: dict[str, Any]
    at: datetime


@dataclass(slots=True)
class Findings:
    """The figures; lists hold what went wrong."""

    kept_vip: float = 0.0
    kept_key: float = 0.0
    pushes: Counter[str] = field(default_factory=Counter)
    disturbing: list[Push] = field(default_factory=list)
    doubled: list[Push] = field(default_factory=list)
    breaches: int = 0
    escalated_wrongly: list[str] = field(default_factory=list)
    digests: int = 0
    digest_days: int = 0
    digests_wrong: list[tuple[str, date, int]] = field(default_factory=list)


def pushes_of(store: Store) -> list[Push]:
    """Return all that was pushed so far, edits of messages left out."""
    rows = store.transaction.rows(
        sa.select(OUTBOX)
        .where(OUTBOX.c.template.is_not(None), OUTBOX.c.edits.is_(None))
        .order_by(OUTBOX.c.id)
    )
    return [
        Push(
            PersonId(row.person_id),
            row.template,
            json.loads(row.params or "{}"),
            row.not_before or row.created_at,
        )
        for row in rows
    ]


def waiting(store: Store, advisor: Person) -> int:
    """Return how many contacts an advisor was reminded of and has not answered, promises left out."""
    counted = sa.select(sa.func.count()).where(
        _TOUCHPOINT.c.advisor_id == advisor.id,
        _TOUCHPOINT.c.state == TouchpointState.REMINDED,
        _TOUCHPOINT.c.kind != TouchpointKind.PROMISE,
    )
    return int(store.transaction.value(counted))


def fullest_day(store: Store, advisor: Person, *, now: datetime) -> int:
    """Return how many contacts the fullest day to come has, promises and what was put off with it."""
    coming = sa.select(_TOUCHPOINT.c.due_at).where(
        _TOUCHPOINT.c.advisor_id == advisor.id, _TOUCHPOINT.c.state.in_(_OPEN), _TOUCHPOINT.c.due_at > now
    )
    zone = ZoneInfo(advisor.hours.zone)
    days = Counter(row.due_at.astimezone(zone).date() for row in store.transaction.rows(coming))
    return max(days.values(), default=0)


def found_in(
    store: Store,
    firm: SimulatedFirm,
    *,
    until: date,
    ends_at: datetime,
    down_on: date,
    moved_on: Mapping[ClientId, Sequence[datetime]],
) -> Findings:
    """Look through the whole quarter.

    Args:
        ends_at: the last moment lived through.
        down_on: the day on which the bot was away.
        moved_on: when advisors put a contact off into a later month of their own choice.
    """
    pushes = pushes_of(store)
    people = {person.id: person for person in (*firm.advisors, *firm.leads)}
    off = {
        person_id: store.absences.days_off(person_id, BEGIN, until + timedelta(days=40))
        for person_id in people
    }
    watched = [push for push in pushes if push.template in _WATCHED]
    breaches, wrongly = _escalations(store, pushes, at=ends_at)
    found = Findings(
        kept_vip=_kept(store, firm.clients, Tier.VIP, until, moved_on),
        kept_key=_kept(store, firm.clients, Tier.KEY, until, moved_on),
        pushes=Counter(push.template for push in pushes),
        disturbing=[
            push for push in watched if not _at_work(push, people[push.person_id], off[push.person_id])
        ],
        doubled=_doubled(store, watched, people),
        breaches=breaches,
        escalated_wrongly=wrongly,
    )
    _count_digests(found, firm.leads, watched, off, until=until, down_on=down_on)
    return found


def _kept(
    store: Store,
    clients: Iterable[Client],
    tier: Tier,
    until: date,
    moved_on: Mapping[ClientId, Sequence[datetime]],
) -> float:
    """Return the share of the contacts promised to a tier that were made, or left to later by choice."""
    days = _contact_days(store)
    owed = kept = 0
    for client in (each for each in clients if each.tier is tier):
        zone = ZoneInfo(client.zone or "UTC")
        local = [
            moment.astimezone(zone).date()
            for moment in (*days.get(client.id, ()), *moved_on.get(client.id, ()))
        ]
        for period in periods(tier, first=BEGIN, last=until):
            if period.last <= until:
                owed += period.contacts
                kept += min(period.contacts, sum(period.first <= day <= period.last for day in local))
    return kept / owed if owed else 1.0


def _contact_days(store: Store) -> dict[ClientId, list[datetime]]:
    """Return when contacts were made, or the advisor was told to make them."""
    days: dict[ClientId, list[datetime]] = {}
    is_planned = sa.exists().where(_TOUCHPOINT.c.interaction_id == _LOG.c.id)
    spontaneous = sa.select(_LOG.c.client_id, _LOG.c.occurred_at).where(
        _LOG.c.direction != Direction.OUTBOUND_UNANSWERED, ~is_planned
    )
    told_at = sa.func.coalesce(_TOUCHPOINT.c.reminded_at, _TOUCHPOINT.c.finished_at, type_=_MOMENT)
    planned = sa.select(_TOUCHPOINT.c.client_id, told_at).where(
        _TOUCHPOINT.c.state.not_in((TouchpointState.PLANNED, TouchpointState.DROPPED)),
        _TOUCHPOINT.c.kind != TouchpointKind.REVIEW,
        told_at.is_not(None),
    )
    for client_id, at in (*store.transaction.rows(spontaneous), *store.transaction.rows(planned)):
        days.setdefault(ClientId(client_id), []).append(at)
    return days


def _at_work(push: Push, person: Person, off: frozenset[date]) -> bool:
    # Nobody stands in for a lead: what is overdue reaches the team's only one on a day off too.
    if push.template == "step_overdue":
        off = frozenset()
    day = push.at.astimezone(ZoneInfo(person.hours.zone)).date()
    return day not in off and next_working_moment(push.at, person.hours) == push.at


def _doubled(store: Store, watched: Iterable[Push], people: dict[PersonId, Person]) -> list[Push]:
    """Return what somebody heard twice: a brief or digest of one day, a warning, a reminder of one moment."""
    seen: set[tuple[object, ...]] = set()
    doubled = []
    for push in watched:
        day = push.at.astimezone(ZoneInfo(people[push.person_id].hours.zone)).date()
        if push.template in ("brief", "digest"):
            keys: list[tuple[object, ...]] = [(push.person_id, push.template, day)]
        elif push.template == "reminder":
            keys = [(push.template, each, push.at) for each in push.params["touchpoints"]]
        else:
            keys = [(push.person_id, push.template, json.dumps(push.params, sort_keys=True))]
        doubled += [push for key in keys if key in seen]
        seen.update(keys)
    return doubled


def _escalations(store: Store, pushes: Iterable[Push], *, at: datetime) -> tuple[int, list[str]]:
    """Return how many steps were overdue, and those of which a lead did not hear exactly once."""
    heard = Counter(
        (push.params["case"], push.params["step"], push.person_id)
        for push in pushes
        if push.template == "step_overdue"
    )
    rows = store.transaction.rows(
        sa.select(
            STEP.c.case_id,
            STEP.c.key,
            STEP.c.state,
            STEP.c.escalates_at,
            STEP.c.breached_at,
            CASE.c.client_id,
        )
        .join(CASE, CASE.c.id == STEP.c.case_id)
        .where(CASE.c.playbook.not_in(QUIET))
    )
    wrongly, breaches = [], 0
    for row in rows:
        leads = store.people.leads(store.clients.anyone(row.client_id).team_id)
        expected = 1 if row.breached_at is not None else 0
        breaches += expected
        wrongly += [row.key for lead in leads if heard[(row.case_id, row.key, lead.id)] != expected]
    open_now = sa.select(STEP.c.key).join(CASE, CASE.c.id == STEP.c.case_id)
    missed = open_now.where(
        CASE.c.state == CaseState.OPEN,
        CASE.c.playbook.not_in(QUIET),
        STEP.c.state == StepState.OPEN,
        STEP.c.breached_at.is_(None),
        STEP.c.escalates_at < at,
    )
    return breaches, [*wrongly, *(row.key for row in store.transaction.rows(missed))]


def _count_digests(
    found: Findings,
    leads: Iterable[Person],
    watched: Iterable[Push],
    off: dict[PersonId, frozenset[date]],
    *,
    until: date,
    down_on: date,
) -> None:
    """Count one digest for each lead and working day; the day on which the bot was away may have none."""
    for lead in leads:
        zone = ZoneInfo(lead.hours.zone)
        days = Counter(
            push.at.astimezone(zone).date()
            for push in watched
            if push.template == "digest" and push.person_id == lead.id
        )
        found.digests += sum(days.values())
        day = BEGIN
        while day <= until:
            works = day.weekday() in lead.hours.workdays and day not in off[lead.id]
            found.digest_days += works
            if days[day] != works and (day != down_on or days[day]):
                found.digests_wrong.append((lead.name, day, days[day]))
            day += timedelta(days=1)
