"""Days off begin and end by the person's own calendar, and who stands in reaches the clients just then."""

from datetime import UTC, date, datetime, timedelta

import pytest

from loyalty.clientfields import ImpossibleDaysError
from loyalty.clients import Client
from loyalty.people.absences import Absence, AbsenceState
from loyalty.people.clocks import WorkingHours
from loyalty.people.people import Person, Role
from storage.errors import ClientNotFoundError
from storage.people.covers import (
    change_cover,
    end_early,
    end_overdue,
    finish,
    hears_at,
    hears_for,
    plan_absence,
)
from storage.people.people import DEFAULT_HOURS
from storage.refusals import AbsenceOverlapsError
from storage.store import Store
from tests.staff import NOW, Staff

TUESDAY = date(2026, 11, 24)
FRIDAY = date(2026, 11, 27)


@pytest.fixture
def dora(store: Store, staff: Staff) -> Person:
    """An advisor of Anna's team."""
    return store.people.find_or_add("Dora Wu", role=Role.ADVISOR, team_id=staff.team.id)


@pytest.fixture
def client(store: Store, staff: Staff) -> Client:
    """A client of Anna's."""
    return store.clients.add(name="Chen Wei", team_id=staff.team.id, advisor_id=staff.anna.id, now=NOW)


def away(
    store: Store, staff: Staff, *, by: Person | None = None, starts_on: date = TUESDAY, ends_on: date = FRIDAY
) -> Absence:
    return plan_absence(
        store,
        staff.anna,
        starts_on,
        ends_on,
        covered_by=by.id if by else None,
        by=staff.anna.id,
        now=NOW,
    )


def turn(store: Store, now: datetime) -> None:
    while store.absences.due_begin(now) is not None:
        pass
    while (over := store.absences.due_end(now)) is not None:
        finish(store, over, now=now)


def test_days_off_that_begin_today_are_active_at_once(store: Store, staff: Staff) -> None:
    assert away(store, staff).state is AbsenceState.ACTIVE


def test_later_days_off_begin_at_the_persons_own_midnight(store: Store, staff: Staff) -> None:
    planned = away(store, staff, starts_on=FRIDAY)
    # Thursday 15:59 UTC is 23:59 in Hong Kong.
    before_midnight = datetime(2026, 11, 26, 15, 59, tzinfo=UTC)

    assert store.absences.due_begin(before_midnight) is None
    assert store.absences.due_begin(before_midnight + timedelta(minutes=1)) is not None
    assert store.absences.of(planned.id).state is AbsenceState.ACTIVE


def test_an_absence_is_begun_and_ended_once(store: Store, staff: Staff) -> None:
    away(store, staff, starts_on=FRIDAY)
    friday, saturday = NOW + timedelta(days=3), NOW + timedelta(days=4)

    assert store.absences.due_begin(friday) is not None
    assert store.absences.due_begin(friday) is None
    assert store.absences.due_end(friday) is None
    assert store.absences.due_end(saturday) is not None
    assert store.absences.due_end(saturday) is None


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (FRIDAY, TUESDAY),
        (date(2026, 11, 1), date(2026, 11, 23)),
        (TUESDAY, date(2028, 1, 1)),
    ],
)
def test_days_off_that_cannot_be_meant_are_refused(
    store: Store, staff: Staff, starts_on: date, ends_on: date
) -> None:
    with pytest.raises(ImpossibleDaysError):
        away(store, staff, starts_on=starts_on, ends_on=ends_on)


def test_days_off_do_not_overlap(store: Store, staff: Staff) -> None:
    first = away(store, staff)

    with pytest.raises(AbsenceOverlapsError) as refused:
        away(store, staff, starts_on=FRIDAY, ends_on=FRIDAY)
    assert refused.value.other.id == first.id


def test_days_off_are_told_within_a_range(store: Store, staff: Staff) -> None:
    away(store, staff)

    assert store.absences.days_off(staff.anna.id, date(2026, 11, 26), date(2026, 12, 31)) == {
        date(2026, 11, 26),
        FRIDAY,
    }
    assert store.absences.days_off(staff.boris.id, TUESDAY, FRIDAY) == frozenset()


def test_an_absence_ended_early_keeps_the_days_that_were_off(store: Store, staff: Staff) -> None:
    absence = away(store, staff)
    thursday = NOW + timedelta(days=2)

    assert end_early(store, absence, by=staff.anna.id, now=thursday)
    assert not end_early(store, absence, by=staff.anna.id, now=thursday)
    assert store.absences.days_off(staff.anna.id, TUESDAY, FRIDAY) == {TUESDAY, date(2026, 11, 25)}


