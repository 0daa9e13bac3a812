"""Turns the records of a table into checked entries and faults, in chunks and in the order of the file."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Protocol, TypeVar

from storage.imports.faults import BadCellError, Fault
from storage.imports.repeats import FirstLines, Key
from storage.imports.tables import Record, Table


class Entry(Protocol):
    """A checked row: it knows where it stood and by what it is told from all others."""

    @property
    def line(self) -> int:
        """The line where the row starts."""
        ...

    @property
    def key(self) -> Key:
        """The values of the layout's key columns."""
        ...


E = TypeVar("E", bound=Entry)


def chunks(
    table: Table, read: Callable[[Record], E], *, repeated: frozenset[int], size: int
) -> Iterator[tuple[list[E], list[Fault]]]:
    """Read a table; each chunk holds the good and the bad of the next ``size`` rows."""
    checked = _checked(table, read, FirstLines(repeated))
    while chunk := list(islice(checked, size)):
        good, bad = [], []
        for row in chunk:
            if isinstance(row, Fault):
                bad.append(row)
            else:
                good.append(row)
        yield good, bad


def _checked(table: Table, read: Callable[[Record], E], first_lines: FirstLines) -> Iterator[E | Fault]:
    for record in table.records():
        if isinstance(record, Fault):
            yield record
            continue
        try:
            entry = read(record)
        except BadCellError as error:
            yield Fault(record.line, str(error))
            continue
        first = first_lines.before(entry.key, entry.line)
        if first is None:
            yield entry
        else:
            yield Fault(entry.line, f"the row has the same {_listed(table.layout.key)} as line {first}")


def _listed(columns: tuple[str, ...]) -> str:
    *others, last = columns
    return f"{', '.join(others)} and {last}" if others else last
