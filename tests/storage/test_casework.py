"""What people do with an open case: leave steps out, let it rest, close it with answer and cost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from importlib.resources import files

import pytest
import sqlalchemy as sa

from loyalty.cases.cases import Answer, Case, Cost, Outcome, PauseReason, StepState
from loyalty.clients import Client
from loyalty.levels.levels import Cause, Level
from loyalty.people.people import PersonId
from loyalty.playbooks import LOST_STEP, SkipKey, playbooks_from
from storage.cases.briefs import case_brief
from storage.cases.casework import (
    LONGEST_PAUSE,
    close_case,
    pause_case,
    resume_case,
    save_answer,
    save_cost,
    skip_step,
    tick_step,
)
from storage.cases.interventions import save_log
from storage.cases.openings import open_case
from storage.chat.outbox import OUTBOX
from storage.database import Database
from storage.records.purchases import PurchaseLine
from storage.refusals import CaseNotFoundError, CaseNotOpenError, PauseTooLongError, StepAlreadyDoneError
from storage.scores.scoring import Rescored, rescore
from storage.store import Store
from tests.logs import CALL, COMPLAINT, PLAN, SETTLE, a_client, a_log, a_purchase
from tests.staff import NOW, Staff, hire_staff

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
NOT_NEEDED = SkipKey("not_needed")
# Hong Kong works 9 to 18 from Monday to Friday; NOW is Tuesday, 10:12.
THURSDAY_NINE = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)


@pytest.fixture
def case(store: Store, staff: Staff) -> Case:
    """A red case of Anna's, opened at 10:12; the call is due at 14:12."""
    return red_case(store, staff)


def red_case(store: Store, staff: Staff) -> Case:
    return red_case_for(store, staff, a_client(store, staff))


def edits(store: Store) -> list[tuple[PersonId, str]]:
    queued = sa.select(OUTBOX.c.person_id, OUTBOX.c.template).where(OUTBOX.c.edits.is_not(None))
    rows = store.transaction.rows(queued.order_by(OUTBOX.c.id))
    return [(row.person_id, row.template) for row in rows]


def test_a_step_is_left_out_with_its_reason_and_the_leads_read_it(
    store: Store, staff: Staff, case: Case
) -> None:
    after = skip_step(store, case.id, CALL, NOT_NEEDED, by=staff.anna.id, now=NOW)

    step = after.steps[0]
    assert (step.state, step.skip_reason, step.done_by) == (StepState.SKIPPED, NOT_NEEDED, staff.anna.id)
    assert step.skipped_for is not None
    assert step.skipped_for.en == "Not needed"
    assert after.next_step is not None
    assert after.next_step.key == PLAN
    assert edits(store) == [(staff.boris.id, "alert_step_done")]


def test_a_step_left_out_or_done_cannot_be_left_out_again(store: Store, staff: Staff, case: Case) -> None:
    tick_step(store, case.id, CALL, by=staff.anna.id, now=NOW)

    with pytest.raises(StepAlreadyDoneError) as refused:
        skip_step(store, case.id, CALL, NOT_NEEDED, by=staff.boris.id, now=NOW + HOUR)

    assert (refused.value.by, refused.value.at) == (staff.anna.id, NOW)


def test_a_pause_moves_what_lies_ahead_by_the_working_time_it_lasts(
    store: Store, staff: Staff, case: Case
) -> None:
    paused = pause_case(
        store, case.id, PauseReason.CLIENT_AWAY, until=THURSDAY_NINE, by=staff.anna.id, now=NOW + HOUR
    )

    assert paused.pause is not None
    assert (paused.pause.until, paused.pause.reason) == (THURSDAY_NINE, PauseReason.CLIENT_AWAY)
    # Three of four hours were left: Thursday, 12:00.
    assert paused.steps[0].due_at == THURSDAY_NINE + 3 * HOUR
    assert store.cases.anyone(case.id) == paused
    assert edits(store) == [(staff.boris.id, "red_alert")]


def test_a_resting_case_is_quiet_and_goes_on_by_itself(store: Store, staff: Staff, case: Case) -> None:
    pause_case(store, case.id, PauseReason.OTHERS, until=THURSDAY_NINE, by=staff.anna.id, now=NOW)
    clocks, just_before = store.case_clocks, THURSDAY_NINE - timedelta(minutes=1)

    for due in (clocks.due_half_warning, clocks.due_late_warning, clocks.due_breach, clocks.due_offer):
        assert due(just_before) is None
    assert store.case_pauses.due_end(just_before) is None
    ended = store.case_pauses.due_end(THURSDAY_NINE)

    assert ended is not None
    assert (ended.id, ended.pause) == (case.id, None)
    assert store.case_pauses.due_end(THURSDAY_NINE) is None
    assert clocks.due_half_warning(THURSDAY_NINE + 2 * HOUR) is not None
    assert clocks.due_breach(THURSDAY_NINE + 4 * HOUR - timedelta(minutes=1)) is None
    assert clocks.due_breach(THURSDAY_NINE + 4 * HOUR) is not None


