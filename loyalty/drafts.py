"""A draft: a note that was read and waits for the advisor's tap."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from loyalty.clients import ClientId
from loyalty.contacts import Channel, Direction, channel_of, direction_of
from loyalty.corrections import NO_LESSONS, Learnt, Lessons
from loyalty.facts.interactions import MoodReading, MoodSource
from loyalty.people.people import PersonId
from loyalty.tone import CueName, Mood, Tone

DraftId = NewType("DraftId", str)
CUE_SURE = 0.8
"""A cue surer than this counts before a person confirmed it (source: product brief, Levels)."""


class DraftState(StrEnum):
    """A draft is saved or discarded once; pressing again changes nothing."""

    WAITING = "waiting"
    SAVED = "saved"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Draft:
    """A note as it would be saved.

    Attributes:
        client_id: None until the advisor says whom the note is about.
        occurred_at: when Telegram received the note.
        unsure: the mood is not sure enough to be saved without asking.
        pasted_lines: how many lines of a pasted chat were the client's own; None when it was no chat.
        forwarded: the note is somebody else's message, forwarded.
        source_message: the Telegram message the note came in; one message is logged at most once.
        client_words: what the mood was read from, where that is not the whole text.
        remembered_by: whose correction of the same wording the mood rests on.
        asked: its client had to be asked for, so that the offer to save it tells which text it is.
    """

    id: DraftId
    author_id: PersonId
    client_id: ClientId | None
    text: str
    occurred_at: datetime
    channel: Channel
    direction: Direction
    reading: MoodReading
    source_chat: int
    source_message: int
    unsure: bool = False
    private: bool = False
    pasted_lines: int | None = None
    forwarded: bool = False
    client_words: str | None = None
    remembered_by: PersonId | None = None
    asked: bool = False
    state: DraftState = DraftState.WAITING


@dataclass(frozen=True, slots=True)
class NoteReading:
    """What the rules read out of a note's words; ``sure_cues`` are those surer than 0.8."""

    channel: Channel
    direction: Direction
    reading: MoodReading
    unsure: bool
    remembered_by: PersonId | None = None
    sure_cues: tuple[CueName, ...] = ()


def note_reading(
    text: str,
    *,
    client_words: str | None = None,
    names: Sequence[str] = (),
    lessons: Lessons = NO_LESSONS,
) -> NoteReading:
    """Read channel, direction and mood out of a note.

    Args:
        client_words: the client's own lines where the note is a pasted chat or a forwarded message; the mood
            is theirs alone, never the advisor's.
        names: the client's names, which say nothing about the mood.
        lessons: what the firm's corrections taught.
    """
    learnt = lessons.read(text if client_words is None else client_words, masked=names)
    tone = learnt.tone
    return NoteReading(
        channel=channel_of(text),
        direction=direction_of(text),
        reading=_reading(learnt),
        unsure=tone.unsure or tone.mood is Mood.UNKNOWN,
        remembered_by=learnt.remembered.by if learnt.remembered else None,
        sure_cues=tuple(cue.name for cue in tone.cues if cue.confidence > CUE_SURE),
    )


def mood_reading(tone: Tone) -> MoodReading:
    """Return what is kept of a tone; an unsure one has no direction until somebody confirms it."""
    sure = not tone.unsure and tone.mood is not Mood.UNKNOWN
    return MoodReading(
        mood=tone.mood,
        signed=tone.signed if sure else None,
        confidence=tone.confidence,
        evidence=tone.evidence,
        cues=tuple(cue.name for cue in tone.cues),
    )


def _reading(learnt: Learnt) -> MoodReading:
    source = MoodSource.REMEMBERED if learnt.remembered else MoodSource.READ
    return replace(mood_reading(learnt.tone), source=source)


def said_by_person(reading: MoodReading, mood: Mood) -> MoodReading:
    """Return the reading with the mood an advisor chose: confirmed when it was read so, else corrected."""
    same = reading.mood is mood
    direction = {Mood.NEGATIVE: -1.0, Mood.NEUTRAL: 0.0, Mood.POSITIVE: 1.0}.get(mood)
    return replace(
        reading,
        mood=mood,
        source=MoodSource.CONFIRMED if same else MoodSource.CORRECTED,
        signed=reading.signed if same and reading.signed is not None else direction,
        confidence=1.0,
        evidence=reading.evidence if same else (),
    )
