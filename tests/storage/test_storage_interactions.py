"""Contacts are kept sealed, once for each source message, and shown to those within reach."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from loyalty.contacts import Channel, Direction
from loyalty.facts.interactions import InteractionId
from loyalty.tone import Mood
from storage.refusals import AlreadyLoggedError, InteractionNotFoundError
from storage.store import Store
from tests.logs import CALM, COMPLAINT, a_client, a_log
from tests.staff import NOW, Staff


def test_a_log_comes_back_as_it_was_saved(store: Store, staff: Staff) -> None:
    log = a_log(a_client(store, staff), staff.anna, reading=COMPLAINT, text="他很不满 🙁")
    store.interactions.add(log)

    assert store.interactions.of(log.id, reader=staff.anna) == log


def test_neither_note_nor_quotes_lie_readable_in_the_table(store: Store, staff: Staff) -> None:
    log = a_log(a_client(store, staff), staff.anna, reading=COMPLAINT, text="furious about it")
    store.interactions.add(log)

    row = store.transaction.first(sa.text("SELECT * FROM interaction"))
    assert row is not None
    stored = " ".join(str(bytes(value) if isinstance(value, memoryview) else value) for value in row)
    assert "furious" not in stored
    assert "three weeks" not in stored


def test_the_lead_sees_a_private_contact_but_none_of_its_words(store: Store, staff: Staff) -> None:
    log = a_log(a_client(store, staff), staff.anna, reading=COMPLAINT, private=True)
    store.interactions.add(log)

    seen = store.interactions.of(log.id, reader=staff.boris)

    assert seen.text is None
    assert seen.reading.evidence == ()
    assert seen.reading.mood is Mood.NEGATIVE
    assert store.interactions.of(log.id, reader=staff.anna).text == log.text


def test_a_contact_is_not_found_by_an_advisor_of_another_team(store: Store, staff: Staff) -> None:
    log = a_log(a_client(store, staff), staff.anna)
    store.interactions.add(log)

    with pytest.raises(InteractionNotFoundError):
        store.interactions.of(log.id, reader=staff.chen)
    assert store.interactions.page(log.client_id, reader=staff.chen) == []


def test_one_source_message_is_logged_once(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    first, second = a_log(client, staff.anna), a_log(client, staff.anna)
    store.interactions.add(first, source=(7, 11))

    with pytest.raises(AlreadyLoggedError) as refused:
        store.interactions.add(second, source=(7, 11))

    assert refused.value.interaction.id == first.id
    assert store.interactions.count(client.id) == 1


def test_logs_without_a_source_message_do_not_stand_in_each_others_way(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    store.interactions.add(a_log(client, staff.anna))
    store.interactions.add(a_log(client, staff.anna))

    assert store.interactions.count(client.id) == 2


def test_pages_go_from_the_newest_contact_to_the_oldest(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    logs = [a_log(client, staff.anna, at=NOW - timedelta(days=days), logged_at=NOW) for days in (3, 1, 2)]
    for log in logs:
        store.interactions.add(log)

    assert store.interactions.latest(client.id, reader=staff.anna, limit=2) == [logs[1], logs[2]]
    assert store.interactions.page(client.id, reader=staff.anna, offset=2, limit=2) == [logs[0]]


def test_channel_direction_privacy_and_mood_can_be_changed_later(store: Store, staff: Staff) -> None:
    log = a_log(a_client(store, staff), staff.anna, reading=COMPLAINT)
    store.interactions.add(log)

    store.interactions.change(log.id, channel=Channel.DINNER, direction=Direction.INBOUND, private=True)
    store.interactions.change_reading(log.id, CALM)

    assert store.interactions.of(log.id, reader=staff.anna) == replace(
        log, channel=Channel.DINNER, direction=Direction.INBOUND, private=True, reading=CALM
    )


def test_changing_or_deleting_an_unknown_contact_is_refused(store: Store) -> None:
    unknown = InteractionId("0" * 32)

    with pytest.raises(InteractionNotFoundError):
        store.interactions.change(unknown, private=True)
    with pytest.raises(InteractionNotFoundError):
        store.interactions.delete(unknown)
