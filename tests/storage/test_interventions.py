"""A saved log has all its consequences at once: level, case, steps, and who hears of it."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from loyalty.cases.cases import CaseState, Outcome, StepState
from loyalty.clients import Client
from loyalty.contacts import Direction
from loyalty.facts.interactions import MoodSource
from loyalty.levels.levels import Cause, Level
from loyalty.people.people import PersonId, Role
from loyalty.playbooks import PlaybookName
from storage.cases.casework import close_case, tick_step
from storage.cases.interventions import Saved, save_log
from storage.cases.openings import open_case
from storage.chat.outbox import OUTBOX
from storage.errors import ClientNotFoundError
from storage.refusals import AlreadyLoggedError, CaseNotFoundError, CaseNotOpenError, StepAlreadyDoneError
from storage.scores.scoring import Rescored, rescore
from storage.store import Store
from tests.logs import CALL, CALM, COMPLAINT, CONTACT, OFFER, PLAN, SETTLE, WISH_TO_LEAVE, a_client, a_log
from tests.staff import NOW, Staff

HOUR = timedelta(hours=1)
EVENING = NOW + 11 * HOUR
NEXT_MORNING = datetime(2026, 11, 25, 1, 0, tzinfo=NOW.tzinfo)


def complain(store: Store, staff: Staff, client: Client, *, now: datetime = NOW) -> Saved:
    return save_log(store, a_log(client, staff.anna, at=now, reading=COMPLAINT), now=now)


def pushes(store: Store) -> list[tuple[PersonId, str]]:
    rows = store.transaction.rows(
        sa.select(OUTBOX.c.person_id, OUTBOX.c.template)
        .where(OUTBOX.c.state == "queued")
        .order_by(OUTBOX.c.id)
    )
    return [(row.person_id, row.template) for row in rows]


def only_push(store: Store) -> Any:
    rows = store.transaction.rows(sa.select(OUTBOX))
    assert len(rows) == 1
    return rows[0]


def test_a_calm_log_of_a_green_client_leads_to_nothing(store: Store, staff: Staff) -> None:
    saved = save_log(store, a_log(a_client(store, staff), staff.anna), now=NOW)

    assert saved.after.level is Level.GREEN
    assert saved.case is None
    assert saved.told == ()
    assert pushes(store) == []


def test_a_confirmed_complaint_makes_red_opens_a_case_and_tells_the_lead(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)

    saved = complain(store, staff, client)

    assert (saved.before.level, saved.after.level) == (Level.GREEN, Level.RED)
    assert (saved.after.cause, saved.after.cause_since) == (Cause.COMPLAINT_OPEN, NOW.date())
    assert saved.after.risk == 1.0
    assert saved.case is not None
    assert store.cases.open_of(client.id) == [saved.case]
    assert [step.key for step in saved.case.steps] == [CALL, PLAN, SETTLE]
    assert saved.case.steps[0].due_at == NOW + 4 * HOUR
    assert [(told.lead.id, told.at) for told in saved.told] == [(staff.boris.id, NOW)]
    assert pushes(store) == [(staff.boris.id, "red_alert")]


def test_an_alert_holds_ids_alone(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    saved = complain(store, staff, client)

    alert = only_push(store)
    assert saved.case is not None
    assert json.loads(alert.params) == {"case": saved.case.id, "client": client.id}
    assert alert.subject == f"alert:{saved.case.id}:{staff.boris.id}"
    assert alert.about == client.id


def test_a_complaint_nobody_confirmed_raises_no_alert(store: Store, staff: Staff) -> None:
    unconfirmed = replace(COMPLAINT, source=MoodSource.READ, confidence=0.6)

    saved = save_log(store, a_log(a_client(store, staff), staff.anna, reading=unconfirmed), now=NOW)

    assert saved.after.level is Level.GREEN
    assert pushes(store) == []


@pytest.mark.parametrize(("confidence", "level"), [(0.79, Level.GREEN), (0.81, Level.RED)])
def test_a_wish_to_leave_nobody_confirmed_counts_when_it_is_sure(
    store: Store, staff: Staff, confidence: float, level: Level
) -> None:
    read = replace(WISH_TO_LEAVE, source=MoodSource.READ, confidence=confidence)

    saved = save_log(store, a_log(a_client(store, staff), staff.anna, reading=read), now=NOW)

    assert saved.after.level is level


def test_a_lead_hears_at_night_only_when_asked_for(store: Store, staff: Staff) -> None:
    saved = complain(store, staff, a_client(store, staff), now=EVENING)

    assert [told.at for told in saved.told] == [NEXT_MORNING]
    assert only_push(store).not_before == NEXT_MORNING


def test_a_lead_who_asked_for_it_hears_at_night(store: Store, staff: Staff) -> None:
    store.people.save_night_alerts(staff.boris.id, wanted=True)

    saved = complain(store, staff, a_client(store, staff), now=EVENING)

    assert [told.at for told in saved.told] == [EVENING]
    assert only_push(store).not_before is None


def test_the_first_call_is_due_four_working_hours_on(store: Store, staff: Staff) -> None:
    saved = complain(store, staff, a_client(store, staff), now=EVENING)

    assert saved.case is not None
    assert saved.case.steps[0].due_at == NEXT_MORNING + 4 * HOUR


def test_the_advisor_hears_first_when_somebody_else_logged_it(store: Store, staff: Staff) -> None:
    other = store.people.find_or_add("Dora Lau", role=Role.LEAD, team_id=staff.team.id)
    client = a_client(store, staff)

    saved = save_log(store, a_log(client, other, reading=COMPLAINT), now=NOW)

    assert pushes(store) == [(staff.anna.id, "case_opened"), (staff.boris.id, "red_alert")]
    assert [told.lead.id for told in saved.told] == [staff.boris.id]


def test_a_second_complaint_opens_no_second_case(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    first = complain(store, staff, client)

    second = complain(store, staff, client, now=NOW + HOUR)

    assert second.case is None
    assert [case.id for case in store.cases.open_of(client.id)] == [first.case.id if first.case else ""]


def test_a_complaint_after_the_case_was_closed_opens_another(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    first = complain(store, staff, client)
    assert first.case is not None
    close_case(store, first.case.id, Outcome.LOST, by=staff.anna.id, now=NOW + HOUR)

    second = complain(store, staff, client, now=NOW + 2 * HOUR)

    assert second.case is not None
    assert second.case.id != first.case.id


def test_a_contact_finishes_the_first_step_and_the_alert_says_so(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    case = complain(store, staff, client).case
    assert case is not None
    called_at = NOW + 3 * HOUR

    saved = save_log(
        store, a_log(client, staff.anna, at=called_at, logged_at=called_at + HOUR), now=called_at + HOUR
    )

    ((after, step),) = saved.ticked
    assert (after.id, step.key, step.state, step.done_at) == (
        case.id,
        CALL,
        StepState.DONE,
        called_at,
    )
    assert step.done_by == staff.anna.id
    assert pushes(store) == [(staff.boris.id, "red_alert"), (staff.boris.id, "alert_step_done")]


@pytest.mark.parametrize(
    "log",
    [
        {"direction": Direction.OUTBOUND_UNANSWERED, "at": NOW + HOUR},
        {"direction": Direction.OUTBOUND_ANSWERED, "at": NOW - HOUR, "logged_at": NOW + HOUR},
    ],
    ids=["an attempt without answer", "a call before the case opened"],
)
def test_what_is_no_contact_since_the_case_opened_finishes_no_step(
    store: Store, staff: Staff, log: dict[str, Any]
) -> None:
    client = a_client(store, staff)
    complain(store, staff, client)

    saved = save_log(store, a_log(client, staff.anna, **log), now=NOW + HOUR)

    assert saved.ticked == ()
    assert store.cases.open_of(client.id)[0].steps[0].state is StepState.OPEN


def test_a_step_is_ticked_once_and_the_second_learns_by_whom(store: Store, staff: Staff) -> None:
    case = complain(store, staff, a_client(store, staff)).case
    assert case is not None
    tick_step(store, case.id, PLAN, by=staff.anna.id, now=NOW + HOUR)

    with pytest.raises(StepAlreadyDoneError) as refused:
        tick_step(store, case.id, PLAN, by=staff.boris.id, now=NOW + 2 * HOUR)

    assert (refused.value.by, refused.value.at) == (staff.anna.id, NOW + HOUR)


def test_settling_a_case_solves_the_complaint_and_changes_the_alert(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    case = complain(store, staff, client).case
    assert case is not None

    closed = close_case(store, case.id, Outcome.SETTLED, by=staff.anna.id, now=NOW + HOUR)

    states = {step.key: step.state for step in closed.case.steps}
    assert states == {
        CALL: StepState.SKIPPED,
        PLAN: StepState.SKIPPED,
        SETTLE: StepState.DONE,
    }
    assert (closed.case.state, closed.case.outcome) == (CaseState.CLOSED, Outcome.SETTLED)
    assert store.signals.open_complaints(client.id) == []
    assert (closed.after.level, closed.after.cause) == (Level.RED, Cause.CALMING)
    assert closed.after.risk < 1
    assert pushes(store)[-1] == (staff.boris.id, "alert_settled")


def test_a_settled_client_is_yellow_after_fourteen_calm_days(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    case = complain(store, staff, client).case
    assert case is not None
    close_case(store, case.id, Outcome.SETTLED, by=staff.anna.id, now=NOW)

    levels = [rescore(store, client.id, now=NOW + timedelta(days=days)).after.level for days in (7, 14, 28)]

    assert levels == [Level.RED, Level.YELLOW, Level.GREEN]


def test_a_case_is_closed_once(store: Store, staff: Staff) -> None:
    case = complain(store, staff, a_client(store, staff)).case
    assert case is not None
    close_case(store, case.id, Outcome.SETTLED, by=staff.boris.id, now=NOW + HOUR)

    with pytest.raises(CaseNotOpenError) as refused:
        close_case(store, case.id, Outcome.LOST, by=staff.anna.id, now=NOW + 2 * HOUR)
    with pytest.raises(CaseNotOpenError):
        tick_step(store, case.id, CALL, by=staff.anna.id, now=NOW + 2 * HOUR)

    assert (refused.value.by, refused.value.at) == (staff.boris.id, NOW + HOUR)


def test_nobody_outside_reaches_a_case_or_logs_for_the_client(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    case = complain(store, staff, client).case
    assert case is not None

    with pytest.raises(CaseNotFoundError):
        tick_step(store, case.id, CALL, by=staff.chen.id, now=NOW)
    with pytest.raises(CaseNotFoundError):
        close_case(store, case.id, Outcome.LOST, by=staff.chen.id, now=NOW)
    with pytest.raises(ClientNotFoundError):
        save_log(store, a_log(client, staff.chen), now=NOW)


def test_the_same_message_is_logged_once(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    save_log(store, a_log(client, staff.anna), now=NOW, source_chat=7, source_message=11)

    with pytest.raises(AlreadyLoggedError):
        save_log(store, a_log(client, staff.anna), now=NOW, source_chat=7, source_message=11)


def test_talk_of_the_firm_itself_counts_as_an_opinion(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    happy = replace(CALM, signed=0.8)
    log = a_log(client, staff.anna, reading=happy, text="She loves the new Aurora line.")

    save_log(store, log, now=NOW, brand_names=("Aurora",))

    (contact,) = store.histories.of(client.id).contacts
    assert contact.brand


def worse(store: Store, client: Client, level: Level, cause: Cause, *, was: Level = Level.GREEN) -> Rescored:
    standing = rescore(store, client.id, now=NOW, baseline=True).after
    return Rescored(
        client.id, replace(standing, level=was), replace(standing, level=level, cause=cause), worse=True
    )


def test_a_yellow_level_opens_a_case_for_the_advisor_alone(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)

    opened = open_case(store, worse(store, client, Level.YELLOW, Cause.SILENCE), now=EVENING)

    assert opened is not None
    assert opened.case.playbook is PlaybookName.WIN_BACK
    assert opened.told == ()
    assert pushes(store) == [(staff.anna.id, "case_opened")]
    assert only_push(store).not_before == NEXT_MORNING


def test_a_yellow_case_turns_red_instead_of_a_second_one(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    yellow = open_case(store, worse(store, client, Level.YELLOW, Cause.SILENCE), now=NOW)
    assert yellow is not None

    red = open_case(
        store, worse(store, client, Level.RED, Cause.SILENCE, was=Level.YELLOW), now=NOW + timedelta(days=1)
    )

    assert red is not None
    assert red.case.id == yellow.case.id
    assert red.case.playbook is PlaybookName.PUT_RIGHT
    assert [(step.key, step.state) for step in red.case.steps] == [
        (CONTACT, StepState.SKIPPED),
        (OFFER, StepState.SKIPPED),
        (CALL, StepState.OPEN),
        (PLAN, StepState.OPEN),
        (SETTLE, StepState.OPEN),
    ]
    assert [template for _, template in pushes(store)] == ["case_opened", "case_opened", "red_alert"]


def test_the_gravest_of_two_open_cases_stands_in_front(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    open_case(store, worse(store, client, Level.YELLOW, Cause.LOW_INTENT), now=NOW)

    complain(store, staff, client, now=NOW + HOUR)

    assert [case.playbook for case in store.cases.open_of(client.id)] == [
        PlaybookName.PUT_RIGHT,
        PlaybookName.WIN_BACK,
    ]


def test_without_an_advisor_the_lead_gets_the_case(store: Store, staff: Staff) -> None:
    client = store.clients.add(name="Xu Min", team_id=staff.team.id, advisor_id=None, now=NOW)

    opened = open_case(store, worse(store, client, Level.RED, Cause.SILENCE), now=NOW)

    assert opened is not None
    assert opened.case.advisor_id == staff.boris.id
    assert pushes(store) == [(staff.boris.id, "case_opened")]


def test_with_nobody_to_look_after_the_client_no_case_opens(store: Store, staff: Staff) -> None:
    client = store.clients.add(name="Xu Min", team_id=staff.other_team.id, advisor_id=None, now=NOW)

    assert open_case(store, worse(store, client, Level.RED, Cause.SILENCE), now=NOW) is None
