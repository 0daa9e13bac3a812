"""What a message to a client is written for, and what of the last contact it may lean on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from loyalty.contacts import Channel, Direction
from loyalty.days.reminders import Acquaintance
from loyalty.facts.interactions import Interaction
from loyalty.levels.levels import Cause
from loyalty.planning.occasions import next_birthday
from loyalty.planning.touchpoints import Touchpoint, TouchpointKind
from loyalty.tone import Mood

# A contact longer ago than this is silence; from the next day on until a month later one may speak of it.
_SILENCE = timedelta(days=60)
_RECENT = (timedelta(days=1), timedelta(days=30))
_THANKS_WITHIN = timedelta(days=7)
_MOOD_LASTS = timedelta(days=90)
_MATTERS = frozenset({Cause.COMPLAINT_OPEN, Cause.WISH_TO_LEAVE})
_MET = frozenset({Channel.VISIT, Channel.MEETING, Channel.DINNER, Channel.EVENT})
_SPOKEN = frozenset({Channel.CALL, Channel.VIDEO})
# What a happy moment is no time for while a matter is open.
_ROUTINE = frozenset({TouchpointKind.HELLO, TouchpointKind.REVIEW})


class Purpose(StrEnum):
    """Why somebody writes to a client; a festival and an anniversary have a key of their own beside it."""

    BIRTHDAY = "birthday"
    FESTIVAL = "festival"
    ANNIVERSARY = "anniversary"
    HELLO = "hello"
    REVIEW = "review"
    PROMISE = "promise"
    AFTER_COMPLAINT = "after_complaint"
    AFTER_SILENCE = "after_silence"
    THANKS = "thanks"


class Seen(StrEnum):
    """How client and advisor last had to do with each other, where a message may speak of it."""

    MET = "met"
    SPOKEN = "spoken"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Footing:
    """On what footing a message is written: only what the kept facts say."""

    seen: Seen = Seen.NO
    unhappy: bool = False


def purpose_of(touchpoint: Touchpoint, known: Acquaintance, *, now: datetime, zone: str) -> Purpose:
    """Return what the message of a planned contact is for; ``zone`` is the reader's.

    An open matter goes before a mere hello, and a reminder without words tells of no promise to speak of.
    """
    if touchpoint.kind in _ROUTINE and _has_open_matter(known):
        return Purpose.AFTER_COMPLAINT
    if touchpoint.kind is TouchpointKind.PROMISE and not touchpoint.note:
        return purpose_now(known, now=now, zone=zone)
    return Purpose(touchpoint.kind.value)


def purpose_now(known: Acquaintance, *, now: datetime, zone: str) -> Purpose:
    """Return what a message would be for that is written unplanned; ``zone`` is the reader's."""
    client = known.client
    if client.birthday is not None:
        today = now.astimezone(ZoneInfo(client.zone or zone)).date()
        if next_birthday(client.birthday, on_or_after=today) == today:
            return Purpose.BIRTHDAY
    if _has_open_matter(known):
        return Purpose.AFTER_COMPLAINT
    if known.last is None:
        return Purpose.HELLO
    ago = now - known.last.occurred_at
    if ago > _SILENCE:
        return Purpose.AFTER_SILENCE
    was_warm = known.last.reading.signed is not None and known.last.reading.mood is Mood.POSITIVE
    return Purpose.THANKS if was_warm and ago <= _THANKS_WITHIN else Purpose.HELLO


def footing(last: Interaction | None, *, now: datetime) -> Footing:
    """Return what a message may lean on: a warm meeting of the last month, or a bad mood not long ago."""
    if last is None or last.reading.signed is None:
        return Footing()
    ago = now - last.occurred_at
    if last.reading.mood is Mood.NEGATIVE:
        return Footing(unhappy=ago <= _MOOD_LASTS)
    is_warm = last.reading.mood is Mood.POSITIVE and last.direction is not Direction.OUTBOUND_UNANSWERED
    if not is_warm or not _RECENT[0] <= ago <= _RECENT[1]:
        return Footing()
    if last.channel in _MET:
        return Footing(seen=Seen.MET)
    return Footing(seen=Seen.SPOKEN if last.channel in _SPOKEN else Seen.NO)


def _has_open_matter(known: Acquaintance) -> bool:
    return known.standing is not None and known.standing.cause in _MATTERS
