"""What an import was asked to do, and what it did or would have done."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from storage.imports.faults import FaultList

Progress = Callable[[str, int, int | None], None]
"""Told what is being done, how many rows of it are done, and of how many where that is known."""


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """Which files to import and how.

    Attributes:
        assign: the team that shares the clients without an owner.
        dry_run: do everything, then take it back.
        skip_bad: leave bad rows out instead of refusing everything.
    """

    clients: Path | None = None
    purchases: Path | None = None
    assign: str | None = None
    dry_run: bool = False
    skip_bad: bool = False
    signals: Path | None = None


@dataclass(slots=True)
class FileReport:
    """What became of one file; the rows are the sum of added, changed, unchanged and bad ones.

    Attributes:
        format: encoding and delimiter in words.
        ignored: headings without a meaning.
        passed_over: cells left out of rows that were taken, by sentence.
    """

    name: str
    format: str
    rows: int
    ignored: tuple[str, ...]
    added: int = 0
    changed: int = 0
    bad: FaultList = field(default_factory=FaultList)
    passed_over: Counter[str] = field(default_factory=Counter)

    @property
    def unchanged(self) -> int:
        """How many rows told nothing new."""
        return self.rows - self.added - self.changed - self.bad.count


@dataclass(slots=True)
class ImportReport:
    """What became of an import.

    Attributes:
        given: how many clients without an owner each advisor was given, by name.
        written: whether anything stayed; a refused import or a dry run was taken back.
    """

    clients: FileReport | None = None
    purchases: FileReport | None = None
    signals: FileReport | None = None
    team: str = ""
    given: dict[str, int] = field(default_factory=dict)
    refused: bool = False
    written: bool = False

    @property
    def files(self) -> tuple[FileReport, ...]:
        """The files in the order in which they were imported."""
        return tuple(each for each in (self.clients, self.purchases, self.signals) if each is not None)

    @property
    def changes_nothing(self) -> bool:
        """Whether the database said all of this before."""
        return not self.given and not any(each.added or each.changed for each in self.files)
