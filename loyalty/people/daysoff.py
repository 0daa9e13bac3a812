"""Reads days off as people type them: a day, or a span of days."""

import re
import unicodedata
from datetime import date, timedelta

from loyalty.clientfields import FieldError, ImpossibleDaysError, UnreadableDaysError, birthday_of

_RELATIVE = {
    "today": 0,
    "tomorrow": 1,
    "今天": 0,
    "明天": 1,
    "后天": 2,
}
# "1-5 Dec", "1 to 5 December", "Dec 1-5": the month is said once for both days.
_MONTH_LAST = re.compile(
    r"(?P<first>\d{1,2})\s*(?:-|–|—|~|to|until)\s*(?P<last>\d{1,2})\s*(?P<month>[a-z]{3,9}\.?)"
)
_MONTH_FIRST = re.compile(
    r"(?P<month>[a-z]{3,9}\.?)\s*(?P<first>\d{1,2})\s*(?:-|–|—|~|to)\s*(?P<last>\d{1,2})"
)
_CHINESE = re.compile(
    r"(?P<month>\d{1,2}月)\s*(?P<first>\d{1,2})[日号]?\s*(?:-|–|—|~|至|到)\s*(?P<last>\d{1,2})[日号]?"
)
_BETWEEN = re.compile(r"\s*(?:–|—|~|～|/|至|到)\s*|\s+(?:-|to|until|till)\s+")
_PREFIX = re.compile(r"^(?:from|从)\s*")
_MOST_CHARS = 60
_YEAR = re.compile(r"\d{4}")
# "20 Dec to 5 Jan" is meant over New Year, "20 Dec to 18 Dec" is a slip.
_AROUND_NEW_YEAR = timedelta(days=183)


def days_of(text: str, *, today: date, since: date | None = None) -> tuple[date, date | None]:
    """Return the first and the last day of a text like ``1 Dec``, ``1-5 Dec``, ``12月1日到5日``.

    A day without a year is the next one on or after ``today``; without a second day the last one is None.
    ``since`` is the first day off when the text is to tell the last.

    Raises:
        UnreadableDaysError: no day is found, or several may be meant.
        ImpossibleDaysError: the days are back to front.
    """
    typed = _PREFIX.sub("", unicodedata.normalize("NFKC", text[: _MOST_CHARS + 1]).strip().lower())
    if len(typed) > _MOST_CHARS:
        raise UnreadableDaysError(text)
    parts = _parts(typed)
    if not 1 <= len(parts) <= 2:
        raise UnreadableDaysError(text)
    first = _day(parts[0], on_or_after=since or today, text=text, today=today)
    if len(parts) == 1:
        _check_order(parts[0], since or first, first)
        return first, None
    last = _day(parts[1], on_or_after=first, text=text, today=today)
    _check_order(parts[1], first, last)
    return first, last


def _parts(typed: str) -> list[str]:
    for shape in (_MONTH_LAST, _MONTH_FIRST, _CHINESE):
        if found := shape.fullmatch(typed):
            month = found["month"]
            return [
                f"{month} {found['first']}".replace("月 ", "月"),
                f"{month} {found['last']}".replace("月 ", "月"),
            ]
    return _BETWEEN.split(typed)


def _day(typed: str, *, on_or_after: date, text: str, today: date) -> date:
    if typed in _RELATIVE:
        return today + timedelta(days=_RELATIVE[typed])
    try:
        read = birthday_of(typed)
        if read.year is not None:
            return date(read.year, read.month, read.day)
        # 29 February is the next one that exists.
        years = range(on_or_after.year, on_or_after.year + 9)
        days = (_existing(year, read.month, read.day) for year in years)
        return next(day for day in days if day is not None and day >= on_or_after)
    except (FieldError, StopIteration) as error:
        raise UnreadableDaysError(text) from error


def _check_order(typed: str, first: date, last: date) -> None:
    """Refuse a last day that lies within another year only because it lies before the first."""
    if last - first > _AROUND_NEW_YEAR and not _YEAR.search(typed):
        raise ImpossibleDaysError(f"{first}/{last}")


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
