"""Dated contacts: birthdays, festivals and anniversaries on their day, or the nearest working day before."""

from collections.abc import Iterator, Sequence
from datetime import date

from loyalty.planning.agenda import Agenda
from loyalty.planning.board import Board
from loyalty.planning.diary import Diary
from loyalty.planning.occasions import Occasion
from loyalty.planning.touchpoints import TouchpointKind
from loyalty.planning.values import LeftOut, Planned

# A greeting more than a week early is for another day.
_DAYS_EARLY = 7

_Wish = tuple[Diary, Occasion, int]


def place_occasions(board: Board, diaries: Sequence[Diary], agenda: Agenda) -> list[LeftOut]:
    """Give each occasion its day, birthdays first, then what was planned before; return what found none.

    The diaries come in the order in which they are served.
    """
    wishes = [
        (diary, occasion, agenda.day_of(occasion.on, diary.client.zone).toordinal())
        for diary in diaries
        for occasion in diary.client.occasions
    ]
    wishes.sort(key=lambda wish: wish[1].kind is not TouchpointKind.BIRTHDAY)
    waiting = [wish for wish in wishes if not _keep(board, *wish)]
    return [left for wish in waiting for left in _place(board, agenda, wish)]


def is_for(planned: Planned, occasion: Occasion) -> bool:
    """Tell whether a contact is planned for this very occasion."""
    return (planned.kind, planned.occasion, planned.occasion_on) == (
        occasion.kind,
        occasion.key,
        occasion.on,
    )


def _keep(board: Board, diary: Diary, occasion: Occasion, at: int) -> bool:
    """Leave a festival or anniversary where the last plan has it, so that others stay too."""
    planned = next((each for each in diary.client.planned if is_for(each, occasion)), None)
    if planned is None or occasion.kind is TouchpointKind.BIRTHDAY:
        # Birthdays are few: nothing but another birthday ever moves one from its day.
        return occasion.kind is TouchpointKind.BIRTHDAY and (
            _give_own_day(board, diary, occasion, at) or _give(board, diary, occasion, _days(at))
        )
    day = planned.day.toordinal()
    return day in _days(at) and _give(board, diary, occasion, [day])


def _place(board: Board, agenda: Agenda, wish: _Wish) -> Iterator[LeftOut]:
    diary, occasion, at = wish
    if (
        _give(board, diary, occasion, _days(at), spare=board.spare)
        or _give(board, diary, occasion, _days(at))
        or _give_own_day(board, diary, occasion, at)
    ):
        return
    if at < agenda.today.toordinal():
        return
    first, last = date.fromordinal(at - _DAYS_EARLY), date.fromordinal(at)
    any_day = any(board.is_open(day) for day in _days(at))
    yield LeftOut(diary.client.id, occasion.kind, 1, max(first, agenda.today), last, for_room=any_day)


def _days(at: int) -> range:
    return range(at, at - _DAYS_EARLY - 1, -1)


def _give(board: Board, diary: Diary, occasion: Occasion, days: Sequence[int], *, spare: int = 0) -> bool:
    day = next((day for day in days if board.has_room(day, spare=spare)), None)
    if day is not None:
        _put(board, diary, occasion, day)
    return day is not None


def _give_own_day(board: Board, diary: Diary, occasion: Occasion, at: int) -> bool:
    """Give an occasion its day, or the last open one before, whatever hellos stand there: they can wait."""
    day = next((day for day in _days(at) if board.is_open(day)), None)
    if day is None or not board.has_room_for_occasion(day):
        return False
    _put(board, diary, occasion, day)
    return True


def _put(board: Board, diary: Diary, occasion: Occasion, day: int) -> None:
    board.take(day)
    diary.take(day)
    diary.put(occasion.kind, day, occasion=occasion.key, on=occasion.on)
