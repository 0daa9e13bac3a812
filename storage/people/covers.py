"""Covers: absences begin and end by themselves, and both sides hear of it; who hears what meanwhile."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from loyalty.people.absences import Absence, AbsenceState
from loyalty.people.clocks import next_working_moment
from loyalty.people.people import Person, PersonId
from storage.store import Store


def plan_absence(
    store: Store,
    person: Person,
    starts_on: date,
    ends_on: date,
    *,
    covered_by: PersonId | None,
    by: PersonId,
    now: datetime,
) -> Absence:
    """Plan days off; those that begin today begin at once. Whoever did not enter them is told.

    Raises:
        ImpossibleDaysError: the days cannot be meant.
        AbsenceOverlapsError: some of them are days off already.
    """
    absence = store.absences.add(person, starts_on, ends_on, covered_by=covered_by, set_by=by, now=now)
    store.people.plan_mornings_anew(person.id)
    detail = f"{starts_on}/{ends_on}"
    store.audit.record(by, "absence.planned", person.id, now, detail=detail)
    if by != person.id:
        _tell(store, "absence_planned", absence, person, now=now)
    begun = store.absences.due_begin(now, only=absence.id)
    if begun is None:
        return absence
    if covered_by is not None:
        _tell(store, "cover_began", begun, store.people.of(covered_by), now=now)
    return begun


def change_cover(
    store: Store, absence: Absence, covered_by: PersonId | None, *, by: PersonId, now: datetime
) -> bool:
    """Let another colleague stand in, or nobody; False when the absence is over."""
    if absence.covered_by == covered_by:
        return True
    if not store.absences.save_cover(absence.id, covered_by):
        return False
    store.audit.record(by, "absence.cover", absence.person_id, now, detail=covered_by or "")
    if absence.state is AbsenceState.ACTIVE:
        if absence.covered_by is not None:
            _tell(store, "cover_ended", absence, store.people.of(absence.covered_by), now=now)
        if covered_by is not None:
            _tell(store, "cover_began", absence, store.people.of(covered_by), now=now)
    return True


def end_early(store: Store, absence: Absence, *, by: PersonId, now: datetime) -> bool:
    """End an absence before its last day, or cancel one that has not begun; False when it is over."""
    if not store.absences.end(absence.id, now=now):
        return False
    store.people.plan_mornings_anew(absence.person_id)
    store.audit.record(by, "absence.ended", absence.person_id, now)
    if absence.state is AbsenceState.ACTIVE:
        _tell_ended(store, absence, except_for=by, now=now)
    return True


def begin(store: Store, absence: Absence, *, now: datetime) -> None:
    """Tell both sides that an absence has begun."""
    store.audit.record(None, "absence.began", absence.person_id, now)
    _tell(store, "absence_began", absence, store.people.of(absence.person_id), now=now)
    if absence.covered_by is not None:
        _tell(store, "cover_began", absence, store.people.of(absence.covered_by), now=now)


def finish(store: Store, absence: Absence, *, now: datetime) -> None:
    """Tell both sides that an absence is over."""
    store.audit.record(None, "absence.ended", absence.person_id, now)
    _tell_ended(store, absence, except_for=None, now=now)


def end_overdue(store: Store, person: Person, *, now: datetime) -> None:
    """End what a person covers although its last day is over, should the tick be late."""
    while (absence := store.absences.due_end(now, covered_by=person.id)) is not None:
        finish(store, absence, now=now)


def hears_for(store: Store, advisor: Person, *, now: datetime) -> Person:
    """Return who hears today what concerns the clients of an advisor: who stands in, else the advisor."""
    return store.absences.stand_in(advisor, now) or advisor


def hears_at(store: Store, person: Person, *, now: datetime) -> datetime:
    """Return when somebody may be disturbed: now, or the next moment at work that is on no day off."""
    zone = ZoneInfo(person.hours.zone)
    at = next_working_moment(now, person.hours)
    while store.absences.current(person, at) is not None:
        tomorrow = at.astimezone(zone).date() + timedelta(days=1)
        at = next_working_moment(datetime.combine(tomorrow, time(), zone), person.hours)
    return at


def _tell_ended(store: Store, absence: Absence, *, except_for: PersonId | None, now: datetime) -> None:
    if absence.person_id != except_for:
        _tell(store, "absence_ended", absence, store.people.of(absence.person_id), now=now)
    if absence.covered_by is not None and absence.covered_by != except_for:
        _tell(store, "cover_ended", absence, store.people.of(absence.covered_by), now=now)


def _tell(store: Store, template: str, absence: Absence, to: Person, *, now: datetime) -> None:
    """Say so when the person works; who begins days off in the evening is not woken for it."""
    at = next_working_moment(now, to.hours)
    store.outbox.push(
        to.id,
        template,
        {"absence": absence.id},
        now=now,
        dedup_key=f"{template}:{absence.id}:{to.id}:{now:%Y%m%dT%H%M%S}",
        not_before=at if at > now else None,
    )
