"""Planning facts: what the plan of one advisor rests on, read in a few statements for all clients at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from loyalty.clients import ClientId, Tier
from loyalty.levels.levels import Cause, Level
from loyalty.people.people import Language, Person
from loyalty.planning import Agenda, Planned, PlanningClient, agenda_of, horizon_of
from loyalty.planning.cadence import quarter_of
from loyalty.planning.occasions import Occasion, OccasionFacts, occasions_between
from loyalty.planning.touchpoints import TouchpointKind, TouchpointState
from storage.clients.clientrows import birthday_of
from storage.plans.planningpasts import Past, gather_pasts
from storage.plans.planningrows import (
    DATED,
    PlanningRow,
    Whose,
    client_rows,
    covered_contacts,
    loads_of_others,
    open_rows,
    red_steps,
    told_on,
)
from storage.store import Store

# Contacts of the weeks before a quarter keep the distance to the first one in it.
_BEFORE_QUARTER = timedelta(days=40)
# A greeting this late is one no more.
_GREETED_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PlanningFacts:
    """An advisor's agenda and clients, and the rows of the last plan that may be moved, with their days."""

    agenda: Agenda
    clients: tuple[PlanningClient, ...]
    movable: tuple[tuple[PlanningRow, date], ...]


def planning_facts(
    store: Store, advisor: Person, *, now: datetime, only: ClientId | None = None
) -> PlanningFacts:
    """Read what the plan of an advisor rests on; ``only`` one client, around whom all others stay."""
    zone = ZoneInfo(advisor.hours.zone)
    today = now.astimezone(zone).date()
    past: dict[str, Past] = defaultdict(Past)
    whose = Whose(advisor.id, only)
    occupied, regular = _occupied(store, whose, zone)
    movable = []
    for row in open_rows(store, whose):
        day = row.due_at.astimezone(zone).date()
        if is_movable(row, today=today):
            movable.append((row, day))
            past[row.client_id].planned.append(_planned(row, day))
        elif not _is_expired(row, today=today):
            occupied[day] += 1
            regular[day] += TouchpointKind(row.kind).is_regular
            _keep_open(past[row.client_id], row)
    gather_pasts(store, whose, since=quarter_of(today)[0] - _BEFORE_QUARTER, into=past)
    agenda = _agenda(store, advisor, occupied, regular, now=now)
    rows = client_rows(store, whose)
    clients = tuple(_client(row, past[row.id], store, agenda, zone) for row in rows)
    return PlanningFacts(agenda, clients, tuple(movable))


def is_movable(row: PlanningRow, *, today: date) -> bool:
    """Tell whether the planner may move or drop an open contact: planned, no promise, nobody was told of it.

    A greeting that no brief told in time stays, for the next one to tell.
    """
    if row.state != TouchpointState.PLANNED or row.kind == TouchpointKind.PROMISE:
        return False
    is_missed = row.kind in DATED and row.occasion_on is not None and row.occasion_on < today
    return not is_missed or _is_expired(row, today=today)


def _is_expired(row: PlanningRow, *, today: date) -> bool:
    return (
        row.state == TouchpointState.PLANNED
        and row.occasion_on is not None
        and row.occasion_on < today - _GREETED_WITHIN
    )


def _planned(row: PlanningRow, day: date) -> Planned:
    return Planned(ClientId(row.client_id), TouchpointKind(row.kind), day, row.occasion, row.occasion_on)


def _keep_open(past: Past, row: PlanningRow) -> None:
    if row.kind == TouchpointKind.REVIEW:
        past.reviews.append(row.due_at)
        past.open_reviews.append(row.due_at)
    else:
        past.open.append(row.due_at)
    if row.occasion_on is not None:
        past.settled.add((row.kind, row.occasion, row.occasion_on))


def _occupied(store: Store, whose: Whose, zone: ZoneInfo) -> tuple[Counter[date], Counter[date]]:
    """Count what stands on a day without being planned here: red matters, and other clients beside one.

    The second count is of those that the cadence asks for.
    """
    regular: Counter[date] = Counter()
    days = Counter(row.due_at.astimezone(zone).date() for row in red_steps(store, whose.advisor_id))
    if whose.client_id is not None:
        for row in loads_of_others(store, whose):
            day = row.due_at.astimezone(zone).date()
            days[day] += row.contacts
            regular[day] += row.contacts if TouchpointKind(row.kind).is_regular else 0
    return days, regular


def _client(row: PlanningRow, past: Past, store: Store, agenda: Agenda, zone: ZoneInfo) -> PlanningClient:
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
        open_review_days=_days(past.open_reviews, zone),
        occasions=_occasions(row, past, store, agenda, dormant=not has_cadence),
        planned=tuple(past.planned),
    )


def _occasions(
    row: PlanningRow, past: Past, store: Store, agenda: Agenda, *, dormant: bool
) -> tuple[Occasion, ...]:
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


def _agenda(
    store: Store, advisor: Person, occupied: Counter[date], regular: Counter[date], *, now: datetime
) -> Agenda:
    today = now.astimezone(ZoneInfo(advisor.hours.zone)).date()
    absences = store.absences.between(advisor.id, today, horizon_of(today))
    away = [(day, absence) for absence in absences for day in _each_day(absence.starts_on, absence.ends_on)]
    occupied.update(_stood_in(store, advisor, today))
    return agenda_of(
        advisor.hours,
        now=now,
        capacity=advisor.contacts_a_day,
        brief_at=advisor.brief_at,
        told_on=told_on(store, advisor.id),
        days_off={day for day, _ in away},
        covered={day for day, absence in away if absence.covered_by is not None},
        occupied=occupied,
        regular=regular,
    )


def _stood_in(store: Store, advisor: Person, today: date) -> Iterable[date]:
    """Yield the days on which the advisor has a dated contact of a colleague who is away."""
    zone = ZoneInfo(advisor.hours.zone)
    for row in covered_contacts(store, advisor.id, today=today):
        day = row.due_at.astimezone(zone).date()
        if row.starts_on <= day <= row.ends_on:
            yield day


def _days(moments: Iterable[datetime], zone: ZoneInfo) -> tuple[date, ...]:
    return tuple(sorted(at.astimezone(zone).date() for at in moments))


def _each_day(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
