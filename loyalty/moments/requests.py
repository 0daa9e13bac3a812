"""Reads a text that asks to be reminded: ``remind me to call Lin Yue tomorrow at 9:30``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from loyalty.moments.errors import MomentError, UnreadableMomentError
from loyalty.moments.notes import STARTS, tidied
from loyalty.moments.reading import Spoken, folded, resolved, spoken_at
from loyalty.people.clocks import WorkingHours

_REQUEST = re.compile(
    r"\s*(?:(?:please|pls|can you|could you|hey|and)[\s,]+)*"
    r"(?:remind me\b|(?:set|create|add|make) (?:me )?a reminder\b|reminder(?=\s*:))|"
    r"\s*(?:请|麻烦|帮我|到时|到时候|记得)*(?:提醒(?:我|一下我?)|设(?:个|一个)?提醒)"
)
_GAPS = " \t\n,，:："
_READ_CHARS = 2_000
_WHAT_CHARS = 160


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks to be reminded of.

    Attributes:
        at: when (UTC); None when it is not told, or cannot be taken.
        what: the words without the time.
        error: why the moment told cannot be taken.
    """

    at: datetime | None
    what: str
    error: MomentError | None = None


def asked_reminder(
    text: str, *, now: datetime, hours: WorkingHours, names: Sequence[tuple[int, int]] = ()
) -> Asked | None:
    """Return what a text that begins by asking to be reminded asks for, None for any other text.

    Day and time may stand apart; two days are no moment. ``names`` are the places of clients' names, which
    tell no time.
    """
    text = text[:_READ_CHARS]
    plain = folded(text)
    for start, end in names:
        plain = plain[:start] + " " * (min(end, len(plain)) - start) + plain[end:]
    today = now.astimezone(ZoneInfo(hours.zone)).date()
    request = _REQUEST.search(plain)
    if request is None:
        return None
    told: list[tuple[int, Spoken]] = []
    spoken: Spoken | None = None
    try:
        before = plain[: request.start()]
        told = _told(before, 0, today=today)
        if before[told[-1][1].end if told else 0 :].strip(_GAPS):
            return None
        told += _told(plain, request.end(), today=today)
        spoken = _joined([each for _, each in told])
        at = resolved(spoken, now=now, hours=hours) if spoken else None
        error: MomentError | None = UnreadableMomentError() if told and spoken is None else None
    except MomentError as problem:
        at, error = None, problem
    places = [(start, each.end) for start, each in told if start >= request.end()]
    # A moment that cannot be taken is no word of what to do either.
    return Asked(at, _what(text, request.end(), places if spoken else ()), error)


def _told(plain: str, start: int, *, today: date) -> list[tuple[int, Spoken]]:
    told: list[tuple[int, Spoken]] = []
    for found in STARTS.finditer(plain, start):
        if told and found.start() < told[-1][1].end:
            continue
        spoken = spoken_at(plain, found.start(), today=today)
        if spoken is not None:
            told.append((found.start(), spoken))
    return told


def _joined(told: Sequence[Spoken]) -> Spoken | None:
    """Return the one moment that the pieces tell together: a day here, its time there."""
    if len(told) < 2:
        return told[0] if told else None
    days = [each.day for each in told if each.day]
    clocks = [each.clock for each in told if each.clock]
    parts = [each.part for each in told if each.part]
    if any(each.span for each in told) or max(len(days), len(clocks), len(parts)) > 1:
        return None
    return Spoken(
        day=next(iter(days), None),
        clock=next(iter(clocks), None),
        part=next(iter(parts), None),
        span=None,
        end=told[-1].end,
    )


def _what(text: str, start: int, times: Sequence[tuple[int, int]]) -> str:
    pieces = []
    for begin, end in times:
        pieces.append(text[start:begin])
        start = end
    return tidied(" ".join([*pieces, text[start:]]))[:_WHAT_CHARS]
