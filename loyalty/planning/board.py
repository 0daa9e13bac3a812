"""A board: how full each day of an agenda is while a plan is made; days are ordinals here."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import date

from loyalty.planning.agenda import Agenda

# What is carried over from the day before takes the place of a greeting on its last possible day, unless up
# to this much room is left on days of many greetings (a quarter of a day's room at most).
_SPARE, _SPARE_SHARE = 2, 4
# A colleague who stands in has clients of the own: what is dated may take half a day's room there.
_COVERED_SHARE = 2


class Board:
    """Counts the contacts of each day against its room."""

    def __init__(self, agenda: Agenda) -> None:
        self.days = [day.toordinal() for day in agenda.days]
        self._limit = dict.fromkeys(self.days, agenda.capacity)
        self._limit.update(dict.fromkeys(_ordinals(agenda.covered), agenda.capacity // _COVERED_SHARE))
        self._load = Counter({day.toordinal(): load for day, load in agenda.occupied.items()})
        self._regular = {day.toordinal(): load for day, load in agenda.regular.items()}
        self._working = frozenset(self.days)
        self.spare = min(_SPARE, agenda.capacity // _SPARE_SHARE)

    def working(self, first: int, last: int) -> list[int]:
        """Return the days on which the advisor works, from one to another, both included."""
        return self.days[bisect_left(self.days, first) : bisect_right(self.days, last)]

    def is_working(self, day: int) -> bool:
        """Tell whether the advisor works on a day to come."""
        return day in self._working

    def is_open(self, day: int) -> bool:
        """Tell whether the advisor, or a colleague who stands in, works on a day to come."""
        return self._limit.get(day, 0) > 0

    def has_room_for_occasion(self, day: int) -> bool:
        """Tell whether a day can take an occasion of its own: regular contacts that stand there give way."""
        return self._load[day] - self._regular.get(day, 0) < self._limit.get(day, 0)

    def has_room(self, day: int, *, spare: int = 0) -> bool:
        """Tell whether a day, the advisor's or a covered one, can take one more contact and some to spare."""
        return self._load[day] + spare < self._limit.get(day, 0)

    def room(self, days: Iterable[int]) -> int:
        """Return how many more contacts some days can take."""
        return sum(max(0, self._limit.get(day, 0) - self._load[day]) for day in days)

    def fullness(self, day: int) -> float:
        """Return how full a day with room is, 0 to 1."""
        return self._load[day] / self._limit[day]

    def load(self, day: int) -> int:
        """Return how many contacts a day has."""
        return self._load[day]

    def take(self, day: int) -> None:
        """Give a day one more contact."""
        self._load[day] += 1

    def release(self, day: int) -> None:
        """Take one contact from a day."""
        self._load[day] -= 1


def _ordinals(days: Iterable[date]) -> list[int]:
    return [day.toordinal() for day in days]
