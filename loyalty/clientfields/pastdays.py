"""Reads a day that has been, with or without a year."""

import re
import unicodedata
from calendar import isleap
from datetime import date, timedelta

from loyalty.clientfields.birthdays import Birthday, birthday_of
from loyalty.clientfields.errors import (
    AmbiguousBirthdayError,
    ComingDayError,
    UnreadableBirthdayError,
    UnreadableDayError,
)

_DAYS_AGO = {
    **{"today": 0, "yesterday": 1, "the day before yesterday": 2},
    **{"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2},
}
_SINCE = re.compile(r"^(?:since|from|on|自从|自|从)\s*|(?:以?起|开始)$")
_MOST_CHARS = 60


def past_day_of(text: str, *, today: date) -> date:
    """Return the day of a text like ``12 May 2026``, ``today``, ``since 3 Dec``, 昨天, ``5月12日``.

    A day without a year is the last one up to and including ``today``.

    Raises:
        AmbiguousBirthdayError: ``12/3`` may be March or December, both past: its ``choices``.
        ComingDayError: the day is after ``today``.
        UnreadableDayError: no day is found.
        FieldError: of birthdays, for a day that does not exist or of the lunar calendar.
    """
    typed = unicodedata.normalize("NFKC", text[: _MOST_CHARS + 1]).strip().lower()
    if len(typed) > _MOST_CHARS:
        raise UnreadableDayError(text)
    typed = _SINCE.sub("", typed).strip()
    if typed in _DAYS_AGO:
        return today - timedelta(days=_DAYS_AGO[typed])
    try:
        return _been(birthday_of(typed), text, today=today)
    except UnreadableBirthdayError as error:
        raise UnreadableDayError(text) from error
    except AmbiguousBirthdayError as error:
        return _only_been(error.choices, text, today=today)


def _only_been(choices: tuple[str, ...], text: str, *, today: date) -> date:
    days = {_last(birthday_of(choice), today=today) for choice in choices}
    been = sorted(day for day in days if day <= today)
    if not been:
        raise ComingDayError(text)
    if len(been) > 1:
        raise AmbiguousBirthdayError(text, choices=tuple(day.isoformat() for day in been))
    return been[0]


def _been(read: Birthday, text: str, *, today: date) -> date:
    day = _last(read, today=today)
    if day > today:
        raise ComingDayError(text)
    return day


def _last(read: Birthday, *, today: date) -> date:
    if read.year is not None:
        return date(read.year, read.month, read.day)
    year = today.year if (read.month, read.day) <= (today.month, today.day) else today.year - 1
    if (read.month, read.day) == (2, 29):
        # 29 February is the last one that existed.
        year = next(each for each in range(year, year - 9, -1) if isleap(each))
    return date(year, read.month, read.day)
