"""Puts the pieces of a typed moment together and finds the moment they mean."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from loyalty.moments import chinese, english
from loyalty.moments.errors import (
    AmbiguousMomentError,
    FarMomentError,
    ImpossibleDayError,
    MissingTimeError,
    PastMomentError,
    UnreadableMomentError,
)
from loyalty.moments.pieces import Clock, Day, Part, Piece, Span
from loyalty.names.folding import simplified
from loyalty.people.clocks import WorkingHours, next_working_moment

_FARTHEST = timedelta(days=730)
_PIECES = (*chinese.PIECES, *english.PIECES)
_READ_CHARS = 300
# A time without its half of the day is one of the afternoon up to this hour: nobody plans for 3 at night.
_AFTERNOON_UNTIL = 6
_ENDS = " \t\n.,;:!?()。，、；：！？（）"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A moment as it was told, from one place of a text to another."""

    day: Day | None
    clock: Clock | None
    part: Part | None
    span: Span | None
    end: int


def moment_of(text: str, *, now: datetime, hours: WorkingHours) -> datetime:
    """Return the moment (UTC) that a text tells: ``tomorrow``, ``27 Nov 10:30``, 下周五下午三点.

    A weekday is the next one; without a time it is the start of work, and a day that is counted (``in two
    weeks``) moves to the next working one. Up to six, a time without its half of the day is of the afternoon.

    Raises:
        UnreadableMomentError: there is no moment in it, or more than one.
        AmbiguousMomentError: it may mean one of two days; both are its ``choices``.
        PastMomentError: it is over.
        MissingTimeError: it says today and no time.
        ImpossibleDayError: no such day or time.
        FarMomentError: more than two years ahead.
    """
    moment, rest = moment_and_rest(text, now=now, hours=hours)
    if rest:
        raise UnreadableMomentError
    return moment


def moment_and_rest(text: str, *, now: datetime, hours: WorkingHours) -> tuple[datetime, str]:
    """Return the moment (UTC) a text begins with and what follows it: ``Friday 3 pm send the catalogue``.

    Raises:
        MomentError: as ``moment_of`` does; a text that does not begin with a moment is unreadable.
    """
    plain = folded(text[:_READ_CHARS])
    spoken = spoken_at(plain, 0, today=_local(now, hours).date())
    if spoken is None:
        raise UnreadableMomentError
    rest = text[spoken.end :].strip(_ENDS)
    if rest[:1].isdigit():
        # "Friday 3 pm 10:30": what looks like one more time is no word of what to do.
        raise UnreadableMomentError
    return resolved(spoken, now=now, hours=hours), rest


def folded(text: str) -> str:
    """Return the text in plain small letters and simplified signs, each at the place of its original."""
    return simplified("".join(_folded_sign(sign) for sign in text))


def spoken_at(plain: str, place: int, *, today: date) -> Spoken | None:
    """Return the moment told from a place of a folded text on, None when none is told there.

    Raises:
        MomentError: a day or time that cannot be, or is over.
    """
    told: dict[type[Piece], Piece] = {}
    end = place
    while (found := _piece_at(plain, _after_gap(plain, end), today)) is not None:
        joined = _joined(told, found[0])
        if joined is None:
            break
        told, end = joined, found[1]
    if not told:
        return None
    day, clock, part, span = (told.get(kind) for kind in (Day, Clock, Part, Span))
    assert day is None or isinstance(day, Day)
    assert clock is None or isinstance(clock, Clock)
    assert part is None or isinstance(part, Part)
    assert span is None or isinstance(span, Span)
    return Spoken(day, clock, part, span, end)


def resolved(spoken: Spoken, *, now: datetime, hours: WorkingHours) -> datetime:
    """Return the moment (UTC) that was told.

    Raises:
        MomentError: it is ambiguous, over, too far ahead, or lacks its time.
    """
    moments = _meant(spoken, now=now, hours=hours)
    coming = tuple(sorted({each for each in moments if each > now}))
    if not coming:
        raise PastMomentError
    if coming[0] - now > _FARTHEST:
        raise FarMomentError
    if len(coming) > 1:
        raise AmbiguousMomentError(choices=coming)
    return coming[0]


def _meant(spoken: Spoken, *, now: datetime, hours: WorkingHours) -> list[datetime]:
    if spoken.span is not None:
        return [_whole_minute(now + spoken.span.length)]
    today = _local(now, hours).date()
    if spoken.clock is None and spoken.part is None:
        assert spoken.day is not None
        if spoken.day.days == (today,):
            raise MissingTimeError
        starts = [_at(day, hours.start, hours) for day in spoken.day.days]
        return [next_working_moment(each, hours) for each in starts] if spoken.day.counted else starts
    clock, days_later = _time_of(spoken.clock, spoken.part, hours)
    if spoken.day is not None:
        return [_at(day + timedelta(days=days_later), clock, hours) for day in spoken.day.days]
    at = _at(today + timedelta(days=days_later), clock, hours)
    return [at if at > now else _at(today + timedelta(days=days_later + 1), clock, hours)]


def _time_of(clock: Clock | None, part: Part | None, hours: WorkingHours) -> tuple[time, int]:
    """Return the local time, and the days to add for midnight, which ends a day."""
    if clock is None:
        return (hours.start if part is None or part.value is None else time(part.value)), 0
    hour = clock.hour
    if not clock.exact or part is Part.NIGHT:
        hour = _hour_in(clock.hour, part)
    return (time(0, clock.minute), 1) if hour == 24 else (time(hour, clock.minute), 0)


def _hour_in(hour: int, part: Part | None) -> int:
    if hour > 12:
        raise ImpossibleDayError
    match part:
        case Part.MORNING:
            return hour
        case Part.NIGHT:
            return hour % 12
        case Part.NOON:
            return hour if hour >= 10 else hour + 12
        case Part.AFTERNOON:
            return hour % 12 + 12
        case Part.EVENING:
            return hour + 12
        case _:
            return hour + 12 if 1 <= hour <= _AFTERNOON_UNTIL else hour


def _piece_at(plain: str, place: int, today: date) -> tuple[tuple[Piece, ...], int] | None:
    for shape, reader in _PIECES:
        found = shape.match(plain, place)
        if found:
            return reader(found, today), found.end()
    return None


def _joined(told: dict[type[Piece], Piece], more: tuple[Piece, ...]) -> dict[type[Piece], Piece] | None:
    """Return the pieces with more of them; None when they are no longer one moment: a span stands alone."""
    joined = dict(told)
    for piece in more:
        before = joined.get(type(piece))
        if isinstance(piece, Day) and isinstance(before, Day):
            joined[Day] = before.beside(piece)
        elif before is not None:
            return None
        else:
            joined[type(piece)] = piece
    return None if Span in joined and len(joined) > 1 else joined


def _after_gap(plain: str, place: int) -> int:
    found = english.BETWEEN.match(plain, place)
    return found.end() if found else place


def _at(day: date, clock: time, hours: WorkingHours) -> datetime:
    return datetime.combine(day, clock, ZoneInfo(hours.zone)).astimezone(UTC)


def _local(now: datetime, hours: WorkingHours) -> datetime:
    return now.astimezone(ZoneInfo(hours.zone))


def _whole_minute(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def _folded_sign(sign: str) -> str:
    plain = unicodedata.normalize("NFKC", sign)
    plain = plain if len(plain) == 1 else sign
    small = plain.lower()
    return small if len(small) == 1 else plain
