"""A log changed or deleted later: what it caused is computed anew, but only a person closes a case."""

from dataclasses import replace
from datetime import timedelta

import pytest

from loyalty.facts.interactions import MoodSource
from loyalty.levels.levels import Cause, Level
from loyalty.tone import CueName, Mood
from storage.cases.interventions import save_log
from storage.records.corrections import correct_mood, delete_log
from storage.refusals import InteractionNotFoundError
from storage.store import Store
from tests.logs import CALM, COMPLAINT, a_client, a_log
from tests.staff import NOW, Staff

LATER = NOW + timedelta(hours=5)
MISREAD = replace(CALM, source=MoodSource.READ, cues=(CueName.COMPLAINT,))


def test_a_complaint_that_was_none_takes_the_red_with_it_but_not_the_case(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    saved = save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW)

    corrected = correct_mood(store, saved.interaction.id, Mood.NEUTRAL, by=staff.anna.id, now=LATER)

    assert (corrected.after.level, corrected.after.cause) == (Level.GREEN, Cause.FEW_PURCHASES)
    assert corrected.interaction.reading.source is MoodSource.CORRECTED
    assert store.signals.open_complaints(client.id) == []
    assert [case.id for case in store.cases.open_of(client.id)] == [saved.case.id if saved.case else ""]


def test_a_mood_corrected_to_unhappy_opens_the_case_it_should_have(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    saved = save_log(store, a_log(client, staff.anna, reading=MISREAD), now=NOW)

    corrected = correct_mood(store, saved.interaction.id, Mood.NEGATIVE, by=staff.anna.id, now=LATER)

    assert corrected.after.level is Level.RED
    assert corrected.opened is not None
    assert [told.lead.id for told in corrected.opened.told] == [staff.boris.id]
    assert store.interactions.of(saved.interaction.id, reader=staff.boris) == corrected.interaction


def test_confirming_the_mood_again_changes_nothing(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    saved = save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW)

    corrected = correct_mood(store, saved.interaction.id, Mood.NEGATIVE, by=staff.anna.id, now=LATER)

    assert corrected.after.level is Level.RED
    assert corrected.interaction == saved.interaction
    assert corrected.opened is None
    assert len(store.signals.open_complaints(client.id)) == 1


def test_nobody_corrects_a_note_whose_words_are_hidden_from_them(store: Store, staff: Staff) -> None:
    log = a_log(a_client(store, staff), staff.anna, private=True)
    save_log(store, log, now=NOW)

    with pytest.raises(InteractionNotFoundError):
        correct_mood(store, log.id, Mood.NEGATIVE, by=staff.boris.id, now=LATER)


def test_a_deleted_log_leaves_the_case_open_and_nothing_else(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    saved = save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW)

    deleted = delete_log(store, saved.interaction.id, by=staff.anna.id, now=LATER)

    assert deleted.after.level is Level.GREEN
    assert store.interactions.page(client.id, reader=staff.anna) == []
    assert store.histories.of(client.id).complaints == ()
    assert len(store.cases.open_of(client.id)) == 1


def test_a_log_that_finished_a_step_can_be_deleted(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW)
    call = save_log(store, a_log(client, staff.anna, at=LATER), now=LATER)

    deleted = delete_log(store, call.interaction.id, by=staff.anna.id, now=LATER)

    assert deleted.after.level is Level.RED
    assert store.cases.open_of(client.id)[0].steps[0].done_at == LATER


def test_only_its_author_deletes_a_log(store: Store, staff: Staff) -> None:
    log = a_log(a_client(store, staff), staff.anna)
    save_log(store, log, now=NOW)

    with pytest.raises(InteractionNotFoundError):
        delete_log(store, log.id, by=staff.boris.id, now=LATER)
