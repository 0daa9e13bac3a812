"""The office, on SQLite; the story runs on PostgreSQL too."""

from collections.abc import AsyncIterator, Callable

import pytest

from loyalty.people.people import Role
from storage.database import Database
from tests.conversation.office import Office, Someone


@pytest.fixture
async def office(sqlite_url: str, open_database: Callable[..., Database]) -> AsyncIterator[Office]:
    office = Office(open_database(sqlite_url))
    await office.rapport.open()
    yield office
    await office.rapport.close()


@pytest.fixture
async def boris(office: Office) -> Someone:
    """The lead of the team Central."""
    return await office.hire(2001, "Boris Zhou", Role.LEAD)
