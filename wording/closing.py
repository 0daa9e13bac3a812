"""Closing a client and taking one up again."""

from datetime import datetime

from loyalty.clients import Client, Closing
from wording.actions import Action
from wording.labels import button_label, label_of
from wording.reader import Reader
from wording.screen import Button, Screen, grid
from wording.templates import render


def ask_why(client: Client, *, reader: Reader) -> Screen:
    """Ask why a client is closed, naming the client."""
    text = render("close_why", reader, client=client)
    reasons = [
        Button(label_of("closing_button", why, reader.language), Action.CLOSE, client.id, why)
        for why in Closing
    ]
    return Screen(text, (*grid(reasons, per_row=2), (_back(client, reader),)))


def ask_sure(client: Client, why: Closing, *, reader: Reader) -> Screen:
    """Ask once whether to close, saying what stops and what stays."""
    text = render("close_sure", reader, client=client, why=why)
    sure = Button(button_label("close_sure", reader.language), Action.CLOSE_SURE, client.id, why)
    return Screen(text, ((sure, _back(client, reader)),))


def closed_card(
    client: Client, *, advisor_name: str, may_open: bool, reader: Reader, now: datetime
) -> Screen:
    """Return the card of a closed client: since when, why, and the way back."""
    text = render("closed_card", reader, now=now, client=client, advisor_name=advisor_name)
    buttons = [Button(button_label("history", reader.language), Action.HISTORY, client.id)]
    if may_open:
        buttons.insert(0, Button(button_label("reopen", reader.language), Action.REOPEN, client.id))
    buttons.append(Button(button_label("more", reader.language), Action.CLIENT_MORE, client.id))
    return Screen(text, (tuple(buttons),))


def closed_note(client: Client, draft_id: str, *, may_open: bool, reader: Reader, now: datetime) -> Screen:
    """Return that a note waits because its client is closed, and what can be done."""
    text = render("closed_note", reader, now=now, client=client, may_open=may_open)
    buttons = [Button(button_label("discard", reader.language), Action.LOG_DISCARD, draft_id)]
    if may_open:
        reopen = Button(button_label("reopen", reader.language), Action.REOPEN, client.id, draft_id)
        buttons.insert(0, reopen)
    buttons.append(Button(button_label("client", reader.language), Action.LOG_CLIENT, draft_id))
    return Screen(text, (tuple(buttons),))


def _back(client: Client, reader: Reader) -> Button:
    return Button(button_label("back", reader.language), Action.CLIENT_MORE, client.id)
