"""Closing a client: why, once more to be sure; and opening the client again."""

from handlers.clients import show_card_of
from handlers.desk import Desk
from handlers.drafts import show_draft_of
from loyalty.clients import Client, Closing
from storage.clients.closing import close_client, may_close, reopen_client
from storage.errors import ClientNotFoundError
from wording import closing as words
from wording.toasts import toast


def offer_closing(desk: Desk) -> None:
    """Ask why a client is closed, or, once that is told, whether to."""
    client = _pressed(desk)
    if client.closed_at is not None:
        show_card_of(desk, client.id)
    elif desk.data:
        desk.show(words.ask_sure(client, Closing(desk.data), reader=desk.reader), about=client.id)
    else:
        desk.show(words.ask_why(client, reader=desk.reader), about=client.id)


def close(desk: Desk) -> None:
    """Close the client; a second press changes nothing."""
    client = _pressed(desk)
    if not close_client(desk.store, client.id, Closing(desk.data), by=desk.person, now=desk.now):
        desk.note(toast("already_done", desk.reader))
    show_card_of(desk, client.id)


def reopen(desk: Desk) -> None:
    """Take a client up again, and go on with the note that waited for it, if one did."""
    client = _pressed(desk)
    opened = reopen_client(desk.store, client.id, by=desk.person, now=desk.now)
    desk.note(toast("reopened" if opened else "already_done", desk.reader))
    if desk.data:
        show_draft_of(desk, desk.data)
    else:
        show_card_of(desk, client.id)


def _pressed(desk: Desk) -> Client:
    client = desk.store.clients.of(desk.target, reader=desk.person)
    if not may_close(client, desk.person):
        raise ClientNotFoundError(desk.target)
    return client
