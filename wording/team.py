"""The state of a team for its lead: who needs somebody, who works how much, who hears from nobody."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.people.people import PersonId
from loyalty.people.teams import AdvisorLoad, Away, SilentClient, TeamPage
from wording.actions import Action
from wording.labels import button_label
from wording.reader import Reader
from wording.screen import Button, Screen
from wording.templates import render

PAGE = 6
CAPACITIES = (6, 8, 10, 12, 15)


@dataclass(frozen=True, slots=True)
class PeopleView:
    """A page of the advisors of a team.

    Attributes:
        loads: those over their limit in front; at most six.
        away: who of them is off.
        clients, portrayed: how many clients there are, and of how many needs, likes, birthday
            and consent are kept.
        page: counted from 0.
        has_more: there is a further page.
    """

    team_name: str
    loads: tuple[AdvisorLoad, ...]
    away: tuple[Away, ...] = ()
    clients: int = 0
    portrayed: int = 0
    page: int = 0
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class SilentView:
    """A page of the clients nobody has been in touch with for 90 days; ``total`` counts all of them."""

    clients: tuple[SilentClient, ...]
    total: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class _PersonLine:
    load: AdvisorLoad
    away: Away | None


def team(view: TeamPage, *, reader: Reader, now: datetime) -> Screen:
    """Return the counts of a team and a page of its red and yellow clients."""
    text = render("team", reader, now=now, view=view, first=view.page * PAGE + 1)
    people = Button(button_label("people", reader.language), Action.TEAM_PEOPLE)
    numbers, turn = _client_rows(view, Action.TEAM, "", reader)
    return Screen(text, tuple(row for row in (numbers, (*turn, people)) if row))


def team_baseline(view: TeamPage, *, reader: Reader, now: datetime) -> Screen:
    """Return the one list a lead gets after the first scoring: nothing was opened, the lead chooses."""
    text = render("team_baseline", reader, now=now, view=view, first=view.page * PAGE + 1)
    return Screen(text, tuple(row for row in _client_rows(view, Action.TEAM, "", reader) if row))


def people(view: PeopleView, *, reader: Reader, now: datetime) -> Screen:
    """Return the advisors of a team with what the plan asks of them; each number opens one."""
    away = {each.person_id: each for each in view.away}
    lines = [_PersonLine(load, away.get(load.advisor_id)) for load in view.loads]
    first = view.page * PAGE + 1
    text = render("team_people", reader, now=now, view=view, lines=lines, first=first)
    numbers = tuple(
        Button(str(number), Action.TEAM_ADVISOR, load.advisor_id)
        for number, load in enumerate(view.loads, start=first)
    )
    turn = _turn(Action.TEAM_PEOPLE, "", view.page, reader, has_more=view.has_more)
    back = Button(button_label("team", reader.language), Action.TEAM, data="0")
    return Screen(text, tuple(row for row in (numbers, turn, (back,)) if row))


def advisor(
    view: TeamPage, load: AdvisorLoad, away: Away | None, *, may_end: bool, reader: Reader, now: datetime
) -> Screen:
    """Return one advisor: clients who need somebody, what the plan asks, days off.

    ``may_end``: the reader may end the advisor's access.
    """
    first = view.page * PAGE + 1
    text = render("team_advisor", reader, now=now, view=view, load=load, away=away, first=first)
    rows = tuple(row for row in _client_rows(view, Action.TEAM_ADVISOR, load.advisor_id, reader) if row)
    further = (
        Button(button_label("capacity", reader.language), Action.TEAM_CAPACITY, load.advisor_id),
        Button(button_label("days_off", reader.language), Action.AWAY, load.advisor_id),
        Button(button_label("people", reader.language), Action.TEAM_PEOPLE),
    )
    end = Button(button_label("end_access", reader.language), Action.TEAM_END, load.advisor_id)
    return Screen(text, (*rows, further, *([(end,)] if may_end else [])))


def capacity(advisor_id: PersonId, name: str, now_room: int, *, reader: Reader) -> Screen:
    """Ask for how many planned contacts a working day of an advisor has room."""
    text = render("team_capacity", reader, name=name, room=now_room)
    choices = tuple(Button(str(each), Action.TEAM_CAPACITY, advisor_id, str(each)) for each in CAPACITIES)
    back = Button(button_label("back", reader.language), Action.TEAM_ADVISOR, advisor_id)
    return Screen(text, (choices, (back,)))


def silent(view: SilentView, *, reader: Reader, now: datetime) -> Screen:
    """Return the clients nobody has been in touch with for long; each number opens one."""
    first = view.page * PAGE + 1
    text = render("team_silent", reader, now=now, view=view, first=first)
    numbers = tuple(
        Button(str(number), Action.CLIENT_CARD, each.client_id)
        for number, each in enumerate(view.clients, start=first)
    )
    has_more = view.total > first - 1 + len(view.clients)
    turn = _turn(Action.TEAM_SILENT, "", view.page, reader, has_more=has_more)
    back = Button(button_label("team", reader.language), Action.TEAM, data="0")
    return Screen(text, tuple(row for row in (numbers, turn, (back,)) if row))


def _client_rows(
    view: TeamPage, turning: Action, target: str, reader: Reader
) -> tuple[tuple[Button, ...], tuple[Button, ...]]:
    """Return the numbers of the lines and the buttons that turn the page; either may be empty."""
    numbers = tuple(
        Button(str(number), Action.CLIENT_CARD, item.client_id)
        for number, item in enumerate(view.items, start=view.page * PAGE + 1)
    )
    turn = _turn(turning, target, view.page, reader, has_more=view.has_more)
    return numbers, turn


def _turn(action: Action, target: str, page: int, reader: Reader, *, has_more: bool) -> tuple[Button, ...]:
    turn = []
    if page > 0:
        turn.append(Button(button_label("previous", reader.language), action, target, str(page - 1)))
    if has_more:
        turn.append(Button(button_label("next", reader.language), action, target, str(page + 1)))
    return tuple(turn)
