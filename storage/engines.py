"""Engines for SQLite and PostgreSQL, set up so that neither loses, mixes up nor half-writes anything."""

import importlib.util
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

from storage.errors import DatabaseAddressError, DriverMissingError


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


def writing_engine(url: sa.URL, *, threads: int, patience_s: float) -> sa.Engine:
    """Return the engine for units of work, which wait for each other up to ``patience_s`` seconds."""
    if url.get_backend_name() == "sqlite":
        # A deferred BEGIN that turns into a write fails at once when somebody else wrote meanwhile.
        return _sqlite_engine(
            url, size=1, begin="BEGIN IMMEDIATE", pragma="synchronous = FULL", patience_s=patience_s
        )
    return _postgres_engine(url, size=threads, patience_s=patience_s)


def reading_engine(url: sa.URL, *, threads: int, patience_s: float) -> sa.Engine:
    """Return the engine for snapshots; what they write is refused by the database itself."""
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(
            url, size=threads, begin="BEGIN", pragma="query_only = ON", patience_s=patience_s
        )
    return _postgres_engine(url, size=threads, patience_s=patience_s).execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    )


def _sqlite_engine(url: sa.URL, *, size: int, begin: str, pragma: str, patience_s: float) -> sa.Engine:
    engine = sa.create_engine(
        url,
        pool_size=size,
        max_overflow=0,
        pool_timeout=patience_s,
        connect_args={"timeout": patience_s},
        hide_parameters=True,  # an error must not carry a client's data into a log
    )

    def prepare(connection: Any, _record: object) -> None:
        # The driver's own idea of when to begin is switched off; `start` below decides.
        connection.isolation_level = None
        for setting in ("journal_mode = WAL", "foreign_keys = ON", pragma):
            connection.execute(f"PRAGMA {setting}")

    def start(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    sa.event.listen(engine, "connect", prepare)
    sa.event.listen(engine, "begin", start)
    return engine


def _postgres_engine(url: sa.URL, *, size: int, patience_s: float) -> sa.Engine:
    engine = sa.create_engine(
        url,
        pool_size=size,
        max_overflow=0,
        pool_timeout=patience_s,
        pool_pre_ping=True,
        hide_parameters=True,  # as above
    )

    def prepare(connection: Any, _record: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {round(patience_s * 1000)}")
            cursor.execute("SET timezone = 'UTC'")
        connection.commit()

    sa.event.listen(engine, "connect", prepare)
    return engine
