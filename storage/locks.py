"""The claim of one process on one database: a second would send everything twice."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from typing import IO

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from storage.errors import ProcessClaimedError, StorageUnreachableError
from storage.failures import failures_as_ours

# Any number that all versions of Rapport share: "RUN" in ASCII.
_RUN_LOCK = 0x52_55_4E


class ProcessClaim:
    """A claim that holds until it is released or the process dies, however it dies."""

    def __init__(self, *, is_held: Callable[[], bool], release: Callable[[], None]) -> None:
        self._is_held = is_held
        self._release = release

    def is_held(self) -> bool:
        """Tell whether the claim still stands; a server that restarted has forgotten it."""
        return self._is_held()

    def release(self) -> None:
        """Let another process have the database."""
        self._release()


def claim_file(database: Path) -> ProcessClaim:
    """Claim a SQLite file by locking a file beside it.

    Raises:
        ProcessClaimedError: another process holds it; its process number is named.
    """
    beside = database.with_name(database.name + ".lock")
    try:
        file = beside.open("a+")
    except OSError as error:
        raise StorageUnreachableError from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        holder = _written_in(file)
        file.close()
        raise ProcessClaimedError(str(database), holder) from error
    file.truncate(0)
    file.write(f"process {os.getpid()}\n")
    file.flush()
    # Closing lets go of the lock. The file stays: unlinking it would let two processes lock two files.
    return ProcessClaim(is_held=lambda: not file.closed, release=file.close)


def claim_server(engine: sa.Engine) -> ProcessClaim:
    """Claim a PostgreSQL database by a lock of a session of its own.

    Raises:
        ProcessClaimedError: another session holds it; where it comes from is named.
    """
    with failures_as_ours():
        connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if not connection.scalar(sa.select(sa.func.pg_try_advisory_lock(_RUN_LOCK))):
            holder = _session_holding(connection)
            connection.close()
            raise ProcessClaimedError(str(engine.url.database), holder)

    # Out of the pool, which would keep the session and its lock alive after the release.
    connection.detach()

    def is_held() -> bool:
        # A lost connection would be opened anew, without the lock, if it were asked again.
        if connection.closed or connection.invalidated:
            return False
        try:
            return connection.scalar(sa.select(sa.literal(1))) == 1
        except DBAPIError:
            return False

    def release() -> None:
        # The server notices a closed connection a little later; whoever starts next must not be refused then.
        if is_held():
            connection.scalar(sa.select(sa.func.pg_advisory_unlock(_RUN_LOCK)))
        connection.close()

    return ProcessClaim(is_held=is_held, release=release)


def _written_in(file: IO[str]) -> str:
    file.seek(0)
    return file.read().strip() or "another process"


def _session_holding(connection: sa.Connection) -> str:
    row = connection.execute(
        sa.text(
            "SELECT a.pid, coalesce(host(a.client_addr), 'this machine') AS place FROM pg_locks l"
            " JOIN pg_stat_activity a ON a.pid = l.pid"
            " WHERE l.locktype = 'advisory' AND l.granted AND l.objid = :key"
            " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        ),
        {"key": _RUN_LOCK},
    ).first()
    return "another process" if row is None else f"session {row.pid} from {row.place}"
