"""Opens a file of the CRM, plain or packed, as lines of text; refuses what is no text or absurdly large."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader, TextIOWrapper
from pathlib import Path

from storage.imports.encodings import encoding_of
from storage.imports.faults import FileRefusedError

MOST_BYTES = 2 << 30
"""The most a file may hold, unpacked; the purchases of 4,000 clients in a year take 3 MB."""

MOST_LINE_CHARS = 1 << 18

# Deflate packs at most 1,032 to 1; lists of purchases come to 5 or 10 to 1.
_MOST_RATIO = 200
_NO_BOMB_BYTES = 16 << 20
_BLOCK_BYTES = 1 << 18
_GZIP = b"\x1f\x8b"
_KINDS = {
    b"PK": "this is an Excel workbook or a zip file: save it as CSV (UTF-8) first",
    b"\xd0\xcf\x11\xe0": "this is an old Excel workbook: save it as CSV (UTF-8) first",
    b"%PDF": "this is a PDF, not a table",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A text file found readable from the first byte to the last.

    Attributes:
        encoding: the codec by its Python name.
    """

    path: Path
    encoding: str
    packed: bool

    @property
    def name(self) -> str:
        """What the file is called in sentences."""
        return self.path.name

    def lines(self) -> Iterator[str]:
        """Read the lines with their ends.

        Raises:
            FileRefusedError: a line is longer than any row, or the file changed meanwhile.
        """
        with refusals(self.name), _opened(self.path, packed=self.packed) as binary:
            text = TextIOWrapper(binary, encoding=self.encoding, newline="")
            number = 0
            while line := text.readline(MOST_LINE_CHARS):
                number += 1
                if len(line) == MOST_LINE_CHARS:
                    raise FileRefusedError(
                        self.name, f"line {number} is longer than {MOST_LINE_CHARS:,} characters"
                    )
                yield line


def source_of(path: Path) -> Source:
    """Read a file once from end to end and tell how to read it.

    Raises:
        FileRefusedError: it is missing, empty, cut off, too large, or no text in an allowed encoding.
    """
    name = path.name
    with refusals(name):
        if not path.is_file():
            raise FileRefusedError(name, "there is no such file" if not path.exists() else "this is no file")
        with path.open("rb") as binary:
            start = binary.read(4)
        packed = start.startswith(_GZIP)
        for magic, reason in _KINDS.items():
            if start.startswith(magic):
                raise FileRefusedError(name, reason)
        if _measure(path, packed=packed) == 0:
            raise FileRefusedError(name, "the file is empty")
        encoding = encoding_of(_block_reader(path, packed=packed))
    if encoding is None:
        raise FileRefusedError(name, "this is no text in UTF-8, UTF-16 or GB18030: save it as CSV (UTF-8)")
    return Source(path, encoding, packed)


@contextmanager
def refusals(name: str) -> Iterator[None]:
    """Turn what reading a file can fail with into a refusal of that file."""
    try:
        yield
    except EOFError as error:
        raise FileRefusedError(name, "the packed file is cut off: copy it again") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise FileRefusedError(name, "the packed file is damaged: copy it again") from error
    except OSError as error:
        raise FileRefusedError(name, f"it cannot be read: {error.strerror or 'input error'}") from error
    except UnicodeError as error:
        raise FileRefusedError(name, "the file changed while it was read: start again") from error


def _measure(path: Path, *, packed: bool) -> int:
    """Return how many bytes a file holds, unpacked; stops early where there are absurdly many."""
    stored, unpacked = path.stat().st_size, 0
    for block in _block_reader(path, packed=packed)():
        unpacked += len(block)
        if unpacked > MOST_BYTES:
            raise FileRefusedError(path.name, f"it holds more than {MOST_BYTES >> 30} GB: import it in parts")
        if unpacked > _NO_BOMB_BYTES and unpacked > stored * _MOST_RATIO:
            raise FileRefusedError(
                path.name, f"it unpacks to over {_MOST_RATIO} times its size: no list does"
            )
    return unpacked


def _block_reader(path: Path, *, packed: bool) -> Callable[[], Iterator[bytes]]:
    def read() -> Iterator[bytes]:
        with _opened(path, packed=packed) as binary:
            while block := binary.read(_BLOCK_BYTES):
                yield block

    return read


def _opened(path: Path, *, packed: bool) -> BufferedReader:
    return BufferedReader(gzip.GzipFile(path)) if packed else path.open("rb")
