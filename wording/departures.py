"""Somebody leaves the firm: to whom the clients go, the question whether to, and what the others hear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from loyalty.people.people import PersonId
from wording.actions import Action
from wording.clients import shown_name
from wording.labels import button_label
from wording.reader import Reader
from wording.screen import Button, Screen, grid
from wording.templates import render


@dataclass(frozen=True, slots=True)
class DepartureView:
    """An advisor whose access ends, or has ended.

    Attributes:
        clients: how many clients go to somebody else.
        to_name: whoever takes them; empty without clients, or while that is not known.
    """

    person_id: PersonId
    name: str
    clients: int
    to_id: PersonId | None = None
    to_name: str = ""


def end_choices(view: DepartureView, people: Sequence[tuple[PersonId, str]], *, reader: Reader) -> Screen:
    """Ask to whom the clients go."""
    text = render("end_access_choices", reader, view=view, count=len(people))
    buttons = [Button(shown_name(name), Action.TEAM_END, view.person_id, to) for to, name in people]
    return Screen(text, (*grid(buttons, per_row=2), (_back(view, reader),)))


def end_sure(view: DepartureView, *, reader: Reader) -> Screen:
    """Ask once whether to end the access, naming both."""
    label = button_label("end_access_sure", reader.language)
    sure = Button(label, Action.TEAM_END_SURE, view.person_id, view.to_id or "")
    return Screen(render("end_access_sure", reader, view=view), ((sure, _back(view, reader)),))


def ended(view: DepartureView, *, reader: Reader, now: datetime) -> Screen:
    """Return to who ended the access that it has ended."""
    people = Button(button_label("people", reader.language), Action.TEAM_PEOPLE)
    return Screen(render("end_access_done", reader, now=now, view=view), ((people,),))


def access_ended(view: DepartureView, *, is_mine: bool, reader: Reader, now: datetime) -> Screen:
    """Return the message to whoever has the clients now (``is_mine``), and to other leads."""
    return Screen(render("access_ended", reader, now=now, view=view, is_mine=is_mine))


def _back(view: DepartureView, reader: Reader) -> Button:
    return Button(button_label("back", reader.language), Action.TEAM_ADVISOR, view.person_id)
