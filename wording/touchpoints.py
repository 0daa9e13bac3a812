"""Reminders of promised contacts: when to be reminded, the reminder itself, what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loyalty.clients import Client, ClientId
from loyalty.interactions import Interaction
from loyalty.standings import Standing
from loyalty.touchpoints import Touchpoint, TouchpointId
from wording.actions import Action
from wording.labels import button_label, label_of
from wording.moods import shown_mood
from wording.reader import Reader
from wording.screen import Button, Rows, Screen, grid
from wording.templates import render

NOTE_CHARS = 160
FOLDED_SHOWN = 6


class Later(StrEnum):
    """When to be reminded (again); the hours are the advisor's own."""

    HOUR = "hour"
    TONIGHT = "tonight"
    TOMORROW = "tomorrow"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class ReminderView:
    """A reminder with what is needed to act on it.

    Attributes:
        standing: where the client stands, if that is known.
        last: the latest contact, if there is one.
    """

    touchpoint: Touchpoint
    client: Client
    standing: Standing | None = None
    last: Interaction | None = None


def remind_choices(*, client_id: ClientId, client_name: str, reader: Reader, now: datetime) -> Screen:
    """Ask when to be reminded of a client."""
    text = render("remind_when", reader, now=now, client_name=client_name)
    back = Button(button_label("back", reader.language), Action.REMIND_CANCEL, client_id)
    return Screen(text, (*_times(Action.REMIND_SET, client_id, reader), (back,)))


def remind_set(touchpoint: Touchpoint, *, client_name: str, reader: Reader, now: datetime) -> Screen:
    """Return until when a reminder waits."""
    text = render("remind_set", reader, now=now, touchpoint=touchpoint, client_name=client_name)
    card = Button(button_label("card", reader.language), Action.CLIENT_CARD, touchpoint.client_id)
    return Screen(text, ((card,),))


def reminder(view: ReminderView, *, reader: Reader, now: datetime) -> Screen:
    """Return the reminder: what was promised, and the latest contact."""
    text = render("reminder", reader, now=now, **_slots(view))
    done = _button("done", Action.REMIND_DONE, view.touchpoint.id, reader)
    later = _button("later", Action.REMIND_LATER, view.touchpoint.id, reader)
    return Screen(text, ((done, later, _button("open_client", Action.CLIENT_CARD, view.client.id, reader)),))


def reminder_later(view: ReminderView, *, reader: Reader, now: datetime) -> Screen:
    """Return the reminder with the choice of another time."""
    text = render("reminder", reader, now=now, **_slots(view))
    back = _button("back", Action.REMIND_SHOW, view.touchpoint.id, reader)
    return Screen(text, (*_times(Action.REMIND_SNOOZE, view.touchpoint.id, reader), (back,)))


def reminder_done(view: ReminderView, *, done_at: datetime, reader: Reader, now: datetime) -> Screen:
    """Return that the promise was kept, with the offer to log how it went."""
    text = render("reminder_done", reader, now=now, done_at=done_at, **_slots(view))
    log = _button("log", Action.CLIENT_LOG, view.client.id, reader)
    return Screen(text, ((log, _button("open_client", Action.CLIENT_CARD, view.client.id, reader)),))


def reminders_folded(views: Sequence[ReminderView], *, reader: Reader, now: datetime) -> Screen:
    """Return the reminders that came due while the bot was away, in one message."""
    shown = views[:FOLDED_SHOWN]
    text = render(
        "reminders_folded", reader, now=now, views=shown, more=len(views) - len(shown), note_chars=NOTE_CHARS
    )
    numbers = tuple(
        Button(str(number), Action.REMIND_SHOW, view.touchpoint.id)
        for number, view in enumerate(shown, start=1)
    )
    return Screen(text, (numbers,))


def _slots(view: ReminderView) -> dict[str, object]:
    return {
        "client": view.client,
        "touchpoint": view.touchpoint,
        "level": view.standing.level if view.standing else None,
        "cause": view.standing.cause if view.standing else None,
        "last": view.last,
        "mood": shown_mood(view.last.reading) if view.last else None,
        "note_chars": NOTE_CHARS,
    }


def _times(action: Action, target: str, reader: Reader) -> Rows:
    return grid(
        [Button(label_of("later", each, reader.language), action, target, each) for each in Later], per_row=2
    )


def _button(word: str, action: Action, target: ClientId | TouchpointId, reader: Reader) -> Button:
    return Button(button_label(word, reader.language), action, target)
