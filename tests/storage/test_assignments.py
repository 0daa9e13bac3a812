"""Steps of leads, analysts and specialists: who does them, and the little such a person may see."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib.resources import files

import pytest
import sqlalchemy as sa

from loyalty.cases.cases import Case, CaseStep, Outcome
from loyalty.people.people import Person, PersonId, Role
from loyalty.playbooks import Playbooks, SkipKey, playbooks_from
from storage.cases.casework import close_case, skip_step, tick_assigned, tick_step
from storage.cases.interventions import save_log
from storage.chat.outbox import OUTBOX
from storage.clients.clientrows import CLIENT
from storage.database import Database
from storage.errors import ClientNotFoundError
from storage.refusals import CaseNotFoundError, StepNotFoundError, StepNotYoursError
from storage.store import Store
from tests.logs import CALL, COMPLAINT, PLAN, SETTLE, a_client, a_log
from tests.staff import NOW, Staff, hire_staff


def with_roles(**roles: str) -> Playbooks:
    """Return playbooks in which steps of red cases have other roles: ``call="analyst"``."""
    text = files("loyalty.playbooks").joinpath("put_right.toml").read_text(encoding="utf-8")
    for key, role in roles.items():
        text = text.replace(f'key = "{key}"\nrole = "advisor"', f'key = "{key}"\nrole = "{role}"')
    return playbooks_from({"put_right.toml": text})


@pytest.fixture
def opened(database_url: str, open_database: Callable[..., Database]) -> Iterator[Callable[..., Store]]:
    """Open a store whose playbooks have the roles named."""
    with ExitStack() as units:

        def open_store(**roles: str) -> Store:
            database = open_database(database_url, playbooks=with_roles(**roles))
            return units.enter_context(database.unit())

        yield open_store


def a_case(store: Store, staff: Staff) -> Case:
    saved = save_log(store, a_log(a_client(store, staff), staff.anna, reading=COMPLAINT), now=NOW)
    assert saved.case is not None
    return saved.case


def step_of(case: Case, key: str) -> CaseStep:
    return next(step for step in case.steps if step.key == key)


def told(store: Store) -> list[tuple[PersonId, str]]:
    rows = store.transaction.rows(
        sa.select(OUTBOX.c.person_id, OUTBOX.c.template).where(OUTBOX.c.edits.is_(None)).order_by(OUTBOX.c.id)
    )
    return [(row.person_id, row.template) for row in rows]


def hire(store: Store, staff: Staff, role: Role, name: str = "Mei Fung") -> Person:
    return store.people.find_or_add(name, role=role, team_id=staff.team.id)


def test_a_step_goes_to_the_person_of_its_role_when_its_turn_comes(opened: Callable[..., Store]) -> None:
    store = opened(plan="analyst")
    staff = hire_staff(store)
    mei = hire(store, staff, Role.ANALYST)
    case = a_case(store, staff)
    assert step_of(case, PLAN).assigned_to == mei.id
    assert told(store) == [(staff.boris.id, "red_alert")]

    tick_step(store, case.id, CALL, by=staff.anna.id, now=NOW)

    assert told(store)[-1] == (mei.id, "step_turn")


def test_without_such_a_person_in_the_team_it_is_the_advisors(opened: Callable[..., Store]) -> None:
    store = opened(plan="analyst")
    staff = hire_staff(store)
    store.people.find_or_add("Mei Fung", role=Role.ANALYST, team_id=staff.other_team.id)

    case = a_case(store, staff)

    assert step_of(case, PLAN).assigned_to is None
    assert store.assignments.doer(case, step_of(case, PLAN)).id == staff.anna.id


def test_whom_a_step_was_assigned_to_sees_it_and_the_clients_general_data_alone(
    opened: Callable[..., Store],
) -> None:
    store = opened(plan="specialist")
    staff = hire_staff(store)
    mei = hire(store, staff, Role.SPECIALIST)
    case = a_case(store, staff)

    (found,) = store.assignments.open_of(mei)

    assert (found.step.key, found.client_name, found.advisor_id) == (PLAN, "Chen Wei", staff.anna.id)
    assert set(type(found).__slots__) == {
        "case_id",
        "step",
        "client_name",
        "tier",
        "language",
        "advisor_id",
        "rests",
    }
    with pytest.raises(StepNotFoundError):
        store.assignments.of(step_of(case, CALL).id, reader=mei)
    with pytest.raises(CaseNotFoundError):
        store.cases.of(case.id, reader=mei)
    with pytest.raises(ClientNotFoundError):
        store.clients.of(case.client_id, reader=mei)
    with pytest.raises(CaseNotFoundError):
        tick_step(store, case.id, PLAN, by=mei.id, now=NOW)
    assert store.interactions.latest(case.client_id, reader=mei) == []


def test_nobody_else_of_the_role_sees_the_step(opened: Callable[..., Store]) -> None:
    store = opened(plan="specialist")
    staff = hire_staff(store)
    hire(store, staff, Role.SPECIALIST)
    other = hire(store, staff, Role.SPECIALIST, "Ken Lo")
    case = a_case(store, staff)

    assert store.assignments.open_of(other) == []
    with pytest.raises(StepNotFoundError):
        tick_assigned(store, step_of(case, PLAN).id, by=other.id, now=NOW)


def test_once_it_is_done_the_advisor_goes_on(opened: Callable[..., Store]) -> None:
    store = opened(call="analyst")
    staff = hire_staff(store)
    mei = hire(store, staff, Role.ANALYST)
    case = a_case(store, staff)
    assert (mei.id, "step_turn") in told(store)

    tick_assigned(store, step_of(case, CALL).id, by=mei.id, now=NOW)

    assert step_of(store.cases.anyone(case.id), CALL).done_by == mei.id
    assert told(store)[-1] == (staff.anna.id, "step_turn")
    assert store.assignments.open_of(mei) == []


@pytest.mark.parametrize("end", ["closed", "left", "client given to another team"])
def test_access_ends_with_the_case_the_person_and_the_team(opened: Callable[..., Store], end: str) -> None:
    store = opened(plan="analyst")
    staff = hire_staff(store)
    mei = hire(store, staff, Role.ANALYST)
    case = a_case(store, staff)
    if end == "closed":
        close_case(store, case.id, Outcome.MOVED, by=staff.anna.id, now=NOW)
    elif end == "left":
        store.people.deactivate(mei.id)
    else:
        moved = sa.update(CLIENT).where(CLIENT.c.id == case.client_id).values(team_id=staff.other_team.id)
        store.transaction.change(moved)

    mei = store.people.of(mei.id)
    assert store.assignments.open_of(mei) == []
    with pytest.raises(StepNotFoundError):
        store.assignments.of(step_of(case, PLAN).id, reader=mei)
    assert store.assignments.doer(case, step_of(case, PLAN)).id == staff.anna.id


def test_a_step_left_to_the_lead_is_not_the_advisors_to_do(opened: Callable[..., Store]) -> None:
    store = opened(settle="lead")
    staff = hire_staff(store)
    case = a_case(store, staff)

    for act in (
        lambda: tick_step(store, case.id, SETTLE, by=staff.anna.id, now=NOW),
        lambda: skip_step(store, case.id, SETTLE, SkipKey("not_needed"), by=staff.anna.id, now=NOW),
    ):
        with pytest.raises(StepNotYoursError):
            act()
    tick_assigned(store, step_of(case, SETTLE).id, by=staff.boris.id, now=NOW)

    assert step_of(store.cases.anyone(case.id), SETTLE).done_by == staff.boris.id


def test_a_lead_who_looks_after_the_client_needs_no_second_person(opened: Callable[..., Store]) -> None:
    store = opened(call="lead")
    staff = hire_staff(store)
    client = store.clients.add(name="Xu Min", team_id=staff.team.id, advisor_id=None, now=NOW)
    saved = save_log(store, a_log(client, staff.boris, reading=COMPLAINT), now=NOW)

    assert saved.case is not None
    assert step_of(saved.case, CALL).assigned_to is None


def test_who_was_told_of_a_step_reads_that_it_is_over(opened: Callable[..., Store]) -> None:
    store = opened(call="analyst", plan="specialist")
    staff = hire_staff(store)
    mei, ken = hire(store, staff, Role.ANALYST), hire(store, staff, Role.SPECIALIST, "Ken Lo")
    case = a_case(store, staff)
    tick_step(store, case.id, CALL, by=staff.anna.id, now=NOW)

    close_case(store, case.id, Outcome.SETTLED, by=staff.anna.id, now=NOW)

    waiting = store.transaction.rows(
        sa.select(OUTBOX.c.person_id).where(OUTBOX.c.template == "step_turn", OUTBOX.c.state == "queued")
    )
    assert [row.person_id for row in waiting] == []
    assert {mei.id, ken.id} <= {person for person, template in told(store) if template == "step_turn"}
