"""How a planned contact went: one tap saves it, the note may follow, Undo takes it back."""

from dataclasses import replace
from datetime import datetime

from handlers.desk import Desk
from handlers.moments import working_day_after
from handlers.questions import Question, ask, end_question
from handlers.touchpoints import open_view
from loyalty.clients import Client
from loyalty.facts.interactions import InteractionId
from loyalty.names import normalised
from loyalty.planning.touchpoints import TouchpointId, TouchpointState
from loyalty.tone import Mood
from storage.cases.interventions import Saved
from storage.plans.reminders import reminder_of
from storage.records.contacts import add_note, save_attempt, save_contact
from storage.records.undo import UNDO_FOR, undo_log
from wording.contacts import NO_ANSWER, ContactSaved, contact_outcome, contact_saved, note_added, note_asked
from wording.notes import SavedView
from wording.toasts import toast
from wording.touchpoints import contact_message

# After this many days an outreach without answer is worth another one.
_ASKED_AGAIN_AFTER_DAYS = 3
# The steps of the question: the next message is the note, or only a reply to that message is.
_NEXT, _REPLY = "next", "reply"


def ask_outcome(desk: Desk) -> None:
    """Ask how the contact went."""
    view = open_view(desk)
    if view is not None:
        desk.show(contact_outcome(view, reader=desk.reader, now=desk.now), about=view.client.id)


def save_outcome(desk: Desk) -> None:
    """Save the contact of today with the mood of one tap, or the attempt that met no answer; once only."""
    view = open_view(desk)
    if view is None:
        return
    # A contact that met no answer stays open: the button itself must tell the second of two quick taps.
    if desk.press is None or not desk.store.buttons.use_group(desk.press.group, now=desk.now):
        desk.note(toast("already_done", desk.reader))
        return
    touchpoint, client = view.touchpoint, view.client
    if desk.data == NO_ANSWER:
        back_at = working_day_after(desk, _ASKED_AGAIN_AFTER_DAYS)
        saved = save_attempt(desk.store, touchpoint, by=desk.person, back_at=back_at, now=desk.now)
        shown = ContactSaved(_saved_view(desk, client, saved), touchpoint, back_at)
    else:
        mood = Mood(desk.data)
        saved = save_contact(
            desk.store, touchpoint, mood, by=desk.person, brand_names=desk.brand_names, now=desk.now
        )
        is_unhappy = mood is Mood.NEGATIVE
        shown = ContactSaved(_saved_view(desk, client, saved), touchpoint, asks_note=is_unhappy)
        step = _NEXT if is_unhappy else f"{_REPLY} {desk.incoming.message_id}"
        ask(desk, Question.CONTACT_NOTE, saved.interaction.id, step=step)
    desk.show(contact_saved(shown, reader=desk.reader, now=desk.now), about=client.id)


def undo_contact(desk: Desk) -> None:
    """Take a contact back within 30 seconds; the reminder stands as before."""
    end_question(desk)
    touchpoint_id, state, due_at = desk.data.split()
    undo_log(desk.store, InteractionId(desk.target), by=desk.person.id, now=desk.now)
    touchpoint = desk.store.touchpoints.of(TouchpointId(touchpoint_id), advisor=desk.person)
    before = replace(touchpoint, state=TouchpointState(state), due_at=datetime.fromisoformat(due_at))
    desk.store.touchpoints.put_back(before)
    view = reminder_of(desk.store, before, reader=desk.person)
    desk.show(contact_message(view, reader=desk.reader, now=desk.now), about=view.client.id)


def ask_for_contact_note(desk: Desk) -> None:
    """Take the next message as the note of a saved contact."""
    log = desk.store.interactions.of(InteractionId(desk.target), reader=desk.person)
    client = desk.store.clients.of(log.client_id, reader=desk.person)
    ask(desk, Question.CONTACT_NOTE, log.id, step=_NEXT)
    desk.say(note_asked(client, reader=desk.reader, now=desk.now), about=client.id)


def take_contact_note(desk: Desk, interaction_id: str, step: str) -> bool:
    """Add the text to a saved contact; a name alone is a client to look up, not a note."""
    how, _, message_id = step.partition(" ")
    if how == _REPLY and str(desk.incoming.reply_to) != message_id:
        return False
    if _is_name(desk) or desk.incoming.forwarded_from:
        return False
    end_question(desk)
    log = desk.store.interactions.of(InteractionId(interaction_id), reader=desk.person)
    client = desk.store.clients.of(log.client_id, reader=desk.person)
    saved = add_note(
        desk.store,
        log,
        desk.incoming.text.strip(),
        by=desk.person,
        brand_names=desk.brand_names,
        now=desk.now,
    )
    view = _saved_view(desk, client, saved)
    desk.say(note_added(view, reader=desk.reader, now=desk.now), about=client.id)
    return True


def _is_name(desk: Desk) -> bool:
    text = desk.incoming.text.strip()
    return bool(normalised(text)) and bool(desk.store.clients.book_within(desk.person).exact(text))


def _saved_view(desk: Desk, client: Client, saved: Saved) -> SavedView:
    told_later = [told.at for told in saved.told if told.at > desk.now]
    return SavedView(
        interaction_id=saved.interaction.id,
        client_id=client.id,
        client_name=client.name,
        undo_until=saved.interaction.logged_at + UNDO_FOR,
        before=saved.before.level,
        standing=saved.after,
        case=saved.case,
        told=tuple(told.lead.name for told in saved.told),
        told_at=max(told_later, default=None),
    )
