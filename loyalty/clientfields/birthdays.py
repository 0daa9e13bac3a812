"""Reads birthdays, with or without a year."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass

from loyalty.clientfields.errors import (
    AmbiguousBirthdayError,
    ImpossibleBirthdayError,
    LunarBirthdayError,
    UnreadableBirthdayError,
)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_GAP = r"[\s,./-]*"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"{_DAY}{_GAP}(?:of\s+)?{_MONTH}(?:{_GAP}{_YEAR})?",
        rf"{_MONTH}{_GAP}(?:the\s+)?{_DAY}(?:(?:\s*,\s*|\s+|[./-]){_YEAR})?",
        rf"{_YEAR}\s*[-/.]\s*(?P<month>\d{{1,2}})\s*[-/.]\s*(?P<day>\d{{1,2}})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"--(?P<month>\d{2})-?(?P<day>\d{2})",
        rf"(?:{_YEAR}\s*年\s*)?(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*[日号]?",
    )
)
_EITHER_WAY = re.compile(rf"(?P<first>\d{{1,2}})\s*[-/.]\s*(?P<second>\d{{1,2}})\.?(?:\s*[-/.]?\s*{_YEAR})?")
_LUNAR = re.compile(r"农历|農曆|阴历|陰曆|旧历|lunar|正月|腊月|臘月|闰|初[一二三四五六七八九十]")
_NUMERALS = re.compile(r"[〇零一二三四五六七八九十廿卅]+")
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0}
# Nobody older than this is looked after; a year far ahead is a slip of the finger.
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_MOST_CHARS = 40


@dataclass(frozen=True, slots=True)
class Birthday:
    """A day of the year, and the year of birth when it is known.

    Raises:
        ImpossibleBirthdayError: no such day; 29 February is one when the year is not known.
    """

    month: int
    day: int
    year: int | None = None

    def __post_init__(self) -> None:
        year = 2000 if self.year is None else self.year
        possible = _FIRST_YEAR <= year <= _LAST_YEAR and 1 <= self.month <= 12
        if not possible or not 1 <= self.day <= monthrange(year, self.month)[1]:
            raise ImpossibleBirthdayError(str(self))

    def __str__(self) -> str:
        # Without a year as vCard writes it (RFC 6350, BDAY), so that it can be read back.
        if self.year is None:
            return f"--{self.month:02}{self.day:02}"
        return f"{self.year:04}-{self.month:02}-{self.day:02}"


def birthday_of(text: str) -> Birthday:
    """Return the birthday of a text like ``3 Dec``, ``December 3, 1980``, ``1980-12-03``, ``12月3日``.

    Raises:
        AmbiguousBirthdayError: ``12/3`` may be March or December; both are its ``choices``.
        LunarBirthdayError: a date of the lunar calendar.
        ImpossibleBirthdayError: 31 June, or a year before 1900.
        UnreadableBirthdayError: anything else.
    """
    typed = unicodedata.normalize("NFKC", text[:_MOST_CHARS]).strip().lower()
    if len(text) > _MOST_CHARS:
        raise UnreadableBirthdayError(text)
    if _LUNAR.search(typed):
        raise LunarBirthdayError(text)
    typed = _NUMERALS.sub(lambda numeral: _digits(numeral[0]), typed)
    for shape in _SHAPES:
        if found := shape.fullmatch(typed):
            return _birthday(found.groupdict(), text)
    if found := _EITHER_WAY.fullmatch(typed):
        return _either_way(found, text)
    raise UnreadableBirthdayError(text)


def _birthday(parts: dict[str, str | None], text: str) -> Birthday:
    month, day, year = parts["month"] or "", int(parts["day"] or 0), parts.get("year")
    number = int(month) if month.isdigit() else _month_of(month)
    if number is None:
        raise UnreadableBirthdayError(text)
    return Birthday(number, day, int(year) if year else None)


def _month_of(word: str) -> int | None:
    if word == "sept":
        return 9
    if word in _MONTHS:
        return _MONTHS.index(word) + 1
    return _LONG_MONTHS.index(word) + 1 if word in _LONG_MONTHS else None


def _either_way(found: re.Match[str], text: str) -> Birthday:
    first, second = int(found["first"]), int(found["second"])
    year = int(found["year"]) if found["year"] else None
    if first > 12 or first == second:
        return Birthday(second, first, year)
    if second > 12:
        return Birthday(first, second, year)
    choices = (str(Birthday(second, first, year)), str(Birthday(first, second, year)))
    raise AmbiguousBirthdayError(text, choices=choices)


def _digits(numeral: str) -> str:
    """Turn 十二, 三十一, 廿五 or 一九八〇 into digits."""
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    if "十" not in numeral:
        return "".join(str(_DIGITS[sign]) for sign in numeral)
    tens, _, ones = numeral.partition("十")
    if "十" in ones or len(tens) > 1 or len(ones) > 1:
        return numeral
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))
