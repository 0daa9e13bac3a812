"""Reads days off as people type them: a day, or a span of days."""

import re
import unicodedata
from datetime import date, timedelta

from loyalty.clientfields import FieldError, UnreadableDaysError, birthday_of

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


def days_of(text: str, *, today: date) -> tuple[date, date | None]:
    """Return the first and the last day of a text like ``1 Dec``, ``1-5 Dec``, ``12月1日到5日``.

    A day without a year is the next one on or after ``today``; without a second day the last one is None.

    Raises:
        UnreadableDaysError: no day is found, or several may be meant.
    """
    typed = _PREFIX.sub("", unicodedata.normalize("NFKC", text[: _MOST_CHARS + 1]).strip().lower())
    if len(typed) > _MOST_CHARS:
        raise UnreadableDaysError(text)
    parts = _parts(typed)
    if not 1 <= len(parts) <= 2:
        raise UnreadableDaysError(text)
    first = _day(parts[0], on_or_after=today, text=text, today=today)
    if len(parts) == 1:
        return first, None
    return first, _day(parts[1], on_or_after=first, text=text, today=today)


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


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
