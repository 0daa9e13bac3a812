"""While another program holds the database, people hear that their message is kept; then it is answered."""

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager

import pytest

from loyalty.people.people import Role
from storage.database import Database
from storage.errors import StorageBusyError
from tests.conversation.office import Office, Someone

ANNA = 1001


@pytest.fixture
async def office(sqlite_url: str, open_database: Callable[..., Database]) -> AsyncIterator[Office]:
    office = Office(open_database(sqlite_url, patience_s=0.05))
    await office.rapport.open()
    yield office
    await office.rapport.close()


@pytest.fixture
async def anna(office: Office) -> Someone:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    await anna.adds("James Hartley")
    return anna


@contextmanager
def busy(sqlite_url: str) -> Iterator[None]:
    holder = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        holder.execute("ROLLBACK")
        holder.close()


async def test_a_message_sent_while_the_database_is_busy_is_kept_and_answered_later(
    office: Office, anna: Someone, sqlite_url: str
) -> None:
    with busy(sqlite_url):
        await office.api.user_sends(ANNA, "jh")
        for _ in range(3):
            with pytest.raises(StorageBusyError):
                await office.rapport.receiver.receive()

    assert [text for text in anna.messages if "busy" in text.lower()] == [
        "Busy for a moment\nYour message is kept. The answer follows."
    ]
    await office.settle()
    assert "James Hartley" in anna.last.text


async def test_a_button_pressed_while_the_database_is_busy_acts_once_later(
    office: Office, anna: Someone, sqlite_url: str
) -> None:
    card = await anna.says("jh")
    with busy(sqlite_url):
        await office.api.user_presses(ANNA, card.id, label="More")
        with pytest.raises(StorageBusyError):
            await office.rapport.receiver.receive()

    assert "kept" in anna.toast
    await office.settle()
    assert any("Edit" in row for row in office.api.message(ANNA, card.id).labels)
