"""Mornings: when the one message a day comes, once on each working day whatever the clocks do."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, islice
from zoneinfo import ZoneInfo

from loyalty.people.clocks import WorkingHours

# Longer than the longest absence and a holiday beside it.
_DAYS_SEARCHED = 500


def is_working_day(day: date, hours: WorkingHours, *, days_off: Collection[date]) -> bool:
    """Tell whether somebody with these hours works on a day."""
    return day.weekday() in hours.workdays and day not in days_off


def morning_of(day: date, hours: WorkingHours, *, at: time | None) -> datetime:
    """Return the moment (UTC) of a day's message: at the hour chosen, else when work starts.

    An hour that a change of summer time leaves out comes an hour later; one that comes twice counts once.
    """
    return datetime.combine(day, at or hours.start, ZoneInfo(hours.zone)).astimezone(UTC)


def next_morning(
    after: datetime, hours: WorkingHours, *, at: time | None = None, days_off: Collection[date] = ()
) -> datetime:
    """Return the first moment (UTC) of a message strictly after ``after`` on a working day.

    Days off are days of the person's own calendar. Who never works within 500 days hears after those.
    """
    today = after.astimezone(ZoneInfo(hours.zone)).date()
    days = (today + timedelta(days=number) for number in islice(count(), _DAYS_SEARCHED))
    mornings = (
        morning_of(day, hours, at=at) for day in days if is_working_day(day, hours, days_off=days_off)
    )
    last = morning_of(today + timedelta(days=_DAYS_SEARCHED), hours, at=at)
    return next((morning for morning in mornings if morning > after), last)


def is_morning(
    now: datetime,
    hours: WorkingHours,
    *,
    at: time | None,
    days_off: Collection[date],
    last_on: date | None,
) -> bool:
    """Tell whether the message of today is to go out now.

    It comes from its moment on and, should it be late, as long as the day's work lasts (an hour chosen after
    work: as long as the day lasts). ``last_on`` is the day of the last message: no day has two, whatever
    becomes of the zone.
    """
    today = now.astimezone(ZoneInfo(hours.zone)).date()
    if not is_working_day(today, hours, days_off=days_off) or (last_on is not None and last_on >= today):
        return False
    morning = morning_of(today, hours, at=at)
    end = datetime.combine(today, hours.end, ZoneInfo(hours.zone)).astimezone(UTC)
    return morning <= now and (now < end or morning >= end)
