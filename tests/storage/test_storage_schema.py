"""The migrations lead from nothing to exactly the tables the program declares, or change nothing."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from storage.database import Database
from storage.errors import SchemaNewerError, StorageReadOnlyError
from storage.store import TABLES
from tests.storage.broken import failing_at

OpenDatabase = Callable[..., Database]
_VERSION = sa.table("alembic_version", sa.column("version_num"))


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, open_database: OpenDatabase, tmp_path: Path) -> Iterator[Database]:
    """A database without any table, on each engine in turn."""
    if request.param == "sqlite":
        yield open_database(f"sqlite:///{tmp_path}/empty.db")
        return
    server = request.getfixturevalue("postgres")
    with psycopg.connect(server.get_uri(), autocommit=True) as admin:
        admin.execute("CREATE DATABASE empty_rapport")
        database = open_database(server.get_uri("empty_rapport"))
        yield database
        database.close()
        admin.execute("DROP DATABASE empty_rapport")


def test_a_migrated_database_has_the_tables_the_program_declares(empty: Database) -> None:
    assert empty.is_empty()
    assert not empty.schema_is_current()

    empty.migrate()

    assert not empty.is_empty()
    assert empty.schema_is_current()
    with empty.reading() as store:
        context = MigrationContext.configure(store.transaction.connection, opts={"compare_type": True})
        assert compare_metadata(context, TABLES) == []


def test_migrating_again_changes_nothing(empty: Database) -> None:
    empty.migrate()
    with empty.unit() as store:
        team = store.teams.find_or_add("Watches")

    empty.migrate()

    with empty.reading() as store:
        assert store.teams.everyone() == [team]


def test_a_migration_that_breaks_off_leaves_nothing_and_can_be_repeated(empty: Database) -> None:
    breaks = 0
    # Every 11th statement and not each, since there are many and all are alike.
    for failing in itertools.count(3, 11):
        try:
            with failing_at(failing):
                empty.migrate()
        except StorageReadOnlyError:
            breaks += 1
        else:
            break
        with empty.reading() as store:
            assert sa.inspect(store.transaction.connection).get_table_names() == []

    assert breaks >= 5
    assert empty.schema_is_current()


def test_a_database_of_a_newer_version_is_refused(empty: Database) -> None:
    empty.migrate()
    with empty.unit() as store:
        store.transaction.change(sa.update(_VERSION).values(version_num="9999"))

    for attempt in (empty.migrate, empty.schema_is_current):
        with pytest.raises(SchemaNewerError, match="9999"):
            attempt()
