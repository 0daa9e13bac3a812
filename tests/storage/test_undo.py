"""Within half a minute a log is taken back as if it had never been."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from loyalty.cases.cases import CaseState, StepState
from loyalty.levels.levels import Cause, Level
from storage.cases.interventions import open_case, save_log
from storage.chat.outbox import OUTBOX
from storage.records.undo import undo_log
from storage.refusals import InteractionNotFoundError, UndoTooLateError
from storage.scores.scoring import Rescored, rescore
from storage.store import Store
from tests.logs import CALM, COMPLAINT, a_client, a_log, a_purchase
from tests.staff import NOW, Staff

SOON = NOW + timedelta(seconds=30)
LATER = NOW + timedelta(hours=1)
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
