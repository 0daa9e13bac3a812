"""Regular contacts: those the cadence asks for, evenly over the months, with the review of each quarter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from zlib import crc32

from loyalty.planning.agenda import Agenda
from loyalty.planning.board import Board
from loyalty.planning.cadence import LEAST_DAYS_APART, Period, is_reviewed, month_of, periods, quarter_of
from loyalty.planning.diary import Diary
from loyalty.planning.spacing import cheapest_days, most_days
from loyalty.planning.touchpoints import TouchpointKind
from loyalty.planning.values import LeftOut

# A full day weighs as much as ten contacts put where they fit worst among the client's others.
_FULLNESS, _CLOSENESS = 10.0, 2.0
_MONTH_NEARLY_OVER = timedelta(days=10)


@dataclass(slots=True)
class _Need:
    """What one client is owed in one period: days from ``first`` to ``last`` of the advisor, ordinals."""

    diary: Diary
    first: int
    last: int
    hellos: int
    review: bool
    wished_apart: float
    days: list[int] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.hellos + self.review

    @property
    def missing(self) -> int:
        return self.count - len(self.days)


def place_regular(board: Board, diaries: Sequence[Diary], agenda: Agenda) -> list[LeftOut]:
    """Give clients of one tier the contacts they are owed; return what found no day.

    First all keep what the last plan gave them, then what is missing is placed. Where the days cannot hold it
    all, everybody is served in turns, in the order of the diaries.
    """
    needs: dict[date, list[_Need]] = {}
    for diary in diaries:
        if diary.client.has_cadence:
            for period in periods(
                diary.client.tier, first=agenda.today, last=agenda.horizon, since=diary.client.since
            ):
                needs.setdefault(period.first, []).append(_need(diary, period, agenda))
    left_out: list[LeftOut] = []
    for _, group in sorted(needs.items()):
        for need in group:
            _keep(board, need)
        # What one cannot use goes round again, until nobody finds another day.
        while sum(_fill(board, need, share) for need, share in _shares(board, group)):
            pass
        for need in group:
            left_out += _written(board, need)
    return left_out


def _need(diary: Diary, period: Period, agenda: Agenda) -> _Need:
    client = diary.client
    first, last = agenda.span(period.first, period.last, client.zone)
    here = first.toordinal(), last.toordinal()
    hellos = max(0, period.contacts - diary.counted((period.first, period.last), here))
    return _Need(
        diary=diary,
        first=max(here[0], agenda.today.toordinal()),
        last=here[1],
        hellos=hellos,
        review=is_reviewed(client.tier) and period.first == _review_month(diary, period, agenda),
        wished_apart=(here[1] - here[0] + 1) / max(4, period.contacts + 1),
    )


def _review_month(diary: Diary, period: Period, agenda: Agenda) -> date | None:
    """Return the first day of the month with the review of the client's quarter; None when it had one."""
    client = diary.client
    first, last = quarter_of(period.first)
    if any(first <= day <= last for day in client.review_days) or client.since > first:
        return None
    months = [month_of(date(first.year, first.month + number, 1))[0] for number in range(3)]
    for planned in diary.kept(TouchpointKind.REVIEW):
        if first <= planned.day <= last:
            return month_of(planned.day)[0]
    # Spread over the quarter, the same month for the same client each time; what a month lacks is made up.
    chosen = months[crc32(client.id.encode()) % 3]
    return max(chosen, min(months[-1], month_of(agenda.today + _MONTH_NEARLY_OVER)[0]))


def _keep(board: Board, need: _Need) -> None:
    """Leave days of the last plan as they are, as far as they are still needed and still possible."""
    planned = need.diary.kept(TouchpointKind.HELLO, TouchpointKind.REVIEW)
    days = [each.day.toordinal() for each in planned if need.first <= each.day.toordinal() <= need.last]
    possible = [day for day in days if board.is_working(day) and board.has_room(day)]
    # When fewer are needed than before, a contact has just been made: the soonest are dropped.
    for day in reversed(possible):
        if need.missing > 0 and board.has_room(day) and need.diary.is_free(day):
            _take(board, need, day)


