"""Planned contacts: the reminder with its draft, other words, putting it off, leaving it out."""

from datetime import datetime

from handlers.desk import Desk
from handlers.moments import chosen_moment, typed_moment
from handlers.questions import Question, ask, end_question
from loyalty.clients import ClientId
from loyalty.days.reminders import Reminder
from loyalty.moments import MomentError, UnreadableMomentError
from loyalty.planning.touchpoints import SkipReason, Touchpoint, TouchpointId, TouchpointState
from storage.plans.planning import replan_client
from storage.plans.reminders import acquaintance, count_draft, reminder_of
from storage.refusals import ClientClosedError
from wording.promises import remind_set
from wording.screen import Screen
from wording.toasts import toast
from wording.touchpoints import (
    contact_date,
    contact_later,
    contact_message,
    contact_over,
    contact_skip,
    contact_skipped,
    draft_message,
)

_FINISHED = (
    TouchpointState.DONE,
    TouchpointState.SKIPPED,
    TouchpointState.DROPPED,
    TouchpointState.MISSED,
)


def show_reminder(desk: Desk) -> None:
    """Show a planned contact with its draft and its buttons; one that is over says what became of it."""
    end_question(desk)
    view = open_view(desk)
    if view is not None:
        _show(desk, view, contact_message(view, reader=desk.reader, now=desk.now))


def show_other_words(desk: Desk) -> None:
    """Show the next draft; after the last comes the first again."""
    view = open_view(desk)
    if view is None:
        return
    desk.store.touchpoints.show_draft(view.touchpoint.id, int(desk.data))
    view = _view(desk, pressed(desk))
    _show(desk, view, contact_message(view, reader=desk.reader, now=desk.now))


def show_draft_now(desk: Desk) -> None:
    """Show a text for a client: that of a contact that waits for an answer, else one that fits today.

    For a closed client, who may have died, there is none (``ClientClosedError``).
    """
    client = desk.store.clients.of(desk.target, reader=desk.person)
    if client.closed_at is not None:
        raise ClientClosedError(client.id)
    waiting = _waiting_for(desk, client.id)
    if waiting is not None and not desk.data:
        view = _view(desk, waiting)
        desk.say(contact_message(view, reader=desk.reader, now=desk.now), about=client.id)
        return
    screen = draft_message(
        acquaintance(desk.store, client, reader=desk.person), reader=desk.reader, now=desk.now
    )
    count_draft(desk.store, client.id)
    if desk.data:
        desk.show(screen, about=client.id)
    else:
        desk.say(screen, about=client.id)


def offer_later(desk: Desk) -> None:
    """Ask until when to put a contact off."""
    view = open_view(desk)
    if view is not None:
        _show(desk, view, contact_later(view, reader=desk.reader, now=desk.now))


def snooze_reminder(desk: Desk) -> None:
    """Put a contact off until the chosen time and say until when."""
    view = open_view(desk)
    if view is None:
        return
    until = chosen_moment(desk, desk.data)
    if until <= desk.now:
        desk.note(toast("moment_over", desk.reader), alert=True)
        return
    end_question(desk)
    _put_off(desk, view, until)


def ask_until(desk: Desk) -> None:
    """Ask in words until when to put a contact off."""
    view = open_view(desk)
    if view is not None:
        ask(desk, Question.REMIND_LATER, view.touchpoint.id)
        _show(desk, view, contact_date(view, reader=desk.reader, now=desk.now))


def take_until(desk: Desk, touchpoint_id: str, _step: str) -> bool:
    """Take a typed day or time; what cannot be taken is asked for again."""
    touchpoint = desk.store.touchpoints.of(TouchpointId(touchpoint_id), advisor=desk.person)
    view = _view(desk, touchpoint)
    if touchpoint.state in _FINISHED:
        end_question(desk)
        return False
    try:
        until, rest = typed_moment(desk)
        if rest:
            raise UnreadableMomentError
    except MomentError as error:
        desk.say(contact_date(view, reader=desk.reader, now=desk.now, error=error), about=view.client.id)
        return True
    end_question(desk)
    _put_off(desk, view, until)
    return True


def skip_reminder(desk: Desk) -> None:
    """Ask why a contact is left out, or take the reason: the plan goes on without it."""
    view = open_view(desk)
    if view is None:
        return
    if not desk.data:
        _show(desk, view, contact_skip(view, reader=desk.reader, now=desk.now))
        return
    reason = SkipReason(desk.data)
    desk.store.touchpoints.finish(
        view.touchpoint.id, TouchpointState.SKIPPED, now=desk.now, skip_reason=reason
    )
    if view.client.advisor_id is not None:
        advisor = desk.store.people.of(view.client.advisor_id)
        replan_client(desk.store, view.client.id, advisor, now=desk.now)
    _show(desk, view, contact_skipped(view, reason, reader=desk.reader, now=desk.now))


def pressed(desk: Desk) -> Touchpoint:
    """Return the planned contact the pressed button is about."""
    return desk.store.touchpoints.of(TouchpointId(desk.target), advisor=desk.person)


def open_view(desk: Desk) -> Reminder | None:
    """Return the pressed contact while it is unfinished; otherwise say what became of it."""
    view = _view(desk, pressed(desk))
    if view.touchpoint.state not in _FINISHED:
        return view
    desk.note(toast("already_done", desk.reader))
    _show(desk, view, contact_over(view, reader=desk.reader, now=desk.now))
    return None


def _put_off(desk: Desk, view: Reminder, until: datetime) -> None:
    desk.store.touchpoints.snooze(view.touchpoint.id, until)
    desk.store.plan_loads.mark_stale([view.touchpoint.advisor_id])
    touchpoint = desk.store.touchpoints.of(view.touchpoint.id, advisor=desk.person)
    screen = remind_set(touchpoint, client_name=view.client.name, reader=desk.reader, now=desk.now)
    _show(desk, view, screen)


def _waiting_for(desk: Desk, client_id: ClientId) -> Touchpoint | None:
    """Return the contact with a client the reader was reminded of and has not answered."""
    return next(
        (
            each
            for each in desk.store.touchpoints.open_about(client_id)
            if each.state is TouchpointState.REMINDED and each.advisor_id == desk.person.id
        ),
        None,
    )


def _view(desk: Desk, touchpoint: Touchpoint) -> Reminder:
    return reminder_of(desk.store, touchpoint, reader=desk.person)


def _show(desk: Desk, view: Reminder, screen: Screen) -> None:
    desk.show(screen, about=view.client.id)
