"""Pushes about cases: opened, warned of, overdue, ended."""

from datetime import datetime

from loyalty.cases.cases import Case, CaseId, CaseState, StepId, StepState
from loyalty.people.people import Person
from loyalty.playbooks import StepKey
from scheduler.pushes.wordings import Params, Wording, reader_of
from storage.cases.briefs import case_brief, turn_brief
from storage.refusals import StepNotFoundError
from storage.store import Store
from wording.alerts import AlertView, giving_offered, red_alert, step_overdue
from wording.briefs import alert_view, case_view, turn_view
from wording.cases import case_steps, case_warning
from wording.screen import Screen
from wording.turns import step_over, step_turn


def _case_message(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    """Word a case as it stands: its steps for the advisor, the alert for a lead."""
    case = _case(store, person, params)
    brief = case_brief(store, case, reader=person, now=now)
    if case.advisor_id == person.id or not brief.reads_as_lead:
        return case_steps(case_view(brief), reader=reader_of(person), now=now)
    view = alert_view(brief, revealed=bool(params.get("revealed")))
    return red_alert(view, reader=reader_of(person), now=now)


def _opened_case(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    # What ended before it was told needs no message.
    if _case(store, person, params).state is not CaseState.OPEN:
        return None
    return _case_message(store, person, params, now)


def _warning(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    case, key = _case(store, person, params), StepKey(params["step"])
    still_open = {step.key for step in case.steps if step.state is StepState.OPEN}
    if case.state is not CaseState.OPEN or case.pause is not None or key not in still_open:
        return None
    view = case_view(case_brief(store, case, reader=person, now=now))
    return case_warning(view, key, late=bool(params["late"]), reader=reader_of(person), now=now)


def _overdue(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    view, key = _alert_of_open(store, person, params, now), StepKey(params["step"])
    return None if view is None else step_overdue(view, key, reader=reader_of(person), now=now)


def _giving(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    view, key = _alert_of_open(store, person, params, now), StepKey(params["step"])
    return None if view is None else giving_offered(view, key, reader=reader_of(person), now=now)


def _alert_of_open(store: Store, person: Person, params: Params, now: datetime) -> AlertView | None:
    """Return the view of an overdue step, None when it was done, or the case ended, on the way."""
    case = _case(store, person, params)
    still_open = {step.key for step in case.steps if step.state is StepState.OPEN}
    if case.state is not CaseState.OPEN or params["step"] not in still_open:
        return None
    return alert_view(case_brief(store, case, reader=person, now=now))


def _turn(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    """Word a step for who has to do it: all steps for the advisor, that one alone for anybody else."""
    step_id = StepId(params["step"])
    try:
        assignment = store.assignments.of(step_id, reader=person)
    except StepNotFoundError:
        case = _case(store, person, params)
        is_open = any(step.id == step_id and step.state is StepState.OPEN for step in case.steps)
        return _case_message(store, person, params, now) if is_open else None
    if assignment.step.state is not StepState.OPEN:
        return None
    view = turn_view(turn_brief(store, assignment, reader=person), now=now)
    return step_turn(view, reader=reader_of(person), now=now)


def _turn_over(_store: Store, person: Person, _params: Params, now: datetime) -> Screen:
    return step_over(reader=reader_of(person), now=now)


def _case(store: Store, person: Person, params: Params) -> Case:
    return store.cases.of(CaseId(params["case"]), reader=person)


WORDINGS: dict[str, Wording] = {
    "case_opened": _opened_case,
    "red_alert": _case_message,
    "alert_step_done": _case_message,
    "alert_settled": _case_message,
    "alert_withdrawn": _case_message,
    "case_warning": _warning,
    "step_overdue": _overdue,
    "giving_offered": _giving,
    "step_turn": _turn,
    "step_over": _turn_over,
}
