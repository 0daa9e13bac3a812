"""Contact days: the contacts of an advisor by the day on which they are told, and where one may be moved."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from loyalty.clients import Client
from loyalty.touchpoints import Touchpoint, TouchpointKind

# So many other days are offered for a contact: more would not fit under a message.
_DAYS_OFFERED = 9


@dataclass(frozen=True, slots=True)
class DayContact:
    """One contact on its day; ``day`` is of the advisor's own calendar, today for what is carried over."""

    day: date
    touchpoint: Touchpoint
    client: Client

    @property
    def may_move(self) -> bool:
        """Tell whether it can be given another day; a promise is put off by its own reminder."""
        return self.touchpoint.kind is not TouchpointKind.PROMISE

    @property
    def is_dated(self) -> bool:
        """Tell whether it belongs to an occasion."""
        return self.touchpoint.kind.is_dated


def days_offered(
    contact: DayContact, *, rooms: Mapping[date, int], unwanted: Collection[date]
) -> tuple[date, ...]:
    """Return the other days a contact can be given, those next to its own first chosen, in order.

    Never a full day, nor one on which the client has a contact already; an occasion is not greeted after its
    day.

    Args:
        rooms: how many more contacts the working days to come have room for.
    """
    last = contact.touchpoint.occasion_on if contact.is_dated else None
    free = [
        day
        for day, room in rooms.items()
        if room > 0 and day != contact.day and day not in unwanted and (last is None or day <= last)
    ]
    nearest = sorted(free, key=lambda day: (abs((day - contact.day).days), day))
    return tuple(sorted(nearest[:_DAYS_OFFERED]))
