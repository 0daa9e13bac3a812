"""Relief: on which other days the contacts of a day that is too much find room."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date

# So many days take one contact each before any takes another: a relief that fills tomorrow is none.
_DAYS_SHARING = 5


def relieved(unwanted: Sequence[Collection[date]], *, rooms: Mapping[date, int]) -> list[date | None]:
    """Return for each contact the day it goes to; None when no day has room for it.

    Args:
        unwanted: for each contact, the most important first, the days on which its client has one already.
        rooms: how many more contacts each day to come has room for.
    """
    taken: Counter[date] = Counter()
    days: list[date | None] = []
    for others in unwanted:
        free = [day for day in sorted(rooms) if taken[day] < rooms[day] and day not in others]
        sharing = free[:_DAYS_SHARING]
        day = min(sharing, key=lambda each: (taken[each], each), default=None)
        if day is not None:
            taken[day] += 1
        days.append(day)
    return days
