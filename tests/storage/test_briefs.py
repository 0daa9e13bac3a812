"""The morning brief comes once a working day, whatever the clocks, the zone and a downtime do."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from loyalty.clients import Client
from loyalty.people.clocks import WorkingHours
from loyalty.people.people import Person, PersonId, Role
from loyalty.planning.touchpoints import TouchpointKind, TouchpointState
from scheduler.briefs import redraw_brief, send_brief
from storage.chat.outbox import OUTBOX
from storage.columns import table_of
from storage.people.covers import plan_absence
from storage.people.people import PersonRow
from storage.plans.daylists import brief_subject, day_list
from storage.plans.mornings import Turn
from storage.store import Store
from tests.logs import a_client
from tests.planned import a_contact, morning
from tests.staff import NOW, Staff

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ALL_WEEK = frozenset(range(7))


@pytest.fixture
def anna(store: Store, staff: Staff) -> Person:
    """Anna, who uses the bot; her day begins at nine in Hong Kong."""
    store.people.bind(staff.anna.id, 1001)
    tick(store, NOW)
    return store.people.of(staff.anna.id)


@pytest.fixture
def client(store: Store, staff: Staff) -> Client:
    return a_client(store, staff)


def tick(store: Store, now: datetime) -> None:
    while send_brief(store, now):
        pass


def live(store: Store, start: datetime, end: datetime, *, step: timedelta = 10 * MINUTE) -> None:
    """Let the ticks go by, a promise waiting on each day so that there is always something to tell."""
    while start <= end:
        tick(store, start)
        start += step


def briefs(store: Store, person: PersonId) -> list[str]:
    """Return the days of the briefs queued for a person, in their order."""
    rows = store.transaction.rows(
        OUTBOX.select()
        .where(OUTBOX.c.person_id == person, OUTBOX.c.template == "brief")
        .order_by(OUTBOX.c.id)
    )
    return [row.subject.rpartition(":")[2] for row in rows]


def next_brief(store: Store, person: Person) -> datetime | None:
    table = table_of(PersonRow)
    at: datetime | None = store.transaction.value(
        table.select().with_only_columns(table.c.next_brief_at).where(table.c.id == person.id)
    )
    return at


def put_off_for_ever(store: Store, client: Client) -> None:
    """Leave something on every list: a contact nobody finishes."""
    a_contact(store, client, due_at=morning(5, month=1), state=TouchpointState.REMINDED)


def test_it_comes_once_at_the_start_of_work(store: Store, anna: Person, client: Client) -> None:
    put_off_for_ever(store, client)

    live(store, NOW, morning(25) + 8 * HOUR)

    assert briefs(store, anna.id) == ["2026-11-25"]
    assert next_brief(store, anna) == morning(26)


def test_it_comes_at_the_hour_chosen(store: Store, anna: Person, client: Client) -> None:
    put_off_for_ever(store, client)
    store.mornings.save_brief_at(anna.id, time(8, 30))

    tick(store, morning(25) - 31 * MINUTE)
    assert briefs(store, anna.id) == []
    tick(store, morning(25) - 30 * MINUTE)
    assert briefs(store, anna.id) == ["2026-11-25"]


def test_an_hour_moved_before_the_present_brings_the_brief_at_once(
    store: Store, anna: Person, client: Client
) -> None:
    put_off_for_ever(store, client)
    live(store, morning(25), morning(25) + HOUR)
    now = morning(26) - 20 * MINUTE
    tick(store, now)

    store.mornings.save_brief_at(anna.id, time(8, 30))
    tick(store, now)

    assert briefs(store, anna.id) == ["2026-11-25", "2026-11-26"]
    assert next_brief(store, anna) == morning(27) - 30 * MINUTE


def test_it_claims_what_is_planned_for_the_day_and_nothing_else(
    store: Store, anna: Person, staff: Staff, client: Client
) -> None:
    today = a_contact(store, client, due_at=morning(25))
    at_an_old_hour = a_contact(store, a_client(store, staff), due_at=morning(25, hour=11))
    tomorrow = a_contact(store, a_client(store, staff), due_at=morning(26))
    until_now = a_contact(store, a_client(store, staff), due_at=morning(25), state=TouchpointState.PUT_OFF)
    until_later = a_contact(
        store, a_client(store, staff), due_at=morning(25, hour=15), state=TouchpointState.PUT_OFF
    )
    promise = a_contact(store, client, due_at=morning(25, hour=16), kind=TouchpointKind.PROMISE)

    tick(store, morning(25))

    states = [
        store.touchpoints.anyone(each.id).state
        for each in (today, at_an_old_hour, tomorrow, until_now, until_later, promise)
    ]
    assert states == ["reminded", "reminded", "planned", "reminded", "put_off", "planned"]
    listed = day_list(store, anna, now=morning(25)).lines
    assert {matter.touchpoint.id for line in listed for matter in line.matters if matter.touchpoint} == {
        each.id for each in (today, at_an_old_hour, until_now, until_later, promise)
    }


def test_nothing_due_is_no_message_and_the_next_day_comes(store: Store, anna: Person, client: Client) -> None:
    a_contact(store, client, due_at=morning(26))

    live(store, NOW, morning(26) + HOUR)

    assert briefs(store, anna.id) == ["2026-11-26"]


def test_after_a_downtime_it_comes_late_while_the_day_lasts(
    store: Store, anna: Person, client: Client
) -> None:
    put_off_for_ever(store, client)

    tick(store, morning(25) + 8 * HOUR)

    assert briefs(store, anna.id) == ["2026-11-25"]


def test_after_the_working_day_it_is_skipped_and_what_it_missed_is_carried(
    store: Store, anna: Person, client: Client
) -> None:
    missed = a_contact(store, client, due_at=morning(25))

    tick(store, morning(25) + 9 * HOUR)
    assert briefs(store, anna.id) == []
    tick(store, morning(26))

    assert briefs(store, anna.id) == ["2026-11-26"]
    assert store.touchpoints.anyone(missed.id).state is TouchpointState.REMINDED


def test_it_stays_away_on_days_off_and_weekends(
    store: Store, staff: Staff, anna: Person, client: Client
) -> None:
    put_off_for_ever(store, client)
    thursday, friday = date(2026, 11, 26), date(2026, 11, 27)
    plan_absence(store, anna, thursday, friday, covered_by=None, by=staff.anna.id, now=NOW)

    live(store, NOW, morning(30) + HOUR, step=HOUR)

    assert briefs(store, anna.id) == ["2026-11-25", "2026-11-30"]


def test_who_stands_in_hears_of_what_is_dated_and_the_absent_one_of_nothing(
    store: Store, staff: Staff, anna: Person, client: Client
) -> None:
    dora = store.people.find_or_add("Dora Wu", role=Role.ADVISOR, team_id=staff.team.id)
    store.people.bind(dora.id, 1002)
    tick(store, NOW)
    wednesday = date(2026, 11, 25)
    plan_absence(store, anna, wednesday, wednesday, covered_by=dora.id, by=anna.id, now=NOW)
    birthday = a_contact(
        store, client, due_at=morning(25), kind=TouchpointKind.BIRTHDAY, occasion_on=wednesday
    )
    hello = a_contact(store, client, due_at=morning(25))
    while store.absences.due_begin(morning(25)) is not None:
        pass

    tick(store, morning(25))

    assert briefs(store, anna.id) == []
    assert briefs(store, dora.id) == ["2026-11-25"]
    matters = day_list(store, dora, now=morning(25)).lines[0].matters
    assert [matter.touchpoint.id for matter in matters if matter.touchpoint] == [birthday.id]
    assert store.touchpoints.anyone(hello.id).state is TouchpointState.PLANNED


@pytest.mark.parametrize("when", [time(1, 30), time(2, 30), time(9)])
@pytest.mark.parametrize(
    ("start", "days"),
    [
        (datetime(2026, 10, 23, tzinfo=UTC), ["23", "24", "25", "26", "27"]),
        (datetime(2026, 3, 27, tzinfo=UTC), ["27", "28", "29", "30", "31"]),
    ],
)
def test_a_change_of_summer_time_gives_each_day_one_brief(
    store: Store, anna: Person, client: Client, start: datetime, days: list[str], when: time
) -> None:
    put_off_for_ever(store, client)
    store.people.save_hours(anna.id, WorkingHours("Europe/London", time(9), time(18), ALL_WEEK))
    store.mornings.save_brief_at(anna.id, when)
    tick(store, start - DAY)
    store.transaction.change(table_of(PersonRow).update().values(last_brief_on=(start - DAY).date()))

    live(store, start, start + 5 * DAY - HOUR)

    assert [day[-2:] for day in briefs(store, anna.id)] == days


def test_a_zone_changed_just_before_midnight_gives_no_day_two_briefs(
    store: Store, anna: Person, client: Client
) -> None:
    put_off_for_ever(store, client)
    hong_kong = WorkingHours("Asia/Hong_Kong", time(9), time(18), ALL_WEEK)
    london = WorkingHours("Europe/London", time(9), time(18), ALL_WEEK)
    auckland = WorkingHours("Pacific/Auckland", time(9), time(18), ALL_WEEK)
    now = datetime(2026, 11, 25, tzinfo=UTC)
    store.people.save_hours(anna.id, hong_kong)

    for hours in (london, hong_kong, auckland, london, auckland, hong_kong):
        live(store, now, now + 15 * HOUR + 59 * MINUTE, step=MINUTE * 20)
        store.people.save_hours(anna.id, hours)
        now += DAY

    days = briefs(store, anna.id)
    assert len(days) == len(set(days)) >= 5


def test_a_second_process_finds_the_turn_taken(store: Store, anna: Person) -> None:
    turn = store.mornings.due(morning(25))
    assert turn == Turn(anna.id, morning(25), None)

    assert store.mornings.claim(turn, next_at=morning(26), on=date(2026, 11, 25))
    assert not store.mornings.claim(turn, next_at=morning(26), on=date(2026, 11, 25))
    assert store.mornings.due(morning(25)) is None


def test_who_cannot_be_written_to_keeps_the_contacts_planned(
    store: Store, anna: Person, client: Client
) -> None:
    planned = a_contact(store, client, due_at=morning(25))
    store.people.mark_unreachable(anna.id, NOW)

    live(store, morning(25), morning(25) + HOUR)

    assert briefs(store, anna.id) == []
    assert store.touchpoints.anyone(planned.id).state is TouchpointState.PLANNED


def test_a_change_elsewhere_is_told_once(store: Store, anna: Person, client: Client) -> None:
    contact = a_contact(store, client, due_at=morning(25))
    tick(store, morning(25))
    day_list(store, anna, now=morning(25))
    assert not redraw_brief(store, morning(25) + MINUTE)

    store.touchpoints.finish(contact.id, TouchpointState.DONE, now=morning(25) + HOUR)

    assert redraw_brief(store, morning(25) + HOUR)
    assert not redraw_brief(store, morning(25) + HOUR)
    edits = store.transaction.rows(OUTBOX.select().where(OUTBOX.c.template == "brief_changed"))
    assert len(edits) == 1


def test_the_brief_of_a_day_that_is_over_stays_as_it_was(store: Store, anna: Person, client: Client) -> None:
    contact = a_contact(store, client, due_at=morning(25))
    tick(store, morning(25))
    store.touchpoints.finish(contact.id, TouchpointState.DONE, now=morning(25) + 20 * HOUR)

    while redraw_brief(store, morning(25) + 20 * HOUR):
        pass

    assert store.outbox.sent_message(brief_subject(anna.id, date(2026, 11, 25))) is None
    assert not store.transaction.rows(OUTBOX.select().where(OUTBOX.c.template == "brief_changed"))
