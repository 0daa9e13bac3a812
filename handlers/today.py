"""Today's work: the list of the morning brief at any time, opening its lines, and relief from it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from handlers.assignments import show_assigned
from handlers.cases import show_case
from handlers.desk import Desk
from handlers.touchpoints import show_reminder
from storage.plans.daylists import brief_subject, day_list, relieve, take_relief_back, today_of
from wording.toasts import toast
from wording.today import today


def show_today(desk: Desk) -> None:
    """List what is to be done today, with the numbers of the brief; what is done stays, with its tick.

    Who has no clients reads which steps wait.
    """
    if not desk.person.sees_clients:
        show_assigned(desk)
        return
    listing = day_list(desk.store, desk.person, now=desk.now)
    screen = today(listing, page=int(desk.data or 0), reader=desk.reader, now=desk.now)
    if desk.press is None:
        # From now on this is the list that is kept true, not the one of the morning further up.
        desk.say(screen, subject=brief_subject(desk.person.id, listing.on))
    else:
        desk.show(screen)


def open_case(desk: Desk) -> None:
    """Show the steps of a listed matter in a message of its own; the list stays where it is."""
    _aside(desk, show_case)


def open_contact(desk: Desk) -> None:
    """Show a listed contact in a message of its own; the list stays where it is."""
    _aside(desk, show_reminder)


def relieve_today(desk: Desk) -> None:
    """Move what can wait to the next days with room, and say where to."""
    if not _is_of_today(desk):
        desk.note(toast("list_over", desk.reader), alert=True)
        return
    if not day_list(desk.store, desk.person, now=desk.now).movable:
        desk.note(toast("moved_already", desk.reader))
    elif not relieve(desk.store, desk.person, now=desk.now):
        desk.note(toast("no_room", desk.reader), alert=True)
    _redraw(desk)


def unrelieve_today(desk: Desk) -> None:
    """Bring back to today what was moved."""
    if not _is_of_today(desk):
        desk.note(toast("list_over", desk.reader), alert=True)
        return
    back = take_relief_back(desk.store, desk.person, now=desk.now)
    desk.note(toast("back_today" if back else "moved_already", desk.reader))
    _redraw(desk)


def _aside(desk: Desk, show: Callable[[Desk], None]) -> None:
    """Show something as if no message had been pressed, so that the answer is a new one."""
    aside = replace(desk, incoming=replace(desk.incoming, message_id=None))
    show(aside)
    desk.toast = aside.toast


def _is_of_today(desk: Desk) -> bool:
    return date.fromisoformat(desk.data) == today_of(desk.person, desk.now)


def _redraw(desk: Desk) -> None:
    """Redraw the pressed list; the brief itself is redrawn by whatever changes its lines."""
    brief = desk.store.outbox.sent_message(brief_subject(desk.person.id, today_of(desk.person, desk.now)))
    if brief != (desk.incoming.chat_id, desk.incoming.message_id):
        desk.show(today(day_list(desk.store, desk.person, now=desk.now), reader=desk.reader, now=desk.now))
