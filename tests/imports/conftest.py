"""A desk to import at: on SQLite alone where only files matter, on both engines where rows are written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from storage.database import Database
from tests.imports.crm import Desk
from tests.staff import Staff, hire_staff


@pytest.fixture
def desk(tmp_path: Path, database: Database, staff: Staff) -> Desk:
    """Anna and Boris in Watches, Chen in Jewels; on each engine in turn."""
    return Desk(tmp_path, database)


@pytest.fixture
def file_desk(tmp_path: Path, sqlite_url: str, open_database: Callable[..., Database]) -> Desk:
    """The same on SQLite."""
    database = open_database(sqlite_url)
    with database.unit() as store:
        hire_staff(store)
    return Desk(tmp_path, database)


@pytest.fixture
def empty_desk(tmp_path: Path, sqlite_url: str, open_database: Callable[..., Database]) -> Desk:
    """A firm without anybody, on SQLite."""
    return Desk(tmp_path, open_database(sqlite_url))
