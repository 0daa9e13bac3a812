"""`rapport end-access`."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.commands.opening import opened
from bot.settings import read_settings
from loyalty.clientfields import clean_name
from loyalty.people.people import Person
from storage.people.departures import end_access as ended
from storage.people.teams import folded
from storage.store import Store


def end_access(
    name: Annotated[str, typer.Option(help="The name of whoever leaves, as it was invited.")],
    give_to: Annotated[str, typer.Option(help="The advisor of the same team who takes the clients.")] = "",
    team: Annotated[str, typer.Option(help="The team, where two people have one name.")] = "",
) -> None:
    """End somebody's access for good; the clients go to a colleague, and a bot that runs follows at once."""
    settings = read_settings(needs_token=False)
    with opened(settings) as database, database.unit() as store:
        person = _only(store, name, team)
        to = _only(store, give_to, team).id if give_to else None
        given = ended(store, person.id, to, by=None, now=datetime.now(UTC))
    typer.echo(f"access ended, {given or 0} clients given")


def _only(store: Store, name: str, team: str) -> Person:
    """Return the one active person of this name.

    Raises:
        typer.BadParameter: there is none, or there are several.
    """
    wanted = folded(clean_name(name))
    teams = {each.id for each in store.teams.everyone() if not team or folded(each.name) == folded(team)}
    found = [
        person
        for person in store.people.everyone()
        if folded(person.name) == wanted and any(each.team_id in teams for each in person.memberships)
    ]
    if len(found) != 1:
        raise typer.BadParameter("several people have this name: add --team" if found else "no such person")
    return found[0]
