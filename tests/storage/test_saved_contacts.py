"""A contact saved by one tap, the attempt, the note that follows, and whose words come next."""

from dataclasses import replace
from datetime import timedelta

import pytest

from loyalty.clients import Client
from loyalty.contacts import Channel, Direction
from loyalty.facts.signals import SignalKind
from loyalty.levels.levels import Level
from loyalty.planning.touchpoints import Touchpoint, TouchpointKind, TouchpointState
from loyalty.tone import CueName, Mood, tone_of
from storage.cases.interventions import save_log
from storage.plans.reminders import acquaintance, count_draft, reminder_of
from storage.records.contacts import add_note, save_attempt, save_contact
from storage.records.undo import undo_log
from storage.refusals import InteractionNotFoundError
from storage.store import Store
from tests.logs import a_client, a_log
from tests.planned import a_contact
from tests.staff import NOW, Staff

DOUBTFUL = "He wonders whether to leave us next year."
COMPLAINT = "His watch has been in service three weeks and nobody told him, he is furious."


@pytest.fixture
def client(store: Store, staff: Staff) -> Client:
    found = a_client(store, staff)
    return store.clients.change(found.id, reader=staff.anna, reached_by="WeChat, evenings", likes="jade")


@pytest.fixture
def hello(store: Store, client: Client) -> Touchpoint:
    """Anna was reminded of a hello this morning."""
    return a_contact(store, client, due_at=NOW - timedelta(hours=1), state=TouchpointState.REMINDED)


def state_of(store: Store, touchpoint: Touchpoint) -> TouchpointState:
    return store.touchpoints.anyone(touchpoint.id).state


def test_one_tap_saves_the_contact_of_today_and_finishes_the_planned_one(
    store: Store, staff: Staff, client: Client, hello: Touchpoint
) -> None:
    other = a_contact(store, client, due_at=NOW, state=TouchpointState.REMINDED, kind=TouchpointKind.REVIEW)

    saved = save_contact(store, hello, Mood.POSITIVE, by=staff.anna, now=NOW)

    log = store.interactions.of(saved.interaction.id, reader=staff.anna)
    assert (log.channel, log.direction, log.text) == (Channel.WECHAT, Direction.OUTBOUND_ANSWERED, "")
    assert (log.reading.mood, log.reading.signed, log.reading.confidence) == (Mood.POSITIVE, 1.0, 1.0)
    assert state_of(store, hello) is TouchpointState.DONE
    assert state_of(store, other) is TouchpointState.REMINDED


def test_undo_opens_the_planned_contact_again(
    store: Store, staff: Staff, client: Client, hello: Touchpoint
) -> None:
    saved = save_contact(store, hello, Mood.NEUTRAL, by=staff.anna, now=NOW)

    undo_log(store, saved.interaction.id, by=staff.anna.id, now=NOW + timedelta(seconds=9))

    assert store.touchpoints.anyone(hello.id) == hello
    assert store.interactions.count(client.id) == 0


def test_an_attempt_is_no_contact_and_the_reminder_comes_back(
    store: Store, staff: Staff, client: Client, hello: Touchpoint
) -> None:
    back_at = NOW + timedelta(days=3)

    saved = save_attempt(store, hello, by=staff.anna, back_at=back_at, now=NOW)

    kept = store.touchpoints.anyone(hello.id)
    assert (kept.state, kept.due_at) == (TouchpointState.PUT_OFF, back_at)
    assert saved.interaction.direction is Direction.OUTBOUND_UNANSWERED
    assert saved.interaction.reading.signed is None

    undo_log(store, saved.interaction.id, by=staff.anna.id, now=NOW)
    store.touchpoints.put_back(hello)
    assert store.touchpoints.anyone(hello.id) == hello


def test_a_note_tells_of_a_complaint_and_turns_the_client_red_at_once(
    store: Store, staff: Staff, client: Client, hello: Touchpoint
) -> None:
    saved = save_contact(store, hello, Mood.NEGATIVE, by=staff.anna, now=NOW)
    assert saved.case is None

    noted = add_note(store, saved.interaction, COMPLAINT, by=staff.anna, now=NOW)

    assert noted.after.level is Level.RED
    assert noted.case is not None
    log = store.interactions.of(saved.interaction.id, reader=staff.anna)
    assert log.text == COMPLAINT
    assert log.reading.mood is Mood.NEGATIVE
    assert store.interactions.count(client.id) == 1


