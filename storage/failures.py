"""Where the driver's errors become ours; what is likely a bug of the program stays as it is."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from storage.errors import (
    StorageBusyError,
    StorageDamagedError,
    StorageError,
    StorageFullError,
    StorageReadOnlyError,
    StorageUnreachableError,
)

_SQLITE = {
    sqlite3.SQLITE_BUSY: StorageBusyError,
    sqlite3.SQLITE_LOCKED: StorageBusyError,
    sqlite3.SQLITE_READONLY: StorageReadOnlyError,
    sqlite3.SQLITE_IOERR: StorageUnreachableError,
    sqlite3.SQLITE_FULL: StorageFullError,
    sqlite3.SQLITE_CANTOPEN: StorageUnreachableError,
    sqlite3.SQLITE_CORRUPT: StorageDamagedError,
    sqlite3.SQLITE_NOTADB: StorageDamagedError,
}

# Codes of PostgreSQL (its manual, appendix A); the first two characters name a class.
_POSTGRES = {
    "40001": StorageBusyError,  # could not be serialised
    "40P01": StorageBusyError,  # deadlock, we were the victim
    "55P03": StorageBusyError,  # lock_timeout ran out
    "57014": StorageBusyError,  # statement_timeout ran out
    "53100": StorageFullError,
    "25006": StorageReadOnlyError,
    "58030": StorageUnreachableError,  # input or output error
}
_POSTGRES_CLASSES = {
    "08": StorageUnreachableError,  # connection exceptions
    "53": StorageBusyError,  # too many connections, out of memory
    "57": StorageUnreachableError,  # shut down, starting up
    "28": StorageUnreachableError,  # not let in
    "3D": StorageUnreachableError,  # no such database
    "XX": StorageDamagedError,
}


@contextmanager
def failures_as_ours() -> Iterator[None]:
    """Turn errors of the driver raised within into a ``StorageError`` with the cause chained."""
    try:
        yield
    except PoolTimeoutError as error:
        raise StorageBusyError from error
    except (DBAPIError, sqlite3.Error) as error:
        failure = _failure_of(error)
        if failure is None:
            raise
        raise failure from error


def _failure_of(error: DBAPIError | sqlite3.Error) -> StorageError | None:
    origin = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(origin, sqlite3.Error):
        # The lower eight bits are the primary result code (SQLite, "Result and Error Codes").
        kind = _SQLITE.get(getattr(origin, "sqlite_errorcode", 0) & 0xFF)
        return kind() if kind else None
    state = getattr(origin, "sqlstate", None)
    if state is not None:
        kind = _POSTGRES.get(state) or _POSTGRES_CLASSES.get(state[:2])
        return kind() if kind else None
    broken = isinstance(error, DBAPIError) and (error.connection_invalidated or _is_operational(origin))
    return StorageUnreachableError() if broken else None


def _is_operational(origin: BaseException | None) -> bool:
    # psycopg reports a refused or lost connection as an OperationalError without a code.
    return type(origin).__module__.startswith("psycopg") and any(
        kind.__name__ == "OperationalError" for kind in type(origin).__mro__
    )
