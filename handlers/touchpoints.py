"""Promises an advisor wants to be reminded of: when, done, later."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.desk import Desk
from loyalty.clients import ClientId
from loyalty.clocks import WorkingHours, next_working_moment
from loyalty.touchpoints import Touchpoint, TouchpointId, TouchpointState
from wording.toasts import toast
from wording.touchpoints import (
    Later,
    ReminderView,
    remind_choices,
    remind_set,
    reminder,
    reminder_done,
    reminder_later,
)

# "Tonight" is when the shop is quieter but nobody has gone to bed.
_TONIGHT = time(20)


def ask_when(desk: Desk, client_id: ClientId) -> None:
    """Ask when to be reminded of a client, in a message of its own."""
    client = desk.store.clients.of(client_id, reader=desk.person)
    desk.say(
        remind_choices(client_id=client.id, client_name=client.name, reader=desk.reader, now=desk.now),
        about=client.id,
    )


def offer_reminder(desk: Desk) -> None:
    """Ask when to be reminded of the pressed client."""
    ask_when(desk, ClientId(desk.target))


def set_reminder(desk: Desk) -> None:
    """Plan the reminder at the chosen time; a second press changes nothing."""
    client = desk.store.clients.of(desk.target, reader=desk.person)
    if desk.press is None or not desk.store.buttons.use_group(desk.press.group, now=desk.now):
        desk.note(toast("already_done", desk.reader))
        return
    due_at = moment_of(Later(desk.data), now=desk.now, hours=desk.person.hours)
    planned = desk.store.touchpoints.promise(
        client.id, advisor_id=desk.person.id, due_at=due_at, note="", now=desk.now
    )
    desk.show(remind_set(planned, client_name=client.name, reader=desk.reader, now=desk.now), about=client.id)


def show_reminder(desk: Desk) -> None:
    """Show a reminder with its buttons."""
    view = _view(desk, _pressed(desk))
    if view.touchpoint.state in (TouchpointState.DONE, TouchpointState.SKIPPED):
        desk.note(toast("already_done", desk.reader))
        return
    desk.show(reminder(view, reader=desk.reader, now=desk.now), about=view.client.id)


def finish_reminder(desk: Desk) -> None:
    """Mark a promise kept."""
    touchpoint = _pressed(desk)
    if not desk.store.touchpoints.finish(touchpoint.id, TouchpointState.DONE, now=desk.now):
        desk.note(toast("already_done", desk.reader))
        return
    view = _view(desk, touchpoint)
    desk.show(reminder_done(view, done_at=desk.now, reader=desk.reader, now=desk.now), about=view.client.id)


def offer_later(desk: Desk) -> None:
    """Ask until when to put a reminder off."""
    view = _view(desk, _pressed(desk))
    desk.show(reminder_later(view, reader=desk.reader, now=desk.now), about=view.client.id)


def snooze_reminder(desk: Desk) -> None:
    """Put a reminder off until the chosen time and say until when."""
    touchpoint = _pressed(desk)
    until = moment_of(Later(desk.data), now=desk.now, hours=desk.person.hours)
    if not desk.store.touchpoints.snooze(touchpoint.id, until):
        desk.note(toast("already_done", desk.reader))
        return
    view = _view(desk, _pressed(desk))
    desk.show(
        remind_set(view.touchpoint, client_name=view.client.name, reader=desk.reader, now=desk.now),
        about=view.client.id,
    )


def moment_of(choice: Later, *, now: datetime, hours: WorkingHours) -> datetime:
    """Return when a choice falls: an hour from now, this evening at eight, or the start of a working day."""
    if choice is Later.HOUR:
        return now + timedelta(hours=1)
    local = now.astimezone(ZoneInfo(hours.zone))
    if choice is Later.TONIGHT:
        tonight = local.replace(hour=_TONIGHT.hour, minute=0, second=0, microsecond=0)
        return tonight if tonight > local else now + timedelta(hours=1)
    days = 1 if choice is Later.TOMORROW else 7
    start = datetime.combine(local.date() + timedelta(days=days), hours.start, ZoneInfo(hours.zone))
    return start if choice is Later.TOMORROW else next_working_moment(start, hours)


def _pressed(desk: Desk) -> Touchpoint:
    return desk.store.touchpoints.of(TouchpointId(desk.target), advisor=desk.person)


def _view(desk: Desk, touchpoint: Touchpoint) -> ReminderView:
    client = desk.store.clients.of(touchpoint.client_id, reader=desk.person)
    latest = desk.store.interactions.latest(client.id, reader=desk.person, limit=1)
    return ReminderView(
        touchpoint=touchpoint,
        client=client,
        standing=desk.store.standings.of(client.id),
        last=latest[0] if latest else None,
    )
