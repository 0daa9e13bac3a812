"""Working on a case: its steps, its end, and the lead who has seen it."""

from handlers.desk import Desk
from loyalty.cases import Case, CaseId, Outcome
from loyalty.playbooks import StepKey
from storage.briefs import case_brief
from storage.interventions import close_case, tick_step
from storage.refusals import CaseNotOpenError, StepAlreadyDoneError
from wording.briefs import case_view
from wording.cases import CaseView, case_close, case_steps
from wording.toasts import already_done, step_done, toast


def show_case(desk: Desk) -> None:
    """Show the steps of a case with their clocks."""
    _show(desk, _pressed(desk))


def finish_step(desk: Desk) -> None:
    """Tick a step; when somebody was faster, say who."""
    key = StepKey(desk.data)
    try:
        case = tick_step(desk.store, CaseId(desk.target), key, by=desk.person.id, now=desk.now)
    except StepAlreadyDoneError as error:
        by = desk.store.people.of(error.by).name if error.by else ""
        desk.note(already_done(by=by, at=error.at, reader=desk.reader, now=desk.now))
        case = _pressed(desk)
    except CaseNotOpenError:
        desk.note(toast("case_ended", desk.reader))
        case = _pressed(desk)
    else:
        step = next(step for step in case.steps if step.key is key)
        desk.note(step_done(key, done_at=desk.now, due_at=step.due_at, reader=desk.reader))
    _show(desk, case)


def ask_outcome(desk: Desk) -> None:
    """Ask how the matter ended."""
    view = _view(desk, _pressed(desk))
    desk.show(case_close(view, reader=desk.reader, now=desk.now), about=view.client.id)


def finish_case(desk: Desk) -> None:
    """Close a case with its outcome; settling it settles the complaint behind it."""
    try:
        closed = close_case(
            desk.store, CaseId(desk.target), Outcome(desk.data), by=desk.person.id, now=desk.now
        )
    except CaseNotOpenError:
        desk.note(toast("case_ended", desk.reader))
        _show(desk, _pressed(desk))
    else:
        _show(desk, closed.case)


def mark_seen(desk: Desk) -> None:
    """Keep that a lead has seen the alert, and take the button off."""
    case = _pressed(desk)
    desk.store.case_marks.mark_seen(case.id, desk.person.id, now=desk.now)
    desk.note(toast("seen", desk.reader))
    _redraw_alert(desk, case, revealed=False)


def reveal_alert(desk: Desk) -> None:
    """Show what a discreet alert hides."""
    _redraw_alert(desk, _pressed(desk), revealed=True)


def _redraw_alert(desk: Desk, case: Case, *, revealed: bool) -> None:
    """Let the alert be worded anew as it is sent: it alone knows what it told."""
    desk.store.outbox.edit_subject(
        f"alert:{case.id}:{desk.person.id}",
        "red_alert",
        {"case": case.id, "client": case.client_id, "revealed": revealed},
        now=desk.now,
    )


def _pressed(desk: Desk) -> Case:
    return desk.store.cases.of(CaseId(desk.target), reader=desk.person)


def _show(desk: Desk, case: Case) -> None:
    view = _view(desk, case)
    desk.show(case_steps(view, reader=desk.reader, now=desk.now), about=view.client.id)


def _view(desk: Desk, case: Case) -> CaseView:
    return case_view(case_brief(desk.store, case, reader=desk.person, now=desk.now))
