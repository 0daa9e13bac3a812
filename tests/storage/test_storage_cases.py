"""The clocks of a case ask for each warning once, and for the lead only while nobody acts."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from loyalty.cases.cases import Case, Outcome
from loyalty.contacts import Direction
from loyalty.people.people import Role
from loyalty.playbooks import StepKey
from storage.cases.caseclocks import DueStep
from storage.cases.casework import close_case, tick_step
from storage.cases.interventions import save_log
from storage.database import Database
from storage.people.covers import plan_absence
from storage.refusals import CaseNotFoundError
from storage.store import Store
from tests.logs import CALL, COMPLAINT, PLAN, SETTLE, a_client, a_log
from tests.staff import NOW, Staff, hire_staff

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def case(store: Store, staff: Staff) -> Case:
    """A red case of Anna's, opened at 10:12; the call is due at 14:12."""
    saved = save_log(store, a_log(a_client(store, staff), staff.anna, reading=COMPLAINT), now=NOW)
    assert saved.case is not None
    return saved.case


def keys(claim: Callable[[datetime], DueStep | None], now: datetime) -> list[StepKey]:
    claimed = []
    while (due := claim(now)) is not None:
        claimed.append(due.step.key)
    return claimed


def test_half_of_the_clock_is_warned_of_once(store: Store, case: Case) -> None:
    assert keys(store.case_clocks.due_half_warning, NOW + 2 * HOUR - MINUTE) == []
    assert keys(store.case_clocks.due_half_warning, NOW + 2 * HOUR) == [CALL]
    assert keys(store.case_clocks.due_half_warning, NOW + 2 * HOUR) == []


def test_the_later_warning_stands_for_both_after_a_pause(store: Store, case: Case) -> None:
    late = NOW + 3.5 * HOUR

    assert keys(store.case_clocks.due_half_warning, late) == []
    due = store.case_clocks.due_late_warning(late)

    assert due is not None
    assert (due.case.id, due.step.key, due.step.late_warned_at) == (case.id, CALL, late)
    assert store.case_clocks.due_late_warning(late) is None


def test_the_lead_hears_of_an_overdue_step_once(store: Store, case: Case) -> None:
    due_at = NOW + 4 * HOUR

    assert store.case_clocks.due_breach(due_at - MINUTE) is None
    due = store.case_clocks.due_breach(due_at)

    assert due is not None
    assert (due.step.key, due.step.breached_at) == (CALL, due_at)
    assert store.case_clocks.due_breach(due_at) is None
    assert store.case_clocks.due_late_warning(due_at) is None


def test_who_just_acted_is_given_a_fifth_of_the_clock_more(store: Store, staff: Staff, case: Case) -> None:
    tried_at = NOW + 3.75 * HOUR
    client = store.clients.anyone(case.client_id)
    attempt = a_log(client, staff.anna, at=tried_at, direction=Direction.OUTBOUND_UNANSWERED)
    save_log(store, attempt, now=tried_at)

    assert store.case_clocks.due_breach(NOW + 4 * HOUR) is None
    assert store.case_clocks.due_breach(tried_at + 47 * MINUTE) is None
    due = store.case_clocks.due_breach(tried_at + 48 * MINUTE)

    assert due is not None
    assert due.step.key == CALL


def test_a_log_of_somebody_else_does_not_put_the_lead_off(store: Store, staff: Staff, case: Case) -> None:
    tried_at = NOW + 3.75 * HOUR
    client = store.clients.anyone(case.client_id)
    attempt = a_log(client, staff.boris, at=tried_at, direction=Direction.OUTBOUND_UNANSWERED)
    save_log(store, attempt, now=tried_at)

    assert store.case_clocks.due_breach(NOW + 4 * HOUR) is not None


def test_a_log_of_who_stands_in_puts_the_lead_off(store: Store, staff: Staff, case: Case) -> None:
    dora = store.people.find_or_add("Dora Wu", role=Role.ADVISOR, team_id=staff.team.id)
    days = (NOW.date(), NOW.date() + timedelta(days=3))
    absence = plan_absence(store, staff.anna, *days, covered_by=dora.id, by=staff.anna.id, now=NOW)
    tried_at = NOW + 3.75 * HOUR
    client = store.clients.anyone(case.client_id)
    attempt = a_log(client, dora, at=tried_at, direction=Direction.OUTBOUND_UNANSWERED)
    save_log(store, attempt, now=tried_at)

    assert store.case_clocks.due_breach(NOW + 4 * HOUR) is None
    store.absences.end(absence.id, now=NOW + timedelta(days=1))
    assert store.case_clocks.due_breach(tried_at + 47 * MINUTE) is None
    assert store.case_clocks.due_breach(tried_at + 48 * MINUTE) is not None


def test_a_step_done_asks_for_nothing_more(store: Store, staff: Staff, case: Case) -> None:
    tick_step(store, case.id, CALL, by=staff.anna.id, now=NOW + HOUR)

    assert keys(store.case_clocks.due_half_warning, NOW + 2 * HOUR) == []
    assert keys(store.case_clocks.due_late_warning, NOW + 3.5 * HOUR) == []
    assert keys(store.case_clocks.due_breach, NOW + 5 * HOUR) == []


def test_a_closed_case_is_quiet(store: Store, staff: Staff, case: Case) -> None:
    close_case(store, case.id, Outcome.LOST, by=staff.anna.id, now=NOW + HOUR)

    assert keys(store.case_clocks.due_breach, NOW + timedelta(days=30)) == []


def test_steps_of_days_are_due_in_their_order(store: Store, case: Case) -> None:
    assert keys(store.case_clocks.due_breach, NOW + timedelta(days=9)) == [
        CALL,
        PLAN,
        SETTLE,
    ]


def test_two_processes_claim_a_step_once(postgres_url: str, open_database: Callable[..., Database]) -> None:
    database = open_database(postgres_url)
    with database.unit() as store:
        staff = hire_staff(store)
        save_log(store, a_log(a_client(store, staff), staff.anna, reading=COMPLAINT), now=NOW)

    def claim() -> bool:
        with database.unit() as store:
            return store.case_clocks.due_breach(NOW + 5 * HOUR) is not None

    with ThreadPoolExecutor(4) as pool:
        claimed = list(pool.map(lambda _: claim(), range(4)))

    assert sorted(claimed) == [False, False, False, True]


def test_cases_are_within_reach_of_their_advisor_and_lead(store: Store, staff: Staff, case: Case) -> None:
    assert store.cases.of(case.id, reader=staff.boris) == case
    assert store.cases.open_within(staff.anna) == [case]
    assert store.cases.open_within(staff.chen) == []
    with pytest.raises(CaseNotFoundError):
        store.cases.of(case.id, reader=staff.chen)


def test_open_cases_go_along_to_another_advisor(store: Store, staff: Staff, case: Case) -> None:
    store.cases.give([case.client_id], staff.boris.id)

    assert store.cases.anyone(case.id).advisor_id == staff.boris.id


def test_moments_are_aware_utc(store: Store, case: Case) -> None:
    assert {step.due_at.tzinfo for step in store.cases.anyone(case.id).steps} == {UTC}
