"""Reminders of promises and contacts put off: when, to whom, together, and never twice."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from loyalty.clients import Client, Closing
from loyalty.people.people import PersonId, Role
from loyalty.planning.touchpoints import Touchpoint, TouchpointState
from scheduler.pushes import Pushes
from scheduler.touchpoints import remind
from storage.chat.outbox import OUTBOX
from storage.store import Store
from tests.logs import a_client
from tests.planned import a_contact, morning
from tests.staff import NOW, Staff

# NOW is Tuesday 24 November, 10:12 in Hong Kong; work is from 9 to 18, Monday to Friday.
NINE_PM = morning(24, hour=21)


@pytest.fixture
def client(store: Store, staff: Staff) -> Client:
    return a_client(store, staff)


def promise(store: Store, staff: Staff, client: Client, at: datetime, note: str = "catalogue") -> Touchpoint:
    return store.touchpoints.promise(client.id, advisor_id=staff.anna.id, due_at=at, note=note, now=NOW)


def told(store: Store) -> list[tuple[PersonId, Any]]:
    """Return to whom reminders were queued, with their parameters."""
    rows = store.transaction.rows(
        sa.select(OUTBOX.c.person_id, OUTBOX.c.params)
        .where(OUTBOX.c.template == "reminder")
        .order_by(OUTBOX.c.id)
    )
    return [(row.person_id, row.params) for row in rows]


def away(store: Store, staff: Staff, first: date, last: date, *, covered_by: PersonId | None = None) -> None:
    store.absences.add(
        staff.anna, first, last, covered_by=covered_by, set_by=staff.anna.id, now=NOW - timedelta(days=9)
    )
    while store.absences.due_begin(NOW) is not None:
        pass


def test_a_promise_is_told_once_from_its_moment_on(store: Store, staff: Staff, client: Client) -> None:
    kept = promise(store, staff, client, NOW + timedelta(hours=1))

    assert not remind(store, NOW)
    assert remind(store, NOW + timedelta(hours=1))
    assert not remind(store, NOW + timedelta(hours=1))

    assert [person for person, _ in told(store)] == [staff.anna.id]
    assert store.touchpoints.anyone(kept.id).state is TouchpointState.REMINDED


def test_routine_contacts_wait_for_the_brief(store: Store, staff: Staff, client: Client) -> None:
    a_contact(store, client, due_at=NOW - timedelta(hours=1))

    assert not remind(store, NOW)


def test_what_was_put_off_comes_back_and_again_when_put_off_again(
    store: Store, staff: Staff, client: Client
) -> None:
    hello = a_contact(store, client, due_at=NOW, state=TouchpointState.REMINDED)
    for hours in (1, 2):
        store.touchpoints.snooze(hello.id, NOW + timedelta(hours=hours))
        assert not remind(store, NOW + timedelta(hours=hours, minutes=-1))
        assert remind(store, NOW + timedelta(hours=hours))

    assert len(told(store)) == 2


def test_a_moment_chosen_outside_working_hours_is_kept(store: Store, staff: Staff, client: Client) -> None:
    promise(store, staff, client, NINE_PM)

    assert remind(store, NINE_PM)


def test_what_is_late_waits_for_work_to_begin(store: Store, staff: Staff, client: Client) -> None:
    promise(store, staff, client, morning(24, hour=17))
    promise(store, staff, client, NINE_PM)

    assert not remind(store, NINE_PM + timedelta(hours=6))
    assert remind(store, morning(25, hour=9))


def test_what_is_more_than_two_hours_late_comes_in_one_message(
    store: Store, staff: Staff, client: Client
) -> None:
    for hour in (10, 11, 12):
        promise(store, staff, client, morning(24, hour=hour), note=f"at {hour}")
    fresh = promise(store, staff, client, morning(24, hour=15))

    while remind(store, morning(24, hour=16)):
        pass

    assert len(told(store)) == 2
    assert fresh.id in told(store)[1][1]
    assert all(store.touchpoints.anyone(each.id).state is TouchpointState.REMINDED for each in [fresh])


def test_on_a_day_off_promises_keep_their_moment_and_the_rest_waits(
    store: Store, staff: Staff, client: Client
) -> None:
    away(store, staff, date(2026, 11, 24), date(2026, 11, 25))
    hello = a_contact(store, client, due_at=NOW, state=TouchpointState.REMINDED)
    store.touchpoints.snooze(hello.id, NOW)

    assert not remind(store, NOW + timedelta(hours=1))
    promise(store, staff, client, NOW + timedelta(hours=1))
    assert remind(store, NOW + timedelta(hours=1))
    assert not remind(store, NOW + timedelta(hours=1))

    assert remind(store, morning(26, hour=9))


def test_who_stands_in_hears_of_what_is_due_meanwhile(store: Store, staff: Staff, client: Client) -> None:
    tom = store.people.find_or_add("Tom Yip", role=Role.ADVISOR, team_id=staff.team.id)
    away(store, staff, date(2026, 11, 24), date(2026, 11, 25), covered_by=tom.id)
    promise(store, staff, client, NOW)

    assert remind(store, NOW)

    assert [person for person, _ in told(store)] == [tom.id]


def test_a_client_given_away_is_the_new_advisors_business(store: Store, staff: Staff, client: Client) -> None:
    tom = store.people.find_or_add("Tom Yip", role=Role.ADVISOR, team_id=staff.team.id)
    promise(store, staff, client, NOW)
    store.clients.move(client.id, tom.id, reader=staff.boris)

    while remind(store, NOW) or store.touchpoints.advisors_waiting(NOW):
        pass

    assert [person for person, _ in told(store)] == [tom.id]


def test_a_lead_is_reminded_of_a_client_of_the_team(store: Store, staff: Staff, client: Client) -> None:
    store.touchpoints.promise(client.id, advisor_id=staff.boris.id, due_at=NOW, note="", now=NOW)

    assert remind(store, NOW)

    assert [person for person, _ in told(store)] == [staff.boris.id]


def test_nothing_is_told_of_a_closed_client(store: Store, staff: Staff, client: Client) -> None:
    kept = promise(store, staff, client, NOW)
    store.clients.save_many([replace(client, closed_at=NOW, closed_as=Closing.LEFT)])

    assert not remind(store, NOW)
    assert store.touchpoints.anyone(kept.id).state is TouchpointState.DROPPED


def test_nothing_is_told_to_somebody_who_left(store: Store, staff: Staff, client: Client) -> None:
    promise(store, staff, client, NOW)
    store.people.deactivate(staff.anna.id)

    assert not remind(store, NOW)


def test_of_several_reminders_in_one_message_one_given_away_does_not_silence_the_rest(
    store: Store, staff: Staff, client: Client
) -> None:
    other = a_client(store, staff, "Lin Yue")
    mine, theirs = promise(store, staff, client, NOW), promise(store, staff, other, NOW, note="list")
    for each in (mine, theirs):
        store.touchpoints.claim(each.id, now=NOW)
    store.touchpoints.give(other.id, before=staff.anna.id, after=staff.chen.id)

    payload = Pushes().render(
        store, staff.anna.id, "reminder", {"touchpoints": [theirs.id, mine.id]}, now=NOW
    )

    assert payload is not None
    assert "Chen Wei" in payload["text"]
    store.touchpoints.finish(mine.id, TouchpointState.DONE, now=NOW)
    assert Pushes().render(store, staff.anna.id, "reminder", {"touchpoints": [mine.id]}, now=NOW) is None
