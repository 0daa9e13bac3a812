"""Reads days and times that people type in English and Chinese: ``Friday 3 pm``, 下周五下午三点."""

from loyalty.moments.choices import Later, later_moment, start_of_work
from loyalty.moments.errors import (
    AmbiguousMomentError,
    FarMomentError,
    ImpossibleDayError,
    MissingTimeError,
    MomentError,
    PastMomentError,
    UnreadableMomentError,
)
from loyalty.moments.notes import Promised, promised_in
from loyalty.moments.reading import moment_and_rest, moment_of
from loyalty.moments.requests import Asked, asked_reminder

__all__ = [
    "AmbiguousMomentError",
    "Asked",
    "FarMomentError",
    "ImpossibleDayError",
    "Later",
    "MissingTimeError",
    "MomentError",
    "PastMomentError",
    "Promised",
    "UnreadableMomentError",
    "asked_reminder",
    "later_moment",
    "moment_and_rest",
    "moment_of",
    "promised_in",
    "start_of_work",
]
