"""Spacing: which days to choose for several contacts of one client, apart from each other."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

Cost = Callable[[int, int], float]
"""Given which of the contacts it is, from 0, and a day: how unwelcome that day is."""


def most_days(days: Sequence[int], count: int, *, apart: int) -> int:
    """Return how many of ``count`` days that keep their distance can be chosen at most; ``days`` rise."""
    chosen, last = 0, None
    for day in days:
        if chosen == count:
            break
        if last is None or day - last >= apart:
            chosen, last = chosen + 1, day
    return chosen


def cheapest_days(days: Sequence[int], count: int, *, apart: int, cost: Cost) -> list[int]:
    """Return the ``count`` days of least total cost that keep their distance; ``days`` rise.

    There must be as many (``most_days``). Of equal costs the earlier days win.
    """
    # For each day the number of days far enough before it.
    before = [bisect_right(days, day - apart) for day in days]
    # best[i]: cost of the contacts placed so far when only the first i days are used; back: where they end.
    infinite = float("inf")
    best = [0.0] * (len(days) + 1)
    ends: list[list[int]] = []
    for number in range(count):
        least, end = [infinite], [-1]
        for place, day in enumerate(days):
            total = best[before[place]]
            if total < infinite and (total := total + cost(number, day)) < least[-1] - 1e-9:
                least.append(total)
                end.append(place)
            else:
                least.append(least[-1])
                end.append(end[-1])
        best = least
        ends.append(end)
    chosen: list[int] = []
    used = len(days)
    for end in reversed(ends):
        place = end[used]
        chosen.append(days[place])
        used = before[place]
    return chosen[::-1]
