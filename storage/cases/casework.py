"""Casework: what people do with an open case, and what others hear of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from loyalty.cases.cases import Answer, Case, CaseId, Cost, Outcome, Pause, PauseReason, StepId
from loyalty.levels.standings import Standing
from loyalty.people.people import Person, PersonId, Role
from loyalty.playbooks import SkipKey, StepKey
from storage.cases.alerts import redraw, tell_of_close, tell_of_step, tell_whose_turn
from storage.refusals import CaseNotOpenError, PauseTooLongError, StepAlreadyDoneError, StepNotYoursError
from storage.scores.scoring import rescore
from storage.scores.yardstick import utc_day
from storage.store import Store

LONGEST_PAUSE = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Closed:
    """A case closed by a person, and what that did to the standing."""

    case: Case
    before: Standing | None
    after: Standing


def tick_step(store: Store, case_id: CaseId, key: StepKey, *, by: PersonId, now: datetime) -> Case:
    """Mark a step done for the person who says so.

    Raises:
        CaseNotFoundError: the case is out of reach.
        CaseNotOpenError: it is closed or withdrawn.
        StepAlreadyDoneError: somebody was faster.
        StepNotYoursError: the step is a lead's.
    """
    _refuse_step_of_lead(_within_reach(store, case_id, by), key, store.people.of(by))
    return _tick(store, case_id, key, by=by, now=now)


def tick_assigned(store: Store, step_id: StepId, *, by: PersonId, now: datetime) -> None:
    """Mark a step done for the lead, analyst or specialist it was assigned to.

    Raises:
        StepNotFoundError: it is not, or no longer, theirs.
        CaseNotOpenError, StepAlreadyDoneError: as for ``tick_step``.
    """
    assignment = store.assignments.of(step_id, reader=store.people.of(by))
    _tick(store, assignment.case_id, assignment.step.key, by=by, now=now)


def skip_step(
    store: Store, case_id: CaseId, key: StepKey, reason: SkipKey, *, by: PersonId, now: datetime
) -> Case:
    """Leave a step out for a reason of its playbook; raises like ``tick_step``."""
    case = _within_reach(store, case_id, by)
    _refuse_step_of_lead(case, key, store.people.of(by))
    _refuse_ended(store, case)
    if not store.cases.skip_step(case_id, key, reason, by=by):
        step = next((step for step in case.steps if step.key == key), None)
        raise StepAlreadyDoneError(
            case_id, key, by=step.done_by if step else None, at=step.done_at if step else None
        )
    case = store.cases.anyone(case_id)
    tell_of_step(store, case, key, by=by, now=now)
    tell_whose_turn(store, case, by=by, now=now)
    return case


def pause_case(
    store: Store, case_id: CaseId, reason: PauseReason, *, until: datetime, by: PersonId, now: datetime
) -> Case:
    """Let an open case rest until a moment: its clocks stand still. One that rests already stays as it is.

    Raises:
        CaseNotFoundError: the case is out of reach.
        CaseNotOpenError: it is closed or withdrawn.
        PauseTooLongError: ``until`` is not ahead, or more than 31 days ahead.
    """
    case = _within_reach(store, case_id, by)
    _refuse_ended(store, case)
    if not now < until <= now + LONGEST_PAUSE:
        raise PauseTooLongError(case_id)
    hours = store.people.of(case.advisor_id).hours
    if store.case_pauses.begin(case, Pause(now, until, reason), hours=hours):
        case = store.cases.anyone(case_id)
        redraw(store, case, now=now)
    return case


def resume_case(store: Store, case_id: CaseId, *, by: PersonId, now: datetime) -> Case:
    """Let a resting case go on before its time; raises like ``pause_case``."""
    case = _within_reach(store, case_id, by)
    _refuse_ended(store, case)
    if store.case_pauses.end(case, now=now, hours=store.people.of(case.advisor_id).hours):
        case = store.cases.anyone(case_id)
        redraw(store, case, now=now)
    return case


def close_case(store: Store, case_id: CaseId, outcome: Outcome, *, by: PersonId, now: datetime) -> Closed:
    """Close a case; settling it also settles the client's open complaints and wishes to leave, as of today.

    Raises:
        CaseNotFoundError: the case is out of reach.
        CaseNotOpenError: it was closed or withdrawn before.
    """
    before = _within_reach(store, case_id, by)
    case = store.cases.close(case_id, outcome, by=by, now=now)
    if outcome is Outcome.SETTLED and not case.playbook.is_quiet:
        store.signals.close_matters(case.client_id, on=utc_day(now))
    rescored = rescore(store, case.client_id, now=now)
    tell_of_close(store, before, by=by, now=now)
    return Closed(case, rescored.before, rescored.after)


def save_answer(store: Store, case_id: CaseId, answer: Answer, *, by: PersonId, now: datetime) -> Case:
    """Keep how the client took the outcome of a closed case; the leads' alerts tell it.

    Raises:
        CaseNotFoundError: the case is out of reach.
    """
    _within_reach(store, case_id, by)
    store.case_marks.save_answer(case_id, answer)
    return _retold(store, case_id, now=now)


def save_cost(store: Store, case_id: CaseId, cost: Cost, *, by: PersonId, now: datetime) -> Case:
    """Keep what a closed case cost; raises like ``save_answer``."""
    _within_reach(store, case_id, by)
    store.case_marks.save_cost(case_id, cost)
    return _retold(store, case_id, now=now)


def _retold(store: Store, case_id: CaseId, *, now: datetime) -> Case:
    case = store.cases.anyone(case_id)
    redraw(store, case, now=now)
    return case


def _tick(store: Store, case_id: CaseId, key: StepKey, *, by: PersonId, now: datetime) -> Case:
    case = store.cases.tick_step(case_id, key, by=by, now=now)
    tell_of_step(store, case, key, by=by, now=now)
    tell_whose_turn(store, case, by=by, now=now)
    return case


def _within_reach(store: Store, case_id: CaseId, by: PersonId) -> Case:
    return store.cases.of(case_id, reader=store.people.of(by))


def _refuse_ended(store: Store, case: Case) -> None:
    if case.closed_at is not None:
        raise CaseNotOpenError(case.id, by=store.case_marks.ended_by(case.id), at=case.closed_at)


def _refuse_step_of_lead(case: Case, key: StepKey, person: Person) -> None:
    """A step the playbook gives to a lead is the second pair of eyes: its advisor cannot do it."""
    step = next((step for step in case.steps if step.key == key), None)
    if step is not None and step.is_left_to_leads and not person.has(Role.LEAD):
        raise StepNotYoursError(case.id, key)
