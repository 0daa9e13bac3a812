"""`rapport migrate`."""

import typer

from bot.settings import read_settings
from storage.database import Database


def migrate() -> None:
    """Bring the database up to this version; a second run changes nothing."""
    settings = read_settings(needs_token=False)
    database = Database(settings.database, settings.keys, playbooks=settings.playbooks)
    try:
        database.migrate()
        database.check_keys()
    finally:
        database.close()
    typer.echo("The database is up to date.")
