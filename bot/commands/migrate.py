"""`rapport migrate`."""

import typer

from bot.commands.opening import database_of
from bot.settings import read_settings


def migrate() -> None:
    """Bring the database up to this version; a second run changes nothing."""
    settings = read_settings(needs_token=False)
    database = database_of(settings)
    try:
        database.migrate()
        database.check_keys()
    finally:
        database.close()
    typer.echo("The database is up to date.")
