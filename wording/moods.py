"""Moods as they are shown: a face with its word, and how sure it is."""

from enum import StrEnum

from loyalty.facts.interactions import MoodReading, MoodSource
from loyalty.tone import Mood

SURE_FROM = 0.75  # above this share of right answers among our own notes a reading is called sure
CHOICES = (Mood.NEGATIVE, Mood.NEUTRAL, Mood.POSITIVE)


class Certainty(StrEnum):
    """How a mood came about, as it is told."""

    SURE = "sure"
    FAIRLY_SURE = "fairly_sure"
    SAID = "said"
    AS_YOU_SAID = "as_you_said"
    AS_SAID = "as_said"
    UNSURE = "unsure"


def shown_mood(reading: MoodReading) -> Mood:
    """Return the mood to show: one that is unsure and that nobody confirmed is shown as unclear."""
    return Mood.UNKNOWN if reading.signed is None else reading.mood


def certainty_of(reading: MoodReading, *, own: bool = False) -> Certainty:
    """Return how sure a mood is, in words; ``own``: the correction it rests on is the reader's own."""
    if shown_mood(reading) is Mood.UNKNOWN:
        return Certainty.UNSURE
    if reading.source.is_person:
        return Certainty.SAID
    if reading.source is MoodSource.REMEMBERED:
        return Certainty.AS_YOU_SAID if own else Certainty.AS_SAID
    return Certainty.SURE if reading.confidence >= SURE_FROM else Certainty.FAIRLY_SURE
