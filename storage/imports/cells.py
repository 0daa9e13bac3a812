"""Reads single cells: text without invisible signs, days, amounts, currencies."""

import re
import unicodedata
from datetime import date
from functools import lru_cache

from storage.imports.faults import BadCellError

MOST_CHARS = 100
"""The most a reference, a category or a country may have."""

MOST_AMOUNT = 1e12

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_PLAIN_DAY = re.compile(r"(\d{4})()(\d{2})(\d{2})")
_CHINESE_DAY = re.compile(r"(\d{4})()\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_DOTTED_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_FIRST_YEAR = 1900

_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_GROUPED = re.compile(r"-?\d{1,3}(?:[,'’ ]\d{3})+(?:\.\d+)?")
_CONTINENTAL = re.compile(r"-?(?:\d+|\d{1,3}(?:[.'’ ]\d{3})+),\d{1,2}|-?\d{1,3}(?:\.\d{3}){2,}")
_GROUPS = re.compile(r"[,'’ ]")
_CONTINENTAL_GROUPS = re.compile(r"[.'’ ]")
_CURRENCY = re.compile(r"[A-Z]{3}")


def visible(text: str) -> str:
    """Return a cell on one line without surrounding spaces and invisible signs, else as it was typed."""
    if text.isascii() and text.isprintable():
        return text.strip()
    # NUL, direction marks, zero width and unassigned signs: databases and eyes are misled by them.
    kept = (" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join("".join(kept).split())


def short_text(text: str, column: str) -> str:
    """Return the visible text of a cell.

    Raises:
        BadCellError: it is longer than any reference or category.
    """
    seen = visible(text)
    if len(seen) > MOST_CHARS:
        raise BadCellError(f"{column} is longer than {MOST_CHARS} characters")
    return seen


def required_text(text: str, column: str) -> str:
    """Return the visible text of a cell that must not be empty.

    Raises:
        BadCellError: it is empty or too long.
    """
    seen = visible(text)
    if not 0 < len(seen) <= MOST_CHARS:
        raise BadCellError(
            f"{column} is longer than {MOST_CHARS} characters" if seen else f"{column} is empty"
        )
    return seen


def day_of(text: str, column: str, *, latest: date) -> date:
    """Return the day of ``2011-12-09``, also with slashes or dots, a time after it, or as ``09.12.2011``.

    Raises:
        BadCellError: anything else, a day that does not exist, before 1900 or after ``latest``.
    """
    seen = required_text(text, column)
    day = _day(seen)
    if day is None:
        raise BadCellError(f"{column} {_quoted(seen)} cannot be read as a day: write it as 2011-12-09")
    if day.year < _FIRST_YEAR:
        raise BadCellError(f"{column} {day} lies before {_FIRST_YEAR}")
    if day > latest:
        raise BadCellError(f"{column} {day} lies in the future")
    return day


def amount_of(text: str, column: str) -> float:
    """Return a number like ``1234.50``, ``1,234.50``, ``1.234,50`` or ``1 234,5``.

    Raises:
        BadCellError: anything else.
    """
    seen = required_text(text, column)
    if _PLAIN.fullmatch(seen):
        amount = float(seen)
    elif _GROUPED.fullmatch(seen):
        amount = float(_GROUPS.sub("", seen))
    elif _CONTINENTAL.fullmatch(seen):
        amount = float(_CONTINENTAL_GROUPS.sub("", seen).replace(",", "."))
    else:
        raise BadCellError(f"{column} {_quoted(seen)} is no number: write it as 1234.50")
    if abs(amount) > MOST_AMOUNT:
        raise BadCellError(f"{column} {_quoted(seen)} is beyond any price")
    return amount


@lru_cache(maxsize=256)
def currency_of(text: str) -> str | None:
    """Return a code of ISO 4217, None for an empty cell.

    Raises:
        BadCellError: it is no three letters.
    """
    seen = visible(text).upper()
    if seen and not _CURRENCY.fullmatch(seen):
        raise BadCellError(f"currency {_quoted(seen)} is no code of three letters such as EUR")
    return seen or None


# Days and currencies repeat from row to row.
@lru_cache(maxsize=8192)
def _day(seen: str) -> date | None:
    try:
        if found := _YEAR_FIRST.fullmatch(seen) or _PLAIN_DAY.fullmatch(seen) or _CHINESE_DAY.fullmatch(seen):
            return date(int(found[1]), int(found[3]), int(found[4]))
        # With slashes it may be either way round (9 December, 12 September): those are not guessed.
        if found := _DOTTED_DAY.fullmatch(seen):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
    return None


def _quoted(seen: str) -> str:
    return f"“{seen[:30]}…”" if len(seen) > 30 else f"“{seen}”"
