"""An absence: the days on which somebody does not work, and who stands in meanwhile."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

from loyalty.clientfields import ImpossibleDaysError
from loyalty.people.people import Person, PersonId

AbsenceId = NewType("AbsenceId", str)

# A longer one is a slip of the finger, or somebody whose clients should be given away for good.
LONGEST = timedelta(days=366)


class AbsenceState(StrEnum):
    """Where an absence stands; while it is active the colleague reaches the clients."""

    PLANNED = "planned"
    ACTIVE = "active"
    ENDED = "ended"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Absence:
    """Days off of one person, both ends included, in that person's own calendar.

    Attributes:
        covered_by: the colleague who reaches the person's clients meanwhile.
        set_by: who entered it.
    """

    id: AbsenceId
    person_id: PersonId
    starts_on: date
    ends_on: date
    state: AbsenceState = AbsenceState.PLANNED
    covered_by: PersonId | None = None
    set_by: PersonId | None = None


def local_day(person: Person, now: datetime) -> date:
    """Return the day it is where a person works."""
    return now.astimezone(ZoneInfo(person.hours.zone)).date()


def check_days(starts_on: date, ends_on: date, *, today: date) -> None:
    """Refuse days off that cannot be meant.

    Raises:
        ImpossibleDaysError: they end before they begin, are over already, or last longer than a year.
    """
    if ends_on < starts_on or ends_on < today or ends_on - starts_on > LONGEST:
        raise ImpossibleDaysError(f"{starts_on}/{ends_on}")
