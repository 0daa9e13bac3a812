"""The database of a program as an auditor reads it, from outside and after the fact."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any


class Ledger:
    """Counts of rows in a database file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def updates(self) -> Counter[str]:
        """Return how many updates are in which state."""
        return self._counted("SELECT state FROM inbox")

    def update_ids(self) -> set[int]:
        """Return the ids of all updates kept."""
        return {row[0] for row in self._rows("SELECT update_id FROM inbox")}

    def messages(self) -> Counter[str]:
        """Return how many messages are in which state."""
        return self._counted("SELECT state FROM outbox")

    def new_messages(self) -> int:
        """Return how many messages were to be sent that change none."""
        return len(self._rows("SELECT id FROM outbox WHERE edits IS NULL AND edits_message_id IS NULL"))

    def repeats(self) -> int:
        """Return how many new messages were sent once more, because nobody knew whether they had arrived."""
        return len(self._rows("SELECT id FROM outbox WHERE is_repeat"))

    def pushes(self) -> Counter[str]:
        """Return how many messages bear which key against doubles."""
        return self._counted("SELECT dedup_key FROM outbox WHERE dedup_key IS NOT NULL")

    def cases(self) -> Counter[str]:
        """Return how many cases which client has."""
        return self._counted('SELECT client_id FROM "case"')

    def is_sound(self) -> bool:
        """Tell whether SQLite finds its file whole, and each row where it refers to."""
        return self._rows("PRAGMA integrity_check") == [("ok",)] and not self._rows(
            "PRAGMA foreign_key_check"
        )

    def _counted(self, query: str) -> Counter[str]:
        return Counter(row[0] for row in self._rows(query))

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self._file)) as connection:
            return connection.execute(query).fetchall()
