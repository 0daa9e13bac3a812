"""Engines for SQLite and PostgreSQL, set up so that neither loses, mixes up nor half-writes anything."""

import importlib.util
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

from storage.errors import DatabaseAddressError, DriverMissingError

BUSY_TIMEOUT_S = 10


def normalised(url: str) -> sa.URL:
    """Read a database address: a SQLite file or any spelling of a PostgreSQL address.

    Raises:
        DatabaseAddressError: it is neither, or a SQLite database without a file.
        DriverMissingError: it is PostgreSQL and psycopg is not installed.
    """
    try:
        address = sa.make_url(url)
    except ArgumentError as error:
        raise DatabaseAddressError("this is no database address; try sqlite:///rapport.db") from error
    backend = address.drivername.partition("+")[0]
    if backend == "sqlite":
        if not address.database or address.database == ":memory:" or "mode=memory" in url:
            raise DatabaseAddressError("a SQLite database needs a file, as in sqlite:///rapport.db")
        return address.set(drivername="sqlite")
    if backend in {"postgres", "postgresql"}:
        if importlib.util.find_spec("psycopg") is None:
            raise DriverMissingError
        return address.set(drivername="postgresql+psycopg")
    raise DatabaseAddressError(f"{backend} is not supported: use SQLite or PostgreSQL")


def file_of(url: sa.URL) -> Path | None:
    """Return the file of a SQLite database, None for a server."""
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None


def writing_engine(url: sa.URL, *, threads: int) -> sa.Engine:
    """Return the engine for units of work."""
    if url.get_backend_name() == "sqlite":
        # A deferred BEGIN that turns into a write fails at once when somebody else wrote meanwhile.
        return _sqlite_engine(url, size=1, begin="BEGIN IMMEDIATE", pragmas=("synchronous = FULL",))
    # One more than writes at a time: the claim of the process keeps its own.
    return _postgres_engine(url, size=threads + 1)


def reading_engine(url: sa.URL, *, threads: int) -> sa.Engine:
    """Return the engine for snapshots; what they write is refused by the database itself."""
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url, size=threads, begin="BEGIN", pragmas=("query_only = ON",))
    return _postgres_engine(url, size=threads).execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    )


def _sqlite_engine(url: sa.URL, *, size: int, begin: str, pragmas: tuple[str, ...]) -> sa.Engine:
    engine = sa.create_engine(
        url,
        pool_size=size,
        max_overflow=0,
        pool_timeout=BUSY_TIMEOUT_S,
        connect_args={"timeout": BUSY_TIMEOUT_S},
    )

    def prepare(connection: Any, _record: object) -> None:
        # The driver's own idea of when to begin is switched off; `start` below decides.
        connection.isolation_level = None
        for pragma in ("journal_mode = WAL", "foreign_keys = ON", *pragmas):
            connection.execute(f"PRAGMA {pragma}")

    def start(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    sa.event.listen(engine, "connect", prepare)
    sa.event.listen(engine, "begin", start)
    return engine


def _postgres_engine(url: sa.URL, *, size: int) -> sa.Engine:
    engine = sa.create_engine(
        url, pool_size=size, max_overflow=0, pool_timeout=BUSY_TIMEOUT_S, pool_pre_ping=True
    )
    sa.event.listen(engine, "connect", _prepare_postgres)
    return engine


def _prepare_postgres(connection: Any, _record: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{BUSY_TIMEOUT_S}s'")
        cursor.execute("SET timezone = 'UTC'")
    connection.commit()
