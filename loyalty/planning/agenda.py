"""An agenda: the days on which one advisor can be given contacts, and how full they are already."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from loyalty.days.mornings import is_working_day, morning_of
from loyalty.people.clocks import WorkingHours
from loyalty.planning.cadence import month_of, quarter_of

# At least five weeks are planned ahead, so that a plan does not end with the quarter.
HORIZON = timedelta(days=35)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The planner's view of one advisor's calendar; all days are of the advisor's zone.

    Attributes:
        brief_at: local time at which the day's contacts are told.
        capacity: how many contacts a day has room for.
        days: the days that can still be given contacts, in order: working days that are not days off.
        covered: days off on which a colleague takes what is dated.
        occupied: contacts that stand on a day already and that the planner may not move.
        regular: those of them that give way to an occasion on its day, hellos and reviews.
    """

    hours: WorkingHours
    brief_at: time
    capacity: int
    today: date
    horizon: date
    days: tuple[date, ...]
    covered: tuple[date, ...] = ()
    occupied: Mapping[date, int] = field(default_factory=lambda: MappingProxyType({}))
    regular: Mapping[date, int] = field(default_factory=lambda: MappingProxyType({}))

    def moment(self, day: date) -> datetime:
        """Return when (UTC) the contacts of a day are told."""
        return morning_of(day, self.hours, at=self.brief_at)

    def span(self, first: date, last: date, zone: str | None) -> tuple[date, date]:
        """Return the days whose working hours lie within two days of another zone, both included."""
        if zone is None or zone == self.hours.zone:
            return first, last
        there, here = ZoneInfo(zone), ZoneInfo(self.hours.zone)
        opens = datetime.combine(first, time(), there).astimezone(here)
        closes = datetime.combine(last + timedelta(days=1), time(), there).astimezone(here)
        late = timedelta(days=opens.time() > self.hours.start)
        early = timedelta(days=closes.time() < self.hours.end)
        return opens.date() + late, closes.date() - early

    def day_of(self, on: date, zone: str | None) -> date:
        """Return the day on which it is noon of a day in another zone: some working hours fall within it."""
        if zone is None or zone == self.hours.zone:
            return on
        noon = datetime.combine(on, time(12), ZoneInfo(zone))
        return noon.astimezone(ZoneInfo(self.hours.zone)).date()


def horizon_of(today: date) -> date:
    """Return the last day to plan: the end of the quarter, and of the month five weeks ahead."""
    return max(quarter_of(today)[1], month_of(today + HORIZON)[1])


def agenda_of(
    hours: WorkingHours,
    *,
    now: datetime,
    capacity: int,
    brief_at: time | None = None,
    told_on: date | None = None,
    days_off: Collection[date] = (),
    covered: Collection[date] = (),
    occupied: Mapping[date, int] | None = None,
    regular: Mapping[date, int] | None = None,
) -> Agenda:
    """Return the agenda from the next brief on: what a brief has told cannot be planned any more.

    What waits since earlier days counts today as long as today's work lasts, then on the next day to come.

    Args:
        now: aware UTC.
        told_on: the day of the last brief.
        days_off: days of the advisor's calendar on which nobody works.
        covered: those of them on which a colleague stands in.
        occupied: contacts that stand on days already.
        regular: those of them that the cadence asked for.
    """
    told_at = brief_at or hours.start
    today = now.astimezone(ZoneInfo(hours.zone)).date()
    works_on = is_working_day(today, hours, days_off=days_off) and now < _end_of(today, hours, told_at)
    is_told = told_on is not None and told_on >= today
    first = today if works_on and not is_told else today + timedelta(days=1)
    horizon = horizon_of(today)
    coming = [first + timedelta(days=number) for number in range((horizon - first).days + 1)]
    days = tuple(day for day in coming if is_working_day(day, hours, days_off=days_off))
    standing_on = (today, *days) if works_on and is_told else days
    return Agenda(
        hours=hours,
        brief_at=told_at,
        capacity=capacity,
        today=today,
        horizon=horizon,
        days=days,
        # The brief that tells what is covered today is the colleague's.
        covered=tuple(sorted(day for day in covered if day >= today and day.weekday() in hours.workdays)),
        occupied=_standing(occupied or {}, standing_on),
        regular=_standing(regular or {}, standing_on),
    )


def _end_of(day: date, hours: WorkingHours, told_at: time) -> datetime:
    end = datetime.combine(day, max(hours.end, told_at), ZoneInfo(hours.zone))
    return end.astimezone(UTC)


def _standing(occupied: Mapping[date, int], days: Sequence[date]) -> Mapping[date, int]:
    """Return what stands on each day; what waits on a day that nobody works waits for the next one."""
    standing: dict[date, int] = {}
    for day, contacts in occupied.items():
        at = next((each for each in days if each >= day), day)
        standing[at] = standing.get(at, 0) + contacts
    return standing
