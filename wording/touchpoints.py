"""Planned contacts: the reminder with a text ready to copy, putting it off, leaving it out."""

from collections.abc import Sequence
from datetime import datetime

from loyalty.clients import ClientId
from loyalty.days.reminders import Acquaintance, Reminder
from loyalty.moments import MomentError
from loyalty.planning.touchpoints import SkipReason, TouchpointId
from wording.actions import Action
from wording.drafted import draft_now, draft_of
from wording.labels import button_label, label_of
from wording.moments import meant_rows, time_rows, told_moment
from wording.moods import shown_mood
from wording.reader import Reader
from wording.screen import Button, Screen, grid
from wording.templates import render

NOTE_CHARS = 160
FOLDED_SHOWN = 6


def contact_message(view: Reminder, *, reader: Reader, now: datetime) -> Screen:
    """Return the reminder of a planned contact: why today, the last contact, a text ready to copy."""
    touchpoint, draft = view.touchpoint, draft_of(view, reader=reader, now=now)
    slots = reminder_slots(view, reader=reader, now=now)
    text = render("reminder", reader, now=now, draft=draft.splitlines(), **slots)
    words = Button(
        button_label("other_words", reader.language),
        Action.REMIND_WORDS,
        touchpoint.id,
        str(touchpoint.draft + 1),
    )
    decide = tuple(
        _button(word, action, touchpoint.id, reader)
        for word, action in (
            ("done", Action.REMIND_DONE),
            ("later", Action.REMIND_LATER),
            ("skip", Action.REMIND_SKIP),
        )
    )
    return Screen(text, ((_copy(draft, reader), words), decide))


def contact_later(view: Reminder, *, reader: Reader, now: datetime) -> Screen:
    """Ask until when to put a contact off."""
    text = render("reminder_later", reader, now=now, **reminder_slots(view, reader=reader, now=now))
    target = view.touchpoint.id
    times = time_rows(Action.REMIND_SNOOZE, Action.REMIND_DATE, target, reader)
    return Screen(text, (*times, (_back(target, reader),)))


def contact_date(
    view: Reminder, *, reader: Reader, now: datetime, error: MomentError | None = None
) -> Screen:
    """Ask for a day or a time in words; ``error`` is what was wrong with the last answer."""
    target, problem = view.touchpoint.id, told_moment(error, reader)
    text = render(
        "remind_date",
        reader,
        now=now,
        client_name=view.client.name,
        what=view.touchpoint.note,
        problem=problem,
        way_out="back",
    )
    meant = meant_rows(Action.REMIND_SNOOZE, target, error, reader=reader, now=now)
    return Screen(text, (*meant, (_back(target, reader),)))


def contact_skip(view: Reminder, *, reader: Reader, now: datetime) -> Screen:
    """Ask why a contact is left out."""
    text = render("reminder_skip", reader, now=now, **reminder_slots(view, reader=reader, now=now))
    target = view.touchpoint.id
    reasons = [
        Button(label_of("skip_button", each, reader.language), Action.REMIND_SKIP, target, each)
        for each in SkipReason
    ]
    return Screen(text, (*grid(reasons, per_row=2), (_back(target, reader),)))


def contact_skipped(view: Reminder, reason: SkipReason, *, reader: Reader, now: datetime) -> Screen:
    """Return that a contact was left out, and why."""
    slots = reminder_slots(view, reader=reader, now=now)
    text = render("reminder_skipped", reader, now=now, reason=reason, **slots)
    return Screen(text, ((_button("card", Action.CLIENT_CARD, view.client.id, reader),),))


def contact_over(view: Reminder, *, reader: Reader, now: datetime) -> Screen:
    """Return what became of a contact whose buttons are outdated."""
    text = render("reminder_over", reader, now=now, **reminder_slots(view, reader=reader, now=now))
    return Screen(text, ((_button("card", Action.CLIENT_CARD, view.client.id, reader),),))


def draft_message(known: Acquaintance, *, reader: Reader, now: datetime) -> Screen:
    """Return a text that fits a client today, planned or not."""
    draft, client = draft_now(known, reader=reader, now=now), known.client
    text = render("draft_now", reader, now=now, client=client, draft=draft.splitlines())
    words = Button(button_label("other_words", reader.language), Action.CLIENT_DRAFT, client.id, "other")
    after = (
        _button("log", Action.CLIENT_LOG, client.id, reader),
        _button("card", Action.CLIENT_CARD, client.id, reader),
    )
    return Screen(text, ((_copy(draft, reader), words), after))


def reminders_folded(views: Sequence[Reminder], *, reader: Reader, now: datetime) -> Screen:
    """Return the reminders that came due while the bot was away, in one message; numbers open them."""
    shown = views[:FOLDED_SHOWN]
    more = len(views) - len(shown)
    text = render("reminders_folded", reader, now=now, views=shown, more=more, note_chars=NOTE_CHARS)
    numbers = tuple(
        Button(str(number), Action.REMIND_SHOW, view.touchpoint.id)
        for number, view in enumerate(shown, start=1)
    )
    return Screen(text, (numbers,))


def reminder_slots(view: Reminder, *, reader: Reader, now: datetime) -> dict[str, object]:
    """Return what the templates about a planned contact tell of it."""
    known, on = view.known, view.touchpoint.occasion_on
    return {
        "client": view.client,
        "touchpoint": view.touchpoint,
        "stands_in_for": view.stands_in_for,
        "days_to_go": (on - now.astimezone(reader.tzinfo).date()).days if on else 0,
        "level": known.standing.level if known.standing else None,
        "cause": known.standing.cause if known.standing else None,
        "last": known.last,
        "mood": shown_mood(known.last.reading) if known.last else None,
        "note_chars": NOTE_CHARS,
    }


def _copy(draft: str, reader: Reader) -> Button:
    return Button(button_label("copy", reader.language), copy=draft)


def _back(touchpoint_id: TouchpointId, reader: Reader) -> Button:
    return _button("back", Action.REMIND_SHOW, touchpoint_id, reader)


def _button(word: str, action: Action, target: ClientId | TouchpointId, reader: Reader) -> Button:
    return Button(button_label(word, reader.language), action, target)