def test_a_pause_ended_early_leaves_what_was_left(store: Store, staff: Staff, case: Case) -> None:
    pause_case(
        store, case.id, PauseReason.CLIENT_ASKED, until=THURSDAY_NINE, by=staff.anna.id, now=NOW + HOUR
    )

    running = resume_case(store, case.id, by=staff.anna.id, now=NOW + 2 * HOUR)

    assert running.pause is None
    assert [step.due_at for step in running.steps[:1]] == [NOW + 5 * HOUR]


def test_a_second_pause_changes_nothing_and_one_without_a_pause_goes_on(
    store: Store, staff: Staff, case: Case
) -> None:
    assert resume_case(store, case.id, by=staff.anna.id, now=NOW) == case
    first = pause_case(store, case.id, PauseReason.OTHERS, until=THURSDAY_NINE, by=staff.anna.id, now=NOW)

    second = pause_case(
        store, case.id, PauseReason.CLIENT_AWAY, until=NOW + 9 * DAY, by=staff.anna.id, now=NOW
    )

    assert second == first


def test_what_was_overdue_stays_overdue(store: Store, staff: Staff, case: Case) -> None:
    late = NOW + 5 * HOUR
    pause_case(store, case.id, PauseReason.OTHERS, until=THURSDAY_NINE, by=staff.anna.id, now=late)

    assert store.cases.anyone(case.id).steps[0].due_at == case.steps[0].due_at


@pytest.mark.parametrize("until", [NOW, NOW + LONGEST_PAUSE + HOUR])
def test_a_pause_ends_ahead_and_within_a_month(
    store: Store, staff: Staff, case: Case, until: datetime
) -> None:
    with pytest.raises(PauseTooLongError):
        pause_case(store, case.id, PauseReason.OTHERS, until=until, by=staff.anna.id, now=NOW)