def test_an_absence_ended_on_its_first_day_never_was(store: Store, staff: Staff) -> None:
    end_early(store, away(store, staff), by=staff.anna.id, now=NOW)

    assert store.absences.days_off(staff.anna.id, TUESDAY, FRIDAY) == frozenset()
    assert away(store, staff).state is AbsenceState.ACTIVE


def test_the_colleague_reaches_the_clients_while_standing_in_and_not_after(
    store: Store, staff: Staff, dora: Person, client: Client
) -> None:
    absence = away(store, staff, by=dora)

    assert store.clients.of(client.id, reader=dora).name == "Chen Wei"
    assert store.clients.book_within(dora).exact("chen wei") == [client.id]

    turn(store, NOW + timedelta(days=4))

    assert store.absences.of(absence.id).state is AbsenceState.ENDED
    with pytest.raises(ClientNotFoundError):
        store.clients.of(client.id, reader=dora)
    assert store.clients.book_within(dora).exact("chen wei") == []


@pytest.mark.parametrize("state", ["planned", "cancelled", "ended", "other team", "nobody", "inactive"])
def test_nobody_reaches_a_client_by_any_other_absence(
    store: Store, staff: Staff, dora: Person, client: Client, state: str
) -> None:
    if state == "planned":
        away(store, staff, by=dora, starts_on=FRIDAY)
    elif state == "cancelled":
        end_early(store, away(store, staff, by=dora), by=staff.anna.id, now=NOW)
    elif state == "ended":
        away(store, staff, by=dora)
        turn(store, NOW + timedelta(days=4))
    elif state == "other team":
        away(store, staff, by=staff.chen)
    elif state == "nobody":
        away(store, staff)
    else:
        away(store, staff, by=dora)
        store.people.deactivate(dora.id)

    for person in (store.people.of(dora.id), staff.chen):
        assert store.clients.several([client.id], reader=person) == []
        assert store.clients.within(person) == []
        assert len(store.clients.book_within(person)) == 0
        assert store.standings.counts(person) == {}
        assert store.cases.open_within(person) == []
        assert store.interactions.page(client.id, reader=person) == []


def test_a_client_in_another_team_of_the_absent_one_stays_out_of_reach(
    store: Store, staff: Staff, dora: Person
) -> None:
    store.people.find_or_add("Anna Li", role=Role.ADVISOR, team_id=staff.other_team.id)
    elsewhere = store.clients.add(
        name="Lin Yue", team_id=staff.other_team.id, advisor_id=staff.anna.id, now=NOW
    )
    away(store, staff, by=dora)

    assert store.clients.several([elsewhere.id], reader=dora) == []
    assert len(store.clients.book_within(dora)) == 0


def test_a_cover_that_the_tick_forgot_ends_before_it_is_used(
    store: Store, staff: Staff, dora: Person, client: Client
) -> None:
    away(store, staff, by=dora)

    end_overdue(store, dora, now=NOW + timedelta(days=4))

    assert store.clients.several([client.id], reader=dora) == []


def test_what_is_due_is_heard_by_who_stands_in(store: Store, staff: Staff, dora: Person) -> None:
    assert hears_for(store, staff.anna, now=NOW).id == staff.anna.id

    absence = away(store, staff, by=dora)
    assert hears_for(store, staff.anna, now=NOW).id == dora.id
    assert hears_for(store, staff.anna, now=NOW + timedelta(days=4)).id == staff.anna.id

    change_cover(store, absence, None, by=staff.anna.id, now=NOW)
    assert hears_for(store, staff.anna, now=NOW).id == staff.anna.id


def test_nobody_is_disturbed_on_a_day_off(store: Store, staff: Staff) -> None:
    monday_at_nine = datetime(2026, 11, 30, 1, tzinfo=UTC)
    assert hears_at(store, staff.anna, now=NOW) == NOW

    away(store, staff)

    assert hears_at(store, staff.anna, now=NOW) == monday_at_nine


def test_days_off_follow_the_calendar_of_a_zone_far_away(store: Store, staff: Staff) -> None:
    hours = WorkingHours("Pacific/Kiritimati", DEFAULT_HOURS.start, DEFAULT_HOURS.end, DEFAULT_HOURS.workdays)
    store.people.save_hours(staff.anna.id, hours)
    anna = store.people.of(staff.anna.id)
    plan_absence(store, anna, FRIDAY, FRIDAY, covered_by=None, by=anna.id, now=NOW)
    # 10:00 UTC on Thursday is Friday's midnight fourteen hours east.
    midnight = datetime(2026, 11, 26, 10, tzinfo=UTC)

    assert store.absences.due_begin(midnight - timedelta(minutes=1)) is None
    assert store.absences.due_begin(midnight) is not None
    assert store.absences.current(anna, midnight) is not None
    assert store.absences.due_end(midnight + timedelta(hours=23, minutes=59)) is None
    assert store.absences.due_end(midnight + timedelta(days=1)) is not None
