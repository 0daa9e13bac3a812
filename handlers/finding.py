"""Finding a client by a telephone number or an address, and showing whoever was found."""

from collections.abc import Sequence
from contextlib import suppress

from handlers.clients import show_card_of
from handlers.desk import Desk
from loyalty.clientfields import FieldError, may_be_phone, phone_of
from loyalty.clients import Client, ClientId
from wording.found import FoundView, found

HITS = 8
"""So many clients are offered under one message."""


def clients_by_contact(desk: Desk, text: str) -> list[Client]:
    """Return the clients within reach with exactly this number or e-mail address; none for other texts.

    A number without a country code is one of the reader's own country.
    """
    text = text.strip()
    if "@" in text and " " not in text:
        return desk.store.clients.by_email(text, reader=desk.person)
    if may_be_phone(text):
        with suppress(FieldError):
            return desk.store.clients.by_phone(phone_of(text, desk.person.hours.zone), reader=desk.person)
    return []


def show_clients(desk: Desk, query: str, client_ids: Sequence[str], *, is_clear: bool = True) -> bool:
    """Show the card of the one client found, or offer the several; False when there is none.

    ``is_clear``: one client alone is whom the query means; otherwise that one is offered too, beside adding
    another.
    """
    if len(client_ids) == 1 and is_clear:
        show_card_of(desk, ClientId(client_ids[0]))
    elif client_ids:
        clients = desk.store.clients.several(client_ids[:HITS], reader=desk.person)
        view = FoundView(query, tuple(clients))
        desk.say(found(view, may_add=desk.person.sees_clients, reader=desk.reader))
    return bool(client_ids)
