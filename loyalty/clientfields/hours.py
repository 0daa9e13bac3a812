"""Reads the hours of a working day, and a single clock time."""

import re
import unicodedata
from datetime import time
from typing import NamedTuple

from loyalty.clientfields.errors import BackwardHoursError, UnreadableHourError, UnreadableHoursError

_CLOCK = (
    r"(?P<{0}_half>am|pm|上午|早上|下午|晚上|中午)?\s*(?P<{0}_hour>\d{{1,2}})"
    r"(?:(?:[:.h]|点|时)\s*(?P<{0}_minute>\d{{2}}|半)?分?)?\s*(?P<{0}_after>am|pm|a\.m\.|p\.m\.)?"
)
_HOURS = re.compile(
    r"(?:from\s+|从)?"
    + _CLOCK.format("start")
    + r"\s*(?:-|–|—|~|to|until|till|到|至)+\s*"
    + _CLOCK.format("end"),
    re.IGNORECASE,
)
_HOUR = re.compile(r"(?:at\s+)?" + _CLOCK.format("at"), re.IGNORECASE)
_AFTERNOON = frozenset({"pm", "p.m.", "下午", "晚上", "中午"})
_MOST_CHARS = 60


class DayHours(NamedTuple):
    """Start and end of a working day, in the person's own zone; the end is not included."""

    start: time
    end: time


class _Clock(NamedTuple):
    hour: int
    minute: int
    half: str


def clock_of(text: str) -> DayHours:
    """Return the working day of a text like ``9:30-18:30``, ``9-18``, ``9am to 6pm``, ``上午9点到下午6点半``.

    An end below the start that names no half of the day is of the afternoon: ``9-6`` ends at 18:00.

    Raises:
        UnreadableHoursError: no two clock times.
        BackwardHoursError: the end is not after the start.
    """
    found = _HOURS.fullmatch(unicodedata.normalize("NFKC", text[:_MOST_CHARS]).strip())
    if not found or len(text) > _MOST_CHARS:
        raise UnreadableHoursError(text)
    start, end = _clock(found, "start"), _clock(found, "end")
    start_minutes, end_minutes = _minutes(start, text), _minutes(end, text)
    if end_minutes <= start_minutes and not end.half and start.hour < 12 and end.hour < 12:
        end_minutes += 12 * 60
    if end_minutes <= start_minutes:
        raise BackwardHoursError(text)
    return DayHours(_time(start_minutes), _time(end_minutes))


def hour_of(text: str) -> time:
    """Return the clock time of a text like ``8:30``, ``8.15 am``, ``早上8点半``.

    Raises:
        UnreadableHourError: no clock time, or more than one.
    """
    found = _HOUR.fullmatch(unicodedata.normalize("NFKC", text[:_MOST_CHARS]).strip())
    if not found or len(text) > _MOST_CHARS:
        raise UnreadableHourError(text)
    clock = _clock(found, "at")
    if clock.hour > 23 or clock.minute > 59:
        raise UnreadableHourError(text)
    return _time(_minutes(clock, text))


def _clock(found: re.Match[str], which: str) -> _Clock:
    minute = found[f"{which}_minute"] or "0"
    half = (found[f"{which}_half"] or found[f"{which}_after"] or "").lower()
    return _Clock(int(found[f"{which}_hour"]), 30 if minute == "半" else int(minute), half)


def _minutes(clock: _Clock, text: str) -> int:
    hour = clock.hour
    if clock.half in _AFTERNOON:
        hour += 12 if hour < 12 else 0
    elif clock.half and hour == 12:
        hour = 0
    if clock.minute > 59 or hour * 60 + clock.minute > 24 * 60:
        raise UnreadableHoursError(text)
    return hour * 60 + clock.minute


def _time(minutes: int) -> time:
    # A day that ends at midnight ends one minute before it: a time knows no 24:00.
    hour, minute = divmod(min(minutes, 24 * 60 - 1), 60)
    return time(hour, minute)
