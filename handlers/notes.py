"""What an advisor types: a client to find, or a note to log."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.answers import answer_question
from handlers.clients import show_card_of
from handlers.desk import Desk
from handlers.draftclients import ask_for_client
from handlers.drafts import confirm, drafted
from handlers.finding import HITS, clients_by_contact, show_clients
from handlers.reminding import offer_asked_reminder
from loyalty.chats import PastedChat, client_side, is_own, pasted_chat, speakers
from loyalty.clients import ClientId
from loyalty.names import Hit, Kind, NameBook, is_note, is_sure, reading
from wording.found import not_found
from wording.start import help_screen, unsupported


def read_text(desk: Desk) -> None:
    """Find the client a text names, or make a draft of the note it is."""
    text = desk.incoming.text.strip()
    if not text:
        desk.say(unsupported(reader=desk.reader, now=desk.now))
    elif not answer_question(desk):
        _read_fresh(desk, text)


def find_client(desk: Desk) -> None:
    """Find the client that follows the command; without a name, say what the command is for."""
    name = desk.incoming.argument
    if not name:
        desk.say(help_screen(desk.person, reader=desk.reader, now=desk.now))
        return
    book = desk.store.clients.book_within(desk.person)
    known = [client.id for client in clients_by_contact(desk, name)] or book.exact(name)
    hits = [] if known else book.search(name, limit=HITS)
    ids = known or [hit.client_id for hit in hits]
    if not show_clients(desk, name, ids, is_clear=bool(known) or is_sure(hits)):
        desk.say(not_found(name, may_add=desk.person.sees_clients, reader=desk.reader))


def _read_fresh(desk: Desk, text: str) -> None:
    book = desk.store.clients.book_within(desk.person)
    about = _replied_client(desk)
    chat = pasted_chat(text)
    if chat is not None:
        _draft_chat(desk, text, chat, book, about)
    elif desk.incoming.forwarded_from is not None:
        _draft_forwarded(desk, text, book, about)
    elif about is not None:
        confirm(desk, drafted(desk, text, about))
    else:
        _read_words(desk, text, book)


def _read_words(desk: Desk, text: str, book: NameBook) -> None:
    reached = clients_by_contact(desk, text)
    if reached:
        show_clients(desk, text, [client.id for client in reached])
        return
    if offer_asked_reminder(desk, text, book):
        return
    read = reading(text, book)
    match read.kind:
        case Kind.CARD:
            show_card_of(desk, ClientId(read.client_ids[0]))
        case Kind.SEVERAL:
            show_clients(desk, text, read.client_ids, is_clear=False)
        case Kind.LOG:
            confirm(desk, drafted(desk, text, ClientId(read.client_ids[0])))
        case Kind.LOG_SEVERAL:
            ask_for_client(desk, drafted(desk, text, None), read.client_ids)
        case Kind.SEARCH:
            _show_found(desk, text, read.hits)


def _show_found(desk: Desk, text: str, hits: Sequence[Hit]) -> None:
    if is_note(text) and desk.person.sees_clients:
        ask_for_client(desk, drafted(desk, text, None), [hit.client_id for hit in hits])
    elif not show_clients(desk, text, [hit.client_id for hit in hits], is_clear=is_sure(hits)):
        desk.say(not_found(text, may_add=desk.person.sees_clients, reader=desk.reader))


def _draft_chat(desk: Desk, text: str, chat: PastedChat, book: NameBook, about: ClientId | None) -> None:
    own = desk.person.name
    named = {name: book.exact(name) for name in speakers(chat) if not is_own(name, own_name=own)}
    known = {ids[0] for ids in named.values() if len(ids) == 1}
    # An answer above a quotation names its writer nowhere but in the greeting.
    known = known or {each.client_id for each in book.mentioned(chat.opening)}
    client_id = about or (ClientId(known.pop()) if len(known) == 1 else None)
    client_names = [name for name, ids in named.items() if ids and (about is None or about in ids)]
    if client_id is not None:
        client = desk.store.clients.of(client_id, reader=desk.person)
        client_names += [client.name, *client.aliases]
    lines = client_side(chat, client_names=client_names, own_name=own)
    draft = drafted(desk, text, client_id, client_words=lines)
    draft = replace(draft, pasted_lines=len(lines.splitlines()))
    if client_id is not None:
        confirm(desk, draft)
    else:
        ask_for_client(desk, draft, [each for ids in named.values() for each in ids])


def _draft_forwarded(desk: Desk, text: str, book: NameBook, about: ClientId | None) -> None:
    ids = [about] if about else list(book.exact(desk.incoming.forwarded_from or ""))
    ids = ids or [mention.client_id for mention in book.mentioned(text)]
    client_id = ClientId(ids[0]) if len(ids) == 1 else None
    draft = replace(drafted(desk, text, client_id, client_words=text), forwarded=True)
    if client_id is not None:
        confirm(desk, draft)
    else:
        ask_for_client(desk, draft, ids)


def _replied_client(desk: Desk) -> ClientId | None:
    if desk.incoming.reply_to is None:
        return None
    client_id = desk.store.outbox.client_shown(desk.incoming.chat_id, desk.incoming.reply_to)
    return None if client_id is None else desk.store.clients.of(client_id, reader=desk.person).id
