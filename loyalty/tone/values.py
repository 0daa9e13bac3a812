"""The values the tone engine speaks in: moods, cues and the tone of one text."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Language = Literal["en", "zh", "other"]


class Mood(StrEnum):
    """The client's mood towards the firm after a contact."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"
    UNKNOWN = "unknown"


class CueName(StrEnum):
    """What a note tells besides its mood; `exit` and the like are meant as a risk, not as good news."""

    COMPETITOR = "competitor"
    EXIT = "exit"
    COMPLAINT = "complaint"
    DELIVERY = "delivery"
    FEE = "fee"
    UNANSWERED = "unanswered"
    REDUCED_VOLUME = "reduced_volume"
    GRATITUDE = "gratitude"
    REFERRAL = "referral"
    LIFE_EVENT = "life_event"


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue with the words of the text that carry it and its probability (0-1)."""

    name: CueName
    evidence: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Tone:
    """The tone of one text; `probabilities` are (negative, neutral, positive), all zero when unknown."""

    mood: Mood
    probabilities: tuple[float, float, float]
    confidence: float
    unsure: bool
    evidence: tuple[str, ...]
    cues: tuple[Cue, ...]
    language: Language

    @property
    def signed(self) -> float:
        """Return P(happy) - P(unhappy) in -1..1; 0 when the mood is unknown or unsure.

        A caller for whom "no tone" differs from "neutral" asks `mood` and `unsure` first.
        """
        if self.mood is Mood.UNKNOWN or self.unsure:
            return 0.0
        negative, _, positive = self.probabilities
        return positive - negative


UNKNOWN = Tone(Mood.UNKNOWN, (0.0, 0.0, 0.0), 0.0, unsure=True, evidence=(), cues=(), language="other")
