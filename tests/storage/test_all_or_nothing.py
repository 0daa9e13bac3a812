"""Whichever statement fails, what was asked for is done as a whole or not at all."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa

from loyalty.clients import Closing
from loyalty.facts.interactions import Interaction
from loyalty.people.people import Role
from scheduler.absences import end_absence
from storage.cases.interventions import save_log
from storage.clients.closing import close_client, reopen_client
from storage.database import Database
from storage.people.covers import plan_absence
from storage.people.giving import give_client
from storage.records.undo import undo_log
from storage.setbacks import RowFailedError
from storage.store import Store
from tests.logs import COMPLAINT, a_client, a_log
from tests.staff import NOW, hire_staff


class PowerCut(Exception):
    """The statement that was to run did not."""


@contextmanager
def failing_at(store: Store, number: int) -> Iterator[None]:
    """Let the ``number``-th statement from here on fail."""
    left = number

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise PowerCut

    connection = store.transaction.connection
    sa.event.listen(connection, "before_cursor_execute", count)
    try:
        yield
    finally:
        sa.event.remove(connection, "before_cursor_execute", count)


def content(url: str) -> list[str]:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        return list(connection.iterdump())


def failures_until_done(database: Database, url: str, work: Callable[[Store], object]) -> int:
    """Fail at each statement in turn until none is left; nothing may be kept of a failed try."""
    before = content(url)
    number = 0
    while True:
        number += 1
        try:
            with database.unit() as store, failing_at(store, number):
                work(store)
        except (PowerCut, RowFailedError):
            assert content(url) == before
        else:
            return number - 1


@pytest.fixture
def saved_log(sqlite_url: str, open_database: Callable[..., Database]) -> tuple[Database, Interaction]:
    """A complaint about to be saved, with an open case whose first step it finishes."""
    database = open_database(sqlite_url)
    with database.unit() as store:
        staff = hire_staff(store)
        client = a_client(store, staff)
        save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW)
    later = NOW + timedelta(minutes=5)
    return database, a_log(client, staff.anna, at=later, reading=COMPLAINT)


def test_a_log_is_saved_with_all_that_follows_or_not_at_all(
    saved_log: tuple[Database, Interaction], sqlite_url: str
) -> None:
    database, log = saved_log

    failures = failures_until_done(
        database,
        sqlite_url,
        lambda store: save_log(store, log, now=log.logged_at, source_chat=1, source_message=2),
    )

    assert failures > 10


def test_a_log_is_undone_with_all_that_followed_or_not_at_all(
    saved_log: tuple[Database, Interaction], sqlite_url: str
) -> None:
    database, log = saved_log
    with database.unit() as store:
        save_log(store, log, now=log.logged_at)

    failures = failures_until_done(
        database, sqlite_url, lambda store: undo_log(store, log.id, by=log.author_id, now=log.logged_at)
    )

    assert failures > 10


def test_a_log_that_opens_a_case_does_so_whole_or_not_at_all(
    sqlite_url: str, open_database: Callable[..., Database]
) -> None:
    database = open_database(sqlite_url)
    with database.unit() as store:
        staff = hire_staff(store)
        log = a_log(a_client(store, staff), staff.anna, reading=COMPLAINT)

    failures_until_done(database, sqlite_url, lambda store: save_log(store, log, now=NOW))
    failures_until_done(
        database, sqlite_url, lambda store: undo_log(store, log.id, by=staff.anna.id, now=NOW)
    )

    with database.reading() as store:
        assert store.cases.open_of(log.client_id) == []


def test_a_client_is_given_closed_and_opened_whole_or_not_at_all(
    sqlite_url: str, open_database: Callable[..., Database]
) -> None:
    database = open_database(sqlite_url)
    with database.unit() as store:
        staff = hire_staff(store)
        dora = store.people.find_or_add("Dora Wu", role=Role.ADVISOR, team_id=staff.team.id)
        client = a_client(store, staff)
        save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW)
    boris = staff.boris

    for work in (
        lambda store: give_client(store, client.id, dora.id, by=boris, now=NOW, message="Take care."),
        lambda store: close_client(store, client.id, Closing.MOVED, by=boris, now=NOW),
        lambda store: reopen_client(store, client.id, by=boris, now=NOW),
    ):
        assert failures_until_done(database, sqlite_url, work) > 5


def test_days_off_begin_and_end_whole_or_not_at_all(
    sqlite_url: str, open_database: Callable[..., Database]
) -> None:
    database = open_database(sqlite_url)
    with database.unit() as store:
        staff = hire_staff(store)
        dora = store.people.find_or_add("Dora Wu", role=Role.ADVISOR, team_id=staff.team.id)
    today, anna = NOW.date(), staff.anna

    failures_until_done(
        database,
        sqlite_url,
        lambda store: plan_absence(store, anna, today, today, covered_by=dora.id, by=staff.boris.id, now=NOW),
    )
    failures_until_done(database, sqlite_url, lambda store: end_absence(store, NOW + timedelta(days=1)))

    with database.reading() as store:
        assert store.absences.covered_by(dora.id) == []
