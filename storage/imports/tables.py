"""Reads rows out of the lines of a file: delimiter, headings, quotes, and where each row starts."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from storage.imports.cells import visible
from storage.imports.faults import Fault, FileRefusedError
from storage.imports.sources import Source, refusals

MOST_COLUMNS = 100
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
ABSENT = -1
"""The position of a column the file does not have: rows end with an empty cell for it."""


class Record(NamedTuple):
    """One row: the line where it starts, its cells as they stand, and an empty one after them."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns a kind of file may have, and which it must.

    Attributes:
        forms: how cells of the key are brought to one form where several are read alike.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...]
    key: tuple[str, ...]
    forms: Mapping[str, Callable[[str], str]] = field(default_factory=dict)

    @property
    def known(self) -> frozenset[str]:
        """All columns that mean something."""
        return frozenset(self.required + self.optional)


@dataclass(frozen=True, slots=True)
class Table:
    """A file whose headings were found to fit its layout.

    Attributes:
        unknown: headings that mean nothing here and are ignored.
    """

    source: Source
    layout: Layout
    delimiter: str
    positions: Mapping[str, int]
    width: int
    unknown: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the file is called in sentences."""
        return self.source.name

    @property
    def delimiter_name(self) -> str:
        """The delimiter in words."""
        return _DELIMITERS[self.delimiter]

    def position(self, column: str) -> int:
        """Return where in a record's cells a column stands; ``ABSENT`` leads to the empty cell."""
        return self.positions.get(column, ABSENT)

    def records(self) -> Iterator[Record | Fault]:
        """Read the rows below the headings; empty ones are skipped.

        Raises:
            FileRefusedError: a quote is opened and not closed, so that rows cannot be told apart.
        """
        lines = _without_leading_blanks(self.source.lines())
        rows = csv.reader(lines.text, delimiter=self.delimiter, strict=True)
        with refusals(self.name):
            next(rows)
            while True:
                start = lines.skipped + rows.line_num + 1
                try:
                    cells = next(rows)
                except StopIteration:
                    return
                except csv.Error as error:
                    yield self._quotes_fault(start, lines.skipped + rows.line_num, error)
                    continue
                if any(cells) and (cells[0].strip() or any(map(str.strip, cells))):
                    yield self._checked(start, cells)

    def _checked(self, line: int, cells: list[str]) -> Record | Fault:
        if len(cells) > self.width and not any(cells[self.width :]):
            del cells[self.width :]
        if len(cells) != self.width:
            return Fault(line, f"the row has {_cells(len(cells))}, the headings are {self.width}")
        cells.append("")
        return Record(line, cells)

    def _quotes_fault(self, start: int, end: int, error: csv.Error) -> Fault:
        if end > start or "unexpected end" in str(error):
            raise FileRefusedError(
                self.name,
                f"line {start}: a quote is opened in this row and not closed, so its end cannot be told",
            ) from error
        if "field limit" in str(error):
            return Fault(start, f"a cell is longer than {csv.field_size_limit():,} characters")
        return Fault(start, "the quotes of this row do not match")


def table_of(source: Source, layout: Layout) -> Table:
    """Find delimiter and columns from the first line that is not empty.

    Raises:
        FileRefusedError: the headings are missing, doubled or too many, or a required one is not there.
    """
    heading = next(iter(_without_leading_blanks(source.lines()).text), "")
    delimiter, names = _best_reading(heading, layout.known)
    if len(names) > MOST_COLUMNS:
        raise FileRefusedError(source.name, f"it has {len(names)} columns, at most {MOST_COLUMNS} are read")
    positions = {name: position for position, name in enumerate(names) if name in layout.known}
    missing = [column for column in layout.required if column not in positions]
    if missing:
        found = ", ".join(name[:30] for name in names[:10] if name)
        raise FileRefusedError(
            source.name,
            f"the first line must name the columns; missing: {', '.join(missing)}; found: {found or 'none'}",
        )
    for name in positions:
        if names.count(name) > 1:
            raise FileRefusedError(source.name, f"the column {name} stands there twice")
    unknown = tuple(name[:30] for name in names if name and name not in layout.known)
    return Table(source, layout, delimiter, positions, len(names), unknown)


class _Lines(NamedTuple):
    skipped: int
    text: Iterator[str]


def _without_leading_blanks(lines: Iterable[str]) -> _Lines:
    rest, skipped = iter(lines), 0
    for line in rest:
        if line.strip():
            return _Lines(skipped, chain([line], rest))
        skipped += 1
    return _Lines(skipped, rest)


def _best_reading(heading: str, known: frozenset[str]) -> tuple[str, list[str]]:
    readings = [(delimiter, _names(heading, delimiter)) for delimiter in _DELIMITERS]
    return max(readings, key=lambda reading: (len(known.intersection(reading[1])), len(reading[1])))


def _names(heading: str, delimiter: str) -> list[str]:
    """Return the headings as columns are compared: ``Client Ref`` is ``client_ref``."""
    try:
        cells: Sequence[str] = next(csv.reader([heading], delimiter=delimiter, strict=True))
    except csv.Error:
        return []
    return ["_".join(visible(cell).lower().replace("-", " ").split()) for cell in cells]


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"
