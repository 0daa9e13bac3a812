"""The state of a team for its lead: who is red or yellow, why, and whose client it is."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.clients import ClientId
from loyalty.levels import Cause, Level
from wording.actions import Action
from wording.labels import button_label
from wording.reader import Reader
from wording.screen import Button, Rows, Screen
from wording.templates import render

PAGE = 6


@dataclass(frozen=True, slots=True)
class TeamItem:
    """One client who needs somebody."""

    client_id: ClientId
    client_name: str
    level: Level
    cause: Cause
    advisor_name: str = ""


@dataclass(frozen=True, slots=True)
class TeamView:
    """A page of the team's red and yellow clients, the most urgent first.

    Attributes:
        red, yellow, green: how many clients of each level the lead has.
        unlevelled: how many have no level (long silent, or new).
        items: at most six.
        page: counted from 0.
        has_more: there is a further page.
    """

    team_name: str
    red: int
    yellow: int
    green: int
    items: tuple[TeamItem, ...] = ()
    unlevelled: int = 0
    page: int = 0
    has_more: bool = False


def team(view: TeamView, *, reader: Reader, now: datetime) -> Screen:
    """Return the counts of a team and a page of its red and yellow clients."""
    text = render("team", reader, now=now, view=view, first=view.page * PAGE + 1)
    return Screen(text, _rows(view, reader))


def team_baseline(view: TeamView, *, reader: Reader, now: datetime) -> Screen:
    """Return the one list a lead gets after the first scoring: nothing was opened, the lead chooses."""
    text = render("team_baseline", reader, now=now, view=view, first=view.page * PAGE + 1)
    return Screen(text, _rows(view, reader))


def _rows(view: TeamView, reader: Reader) -> Rows:
    numbers = tuple(
        Button(str(number), Action.CLIENT_CARD, item.client_id)
        for number, item in enumerate(view.items, start=view.page * PAGE + 1)
    )
    turn = []
    if view.page > 0:
        turn.append(Button(button_label("previous", reader.language), Action.TEAM, data=str(view.page - 1)))
    if view.has_more:
        turn.append(Button(button_label("next", reader.language), Action.TEAM, data=str(view.page + 1)))
    return tuple(row for row in (numbers, tuple(turn)) if row)
