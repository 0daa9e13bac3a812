"""Opening the firm's database for a command, and closing it whatever happens."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.settings import Settings
from storage.database import Database
from storage.errors import SchemaBehindError


def database_of(settings: Settings) -> Database:
    """Return the database of the settings; nothing is checked yet."""
    return Database(
        settings.database, settings.keys, playbooks=settings.playbooks, given_norms=settings.given_norms
    )


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """Open the database; an empty one gets its tables, an older one is refused with advice.

    Raises:
        SchemaBehindError: the tables are older than the program.
        SchemaNewerError: the tables were made by a later version.
        WrongKeyError: the data was sealed with another key.
    """
    database = database_of(settings)
    try:
        if database.is_empty():
            database.migrate()
        elif not database.schema_is_current():
            raise SchemaBehindError
        database.check_keys()
        yield database
    finally:
        database.close()
