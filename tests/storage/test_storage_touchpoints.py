"""A promise is reminded of once, can be put off, and is within reach of who made it."""

from datetime import timedelta

import pytest

from loyalty.planning.touchpoints import Touchpoint, TouchpointId, TouchpointState
from storage.refusals import TouchpointNotFoundError
from storage.store import Store
from tests.logs import a_client
from tests.staff import NOW, Staff

TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def promise(store: Store, staff: Staff) -> Touchpoint:
    """Anna promised a catalogue for tomorrow."""
    client = a_client(store, staff)
    return store.touchpoints.promise(
        client.id, advisor_id=staff.anna.id, due_at=TOMORROW, note="send the catalogue", now=NOW
    )


def test_a_promise_comes_back_as_it_was_made(store: Store, staff: Staff, promise: Touchpoint) -> None:
    assert store.touchpoints.of(promise.id, advisor=staff.anna) == promise
    assert store.touchpoints.open_of(staff.anna.id) == [promise]
    assert store.touchpoints.open_about(promise.client_id) == [promise]
    assert store.touchpoints.open_of(staff.anna.id, before=TOMORROW) == []


def test_nobody_else_finds_a_promise(store: Store, staff: Staff, promise: Touchpoint) -> None:
    with pytest.raises(TouchpointNotFoundError):
        store.touchpoints.of(promise.id, advisor=staff.boris)
    with pytest.raises(TouchpointNotFoundError):
        store.touchpoints.anyone(TouchpointId("0" * 32))


def test_a_reminder_is_due_once_from_its_moment_on(store: Store, staff: Staff, promise: Touchpoint) -> None:
    touchpoints = store.touchpoints
    assert touchpoints.advisors_waiting(TOMORROW - timedelta(seconds=1)) == []
    assert touchpoints.waiting_of(staff.anna.id, TOMORROW - timedelta(seconds=1)) == []
    assert touchpoints.advisors_waiting(TOMORROW) == [staff.anna.id]
    assert touchpoints.waiting_of(staff.anna.id, TOMORROW) == [promise]

    assert touchpoints.claim(promise.id, now=TOMORROW)

    assert touchpoints.of(promise.id, advisor=staff.anna).state is TouchpointState.REMINDED
    assert not touchpoints.claim(promise.id, now=TOMORROW)
    assert touchpoints.advisors_waiting(TOMORROW) == []


def test_a_reminder_put_off_is_due_again_later(store: Store, staff: Staff, promise: Touchpoint) -> None:
    store.touchpoints.claim(promise.id, now=TOMORROW)
    later = TOMORROW + timedelta(hours=1)

    assert store.touchpoints.snooze(promise.id, later)

    assert store.touchpoints.advisors_waiting(TOMORROW) == []
    assert store.touchpoints.advisors_waiting(later) == [staff.anna.id]


def test_what_is_finished_stays_finished(store: Store, staff: Staff, promise: Touchpoint) -> None:
    assert store.touchpoints.finish(promise.id, TouchpointState.DONE, now=NOW)

    assert not store.touchpoints.finish(promise.id, TouchpointState.SKIPPED, now=NOW)
    assert not store.touchpoints.snooze(promise.id, TOMORROW)
    assert store.touchpoints.advisors_waiting(TOMORROW) == []
    assert store.touchpoints.of(promise.id, advisor=staff.anna).state is TouchpointState.DONE
    assert store.touchpoints.open_of(staff.anna.id) == []


def test_promises_go_along_to_another_advisor(store: Store, staff: Staff, promise: Touchpoint) -> None:
    store.touchpoints.give(promise.client_id, before=staff.anna.id, after=staff.boris.id)

    assert [each.id for each in store.touchpoints.open_of(staff.boris.id)] == [promise.id]
