"""A note that waits for a tap: confirmed, changed, saved or thrown away."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.desk import Desk
from handlers.promises import ask_when
from handlers.questions import Question, ask, end_question_about
from handlers.saving import draft_promise, save, show_closed
from loyalty.clients import ClientId
from loyalty.contacts import Channel, Direction
from loyalty.drafts import Draft, DraftId, DraftState, note_reading, said_by_person
from loyalty.tone import Mood
from storage.ids import new_id
from wording.clients import HITS_SHOWN, Hit
from wording.notes import (
    log_channels,
    log_clients,
    log_confirmation,
    log_discarded,
    log_moods,
)
from wording.toasts import toast


def drafted(desk: Desk, text: str, client_id: ClientId | None, *, client_words: str | None = None) -> Draft:
    """Read a note into a draft; its time is when Telegram received it, never later than now."""
    names: Sequence[str] = ()
    if client_id is not None:
        client = desk.store.clients.of(client_id, reader=desk.person)
        names = (client.name, *client.aliases)
    lessons = desk.store.corrections.lessons()
    read = note_reading(text, client_words=client_words, names=names, lessons=lessons)
    incoming = desk.incoming
    return Draft(
        id=DraftId(new_id()),
        author_id=desk.person.id,
        client_id=client_id,
        text=text,
        occurred_at=min(incoming.sent_at or desk.now, desk.now),
        channel=read.channel,
        direction=read.direction,
        reading=read.reading,
        unsure=read.unsure,
        source_chat=incoming.chat_id,
        source_message=incoming.message_id or 0,
        client_words=client_words,
        remembered_by=read.remembered_by,
    )


def confirm(desk: Desk, draft: Draft) -> None:
    """Keep a new draft and ask for the one tap that saves it."""
    desk.store.drafts.add(draft, now=desk.now)
    _show(desk, draft)


def save_draft(desk: Desk) -> None:
    """Save the draft: the tap also confirms a mood it shows; a mood that is not sure stays unclear."""
    draft = waiting_draft(desk)
    if draft is None:
        return
    client_id = draft.client_id
    if client_id is None:
        offer_clients(desk, draft, ())
        return
    if not draft.unsure:
        draft = replace(draft, reading=said_by_person(draft.reading, draft.reading.mood))
    save(desk, draft, client_id)


def change_mood(desk: Desk) -> None:
    """Ask for the mood, or take the one chosen; on a draft that asked for its mood the choice saves it."""
    draft = waiting_draft(desk)
    if draft is None:
        return
    if not desk.data:
        desk.show(log_moods(draft, client_name=_name(desk, draft), reader=desk.reader, now=desk.now))
        return
    chosen = replace(draft, reading=said_by_person(draft.reading, Mood(desk.data)), unsure=False)
    if draft.unsure and draft.client_id is not None:
        save(desk, chosen, draft.client_id)
    else:
        keep_draft(desk, chosen)


def change_channel(desk: Desk) -> None:
    """Ask how the contact was, or take the way chosen."""
    draft = waiting_draft(desk)
    if draft is None:
        return
    if desk.data:
        keep_draft(desk, replace(draft, channel=Channel(desk.data)))
    else:
        desk.show(log_channels(draft, client_name=_name(desk, draft), reader=desk.reader, now=desk.now))


def change_direction(desk: Desk) -> None:
    """Take who started the contact and whether it was answered."""
    draft = waiting_draft(desk)
    if draft is not None:
        keep_draft(desk, replace(draft, direction=Direction(desk.data)))


def switch_private(desk: Desk) -> None:
    """Mark the note private, or take the mark off: the lead then sees no text."""
    draft = waiting_draft(desk)
    if draft is not None:
        keep_draft(desk, replace(draft, private=not draft.private))


def show_draft_of(desk: Desk, draft_id: str) -> None:
    """Show the confirmation of a draft that waited for its client to be opened again."""
    draft = desk.store.drafts.of(draft_id, author=desk.person.id)
    if draft.state is DraftState.WAITING:
        _show(desk, draft)


def show_draft(desk: Desk) -> None:
    """Go back to the confirmation."""
    draft = waiting_draft(desk)
    if draft is not None:
        _show(desk, draft)


def discard_draft(desk: Desk) -> None:
    """Throw the draft away; nothing was saved."""
    draft = waiting_draft(desk)
    if draft is not None:
        desk.store.drafts.finish(draft.id, DraftState.DISCARDED)
        end_question_about(desk, Question.DRAFT_CLIENT, draft.id)
        desk.show(log_discarded(reader=desk.reader, now=desk.now))


def remind_of_draft(desk: Desk) -> None:
    """Ask when to be reminded of the client the draft is about; the draft goes on waiting."""
    draft = waiting_draft(desk)
    if draft is not None and draft.client_id is not None:
        ask_when(desk, draft.client_id)


def keep_draft(desk: Desk, draft: Draft, *, anew: bool = False) -> None:
    """Write what was changed and show the confirmation, ``anew`` in a message of its own."""
    desk.store.drafts.change(draft)
    _show(desk, draft, anew=anew)


def _show(desk: Desk, draft: Draft, *, anew: bool = False) -> None:
    client = desk.store.clients.of(draft.client_id, reader=desk.person) if draft.client_id else None
    if client is not None and client.closed_at is not None:
        show_closed(desk, draft, client)
        return
    screen = log_confirmation(
        draft,
        client_name=_name(desk, draft),
        reader=desk.reader,
        now=desk.now,
        promised=draft_promise(desk, draft),
    )
    if anew:
        desk.say(screen, about=draft.client_id)
    else:
        desk.show(screen, about=draft.client_id)


def _name(desk: Desk, draft: Draft) -> str:
    if draft.client_id is None:
        return ""
    return desk.store.clients.of(draft.client_id, reader=desk.person).name


def offer_clients(
    desk: Desk, draft: Draft, candidates: Sequence[str], *, typed: str = "", anew: bool = False
) -> None:
    """Ask whom a draft is about, ``anew`` in a message of its own.

    ``typed`` is the name that gave no answer; who bears it can be added.
    """
    clients = desk.store.clients.several(list(dict.fromkeys(candidates))[:HITS_SHOWN], reader=desk.person)
    hits = [Hit(client.id, client.name, client.tier, client.ref) for client in clients]
    ask(desk, Question.DRAFT_CLIENT, draft.id)
    new_name = typed if desk.person.sees_clients else ""
    screen = log_clients(draft, hits, typed=typed, new_name=new_name, reader=desk.reader, now=desk.now)
    if anew:
        desk.say(screen)
    else:
        desk.show(screen)


def waiting_draft(desk: Desk) -> Draft | None:
    """Return the pressed draft while it waits; otherwise say what became of it."""
    draft = desk.store.drafts.of(desk.target, author=desk.person.id)
    if draft.state is DraftState.WAITING:
        return draft
    desk.note(toast(f"draft_{draft.state}", desk.reader))
    return None
