"""What is wrong with a file or with rows of it, each as one sentence for who runs the import."""

from dataclasses import dataclass, field

from loyalty.errors import RapportError

FAULTS_SHOWN = 20


class FileRefusedError(RapportError):
    """A file cannot be read as a table at all; whatever the options, nothing was written."""

    def __init__(self, name: str, reason: str, /) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class ImportRefusedError(RapportError):
    """What was asked for cannot be done with the firm as it is; nothing was written."""


class BadCellError(RapportError):
    """A cell cannot be taken as it is; the message starts with the column and is about the row alone."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row; ``line`` is where it starts in the file, counted from 1."""

    line: int
    sentence: str


@dataclass(slots=True)
class FaultList:
    """The faults of one file: all are counted, the first ones kept."""

    count: int = 0
    first: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        """Count a fault; faults come in the order of their lines."""
        self.count += 1
        if len(self.first) < FAULTS_SHOWN:
            self.first.append(fault)
