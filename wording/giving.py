"""Giving a client to another advisor: whom, the question whether to, and what both of them hear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from loyalty.clients import Client
from loyalty.levels.standings import Standing
from loyalty.people.people import PersonId
from wording.actions import Action
from wording.clients import shown_name
from wording.labels import button_label
from wording.reader import Reader
from wording.screen import Button, Screen, grid
from wording.templates import render

MESSAGE_CHARS = 400


@dataclass(frozen=True, slots=True)
class GivenView:
    """A client who was given to another advisor.

    Attributes:
        before_name: who looked after the client before; empty when nobody did.
        matters, contacts: how many open matters and planned contacts came along.
        message: what the giver wrote to the new advisor.
    """

    client: Client
    given_by: str
    given_at: datetime
    to_name: str
    before_name: str = ""
    standing: Standing | None = None
    matters: int = 0
    contacts: int = 0
    message: str = ""


def give_choices(client: Client, people: Sequence[tuple[PersonId, str]], *, reader: Reader) -> Screen:
    """Ask to whom a client is given."""
    text = render("give_choices", reader, client=client, count=len(people))
    buttons = [Button(shown_name(name), Action.GIVE, client.id, person_id) for person_id, name in people]
    return Screen(text, (*grid(buttons, per_row=2), (_card(client, reader),)))


def give_sure(client: Client, to: PersonId, to_name: str, *, message: str, reader: Reader) -> Screen:
    """Ask once whether to give the client, naming both."""
    text = render("give_sure", reader, client=client, to_name=to_name, message=message, limit=MESSAGE_CHARS)
    language = reader.language
    sure = Button(button_label("give_sure", language), Action.GIVE_SURE, client.id, f"{to}\n{message}")
    words = Button(button_label("give_message", language), Action.GIVE_MESSAGE, client.id, to)
    back = Button(button_label("back", language), Action.GIVE, client.id)
    return Screen(text, grid((sure, words, back)))


def ask_message(client: Client, to: PersonId, to_name: str, *, reader: Reader) -> Screen:
    """Ask for words to the new advisor: the next message."""
    text = render("give_message", reader, client=client, to_name=to_name)
    back = Button(button_label("back", reader.language), Action.GIVE, client.id, to)
    return Screen(text, ((back,),))


def given(client: Client, to_name: str, *, reader: Reader, now: datetime) -> Screen:
    """Return to the giver that the client was given."""
    return Screen(
        render("given", reader, now=now, client=client, to_name=to_name), ((_card(client, reader),),)
    )


def client_given(view: GivenView, *, reader: Reader, now: datetime) -> Screen:
    """Return the message to the new advisor, with the way to the card."""
    level = view.standing.level if view.standing else None
    text = render("client_given", reader, now=now, view=view, level=level, limit=MESSAGE_CHARS)
    return Screen(text, ((_card(view.client, reader),),))


def client_taken(view: GivenView, *, reader: Reader, now: datetime) -> Screen:
    """Return the message to the advisor who looked after the client before."""
    return Screen(render("client_taken", reader, now=now, view=view))


def _card(client: Client, reader: Reader) -> Button:
    return Button(button_label("open_client", reader.language), Action.CLIENT_CARD, client.id)