def _shares(board: Board, needs: Sequence[_Need]) -> list[tuple[_Need, int]]:
    """Return how many more contacts each need may get, in turns when there is not room for all."""
    first, last = min(need.first for need in needs), max(need.last for need in needs)
    room = board.room(board.working(first, last))
    missing = [need.missing for need in needs]
    shares = missing if sum(missing) <= room else [0] * len(needs)
    for turn in range(max(missing) if shares is not missing else 0):
        for place, wanted in enumerate(missing):
            if wanted > turn and room > 0:
                shares[place] += 1
                room -= 1
    return [(need, share) for need, share in zip(needs, shares, strict=True) if share > 0]


def _fill(board: Board, need: _Need, share: int) -> int:
    """Give a need up to ``share`` more days; return how many more it has now."""
    had = len(need.days)
    found = _chosen(board, need, share)
    if len(found) < share and need.days:
        # The days kept may stand in the way of a better set.
        kept = list(need.days)
        for day in kept:
            _release(board, need, day)
        anew = _chosen(board, need, len(kept) + share)
        found = anew if len(anew) > len(kept) + len(found) else [*kept, *found]
    for day in found:
        _take(board, need, day)
    return len(need.days) - had


def _chosen(board: Board, need: _Need, count: int) -> list[int]:
    """Return the best days for up to ``count`` contacts, as far apart as the number allows."""
    days: dict[int, int] = {}
    for day in board.working(need.first, need.last):
        if board.has_room(day) and need.diary.is_free(day):
            days[day] = need.diary.distance(day)
    apart = need.diary.apart
    while True:
        far = [day for day, distance in days.items() if distance >= apart]
        possible = most_days(far, count, apart=apart)
        if possible == count or apart == LEAST_DAYS_APART:
            return _best(board, need, far, possible, apart=apart)
        apart -= 1


def _best(board: Board, need: _Need, days: Sequence[int], count: int, *, apart: int) -> list[int]:
    if count == 0:
        return []
    segment = (days[-1] - days[0] + 1) / count
    unwelcome = {}
    for day in days:
        closeness = max(0.0, 1 - need.diary.distance(day) / need.wished_apart)
        unwelcome[day] = _FULLNESS * board.fullness(day) + _CLOSENESS * closeness

    def cost(number: int, day: int) -> float:
        ideal = days[0] + (number + 0.5) * segment
        return unwelcome[day] + (abs(day - ideal) / segment if count > 1 else 0.0)

    return cheapest_days(days, count, apart=apart, cost=cost)


def _take(board: Board, need: _Need, day: int) -> None:
    board.take(day)
    need.diary.take(day)
    need.days.append(day)


def _release(board: Board, need: _Need, day: int) -> None:
    board.release(day)
    need.diary.release(day)
    need.days.remove(day)


def _written(board: Board, need: _Need) -> Iterator[LeftOut]:
    """Write the days found into the diary and yield what found none."""
    days = sorted(need.days)
    review = _review_day(need, days) if need.review else None
    for day in days:
        need.diary.put(TouchpointKind.REVIEW if day == review else TouchpointKind.HELLO, day)
    if need.missing == 0:
        return
    without_review = need.review and review is None
    for_room = _without_room(board, need)
    first, last = date.fromordinal(need.first), date.fromordinal(need.last)
    kind = TouchpointKind.REVIEW if without_review and need.missing == 1 else TouchpointKind.HELLO
    for contacts, full in ((for_room, True), (need.missing - for_room, False)):
        if contacts:
            yield LeftOut(need.diary.client.id, kind, contacts, first, last, for_room=full)


def _review_day(need: _Need, days: Sequence[int]) -> int | None:
    planned = {each.day.toordinal() for each in need.diary.kept(TouchpointKind.REVIEW)}
    kept = next((day for day in days if day in planned), None)
    if kept is not None or need.missing > 0:
        return kept
    return days[len(days) // 2]


def _without_room(board: Board, need: _Need) -> int:
    """Return how many of the missing contacts would have found a day, were no day full."""
    for day in need.days:
        need.diary.release(day)
    days = [day for day in board.working(need.first, need.last) if need.diary.is_free(day)]
    possible = most_days(days, need.count, apart=LEAST_DAYS_APART)
    for day in need.days:
        need.diary.take(day)
    return min(need.missing, max(0, possible - len(need.days)))
