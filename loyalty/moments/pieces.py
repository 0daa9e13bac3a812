"""The pieces a moment is told in, and the calendar both languages share."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from loyalty.moments.errors import ImpossibleDayError, PastMomentError

# A date without a year that passed less than this ago is a slip; one longer ago is meant for next year.
_JUST_PASSED = timedelta(days=92)


class Part(Enum):
    """A part of the day; the value is the hour it begins at when no time is told, None: start of work."""

    MORNING = None
    NIGHT = 0
    NOON = 12
    AFTERNOON = 14
    EVENING = 20


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or the two days that the words may mean.

    Attributes:
        counted: from today, instead of named.
        weekday: it is told by its weekday alone (0 is Monday), which may stand beside its date.
    """

    days: tuple[date, ...]
    counted: bool = False
    weekday: int | None = None

    def beside(self, other: "Day") -> "Day":
        """Return the day that two words tell together: ``Fri 27 Nov``.

        Raises:
            ImpossibleDayError: they tell two different days.
        """
        first, second = (self, other) if other.weekday is None else (other, self)
        days = tuple(day for day in second.days if day.weekday() == first.weekday)
        if first.weekday is None or not days:
            raise ImpossibleDayError
        return Day(days, counted=second.counted)


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time; ``exact`` when the half of the day is told with it."""

    hour: int
    minute: int
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A time from now on."""

    length: timedelta


Piece = Day | Clock | Span | Part


def in_days(today: date, days: int) -> Day:
    """Return the day so many days from today."""
    return Day((today + timedelta(days=days),), counted=True)


def in_months(today: date, months: int) -> Day:
    """Return the same day so many months later, the last one where the month is shorter."""
    years, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return Day((date(years, month + 1, min(today.day, monthrange(years, month + 1)[1])),), counted=True)


def coming_weekday(today: date, weekday: int) -> date:
    """Return the first such weekday after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def weekday_of_week(today: date, weekday: int, *, weeks: int) -> date:
    """Return a weekday of the week so many weeks from this one; weeks begin on Monday."""
    return today + timedelta(days=weekday - today.weekday() + 7 * weeks)


def day_of_year(today: date, month: int, day: int, year: int | None = None) -> date:
    """Return a date; without a year the next one.

    Raises:
        ImpossibleDayError: there is no such day.
        PastMomentError: it is over, or without a year has just passed.
    """
    found = _date(today.year if year is None else year, month, day)
    if found >= today:
        return found
    if year is not None or today - found < _JUST_PASSED:
        raise PastMomentError
    return _date(today.year + 1, month, day)


def day_of_month(today: date, day: int) -> date:
    """Return the next day with this number: ``the 27th``.

    Raises:
        ImpossibleDayError: no month has it.
    """
    if not 1 <= day <= 31:
        raise ImpossibleDayError
    year, month = today.year, today.month
    while day > monthrange(year, month)[1] or date(year, month, day) < today:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return date(year, month, day)


def day_of_coming_month(today: date, day: int, *, months: int) -> date:
    """Return the day with a number of this month or of one after it.

    Raises:
        ImpossibleDayError: the month has no such day.
    """
    years, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return _date(years, month + 1, day)


def last_of_month(today: date) -> date:
    """Return the last day of this month."""
    return today.replace(day=monthrange(today.year, today.month)[1])


def either_way(today: date, first: int, second: int, year: int | None) -> Day:
    """Return the day of ``27/11`` or ``11/27``; two days where both can be meant.

    Raises:
        ImpossibleDayError: neither is a day.
        PastMomentError: the day is over.
    """
    if first > 12 or first == second:
        return Day((day_of_year(today, second, first, year),))
    if second > 12:
        return Day((day_of_year(today, first, second, year),))
    found = []
    for month, day in ((second, first), (first, second)):
        try:
            found.append(day_of_year(today, month, day, year))
        except PastMomentError:
            continue
    if not found:
        raise PastMomentError
    return Day(tuple(sorted(found)))


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ImpossibleDayError from error
