"""Working on a case: its steps, its pauses, and the lead who has seen it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.desk import Desk
from loyalty.cases.cases import Case, CaseId, CaseStep, PauseReason
from loyalty.people.clocks import WorkingHours, next_working_moment
from loyalty.playbooks import SkipKey, StepKey
from storage.cases.briefs import case_brief
from storage.cases.casework import pause_case, resume_case, skip_step, tick_step
from storage.refusals import CaseNotOpenError, StepAlreadyDoneError, StepNotYoursError
from wording.briefs import case_view
from wording.casequestions import PauseFor, case_pause, case_pause_until, case_skip
from wording.cases import CaseView, case_steps
from wording.toasts import already_done, paused, step_done, toast


def show_case(desk: Desk) -> None:
    """Show the steps of a case with their clocks."""
    show_case_of(desk, pressed_case(desk))


def finish_step(desk: Desk) -> None:
    """Tick a step; when somebody was faster, say who."""
    key = StepKey(desk.data)
    case = _worked(desk, lambda case_id: tick_step(desk.store, case_id, key, by=desk.person.id, now=desk.now))
    step = next((step for step in case.steps if step.key == key), None)
    if not desk.toast.text and step is not None:
        words = step.what.words
        desk.note(step_done(words, done_at=desk.now, due_at=step.due_at, reader=desk.reader))
    show_case_of(desk, case)


def ask_skip(desk: Desk) -> None:
    """Ask why a step is left out."""
    case = pressed_case(desk)
    step = _step(case, StepKey(desk.data))
    if step is None or step != case.next_step:
        desk.note(toast("already_done", desk.reader))
        show_case_of(desk, case)
        return
    view = view_of(desk, case)
    desk.show(case_skip(view, step, reader=desk.reader, now=desk.now), about=view.client.id)


def leave_step_out(desk: Desk) -> None:
    """Leave a step out for the pressed reason."""
    key, reason = desk.data.split()
    show_case_of(
        desk,
        _worked(
            desk,
            lambda case_id: skip_step(
                desk.store, case_id, StepKey(key), SkipKey(reason), by=desk.person.id, now=desk.now
            ),
        ),
    )


def ask_pause(desk: Desk) -> None:
    """Ask why a case is to rest, then until when."""
    case = pressed_case(desk)
    view = view_of(desk, case)
    if not view.is_open or case.pause is not None:
        show_case_of(desk, case)
    elif desk.data:
        reason = PauseReason(desk.data)
        desk.show(case_pause_until(view, reason, reader=desk.reader, now=desk.now), about=view.client.id)
    else:
        desk.show(case_pause(view, reader=desk.reader, now=desk.now), about=view.client.id)


def pause(desk: Desk) -> None:
    """Let a case rest for the pressed reason and days."""
    reason, days = desk.data.split()
    until = morning_after(PauseFor(days), now=desk.now, hours=desk.person.hours)
    case = _worked(
        desk,
        lambda case_id: pause_case(
            desk.store, case_id, PauseReason(reason), until=until, by=desk.person.id, now=desk.now
        ),
    )
    if case.pause is not None:
        desk.note(paused(case.pause.until, reader=desk.reader, now=desk.now))
    show_case_of(desk, case)


def resume(desk: Desk) -> None:
    """Let a resting case go on now."""
    case = _worked(desk, lambda case_id: resume_case(desk.store, case_id, by=desk.person.id, now=desk.now))
    if not desk.toast.text:
        desk.note(toast("resumed", desk.reader))
    show_case_of(desk, case)


def mark_seen(desk: Desk) -> None:
    """Keep that a lead has seen the alert, and take the button off."""
    case = pressed_case(desk)
    desk.store.case_marks.mark_seen(case.id, desk.person.id, now=desk.now)
    desk.note(toast("seen", desk.reader))
    _redraw_alert(desk, case, revealed=False)


def reveal_alert(desk: Desk) -> None:
    """Show what a discreet alert hides."""
    _redraw_alert(desk, pressed_case(desk), revealed=True)


def pressed_case(desk: Desk) -> Case:
    """Return the pressed case; raises like ``CasesRepository.of``."""
    return desk.store.cases.of(CaseId(desk.target), reader=desk.person)


def show_case_of(desk: Desk, case: Case) -> None:
    """Show the steps of a case, or how it ended."""
    view = view_of(desk, case)
    desk.show(case_steps(view, reader=desk.reader, now=desk.now), about=view.client.id)


def view_of(desk: Desk, case: Case) -> CaseView:
    """Return what the messages of a case tell the person at the desk."""
    return case_view(case_brief(desk.store, case, reader=desk.person, now=desk.now))


def morning_after(days: PauseFor, *, now: datetime, hours: WorkingHours) -> datetime:
    """Return when work starts so many days on, or on the next working day after them."""
    zone = ZoneInfo(hours.zone)
    day = now.astimezone(zone).date() + timedelta(days=int(days))
    return next_working_moment(datetime.combine(day, hours.start, zone), hours)


def _worked(desk: Desk, work: Callable[[CaseId], Case]) -> Case:
    """Return the case after an act; when the act came too late, say why and return it as it is."""
    try:
        return work(CaseId(desk.target))
    except StepAlreadyDoneError as error:
        by = desk.store.people.of(error.by).name if error.by else ""
        desk.note(already_done(by=by, at=error.at, reader=desk.reader, now=desk.now))
    except StepNotYoursError:
        desk.note(toast("step_of_lead", desk.reader))
    except CaseNotOpenError:
        desk.note(toast("case_ended", desk.reader))
    return pressed_case(desk)


def _step(case: Case, key: StepKey) -> CaseStep | None:
    return next((step for step in case.steps if step.key == key), None)


def _redraw_alert(desk: Desk, case: Case, *, revealed: bool) -> None:
    """Let the alert be worded anew as it is sent: it alone knows what it told."""
    desk.store.outbox.edit_subject(
        f"alert:{case.id}:{desk.person.id}",
        "red_alert",
        {"case": case.id, "client": case.client_id, "revealed": revealed},
        now=desk.now,
    )
