"""The steps of leads, analysts and specialists: shown, done, listed."""

from handlers.desk import Desk
from loyalty.cases.cases import StepId
from storage.cases.briefs import turn_brief
from storage.cases.casework import tick_assigned
from storage.refusals import CaseNotOpenError, StepAlreadyDoneError
from wording.briefs import turn_view
from wording.toasts import already_done, step_done, toast
from wording.turns import step_over, step_turn, turns


def show_step(desk: Desk) -> None:
    """Show one step assigned to the presser."""
    _show(desk, StepId(desk.target))


def finish_assigned(desk: Desk) -> None:
    """Tick an assigned step; when somebody was faster, say who."""
    step_id = StepId(desk.target)
    step = desk.store.assignments.of(step_id, reader=desk.person).step
    try:
        tick_assigned(desk.store, step_id, by=desk.person.id, now=desk.now)
    except StepAlreadyDoneError as error:
        by = desk.store.people.of(error.by).name if error.by else ""
        desk.note(already_done(by=by, at=error.at, reader=desk.reader, now=desk.now))
    except CaseNotOpenError:
        desk.note(toast("case_ended", desk.reader))
        desk.show(step_over(reader=desk.reader, now=desk.now))
        return
    else:
        words = step.what.words
        desk.note(step_done(words, done_at=desk.now, due_at=step.due_at, reader=desk.reader))
    _show(desk, step_id)


def show_assigned(desk: Desk) -> None:
    """List the steps that wait for the person."""
    found = desk.store.assignments.open_of(desk.person)
    views = [turn_view(turn_brief(desk.store, each, reader=desk.person), now=desk.now) for each in found]
    desk.show(turns(views, reader=desk.reader, now=desk.now))


def _show(desk: Desk, step_id: StepId) -> None:
    assignment = desk.store.assignments.of(step_id, reader=desk.person)
    view = turn_view(turn_brief(desk.store, assignment, reader=desk.person), now=desk.now)
    desk.show(step_turn(view, reader=desk.reader, now=desk.now))
