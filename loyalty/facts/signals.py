"""Signals: dated facts about a client beside contacts and purchases, and what their values may be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NewType

from loyalty.clients import ClientId
from loyalty.facts.interactions import InteractionId, MoodReading
from loyalty.tone import CueName, Mood

SignalId = NewType("SignalId", str)
_SURE = 0.8


class SignalKind(StrEnum):
    """What is known; in brackets what ``value`` holds."""

    COMPLAINT = "complaint"  # (0 when it is not a serious one)
    EXIT_WISH = "exit_wish"
    REFERRAL = "referral"  # (1 once that person bought)
    SURVEY_NPS = "survey_nps"  # (0 to 10)
    SURVEY_CSAT = "survey_csat"  # (1 to 5)
    SURVEY_TRUST = "survey_trust"  # (1 to 5)
    EVENT_ATTENDED = "event_attended"
    EVENT_ROLE = "event_role"
    EVENT_DECLINED = "event_declined"
    MENTION = "mention"  # (reach in people; ``tone`` and ``about_us`` belong to it)
    FOLLOWERS = "followers"  # (how many)
    FAMILY_LINKED = "family_linked"
    FAMILY_NEXT_GENERATION = "family_next_generation"
    FAMILY_GIFT = "family_gift"
    FAMILY_LEGACY_TALK = "family_legacy_talk"
    FAMILY_WISH = "family_wish"  # (wish to hand on, 0 to 10)
    VISIT = "visit"


MATTERS = (SignalKind.COMPLAINT, SignalKind.EXIT_WISH)
"""The kinds that stay open until somebody settles them, and make a client red meanwhile."""

MEETINGS = (SignalKind.VISIT, SignalKind.EVENT_ATTENDED, SignalKind.EVENT_ROLE)
"""The kinds that are contacts too: the client was there (source: product brief, What counts)."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What the value of a kind may be, both ends included; ``most`` is None where there is no end."""

    least: float
    most: float | None
    is_whole: bool = False

    def holds(self, value: float) -> bool:
        """Tell whether a value lies on the scale."""
        in_range = self.least <= value and (self.most is None or value <= self.most)
        return in_range and (not self.is_whole or value == int(value))


SCALES: Mapping[SignalKind, Scale] = MappingProxyType(
    {
        SignalKind.SURVEY_NPS: Scale(0, 10),
        SignalKind.SURVEY_CSAT: Scale(1, 5),
        SignalKind.SURVEY_TRUST: Scale(1, 5),
        SignalKind.MENTION: Scale(0, None, is_whole=True),
        SignalKind.FOLLOWERS: Scale(0, None, is_whole=True),
        SignalKind.FAMILY_WISH: Scale(0, 10),
    }
)
"""The kinds that say nothing without a value."""

CHOICES: Mapping[SignalKind, tuple[float, float]] = MappingProxyType(
    {SignalKind.COMPLAINT: (0.0, 1.0), SignalKind.REFERRAL: (0.0, 1.0)}
)
"""The kinds whose value, if any, says no or yes: serious, bought."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One fact.

    Attributes:
        opened_on: the day it is dated.
        closed_on: since when a matter is settled; None for all other kinds.
        tone: -1 to 1, of what was said in a mention.
        about_us: a mention is about the firm.
        interaction_id: the note that told it, if one did.
    """

    id: SignalId
    client_id: ClientId
    kind: SignalKind
    opened_on: date
    closed_on: date | None = None
    value: float | None = None
    tone: float | None = None
    about_us: bool = False
    detail: str = ""
    interaction_id: InteractionId | None = None

    @property
    def is_open_matter(self) -> bool:
        """Whether it waits to be settled."""
        return self.kind in MATTERS and self.closed_on is None

    @property
    def is_serious(self) -> bool:
        """Whether a complaint decides the level; one that a note told always does."""
        return self.kind is SignalKind.COMPLAINT and self.value != 0


CUES_TO_CONFIRM = frozenset({CueName.EXIT, CueName.REFERRAL})
"""The cues that count only when sure or confirmed; a complaint hangs on a confirmed mood besides."""


def signals_told_by(reading: MoodReading) -> frozenset[SignalKind]:
    """Return what a note tells besides having been a contact.

    A complaint needs a mood that a person called unhappy, a wish to leave or a referral a tap or a sureness
    above 0.8 (source: product brief, Levels): one unsure note alone raises no alert and no figure.
    """
    by_person = reading.source.is_person
    is_sure = by_person or reading.confidence > _SURE
    is_unhappy = reading.mood is Mood.NEGATIVE
    held = {
        CueName.COMPLAINT: (SignalKind.COMPLAINT, by_person and is_unhappy),
        CueName.EXIT: (SignalKind.EXIT_WISH, is_sure),
        CueName.REFERRAL: (SignalKind.REFERRAL, is_sure and not is_unhappy),
    }
    return frozenset(held[cue][0] for cue in reading.cues if cue in held and held[cue][1])
