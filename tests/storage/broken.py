"""A database that breaks at a chosen statement."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa


@contextmanager
def failing_at(number: int) -> Iterator[None]:
    """Let the n-th statement from now on fail as if the disk had become read-only."""
    seen = 0

    def count(*_args: object) -> None:
        nonlocal seen
        seen += 1
        if seen == number:
            error = sqlite3.OperationalError("attempt to write a readonly database")
            error.sqlite_errorcode = sqlite3.SQLITE_READONLY
            raise error

    sa.event.listen(sa.Engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", count)
