"""Finds the keys that come more than once in a file, in bounded memory however long the file is."""

import tempfile
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from storage.imports.cells import visible
from storage.imports.faults import Fault, FileRefusedError
from storage.imports.tables import Table

Key = tuple[str, ...]

# Half a million rows in memory, more in a temporary file; only hashes lie there, and only for this run.
_KEPT_BYTES = 4 << 20
_HASHES_A_BLOCK = 1 << 16
_KEYS_AT_ONCE = 250_000
_MOST_REPEATED = 1_000_000


@dataclass(frozen=True, slots=True)
class Survey:
    """What reading a table once told: how many rows, and hashes of the keys met more than once."""

    rows: int
    repeated: frozenset[int]


class FirstLines:
    """Tells of a key met again on which line it stood first; keeps only keys that may come again."""

    def __init__(self, repeated: frozenset[int]) -> None:
        self._repeated = repeated
        self._lines: dict[Key, int] = {}

    def before(self, key: Key, line: int) -> int | None:
        """Return the line on which the key stood first, None when this is the first time."""
        if hash(key) not in self._repeated:
            return None
        first = self._lines.setdefault(key, line)
        return None if first == line else first


def survey(table: Table, *, progress: Callable[[int], None]) -> Survey:
    """Read a table once; ``progress`` is told now and then how many rows were read.

    Raises:
        FileRefusedError: the rows cannot be told apart, or a million keys come more than once.
    """
    with tempfile.SpooledTemporaryFile(max_size=_KEPT_BYTES) as kept:
        rows, block, key_of = 0, array("q"), _key_reader(table)
        for record in table.records():
            rows += 1
            if isinstance(record, Fault):
                continue
            block.append(hash(key_of(record.cells)))
            if len(block) == _HASHES_A_BLOCK:
                kept.write(block.tobytes())
                progress(rows)
                del block[:]
        kept.write(block.tobytes())

        def blocks() -> Iterator["array[int]"]:
            kept.seek(0)
            while part := kept.read(_HASHES_A_BLOCK * block.itemsize):
                yield array("q", part)

        return Survey(rows, _repeated(blocks, rows=rows, name=table.name))


def _key_reader(table: Table) -> Callable[[list[str]], Key]:
    """Return what reads out of a row's cells what tells it from all others, as it will be stored."""
    positions = [table.position(column) for column in table.layout.key]
    forms = [table.layout.forms.get(column) for column in table.layout.key]
    if not any(forms):
        return lambda cells: tuple([visible(cells[position]) for position in positions])
    columns = list(zip(positions, forms, strict=True))

    def key(cells: list[str]) -> Key:
        seen = ((visible(cells[position]), form) for position, form in columns)
        return tuple([form(text) if form else text for text, form in seen])

    return key


def _repeated(blocks: Callable[[], Iterator["array[int]"]], *, rows: int, name: str) -> frozenset[int]:
    """Look at a part of the hashes at a time, so that a set of them stays small."""
    parts = rows // _KEYS_AT_ONCE + 1
    repeated: set[int] = set()
    for part in range(parts):
        seen: set[int] = set()
        for block in blocks():
            for key_hash in block:
                if key_hash % parts == part:
                    if key_hash in seen:
                        repeated.add(key_hash)
                    seen.add(key_hash)
            if len(repeated) > _MOST_REPEATED:
                raise FileRefusedError(
                    name, f"over {_MOST_REPEATED:,} rows repeat others: is it the right file?"
                )
    return frozenset(repeated)
