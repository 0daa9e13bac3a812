"""A client's mood over time: what is usual, what is now, and when it fell."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from loyalty.facts.facts import History
from loyalty.tone import Mood

#: A mood is happy or unhappy from this far from neutral (0.5 is "more likely than everything else together").
CLEAR_FROM = 0.33
#: Neutral contacts added to a client's own before the mean is taken, so that one note makes no usual mood.
PRIOR_CONTACTS = 2
#: A fall: the mean of the last two contacts lies this far below what was usual, and below neutral.
FALL_BY = 0.8
FALL_CONTACTS = 2
USUAL_CONTACTS = 3
FALL_KNOWN_DAYS = 90
#: Fewer contacts than this draw no curve.
CURVE_CONTACTS = 3
#: Above or below the usual by this much is worth a word.
CHANGE_FROM = 0.4


class Felt(NamedTuple):
    """A contact whose mood is sure or said by a person: its day (``date.toordinal``), its mood -1 to 1."""

    day: int
    signed: float


class Drift(StrEnum):
    """How the mood is now, beside what is usual for this client."""

    FELL = "fell"
    LOWER = "lower"
    STEADY = "steady"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True)
class Course:
    """What a curve says in words.

    Attributes:
        now: mean of the last two contacts, -1 to 1.
        usual: of those before, drawn towards neutral while they are few.
        since: the first day of the last two contacts; contacts: how many there are in all.
    """

    now: float
    usual: float
    drift: Drift
    since: int
    contacts: int


def usual_of(felt: Sequence[Felt]) -> float:
    """Return the usual mood: the mean over the contacts and two neutral ones more."""
    return sum(one.signed for one in felt) / (len(felt) + PRIOR_CONTACTS)


def felt_in(history: History, *, today: int) -> list[Felt]:
    """Return the two-way contacts up to ``today`` whose mood is known, oldest first."""
    felt = [
        Felt(contact.day, contact.tone)
        for contact in history.contacts
        if contact.is_two_way and contact.tone is not None and contact.day <= today
    ]
    return sorted(felt, key=lambda one: one.day)


def course_of(felt: Sequence[Felt], *, today: int) -> Course | None:
    """Return the course of at least three contacts, oldest first; None with fewer."""
    if len(felt) < CURVE_CONTACTS:
        return None
    last, before = felt[-FALL_CONTACTS:], felt[:-FALL_CONTACTS]
    now, usual = sum(one.signed for one in last) / len(last), usual_of(before)
    drift = Drift.STEADY
    if fallen_since(felt, today=today) is not None:
        drift = Drift.FELL
    elif abs(now - usual) >= CHANGE_FROM:
        drift = Drift.HIGHER if now > usual else Drift.LOWER
    return Course(now, usual, drift, since=last[0].day, contacts=len(felt))


def fallen_since(felt: Sequence[Felt], *, today: int) -> int | None:
    """Return the day since which the mood is down, None when it did not fall.

    It fell when the last two sure contacts, both of the last 90 days, lie on average 0.8 or more below what
    was usual in at least three before, and below neutral. So no single note makes a fall.
    """
    last, before = felt[-FALL_CONTACTS:], felt[:-FALL_CONTACTS]
    if len(before) < USUAL_CONTACTS or today - last[0].day > FALL_KNOWN_DAYS:
        return None
    now = sum(one.signed for one in last) / len(last)
    is_down = now < 0 and now <= usual_of(before) - FALL_BY
    return last[0].day if is_down else None


def mood_at(signed: float) -> Mood:
    """Return the mood in a word for a mean of moods."""
    if abs(signed) < CLEAR_FROM:
        return Mood.NEUTRAL
    return Mood.POSITIVE if signed > 0 else Mood.NEGATIVE
