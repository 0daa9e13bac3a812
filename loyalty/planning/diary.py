"""A diary: what one client has and is given while a plan is made; days are ordinals here."""

from bisect import bisect_left, insort
from datetime import date

from loyalty.planning.agenda import Agenda
from loyalty.planning.cadence import DAYS_APART, LEAST_DAYS_APART
from loyalty.planning.touchpoints import TouchpointKind
from loyalty.planning.values import Planned, PlanningClient

_NEVER = 365


class Diary:
    """The days of one client: those taken, and those the plan gives."""

    def __init__(self, client: PlanningClient, agenda: Agenda) -> None:
        self.client = client
        self.apart = DAYS_APART[client.tier]
        self.placed: list[Planned] = []
        # What waits since before today will be a contact of today.
        standing = [max(day, agenda.today) for day in client.open_days]
        reviews = [max(day, agenda.today) for day in client.open_review_days]
        contacts = (*client.contact_days, *client.review_days, *standing, *reviews)
        self._taken = sorted({day.toordinal() for day in contacts})
        self._counted_there = [day.toordinal() for day in client.contact_days]
        self._counted_here = [day.toordinal() for day in standing]

    def counted(self, there: tuple[date, date], here: tuple[int, int]) -> int:
        """Return how many contacts count into a period, given in the client's days and in the advisor's."""
        first, last = (day.toordinal() for day in there)
        return sum(first <= day <= last for day in self._counted_there) + sum(
            here[0] <= day <= here[1] for day in self._counted_here
        )

    def is_free(self, day: int) -> bool:
        """Tell whether a contact on a day keeps the least distance to all others."""
        return self.distance(day) >= LEAST_DAYS_APART

    def distance(self, day: int) -> int:
        """Return the days to the nearest other contact, a year when there is none."""
        taken, place = self._taken, bisect_left(self._taken, day)
        after = taken[place] - day if place < len(taken) else _NEVER
        before = day - taken[place - 1] if place > 0 else _NEVER
        return min(before, after)

    def kept(self, *kinds: TouchpointKind) -> list[Planned]:
        """Return what the last plan held of some kinds, soonest first."""
        return sorted((each for each in self.client.planned if each.kind in kinds), key=lambda each: each.day)

    def take(self, day: int) -> None:
        """Keep a day as taken."""
        insort(self._taken, day)

    def release(self, day: int) -> None:
        """Let go of a taken day."""
        self._taken.remove(day)

    def put(
        self, kind: TouchpointKind, day: int, *, occasion: str | None = None, on: date | None = None
    ) -> None:
        """Plan a contact on a day that is taken for it."""
        self.placed.append(Planned(self.client.id, kind, date.fromordinal(day), occasion, on))
        if on is not None:
            self._counted_here.append(day)
