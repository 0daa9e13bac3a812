"""Contact days: the contacts of an advisor by the day on which they are told, and where one may be moved."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loyalty.clients import Client, ClientId
from loyalty.planning.occasions import Occasion
from loyalty.planning.touchpoints import Touchpoint, TouchpointKind

# So many other days are offered for a contact: more would not fit under a message.
_DAYS_OFFERED = 9
_SWAPS_OFFERED = 8


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


@dataclass(frozen=True, slots=True)
class UnplacedOccasion:
    """An occasion of a client for which the plan found no day."""

    client_name: str
    occasion: Occasion


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


def swaps_offered(
    contact: DayContact,
    others: Sequence[DayContact],
    *,
    today: date,
    busy: Mapping[ClientId, Collection[date]],
) -> tuple[DayContact, ...]:
    """Return the contacts that can change days with one, those on the nearest days first chosen, in order.

    Full days take part: each keeps its number of contacts. Today takes none, since its brief has been told;
    nobody gets two contacts on a day, and occasions and promises keep their days.

    Args:
        busy: the days on which clients have contacts; one who is absent has none.
    """
    if contact.is_dated or not contact.may_move or contact.day <= today:
        return ()
    free = [
        each
        for each in others
        if each.may_move
        and not each.is_dated
        and each.day > today
        and each.day != contact.day
        and each.client.id != contact.client.id
        and each.day not in busy.get(contact.client.id, ())
        and contact.day not in busy.get(each.client.id, ())
    ]
    nearest = sorted(free, key=lambda each: (abs((each.day - contact.day).days), each.day, each.client.name))
    return tuple(sorted(nearest[:_SWAPS_OFFERED], key=lambda each: (each.day, each.client.name)))
