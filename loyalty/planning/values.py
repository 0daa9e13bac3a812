"""What the planner is given of a client, and what it returns."""

from dataclasses import dataclass
from datetime import date, datetime

from loyalty.clients import ClientId, Tier
from loyalty.levels.levels import Level
from loyalty.planning.occasions import Occasion
from loyalty.planning.touchpoints import TouchpointKind


@dataclass(frozen=True, slots=True)
class Planned:
    """One contact planned: a day of the advisor's own calendar; ``occasion_on`` is one of the client's."""

    client_id: ClientId
    kind: TouchpointKind
    day: date
    occasion: str | None = None
    occasion_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlanningClient:
    """A client as the planner sees one; days are of the client's calendar unless said otherwise.

    Attributes:
        zone: IANA name; None: that of the advisor.
        since: the day on which the client was added; a period begun before owes its share only.
        has_cadence: False for a client who is dormant.
        contact_days: days of logged contacts, and of those skipped or said to be done; reviews left out.
        open_days: the advisor's days on which contacts stand that the planner may not move: reminded, put
            off, promised.
        review_days: days of reviews of the relationship, whatever became of them.
        open_review_days: the advisor's days on which those stand that the planner may not move.
        occasions: the occasions nobody has dealt with.
        planned: what the last plan holds for the client and may be moved.
    """

    id: ClientId
    tier: Tier
    since: date
    zone: str | None = None
    level: Level | None = None
    has_cadence: bool = True
    contact_days: tuple[date, ...] = ()
    open_days: tuple[date, ...] = ()
    review_days: tuple[date, ...] = ()
    open_review_days: tuple[date, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    planned: tuple[Planned, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Contacts a client is owed that did not fit between two days of the advisor, both included.

    Attributes:
        for_room: the days are full; otherwise the client's contacts would follow each other too closely, or
            no working day is left.
    """

    client_id: ClientId
    kind: TouchpointKind
    contacts: int
    first: date
    last: date
    for_room: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of one advisor.

    Attributes:
        contacts: soonest first, then by client.
        needed: contacts a working day over the next four weeks, or the fullest four weeks planned, with those
            that found no room.
        room: contacts a working day has room for.
    """

    contacts: tuple[Planned, ...]
    left_out: tuple[LeftOut, ...]
    needed: float
    room: int

    @property
    def without_room(self) -> int:
        """Return how many contacts found no room."""
        return sum(each.contacts for each in self.left_out if each.for_room)


@dataclass(frozen=True, slots=True)
class PlanLoad:
    """The figures of an advisor's last plan: "needs 12 a day, room for 10".

    Attributes:
        needed, room: contacts a working day, over the next four weeks.
        without_room: contacts that found no room at all.
        planned_at: aware UTC.
    """

    needed: int
    room: int
    without_room: int
    planned_at: datetime

    @property
    def is_too_much(self) -> bool:
        """Tell whether the plan needs more than there is room for."""
        return self.without_room > 0 and self.needed > self.room
