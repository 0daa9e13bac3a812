"""The database: opens transactions and runs units of work in threads; the one place that commits."""

import asyncio
import inspect
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

import sqlalchemy as sa

from loyalty.index.given_norms import NOTHING_GIVEN, GivenNorms
from loyalty.playbooks import Playbooks, shipped_playbooks
from storage import schema
from storage.encryption import KeyRing
from storage.engines import file_of, normalised, reading_engine, writing_engine
from storage.errors import AsyncWorkError, StorageBusyError
from storage.failures import failures_as_ours
from storage.locks import ProcessClaim, claim_file, claim_server
from storage.shelf import Shelf
from storage.store import Store
from storage.transaction import Transaction

# Names over all books kept; a name in a book takes about 1.4 kB (measured), so some 100 MB at most.
_NAMES_KEPT = 100_000

T = TypeVar("T")
Work = Callable[[Store], T]


class Database:
    """The firm's database, shared by all threads of the process.

    ``patience_s`` is how long work waits for other work in seconds before it fails as busy; without
    ``playbooks`` cases follow those that come with the program. ``given_norms`` is what the firm set of the
    loyalty figure.
    """

    def __init__(
        self,
        url: str,
        keys: KeyRing,
        *,
        threads: int = 4,
        patience_s: float = 10,
        playbooks: Playbooks | None = None,
        given_norms: GivenNorms = NOTHING_GIVEN,
    ) -> None:
        address = normalised(url)
        self._playbooks = playbooks or shipped_playbooks()
        self._given_norms = given_norms
        self._file = file_of(address)
        self._keys = keys
        self._patience_s = patience_s
        self._shelf: Shelf[Any] = Shelf(limit=_NAMES_KEPT)
        self._writing = writing_engine(address, threads=threads, patience_s=patience_s)
        self._reading = reading_engine(address, threads=threads, patience_s=patience_s)
        # SQLite lets one write at a time: queueing here is fair and wakes at once, its waiting is neither.
        writers = 1 if self._file else threads
        self._turns = threading.BoundedSemaphore(writers)
        self._write_pool = ThreadPoolExecutor(writers, thread_name_prefix="write")
        self._read_pool = ThreadPoolExecutor(threads, thread_name_prefix="read")

    def migrate(self) -> None:
        """Bring the tables to what this version needs, all at once or not at all.

        Raises:
            SchemaNewerError: a later version of Rapport migrated this database.
            StorageError: the database could not.
        """
        with self.unit() as store:
            schema.migrate(store.transaction.connection)

    def schema_is_current(self) -> bool:
        """Tell whether ``migrate`` has nothing to do; raises like it."""
        with self.reading() as store:
            return schema.is_current(store.transaction.connection)

    def is_empty(self) -> bool:
        """Tell whether no version of Rapport has made its tables here yet."""
        with self.reading() as store:
            return schema.is_empty(store.transaction.connection)

    def check_keys(self) -> None:
        """Refuse to work with keys that cannot open what is stored.

        Raises:
            WrongKeyError: a key that sealed something here is missing from the ring.
        """
        with self.unit() as store:
            store.firm.check_keys()

    def claim_process(self) -> ProcessClaim:
        """Make this process the only one that runs on the database, until it releases the claim or ends.

        Raises:
            ProcessClaimedError: another process does already.
        """
        return claim_file(self._file) if self._file else claim_server(self._writing)

    @contextmanager
    def unit(self) -> Iterator[Store]:
        """Open one transaction that commits when the block ends and rolls back when it raises.

        Raises:
            StorageError: the database could not; nothing was saved.
        """
        if not self._turns.acquire(timeout=self._patience_s):
            raise StorageBusyError
        try:
            with failures_as_ours(), self._writing.begin() as connection:
                yield self._store(connection)
        finally:
            self._turns.release()

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """Open a snapshot that sees one moment of the database and cannot write."""
        with failures_as_ours(), self._reading.connect() as connection:
            yield self._store(connection)

    def _store(self, connection: sa.Connection) -> Store:
        return Store(Transaction(connection, self._keys, self._shelf, self._playbooks, self._given_norms))

    async def run(self, work: Work[T]) -> T:
        """Run a unit of work in a thread and commit what it did; a work function cannot await.

        Raises:
            AsyncWorkError: ``work`` is a coroutine function or returned something to await.
        """
        _refuse_coroutine_function(work)
        return await asyncio.get_running_loop().run_in_executor(self._write_pool, self._write, work)

    async def read(self, work: Work[T]) -> T:
        """Run a function on a read-only snapshot in a thread; raises like ``run``."""
        _refuse_coroutine_function(work)
        return await asyncio.get_running_loop().run_in_executor(self._read_pool, self._read, work)

    def close(self) -> None:
        """Finish the running work and close all connections."""
        self._write_pool.shutdown()
        self._read_pool.shutdown()
        self._writing.dispose()
        self._reading.dispose()

    def _write(self, work: Work[T]) -> T:
        with self.unit() as store:
            return _plain(work(store), work)

    def _read(self, work: Work[T]) -> T:
        with self.reading() as store:
            return _plain(work(store), work)


def _refuse_coroutine_function(work: Work[Any]) -> None:
    if inspect.iscoroutinefunction(work):
        raise AsyncWorkError(_name_of(work))


def _plain(result: T, work: Work[T]) -> T:
    if not inspect.isawaitable(result):
        return result
    if inspect.iscoroutine(result):
        result.close()
    raise AsyncWorkError(_name_of(work))


def _name_of(work: Work[Any]) -> str:
    return getattr(work, "__qualname__", type(work).__name__)
