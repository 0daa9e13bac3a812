"""A logged contact with a client and the mood read from it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from loyalty.clients import ClientId
from loyalty.contacts import Channel, Direction
from loyalty.people.people import PersonId
from loyalty.tone import CueName, Mood

InteractionId = NewType("InteractionId", str)


class MoodSource(StrEnum):
    """Who says so: the engine, a correction of the same wording, or a person who confirmed or changed it."""

    READ = "read"
    REMEMBERED = "remembered"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"

    @property
    def is_person(self) -> bool:
        """Tell whether somebody said so of this very note."""
        return self in (MoodSource.CONFIRMED, MoodSource.CORRECTED)


@dataclass(frozen=True, slots=True)
class MoodReading:
    """The mood kept with a note.

    Attributes:
        signed: P(happy) − P(unhappy), −1…1; None when unknown or unsure and not confirmed by a person.
        confidence: 0…1; 1 when a person said so.
        evidence: short quotes from the note.
    """

    mood: Mood
    source: MoodSource = MoodSource.READ
    signed: float | None = None
    confidence: float = 0.0
    evidence: tuple[str, ...] = ()
    cues: tuple[CueName, ...] = ()


@dataclass(frozen=True, slots=True)
class Interaction:
    """One logged contact.

    Attributes:
        occurred_at: when the contact was, as far as the note or its message tells.
        text: None when the reader may not see it (a private note of somebody else).
    """

    id: InteractionId
    client_id: ClientId
    author_id: PersonId
    occurred_at: datetime
    logged_at: datetime
    channel: Channel
    direction: Direction
    text: str | None
    reading: MoodReading
    private: bool = False
