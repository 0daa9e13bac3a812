"""How a planned contact went: the question, what one tap saved, and the note added to it."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.clients import Client
from loyalty.days.reminders import Reminder
from loyalty.planning.touchpoints import Touchpoint
from wording.actions import Action
from wording.labels import button_label, label_of
from wording.moods import CHOICES
from wording.notes import SavedView
from wording.reader import Reader
from wording.screen import Button, Screen
from wording.steps import next_line
from wording.templates import render
from wording.touchpoints import reminder_slots

NO_ANSWER = "no_answer"
"""What the button says beside the moods: the client has not answered yet."""


@dataclass(frozen=True, slots=True)
class ContactSaved:
    """What one tap on how it went led to.

    Attributes:
        touchpoint: as it was before the tap, so that Undo can put it back.
        back_at: when the reminder comes back, as the client has not answered.
        asks_note: the next message is taken as the note.
    """

    saved: SavedView
    touchpoint: Touchpoint
    back_at: datetime | None = None
    asks_note: bool = False


def contact_outcome(view: Reminder, *, reader: Reader, now: datetime) -> Screen:
    """Ask how the contact went; one tap answers."""
    text = render("contact_outcome", reader, now=now, **reminder_slots(view, reader=reader, now=now))
    target = view.touchpoint.id
    faces = [
        Button(label_of("face", mood, reader.language), Action.REMIND_OUTCOME, target, mood)
        for mood in reversed(CHOICES)
    ]
    waits = Button(button_label("no_answer", reader.language), Action.REMIND_OUTCOME, target, NO_ANSWER)
    back = Button(button_label("back", reader.language), Action.REMIND_SHOW, target)
    return Screen(text, (tuple(faces), (waits, back)))


def contact_saved(view: ContactSaved, *, reader: Reader, now: datetime) -> Screen:
    """Return what a contact led to, with the ways to undo it and to add a note."""
    saved = view.saved
    text = render(
        "contact_saved", reader, now=now, back_at=view.back_at, asks_note=view.asks_note, **_slots(saved, now)
    )
    before = f"{view.touchpoint.id} {view.touchpoint.state} {view.touchpoint.due_at.isoformat()}"
    undo = Button(button_label("undo", reader.language), Action.REMIND_UNDO, saved.interaction_id, before)
    note = Button(button_label("add_note", reader.language), Action.REMIND_NOTE, saved.interaction_id)
    card = Button(button_label("card", reader.language), Action.CLIENT_CARD, saved.client_id)
    return Screen(text, ((undo, card) if view.asks_note else (undo, note, card),))


def note_asked(client: Client, *, reader: Reader, now: datetime) -> Screen:
    """Ask for the note of a contact that is saved already."""
    text = render("log_prompt", reader, now=now, client_name=client.name)
    cancel = Button(button_label("cancel", reader.language), Action.CLIENT_CANCEL, client.id)
    return Screen(text, ((cancel,),))


def note_added(saved: SavedView, *, reader: Reader, now: datetime) -> Screen:
    """Return that the words were added to the contact, and what that changed."""
    text = render("note_added", reader, now=now, **_slots(saved, now))
    item = Button(button_label("history", reader.language), Action.HISTORY_ITEM, saved.interaction_id)
    card = Button(button_label("card", reader.language), Action.CLIENT_CARD, saved.client_id)
    if saved.case is None:
        return Screen(text, ((item, card),))
    steps = Button(button_label("steps", reader.language), Action.CASE_SHOW, saved.case.id)
    return Screen(text, ((steps, item, card),))


def _slots(saved: SavedView, now: datetime) -> dict[str, object]:
    level = saved.standing.level if saved.standing else None
    return {
        "view": saved,
        "level": level,
        "is_changed": level is not saved.before,
        "cause": saved.standing.cause if saved.standing else None,
        "next_step": next_line(saved.case, now=now),
    }
