"""A moment that was chosen: one of the usual ones, one meant by words, or typed in words."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.desk import Desk
from loyalty.moments import Later, later_moment, moment_and_rest, start_of_work

_LOOKED_AHEAD = timedelta(days=60)


def chosen_moment(desk: Desk, moment: str) -> datetime:
    """Return the moment (UTC) that a button stands for: a usual one or one in ISO form."""
    if moment in {each.value for each in Later}:
        return later_moment(Later(moment), now=desk.now, hours=desk.person.hours, days_off=_days_off(desk))
    return datetime.fromisoformat(moment)


def typed_moment(desk: Desk) -> tuple[datetime, str]:
    """Return the moment (UTC) that a typed answer begins with, and what follows it.

    Raises:
        MomentError: there is none, or it cannot be taken.
    """
    return moment_and_rest(desk.incoming.text.strip(), now=desk.now, hours=desk.person.hours)


def working_day_after(desk: Desk, days: int) -> datetime:
    """Return the start of work (UTC) so many days from now, days off left out."""
    day = desk.now.astimezone(ZoneInfo(desk.person.hours.zone)).date() + timedelta(days=days)
    return start_of_work(day, desk.person.hours, days_off=_days_off(desk))


def _days_off(desk: Desk) -> frozenset[date]:
    today = desk.now.astimezone(ZoneInfo(desk.person.hours.zone)).date()
    return desk.store.absences.days_off(desk.person.id, today, today + _LOOKED_AHEAD)
