"""Whom a waiting note is about: asked for, chosen, named in words, or added as a new client."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.clientfields import add_named, namesakes_of, show_added, team_for_new
from handlers.desk import Desk
from handlers.drafts import keep_draft, offer_clients, waiting_draft
from handlers.finding import clients_by_contact
from handlers.questions import Question, ask, end_question_about, end_question_on
from loyalty.clientfields import FieldError, clean_name
from loyalty.clients import ClientId, Tier
from loyalty.drafts import Draft, DraftState
from loyalty.names import Kind, is_sure, reading
from storage.clients.takingback import take_back
from storage.errors import ClientNotFoundError
from storage.refusals import ClientInUseError, UndoTooLateError
from wording.clients import ask_new_tier, taken_back
from wording.notes import log_waiting
from wording.toasts import client_undo_over, toast


def ask_for_client(desk: Desk, draft: Draft, candidates: Sequence[str]) -> None:
    """Keep a draft whose client is not clear, and ask once."""
    draft = replace(draft, asked=True)
    desk.store.drafts.add(draft, now=desk.now)
    offer_clients(desk, draft, candidates)


def change_client(desk: Desk) -> None:
    """Ask whom the note is about, or take the client chosen."""
    draft = waiting_draft(desk)
    if draft is None:
        return
    if desk.data:
        client = desk.store.clients.of(desk.data, reader=desk.person)
        _take(desk, draft, client.id)
    else:
        book = desk.store.clients.book_within(desk.person)
        offer_clients(desk, draft, [each.client_id for each in book.mentioned(draft.text)])


def take_client_name(desk: Desk, draft_id: str) -> bool:
    """Take a typed name as the client of a waiting draft; False when the draft no longer waits.

    A client who is only like the name is offered, never taken: nothing is filed under the wrong one.
    """
    draft = desk.store.drafts.of(draft_id, author=desk.person.id)
    if draft.state is not DraftState.WAITING:
        return False
    name = desk.incoming.text.strip()
    ids, is_clear = _named(desk, name)
    if is_clear:
        _take(desk, replace(draft, asked=True), ClientId(ids[0]))
    else:
        offer_clients(desk, draft, ids, typed=name)
    return True


def put_aside(desk: Desk, draft_id: str) -> bool:
    """Wait no more for the client of a draft and say that it is kept; False when it no longer waits."""
    end_question_about(desk, Question.DRAFT_CLIENT, draft_id)
    draft = desk.store.drafts.of(draft_id, author=desk.person.id)
    if draft.state is not DraftState.WAITING:
        return False
    desk.say(log_waiting(draft, reader=desk.reader, now=desk.now))
    return True


def ask_tier(desk: Desk) -> None:
    """Ask for the tier of the new client whom the note is about; another name may still be typed."""
    draft = waiting_draft(desk)
    if draft is None:
        return
    try:
        name = clean_name(desk.data)
    except FieldError:
        offer_clients(desk, draft, ())
        return
    ask(desk, Question.DRAFT_CLIENT, draft.id)
    namesakes = namesakes_of(desk, name)
    desk.show(ask_new_tier(name, namesakes=namesakes, draft_id=draft.id, reader=desk.reader))


def add_client(desk: Desk) -> None:
    """Add the client with the tier chosen and offer the note for the new client."""
    draft = waiting_draft(desk)
    if draft is None:
        return
    tier, _, name = desk.data.partition(" ")
    if team_for_new(desk) is None:
        desk.note(toast("button_outdated", desk.reader), alert=True)
        return
    if desk.press is None or not desk.store.buttons.use_group(desk.press.group, now=desk.now):
        desk.note(toast("already_done", desk.reader))
        return
    client = add_named(desk, name, Tier(tier))
    show_added(desk, client)
    _take(desk, replace(draft, asked=True), client.id, anew=True)


def take_client_back(desk: Desk) -> None:
    """Take a client just added back; a note that waited for that client asks for another."""
    try:
        client, draft_ids = take_back(desk.store, desk.target, by=desk.person, now=desk.now)
    except ClientNotFoundError:
        desk.note(toast("already_done", desk.reader))
        return
    except UndoTooLateError as error:
        desk.note(client_undo_over(until=error.until, reader=desk.reader), alert=True)
        return
    except ClientInUseError:
        desk.note(toast("client_in_use", desk.reader), alert=True)
        return
    end_question_on(desk, client.id)
    desk.show(taken_back(client, reader=desk.reader))
    for draft_id in draft_ids:
        draft = desk.store.drafts.of(draft_id, author=desk.person.id)
        offer_clients(desk, draft, (), anew=True)


def _take(desk: Desk, draft: Draft, client_id: ClientId, *, anew: bool = False) -> None:
    end_question_about(desk, Question.DRAFT_CLIENT, draft.id)
    keep_draft(desk, replace(draft, client_id=client_id), anew=anew)


def _named(desk: Desk, name: str) -> tuple[list[str], bool]:
    """Return whom a typed name may mean, and whether that is one client for sure."""
    reached = clients_by_contact(desk, name)
    if reached:
        return [client.id for client in reached], len(reached) == 1
    read = reading(name, desk.store.clients.book_within(desk.person))
    if read.kind is Kind.SEARCH:
        return [hit.client_id for hit in read.hits], is_sure(read.hits)
    return list(read.client_ids), read.kind is Kind.CARD
