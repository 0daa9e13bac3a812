"""The usual moments to be reminded at, each one tap."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from loyalty.people.clocks import WorkingHours, next_working_moment

# "Tonight" is when the shop is quieter but nobody has gone to bed.
_TONIGHT = time(20)
_AN_HOUR = timedelta(hours=1)


class Later(StrEnum):
    """When to be reminded (again); the hours are the advisor's own."""

    HOUR = "hour"
    TONIGHT = "tonight"
    TOMORROW = "tomorrow"
    WEEK = "week"


def later_moment(
    choice: Later, *, now: datetime, hours: WorkingHours, days_off: Collection[date] = ()
) -> datetime:
    """Return when a choice falls: an hour from now, this evening at eight, or the start of a working day.

    After eight in the evening "tonight" is an hour from now too.
    """
    if choice is Later.HOUR:
        return now + _AN_HOUR
    local = now.astimezone(ZoneInfo(hours.zone))
    if choice is Later.TONIGHT:
        tonight = local.replace(hour=_TONIGHT.hour, minute=0, second=0, microsecond=0)
        return tonight if tonight > local else now + _AN_HOUR
    return start_of_work(
        local.date() + timedelta(days=1 if choice is Later.TOMORROW else 7), hours, days_off=days_off
    )


def start_of_work(day: date, hours: WorkingHours, *, days_off: Collection[date] = ()) -> datetime:
    """Return when work starts (UTC) on a day, or on the first one after it that is worked."""
    zone = ZoneInfo(hours.zone)
    moment = next_working_moment(datetime.combine(day, hours.start, zone), hours)
    while moment.astimezone(zone).date() in days_off:
        next_day = moment.astimezone(zone).date() + timedelta(days=1)
        moment = next_working_moment(datetime.combine(next_day, time(), zone), hours)
    return moment