def test_a_graver_level_ends_the_pause(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    standing = replace(rescore(store, client.id, now=NOW, baseline=True).after, cause=Cause.SILENCE)

    def worse(level: Level) -> Rescored:
        return Rescored(client.id, standing, replace(standing, level=level), worse=True)

    yellow = open_case(store, worse(Level.YELLOW), now=NOW)
    assert yellow is not None
    pause_case(
        store, yellow.case.id, PauseReason.OTHERS, until=THURSDAY_NINE, by=staff.anna.id, now=NOW + HOUR
    )

    red = open_case(store, worse(Level.RED), now=NOW + 2 * HOUR)

    assert red is not None
    assert (red.case.id, red.case.pause) == (yellow.case.id, None)
    assert red.case.next_step is not None
    assert red.case.next_step.due_at == NOW + 6 * HOUR


def test_a_closed_case_rests_no_more_and_takes_no_more_acts(store: Store, staff: Staff, case: Case) -> None:
    pause_case(store, case.id, PauseReason.OTHERS, until=THURSDAY_NINE, by=staff.anna.id, now=NOW)

    closed = close_case(store, case.id, Outcome.LOST, by=staff.anna.id, now=NOW + HOUR)

    assert closed.case.pause is None
    assert store.case_pauses.due_end(THURSDAY_NINE) is None
    for act in (
        lambda: skip_step(store, case.id, PLAN, NOT_NEEDED, by=staff.anna.id, now=NOW),
        lambda: pause_case(
            store, case.id, PauseReason.OTHERS, until=THURSDAY_NINE, by=staff.anna.id, now=NOW
        ),
        lambda: resume_case(store, case.id, by=staff.anna.id, now=NOW),
    ):
        with pytest.raises(CaseNotOpenError):
            act()


def test_answer_and_cost_are_kept_with_a_closed_case_and_the_alert_is_edited(
    store: Store, staff: Staff, case: Case
) -> None:
    close_case(store, case.id, Outcome.SETTLED, by=staff.anna.id, now=NOW + HOUR)
    save_answer(store, case.id, Answer.ACCEPTED, by=staff.anna.id, now=NOW + HOUR)

    told = save_cost(store, case.id, Cost(Decimal("1234.50"), "HKD"), by=staff.anna.id, now=NOW + HOUR)

    assert (told.answer, told.cost) == (Answer.ACCEPTED, Cost(Decimal("1234.50"), "HKD"))
    assert edits(store) == [
        (staff.boris.id, "alert_settled"),
        (staff.boris.id, "red_alert"),
        (staff.boris.id, "red_alert"),
    ]


def test_an_open_case_has_no_answer_and_no_cost(store: Store, staff: Staff, case: Case) -> None:
    save_answer(store, case.id, Answer.REFUSED, by=staff.anna.id, now=NOW)
    save_cost(store, case.id, Cost(Decimal(5)), by=staff.anna.id, now=NOW)

    assert (store.cases.anyone(case.id).answer, store.cases.anyone(case.id).cost) == (None, None)


def test_nobody_outside_acts_on_a_case(store: Store, staff: Staff, case: Case) -> None:
    chen = staff.chen.id
    for act in (
        lambda: skip_step(store, case.id, CALL, NOT_NEEDED, by=chen, now=NOW),
        lambda: pause_case(store, case.id, PauseReason.OTHERS, until=THURSDAY_NINE, by=chen, now=NOW),
        lambda: save_answer(store, case.id, Answer.ACCEPTED, by=chen, now=NOW),
        lambda: save_cost(store, case.id, Cost(Decimal(0)), by=chen, now=NOW),
    ):
        with pytest.raises(CaseNotFoundError):
            act()


def test_a_working_day_after_the_lead_heard_giving_is_offered_once(store: Store, case: Case) -> None:
    breached_at = NOW + 4 * HOUR
    assert store.case_clocks.due_breach(breached_at) is not None

    assert store.case_clocks.due_offer(breached_at + DAY - HOUR) is None
    due = store.case_clocks.due_offer(breached_at + DAY)

    assert due is not None
    assert (due.case.id, due.step.key) == (case.id, CALL)
    assert store.case_clocks.due_offer(breached_at + 9 * DAY) is None


def test_giving_is_not_offered_while_the_advisor_acts(store: Store, staff: Staff, case: Case) -> None:
    breached_at = NOW + 4 * HOUR
    store.case_clocks.due_breach(breached_at)
    tick_step(store, case.id, PLAN, by=staff.anna.id, now=breached_at + 2 * HOUR)

    assert store.case_clocks.due_offer(breached_at + DAY) is None
    assert store.case_clocks.due_offer(breached_at + DAY + 2 * HOUR) is not None


def test_a_pause_puts_the_offer_off(store: Store, staff: Staff, case: Case) -> None:
    breached_at = NOW + 4 * HOUR
    store.case_clocks.due_breach(breached_at)
    until = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
    pause_case(store, case.id, PauseReason.OTHERS, until=until, by=staff.anna.id, now=breached_at)

    assert store.case_clocks.due_offer(until) is None
    assert store.case_clocks.due_offer(until + 9 * HOUR) is not None


def test_an_open_case_goes_on_when_its_playbook_lost_a_step(
    database_url: str, open_database: Callable[..., Database]
) -> None:
    text = files("loyalty.playbooks").joinpath("put_right.toml").read_text(encoding="utf-8")
    own = playbooks_from({"put_right.toml": text.replace('key = "plan"', 'key = "own_plan"')})
    less = text.split("[[step]]")
    without = playbooks_from({"put_right.toml": "[[step]]".join((less[0], less[1], less[3]))})
    with open_database(database_url, playbooks=own).unit() as store:
        staff = hire_staff(store)
        case = red_case(store, staff)

    with open_database(database_url, playbooks=without).unit() as store:
        lost = store.cases.anyone(case.id).steps[1]
        assert (lost.key, lost.what) == ("own_plan", LOST_STEP)
        assert store.case_clocks.due_breach(NOW + 4 * HOUR) is not None
        assert store.case_clocks.due_breach(NOW + 5 * DAY) is not None
        pause_case(
            store, case.id, PauseReason.OTHERS, until=NOW + 7 * DAY, by=staff.anna.id, now=NOW + 5 * DAY
        )
        tick_step(store, case.id, lost.key, by=staff.anna.id, now=NOW + 5 * DAY)
        closed = close_case(store, case.id, Outcome.SETTLED, by=staff.anna.id, now=NOW + 5 * DAY)

        states = {step.key: step.state for step in closed.case.steps}
        assert states == {CALL: StepState.SKIPPED, "own_plan": StepState.DONE, SETTLE: StepState.DONE}


def test_the_alert_tells_what_the_client_is_worth(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    case = red_case_for(store, staff, client)
    assert worth(store, staff, case) is None
    lines = [replace(a_purchase(client.id, days), amount=6000.0, margin=2000.0) for days in (10, 100, 300)]
    old = replace(a_purchase(client.id, 364), amount=6000.0, margin=2000.0)
    store.purchases.save_many([*lines, old])

    found = worth(store, staff, case)

    # 8,000 a year over five years at 85 % kept and 10 % discount (golden case: 72,000 give 177,356.11).
    assert found is not None
    assert (round(found[0]), found[1], found[2]) == (19706, "HKD", 5)


def test_without_margins_two_fifths_of_what_was_spent_are_taken(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    case = red_case_for(store, staff, client)
    store.purchases.save_many([PurchaseLine(client.id, "a", (NOW - DAY).date(), "watches", 20_000.0)])

    found = worth(store, staff, case)

    assert found is not None
    assert (round(found[0]), found[1]) == (19706, None)


def red_case_for(store: Store, staff: Staff, client: Client) -> Case:
    saved = save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW)
    assert saved.case is not None
    return saved.case


def worth(store: Store, staff: Staff, case: Case) -> tuple[float, str | None, int] | None:
    found = case_brief(store, case, reader=staff.boris, now=NOW).worth
    return None if found is None else (found.amount, found.currency, found.years)
