"""Pushes about cases: opened, warned of, overdue, ended."""

from datetime import datetime

from loyalty.cases import Case, CaseId, CaseState
from loyalty.people import Person
from loyalty.playbooks import StepKey
from scheduler.pushes.wordings import Params, Wording, reader_of
from storage.briefs import case_brief
from storage.store import Store
from wording.alerts import red_alert, step_overdue
from wording.briefs import alert_view, case_view
from wording.cases import case_steps, case_warning
from wording.screen import Screen


def _case_message(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    """Word a case as it stands: its steps for the advisor, the alert for a lead."""
    case = _case(store, person, params)
    brief = case_brief(store, case, reader=person, now=now)
    if case.advisor_id == person.id:
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
    if case.state is not CaseState.OPEN or key not in {
        step.key for step in case.steps if step.done_at is None
    }:
        return None
    view = case_view(case_brief(store, case, reader=person, now=now))
    return case_warning(view, key, late=bool(params["late"]), reader=reader_of(person), now=now)


def _overdue(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    case = _case(store, person, params)
    if case.state is not CaseState.OPEN:
        return None
    view = alert_view(case_brief(store, case, reader=person, now=now))
    return step_overdue(view, StepKey(params["step"]), reader=reader_of(person), now=now)


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
}
