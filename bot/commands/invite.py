"""`rapport invite`."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.commands.opening import opened
from bot.settings import read_settings
from loyalty.clientfields import clean_name
from loyalty.people.people import Role


def invite(
    role: Annotated[Role, typer.Option(help="What the person does in the team.")],
    team: Annotated[str, typer.Option(help="The team's name; made where missing.")],
    name: Annotated[str, typer.Option(help="The person's name; made where missing.")],
) -> None:
    """Print `/start TOKEN` (valid once, for 7 days), and the link when the bot's name is known."""
    settings = read_settings(needs_token=False)
    with opened(settings) as database, database.unit() as store:
        where = store.teams.find_or_add(clean_name(team))
        person = store.people.find_or_add(clean_name(name), role=role, team_id=where.id)
        token = store.invitations.issue(person.id, now=datetime.now(UTC))
        bot_name = store.firm.bot_name()
    typer.echo(f"/start {token}")
    if bot_name:
        typer.echo(f"https://t.me/{bot_name}?start={token}")
