"""A team as its lead sees it: how many clients of each level, who needs somebody, who works how much."""

from dataclasses import dataclass
from datetime import date, datetime

from loyalty.clients import ClientId
from loyalty.levels.levels import Cause, Level
from loyalty.people.people import PersonId


@dataclass(frozen=True, slots=True)
class LevelCounts:
    """How many clients have each level; those without one are long silent or new."""

    red: int = 0
    yellow: int = 0
    green: int = 0
    unlevelled: int = 0

    @property
    def levelled(self) -> int:
        """Return how many clients have a level."""
        return self.red + self.yellow + self.green


@dataclass(frozen=True, slots=True)
class TeamItem:
    """One client who needs somebody; ``advisor_name`` is empty when nobody looks after the client."""

    client_id: ClientId
    client_name: str
    level: Level
    cause: Cause
    advisor_name: str = ""


@dataclass(frozen=True, slots=True)
class TeamPage:
    """A page of the red and yellow clients of a team or of one advisor, the most urgent first.

    Attributes:
        name: of the teams, or of the advisor.
        items: at most as many as a page has.
        page: counted from 0.
        has_more: there is a further page.
    """

    name: str
    counts: LevelCounts
    items: tuple[TeamItem, ...] = ()
    page: int = 0
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class AdvisorLoad:
    """What the plan asks of an advisor.

    Attributes:
        needed, room: planned contacts a working day; ``needed`` is None before the first plan.
        is_too_much: the plan has contacts for which there is no day.
    """

    advisor_id: PersonId
    name: str
    needed: int | None
    room: int
    is_too_much: bool = False


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody who is off; ``cover_name`` is empty when nobody stands in."""

    person_id: PersonId
    name: str
    last_on: date
    cover_name: str = ""


@dataclass(frozen=True, slots=True)
class SilentClient:
    """Somebody whom nobody has been in touch with for long; ``last_at`` is None when nobody ever was."""

    client_id: ClientId
    client_name: str
    advisor_name: str
    last_at: datetime | None
