"""Clocks that count an advisor's working hours, or calendar days, across changes of summer time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from loyalty.errors import InvalidFactError, InvalidHoursError, NaiveMomentError

_HALF, _LATE = 0.5, 0.8


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When somebody works: local times of the IANA zone on ``workdays`` (0 is Monday), the end not included.

    Raises:
        InvalidHoursError: no working day, or the end not after the start.
    """

    zone: str
    start: time
    end: time
    workdays: frozenset[int]

    def __post_init__(self) -> None:
        if not self.workdays or not self.workdays <= set(range(7)):
            raise InvalidHoursError(f"workdays {sorted(self.workdays)}")
        if self.end <= self.start:
            raise InvalidHoursError(f"{self.start} to {self.end}")


def _shifts(at: datetime, hours: WorkingHours) -> Iterator[tuple[datetime, datetime]]:
    """Yield the working stretches (UTC) that end after ``at``, soonest first, without end."""
    zone = ZoneInfo(hours.zone)
    day = _in_utc(at).astimezone(zone).date()
    while True:
        if day.weekday() in hours.workdays:
            start = datetime.combine(day, hours.start, zone).astimezone(UTC)
            end = datetime.combine(day, hours.end, zone).astimezone(UTC)
            # A change of summer time inside the hours can leave a stretch of nothing.
            if max(start, at) < end:
                yield start, end
        day += timedelta(days=1)


def _in_utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise NaiveMomentError(at)
    return at.astimezone(UTC)


def next_working_moment(at: datetime, hours: WorkingHours) -> datetime:
    """Return ``at`` itself when it is working time, else the next start of work, in UTC."""
    start, _ = next(_shifts(at, hours))
    return max(start, _in_utc(at))


def add_working_time(opened_at: datetime, length: timedelta, hours: WorkingHours) -> datetime:
    """Return the moment (UTC) at which ``length`` of working time has passed since ``opened_at``.

    Raises:
        InvalidFactError: ``length`` is negative.
    """
    if length < timedelta(0):
        raise InvalidFactError("length", length)
    shifts = _shifts(opened_at, hours)
    start, end = next(shifts)
    begin, left = max(start, _in_utc(opened_at)), length
    while left > end - begin:
        left -= end - begin
        begin, end = next(shifts)
    return begin + left


def working_time_between(start: datetime, end: datetime, hours: WorkingHours) -> timedelta:
    """Return the working time from ``start`` to ``end``; nothing when the end comes first."""
    total = timedelta(0)
    for shift_start, shift_end in takewhile(lambda shift: shift[0] < end, _shifts(start, hours)):
        total += max(timedelta(0), min(shift_end, _in_utc(end)) - max(shift_start, _in_utc(start)))
    return total


def due_after_days(opened_at: datetime, days: int, hours: WorkingHours) -> datetime:
    """Return the same local time ``days`` calendar days later, moved to the next working moment, in UTC."""
    local = _in_utc(opened_at).astimezone(ZoneInfo(hours.zone)) + timedelta(days=days)
    return next_working_moment(local, hours)


def _moment(
    opened_at: datetime, due_at: datetime, share: float, hours: WorkingHours, *, in_working_time: bool
) -> datetime:
    if in_working_time:
        return add_working_time(opened_at, share * working_time_between(opened_at, due_at, hours), hours)
    return _in_utc(opened_at) + share * (due_at - opened_at)


def warning_times(
    opened_at: datetime, due_at: datetime, hours: WorkingHours, *, in_working_time: bool
) -> tuple[datetime, datetime]:
    """Return the moments (UTC) at which 50 % and 80 % of the clock have run.

    A clock that is not in working time warns at the next working moment if that still lies before ``due_at``.
    """
    moments = []
    for share in (_HALF, _LATE):
        moment = _moment(opened_at, due_at, share, hours, in_working_time=in_working_time)
        moved = next_working_moment(moment, hours)
        moments.append(moved if moved < due_at else moment)
    return moments[0], moments[1]


def restarted(
    moment: datetime, *, stopped_at: datetime, goes_on_at: datetime, hours: WorkingHours | None = None
) -> datetime:
    """Return when a clock that would run out at ``moment`` does so when it stands still for a while.

    The time it had left when it stopped is left again when it goes on. With ``hours`` the clock is counted in
    working time, else in plain time. A moment at the start of work stays at a start of work.
    """
    if hours is None:
        return _in_utc(goes_on_at) + (moment - stopped_at)
    left = working_time_between(stopped_at, moment, hours)
    first, last = sorted((stopped_at, goes_on_at))
    if left == timedelta(0) or working_time_between(first, last, hours) == timedelta(0):
        return max(_in_utc(moment), _in_utc(goes_on_at))
    found = add_working_time(goes_on_at, left, hours)
    return next_working_moment(found, hours) if _starts_work(moment, hours) else found


def _starts_work(moment: datetime, hours: WorkingHours) -> bool:
    start, _ = next(_shifts(moment, hours))
    return start == _in_utc(moment)


def a_working_day_later(moment: datetime, hours: WorkingHours) -> datetime:
    """Return the moment (UTC) when as much working time has passed as a full day of work has."""
    day_on = _in_utc(moment).date()
    day = datetime.combine(day_on, hours.end, UTC) - datetime.combine(day_on, hours.start, UTC)
    return add_working_time(moment, day, hours)


def escalates_at(
    due_at: datetime,
    *,
    warned_at: datetime,
    acted_at: datetime | None,
    length: timedelta,
    hours: WorkingHours | None = None,
) -> datetime:
    """Return when the lead hears of a step: when due, or 20 % of its clock after the last act if later.

    Only an act after ``warned_at``, the 80 % warning, postpones. ``length`` is that of the clock; with
    ``hours`` it is counted in working time, else in plain time.
    """
    if acted_at is None or acted_at < warned_at:
        return _in_utc(due_at)
    grace = (1 - _LATE) * length
    later = acted_at + grace if hours is None else add_working_time(acted_at, grace, hours)
    return max(_in_utc(due_at), _in_utc(later))
