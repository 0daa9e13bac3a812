"""The schema: brings the tables of a database to what this version of the program needs."""

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.errors import SchemaNewerError

# Two processes that start at once must not both migrate: any number, the same in all versions.
_MIGRATION_LOCK = 0x5241_5050


def migrate(connection: sa.Connection) -> None:
    """Apply the missing migrations within the transaction of the connection: all of them or none.

    Raises:
        SchemaNewerError: a later version of Rapport migrated this database.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
    config = config_for(connection)
    _refuse_newer(connection, ScriptDirectory.from_config(config))
    command.upgrade(config, "head")


def is_current(connection: sa.Connection) -> bool:
    """Tell whether all migrations of this version, and no later ones, have been applied.

    Raises:
        SchemaNewerError: a later version of Rapport migrated this database.
    """
    scripts = ScriptDirectory.from_config(config_for(connection))
    _refuse_newer(connection, scripts)
    return _revision(connection) == scripts.get_current_head()


def is_empty(connection: sa.Connection) -> bool:
    """Tell whether no migration was ever applied."""
    return _revision(connection) is None


def config_for(connection: sa.Connection) -> Config:
    """Return what Alembic needs to know, since there is no file of settings."""
    config = Config()
    config.attributes["connection"] = connection
    config.set_main_option("script_location", "storage:migrations")
    config.set_main_option("path_separator", "os")
    return config


def _revision(connection: sa.Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(connection: sa.Connection, scripts: ScriptDirectory) -> None:
    revision = _revision(connection)
    known = {script.revision for script in scripts.walk_revisions()}
    if revision is not None and revision not in known:
        raise SchemaNewerError(revision)