def test_undo_takes_the_case_of_an_added_note_back_too(
    store: Store, staff: Staff, client: Client, hello: Touchpoint
) -> None:
    saved = save_contact(store, hello, Mood.NEGATIVE, by=staff.anna, now=NOW)
    add_note(store, saved.interaction, COMPLAINT, by=staff.anna, now=NOW)

    undone = undo_log(store, saved.interaction.id, by=staff.anna.id, now=NOW + timedelta(seconds=20))

    assert undone.standing.level is saved.before.level
    assert store.cases.open_of(client.id) == []


def test_a_note_keeps_the_mood_that_was_tapped_and_tells_the_channel_if_none_was_known(
    store: Store, staff: Staff
) -> None:
    client = a_client(store, staff, "Lin Yue")
    planned = a_contact(store, client, due_at=NOW, state=TouchpointState.REMINDED)
    saved = save_contact(store, planned, Mood.POSITIVE, by=staff.anna, now=NOW)

    add_note(store, saved.interaction, "Called her, nothing new.", by=staff.anna, now=NOW)
    noted = store.interactions.of(saved.interaction.id, reader=staff.anna)
    add_note(store, noted, "She thanked us.", by=staff.anna, now=NOW)

    log = store.interactions.of(saved.interaction.id, reader=staff.anna)
    assert (log.channel, log.reading.mood) == (Channel.CALL, Mood.POSITIVE)
    assert log.text == "Called her, nothing new.\nShe thanked us."


def test_nobody_adds_to_the_note_of_somebody_else(
    store: Store, staff: Staff, client: Client, hello: Touchpoint
) -> None:
    saved = save_contact(store, hello, Mood.POSITIVE, by=staff.anna, now=NOW)

    with pytest.raises(InteractionNotFoundError):
        add_note(store, saved.interaction, "mine", by=staff.boris, now=NOW)


def test_a_reminder_tells_of_the_client_the_level_and_the_last_contact(
    store: Store, staff: Staff, client: Client, hello: Touchpoint
) -> None:
    log = a_log(client, staff.anna, at=NOW - timedelta(days=2))
    store.interactions.add(log)

    view = reminder_of(store, hello, reader=staff.anna)

    assert (view.client, view.touchpoint, view.known.turn) == (client, hello, 0)
    assert view.known.last == log
    assert view.known.standing is None


def test_words_used_and_words_shown_move_the_next_draft_on(
    store: Store, staff: Staff, client: Client, hello: Touchpoint
) -> None:
    store.touchpoints.show_draft(hello.id, 1)
    save_contact(store, hello, Mood.POSITIVE, by=staff.anna, now=NOW)
    following = a_contact(store, client, due_at=NOW + timedelta(days=9))
    birthday = replace(following, kind=TouchpointKind.BIRTHDAY)

    assert reminder_of(store, following, reader=staff.anna).known.turn == 2
    assert reminder_of(store, birthday, reader=staff.anna).known.turn == 0

    count_draft(store, client.id)
    assert reminder_of(store, following, reader=staff.anna).known.turn == 3
    assert acquaintance(store, client, reader=staff.anna).turn == 3


def test_likes_and_ways_to_reach_are_kept_and_forgotten(store: Store, staff: Staff, client: Client) -> None:
    found = store.clients.of(client.id, reader=staff.anna)
    assert (found.likes, found.reached_by) == ("jade", "WeChat, evenings")

    cleared = store.clients.change(client.id, reader=staff.anna, likes=None)
    assert (cleared.likes, cleared.reached_by) == (None, "WeChat, evenings")


def test_words_added_after_the_tap_make_no_wish_to_leave_of_a_doubtful_mark(
    store: Store, client: Client, staff: Staff
) -> None:
    log = a_log(client, staff.anna, text="")
    save_log(store, log, now=NOW)

    add_note(store, log, DOUBTFUL, by=staff.anna, now=NOW)

    assert CueName.EXIT in {cue.name for cue in tone_of(DOUBTFUL).cues}
    assert store.signals.open_of(client.id, SignalKind.EXIT_WISH) == []
    assert [one.said for one in store.corrections.all_of("en")] == [Mood.NEUTRAL]
