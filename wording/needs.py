"""What matters to a client: what must be right, what is liked, what is close to the heart."""

from loyalty.clients import Client
from wording.actions import Action
from wording.clients import ClientField
from wording.labels import button_label, label_of
from wording.reader import Reader
from wording.screen import Button, Screen, grid
from wording.templates import render

NEEDS = (ClientField.NEEDS_BASIC, ClientField.LIKES, ClientField.NEEDS_EMOTIONAL)
"""The three slots in the order of the method: basic need, preference, emotional need."""


def needs(client: Client, *, reader: Reader, saved: ClientField | None = None) -> Screen:
    """Return the three slots, each with a button to fill it; ``saved`` was filled or cleared just now."""
    text = render("needs", reader, client=client, saved=saved is not None)
    slots = [
        Button(label_of("field_button", field, reader.language), Action.CLIENT_FIELD, client.id, field)
        for field in NEEDS
    ]
    last = (
        Button(button_label("card", reader.language), Action.CLIENT_CARD, client.id),
        Button(button_label("edit", reader.language), Action.CLIENT_EDIT, client.id),
    )
    return Screen(text, (*grid(slots), last))
