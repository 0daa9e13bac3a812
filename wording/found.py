"""What a search for a client comes to when it is not one card."""

from dataclasses import dataclass

from loyalty.clients import Client
from wording.actions import Action
from wording.clients import Hit, hit_labels
from wording.labels import button_label
from wording.reader import Reader
from wording.screen import Button, Screen
from wording.templates import render


@dataclass(frozen=True, slots=True)
class FoundView:
    """The clients a name may mean, the best first.

    Attributes:
        more: how many others were found besides.
    """

    query: str
    clients: tuple[Client, ...]
    more: int = 0


def found(view: FoundView, *, may_add: bool, reader: Reader) -> Screen:
    """Return the choice among clients, namesakes told apart by tier and reference, and adding another."""
    hits = [Hit(client.id, client.name, client.tier, client.ref) for client in view.clients]
    text = render("found", reader, query=view.query, count=len(hits), more=view.more)
    rows = tuple(
        (Button(label, Action.CLIENT_CARD, hit.client_id),)
        for hit, label in zip(hits, hit_labels(hits, reader), strict=True)
    )
    return Screen(text, (*rows, *((_adding(view.query, reader),) if may_add else ())))


def not_found(query: str, *, may_add: bool, reader: Reader) -> Screen:
    """Return that nobody of this name is within reach, with how to try again and the offer to add."""
    text = render("not_found", reader, query=query, may_add=may_add)
    return Screen(text, (_adding(query, reader),) if may_add else ())


def client_gone(*, reader: Reader) -> Screen:
    """Return that a client is not, or no longer, within reach; it tells no name."""
    return Screen(render("client_gone", reader))


def colleague_gone(*, reader: Reader) -> Screen:
    """Return that a colleague is not, or no longer, in a team of the reader's; it tells no name."""
    return Screen(render("colleague_gone", reader))


def _adding(query: str, reader: Reader) -> tuple[Button, ...]:
    return (Button(button_label("add_client", reader.language), Action.CLIENT_ADD, data=query),)
