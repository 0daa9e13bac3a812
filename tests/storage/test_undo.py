"""Within half a minute a log is taken back as if it had never been."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from loyalty.cases.cases import CaseState, Outcome, StepState
from loyalty.clients import Client, Closing
from loyalty.facts.interactions import Interaction, MoodReading
from loyalty.levels.levels import Cause, Level
from storage.cases.casework import close_case
from storage.cases.interventions import save_log
from storage.cases.openings import open_case
from storage.chat.outbox import OUTBOX
from storage.clients.closing import close_client
from storage.records.undo import undo_log
from storage.refusals import InteractionNotFoundError, UndoTooLateError
from storage.scores.scoring import Rescored, rescore
from storage.store import Store
from tests.logs import CALL, CALM, COMPLAINT, WISH_TO_LEAVE, a_client, a_log, a_purchase
from tests.staff import NOW, Staff

SOON = NOW + timedelta(seconds=30)
LATER = NOW + timedelta(hours=1)
SECOND = timedelta(seconds=1)
# What stays of a log that was undone: the withdrawn case and the messages about it.
FACTS = ("interaction", "signal", "standing", "snapshot", "level_change", "undo_record")


def facts(store: Store) -> dict[str, set[tuple[Any, ...]]]:
    return {
        table: {tuple(row) for row in store.transaction.rows(sa.text(f"SELECT * FROM {table}"))}
        for table in FACTS
    }


def messages(store: Store) -> list[tuple[str, str]]:
    rows = store.transaction.rows(sa.select(OUTBOX.c.template, OUTBOX.c.state).order_by(OUTBOX.c.id))
    return [(row.template, row.state) for row in rows]


def test_everything_is_as_if_never_logged(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    store.purchases.save_many([a_purchase(client.id, days) for days in (5, 60, 130)])
    rescore(store, client.id, now=NOW - timedelta(days=1))
    before = facts(store)
    saved = save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW)

    undone = undo_log(store, saved.interaction.id, by=staff.anna.id, now=SOON)

    assert facts(store) == before
    assert undone.standing == saved.before == store.standings.of(client.id)
    assert store.cases.open_of(client.id) == []


def test_an_alert_not_yet_sent_is_never_sent(store: Store, staff: Staff) -> None:
    saved = save_log(store, a_log(a_client(store, staff), staff.anna, reading=COMPLAINT), now=NOW)

    undo_log(store, saved.interaction.id, by=staff.anna.id, now=SOON)

    assert messages(store) == [("red_alert", "cancelled")]


def test_an_alert_already_out_is_edited(store: Store, staff: Staff) -> None:
    saved = save_log(store, a_log(a_client(store, staff), staff.anna, reading=COMPLAINT), now=NOW)
    sent = {"state": "sent", "message_id": 5, "chat_id": 9}
    store.transaction.change(sa.update(OUTBOX).values(sent))

    undo_log(store, saved.interaction.id, by=staff.anna.id, now=SOON)

    assert messages(store) == [("red_alert", "sent"), ("alert_withdrawn", "queued")]
    assert saved.case is not None
    assert store.cases.anyone(saved.case.id).state is CaseState.WITHDRAWN


def test_a_step_the_log_finished_is_open_again(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    case = save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW).case
    assert case is not None
    call = save_log(store, a_log(client, staff.anna, at=SOON), now=SOON)

    undo_log(store, call.interaction.id, by=staff.anna.id, now=SOON)

    assert store.cases.anyone(case.id) == case
    assert [template for template, _ in messages(store)] == ["red_alert", "alert_step_done", "red_alert"]


def test_after_half_a_minute_it_is_too_late(store: Store, staff: Staff) -> None:
    saved = save_log(store, a_log(a_client(store, staff), staff.anna), now=NOW)

    with pytest.raises(UndoTooLateError) as refused:
        undo_log(store, saved.interaction.id, by=staff.anna.id, now=SOON + timedelta(seconds=1))

    assert refused.value.until == SOON


def test_a_log_is_undone_once_and_by_its_author_alone(store: Store, staff: Staff) -> None:
    saved = save_log(store, a_log(a_client(store, staff), staff.anna), now=NOW)

    with pytest.raises(InteractionNotFoundError):
        undo_log(store, saved.interaction.id, by=staff.boris.id, now=SOON)
    undo_log(store, saved.interaction.id, by=staff.anna.id, now=SOON)
    with pytest.raises(InteractionNotFoundError):
        undo_log(store, saved.interaction.id, by=staff.anna.id, now=SOON)


def test_what_was_logged_since_stays_and_counts_from_before(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    complaint = save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW)
    call = save_log(store, a_log(client, staff.anna, reading=CALM), now=NOW)

    undone = undo_log(store, complaint.interaction.id, by=staff.anna.id, now=SOON)

    assert undone.standing.level is Level.GREEN
    assert store.interactions.page(client.id, reader=staff.anna) == [call.interaction]
    assert undo_log(store, call.interaction.id, by=staff.anna.id, now=SOON).standing == complaint.before


def test_a_second_complaint_keeps_the_client_red_with_a_case_of_its_own(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    first = save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW)
    save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW)

    undone = undo_log(store, first.interaction.id, by=staff.anna.id, now=SOON)

    assert undone.standing.cause is Cause.COMPLAINT_OPEN
    (case,) = store.cases.open_of(client.id)
    assert first.case is not None
    assert case.id != first.case.id


def test_a_case_the_log_turned_red_is_yellow_again(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    quiet = rescore(store, client.id, now=NOW).after

    def found(was: Level, level: Level) -> Rescored:
        silent = replace(quiet, cause=Cause.SILENCE)
        return Rescored(client.id, replace(silent, level=was), replace(silent, level=level), worse=True)

    yellow = open_case(store, found(Level.GREEN, Level.YELLOW), now=NOW)
    assert yellow is not None
    log = save_log(store, a_log(client, staff.anna, at=LATER), now=LATER).interaction
    open_case(store, found(Level.YELLOW, Level.RED), now=LATER, log=log)

    undo_log(store, log.id, by=staff.anna.id, now=LATER)

    (case,) = store.cases.open_of(client.id)
    assert case == yellow.case
    assert {step.state for step in case.steps} == {StepState.OPEN}


def test_records_are_forgotten_when_no_undo_needs_them(store: Store, staff: Staff) -> None:
    save_log(store, a_log(a_client(store, staff), staff.anna), now=NOW)

    assert store.undo_records.forget_before(NOW) == 0
    assert store.undo_records.forget_before(SOON) == 1


def test_what_a_person_closed_meanwhile_stays_closed(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    saved = save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW)
    assert saved.case is not None
    close_case(store, saved.case.id, Outcome.LOST, by=staff.boris.id, now=NOW + SECOND)

    undone = undo_log(store, saved.interaction.id, by=staff.anna.id, now=SOON)

    assert undone.standing.level is Level.GREEN
    assert store.cases.anyone(saved.case.id).state is CaseState.CLOSED


def test_a_note_about_a_client_closed_since_is_undone_and_nothing_is_planned(
    store: Store, staff: Staff
) -> None:
    client = a_client(store, staff)
    rescore(store, client.id, now=NOW)
    store.touchpoints.promise(client.id, advisor_id=staff.anna.id, due_at=NOW, note="catalogue", now=NOW)
    saved = save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW)
    close_client(store, client.id, Closing.MOVED, by=staff.boris, now=NOW + SECOND)

    undo_log(store, saved.interaction.id, by=staff.anna.id, now=SOON)

    assert store.touchpoints.open_about(client.id) == []


def test_a_matter_settled_since_stays_settled(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    case = save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW).case
    assert case is not None
    call = save_log(store, a_log(client, staff.anna, at=LATER), now=LATER).interaction
    close_case(store, case.id, Outcome.SETTLED, by=staff.boris.id, now=LATER + SECOND)

    undone = undo_log(store, call.id, by=staff.anna.id, now=LATER + 2 * SECOND)

    assert undone.standing.cause is Cause.CALMING
    assert store.standings.of(client.id) == undone.standing
    states = {step.key: step.state for step in store.cases.anyone(case.id).steps}
    assert states[CALL] is StepState.DONE


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)])
def test_several_notes_are_undone_in_any_order(store: Store, staff: Staff, order: tuple[int, ...]) -> None:
    client = a_client(store, staff)
    before = rescore(store, client.id, now=NOW).after
    logs = notes(store, staff, client, [COMPLAINT, CALM, WISH_TO_LEAVE])

    for place in order:
        undone = undo_log(store, logs[place].id, by=staff.anna.id, now=SOON)

    assert undone.standing == before
    assert store.standings.of(client.id) == before
    assert store.standings.changes(client.id) == []
    assert store.cases.open_of(client.id) == []


def test_what_two_undone_notes_left_between_them_counts_alone(store: Store, staff: Staff) -> None:
    client, alone = a_client(store, staff), a_client(store, staff, "Xu Min")
    for each in (client, alone):
        rescore(store, each.id, now=NOW)
    logs = notes(store, staff, client, [COMPLAINT, CALM, CALM])
    save_log(store, a_log(alone, staff.anna, at=logs[1].logged_at), now=logs[1].logged_at)

    undo_log(store, logs[0].id, by=staff.anna.id, now=SOON)
    undone = undo_log(store, logs[2].id, by=staff.anna.id, now=SOON)

    expected = store.standings.of(alone.id)
    assert expected is not None
    assert replace(undone.standing, client_id=alone.id) == expected
    assert store.cases.open_of(client.id) == []


def test_the_lead_hears_again_of_a_case_that_turns_red_again(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    quiet = rescore(store, client.id, now=NOW).after

    def found(was: Level, level: Level) -> Rescored:
        silent = replace(quiet, cause=Cause.SILENCE)
        return Rescored(client.id, replace(silent, level=was), replace(silent, level=level), worse=True)

    open_case(store, found(Level.GREEN, Level.YELLOW), now=NOW)
    for now in (LATER, LATER + 20 * SECOND):
        log = save_log(store, a_log(client, staff.anna, at=now), now=now).interaction
        open_case(store, found(Level.YELLOW, Level.RED), now=now, log=log)
        alerts = sa.select(OUTBOX.c.id).where(
            OUTBOX.c.template == "red_alert", OUTBOX.c.edits.is_(None), OUTBOX.c.state == "queued"
        )
        assert len(store.transaction.rows(alerts)) == 1
        undo_log(store, log.id, by=staff.anna.id, now=now)
        assert store.transaction.rows(alerts) == []


def notes(store: Store, staff: Staff, client: Client, readings: list[MoodReading]) -> list[Interaction]:
    moments = [NOW + number * SECOND for number in range(1, len(readings) + 1)]
    return [
        save_log(store, a_log(client, staff.anna, at=at, reading=reading), now=at).interaction
        for at, reading in zip(moments, readings, strict=True)
    ]
