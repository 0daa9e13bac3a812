"""Adding facts to kept sums one by one, in any order; purchases come in bulk (``loyalty.sums.bought``)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import singledispatch
from itertools import chain
from math import copysign, exp2
from types import MappingProxyType
from typing import TypeAlias

from loyalty.facts.facts import (
    Attendance,
    Complaint,
    Contact,
    FamilyFact,
    FamilyKind,
    History,
    Mention,
    Referral,
    Survey,
    SurveyKind,
)
from loyalty.index.evidence import ANSWERS, CONVERTED, EVENTS, REFERRED, SOLVED_COMPLAINT
from loyalty.index.indicators import TWO_WAY
from loyalty.sums.layout import Scheme, Slot


@dataclass(frozen=True, slots=True)
class ExitWish:
    """A wish to leave, open until ``settled_on``."""

    heard_on: int
    settled_on: int | None = None


@dataclass(frozen=True, slots=True)
class Followers:
    """How many follow the client, as counted on a day; the newest count holds, however late it is dated."""

    day: int
    count: int


Fact: TypeAlias = (
    Contact | Survey | Referral | Complaint | Mention | Attendance | FamilyFact | ExitWish | Followers
)


class KeptSums:
    """The sums of one client, to which facts are added; ``values`` has a number for each ``Slot``.

    They hold what was known by the end of ``day``; from ``next_on`` on they are out of date, since a fact
    dated later, or the end of an open matter, begins to count.
    """

    def __init__(self, values: list[float], scheme: Scheme) -> None:
        self.values = values
        self._half_lives = scheme.of_slots.tolist()

    @property
    def day(self) -> int:
        """The day as of which the sums are."""
        return int(self.values[Slot.DAY])

    @property
    def next_on(self) -> float:
        """The first day for which they no longer hold, infinite when there is none."""
        return self.values[Slot.NEXT]

    def fade_to(self, day: int) -> None:
        """Bring the sums to a later day before ``next_on``: no fact is looked at again."""
        passed = day - self.values[Slot.DAY]
        if passed > 0:
            for slot, half_life in enumerate(self._half_lives):
                self.values[slot] *= exp2(-passed / half_life)
            self.values[Slot.DAY] = float(day)

    def add(self, fact: Fact) -> None:
        """Add one fact; one dated after ``day`` is only noted in ``next_on``."""
        _add(fact, self)

    def fading(self, slot: Slot, on: int, amount: float) -> None:
        """Add an amount that has faded since a day."""
        self.values[slot] += amount * exp2((on - self.values[Slot.DAY]) / self._half_lives[slot])

    def begins(self, on: int) -> bool:
        """Tell whether a day has come; one that has not is noted."""
        if on <= self.values[Slot.DAY]:
            return True
        self.values[Slot.NEXT] = min(self.values[Slot.NEXT], on)
        return False

    def earliest(self, slot: Slot, on: int) -> None:
        """Keep the earlier day."""
        self.values[slot] = min(self.values[slot], on)

    def latest(self, slot: Slot, on: int) -> None:
        """Keep the later day."""
        self.values[slot] = max(self.values[slot], on)


def add_history(sums: KeptSums, history: History) -> None:
    """Add all facts of a history but its purchases and followers."""
    for fact in chain(
        history.contacts,
        history.surveys,
        history.referrals,
        history.complaints,
        history.mentions,
        history.attendances,
        history.family,
    ):
        _add(fact, sums)


@singledispatch
def _add(fact: object, _sums: KeptSums) -> None:
    raise TypeError(f"{type(fact).__name__} is no fact that is added by itself")


@_add.register
def _(fact: Contact, sums: KeptSums) -> None:
    if not sums.begins(fact.day):
        return
    sums.earliest(Slot.FIRST_CONTACT, fact.day)
    if fact.is_two_way:
        sums.latest(Slot.LAST_TWO_WAY, fact.day)
        sums.fading(Slot.CONTACTS, fact.day, TWO_WAY[fact.kind])
    if fact.tone is not None:
        sums.fading(Slot.TONES, fact.day, fact.tone)
        sums.fading(Slot.TONES_SIZE, fact.day, abs(fact.tone))
        if fact.brand:
            _add_opinion(sums, fact.day, fact.tone)


@_add.register
def _(fact: Survey, sums: KeptSums) -> None:
    if not sums.begins(fact.day):
        return
    _, middle, half_scale, weight = ANSWERS[fact.kind]
    is_nps = fact.kind is SurveyKind.NPS
    sums.fading(Slot.NPS if is_nps else Slot.ANSWERS, fact.day, weight)
    direction = (fact.value - middle) / half_scale
    sums.fading(Slot.NPS_BALANCE if is_nps else Slot.ANSWERS_BALANCE, fact.day, direction * weight)


@_add.register
def _(fact: Referral, sums: KeptSums) -> None:
    if sums.begins(fact.day):
        sums.fading(Slot.REFERRALS, fact.day, CONVERTED if fact.converted else REFERRED)


@_add.register
def _(fact: Complaint, sums: KeptSums) -> None:
    if not sums.begins(fact.opened_on):
        return
    sums.latest(Slot.LAST_COMPLAINT, fact.opened_on)
    if fact.solved_on is not None and sums.begins(fact.solved_on):
        sums.fading(Slot.SOLVED, fact.solved_on, SOLVED_COMPLAINT)
        return
    sums.values[Slot.OPEN_COMPLAINTS] += 1
    if fact.serious:
        sums.earliest(Slot.OLDEST_COMPLAINT, fact.opened_on)


@_add.register
def _(fact: ExitWish, sums: KeptSums) -> None:
    if sums.begins(fact.heard_on) and (fact.settled_on is None or not sums.begins(fact.settled_on)):
        sums.earliest(Slot.OLDEST_EXIT_WISH, fact.heard_on)


@_add.register
def _(fact: Mention, sums: KeptSums) -> None:
    if not sums.begins(fact.day):
        return
    sums.values[Slot.MENTIONS] += 1
    sums.fading(Slot.REACH, fact.day, fact.reach)
    if fact.brand and fact.tone is not None:
        _add_opinion(sums, fact.day, fact.tone)


@_add.register
def _(fact: Followers, sums: KeptSums) -> None:
    if fact.day >= sums.values[Slot.FOLLOWERS_ON]:
        sums.values[Slot.FOLLOWERS_ON] = float(fact.day)
        sums.values[Slot.FOLLOWERS] = float(fact.count)


@_add.register
def _(fact: Attendance, sums: KeptSums) -> None:
    if not sums.begins(fact.day):
        return
    _, direction, weight = EVENTS[fact.kind]
    sums.fading(Slot.EVENTS, fact.day, weight)
    sums.fading(Slot.EVENTS_BALANCE, fact.day, direction * weight)
    if fact.is_present:
        sums.latest(Slot.LAST_VISIT, fact.day)


@_add.register
def _(fact: FamilyFact, sums: KeptSums) -> None:
    if not sums.begins(fact.day):
        return
    if fact.kind is not FamilyKind.STATED:
        sums.latest(_FAMILY_SLOTS[fact.kind], fact.day)
        return
    wish = -1.0 if fact.value is None else fact.value
    if (fact.day, wish) >= (sums.values[Slot.WISH_ON], sums.values[Slot.WISH]):
        sums.values[Slot.WISH_ON], sums.values[Slot.WISH] = float(fact.day), wish


_FAMILY_SLOTS: Mapping[FamilyKind, Slot] = MappingProxyType(
    {
        FamilyKind.FAMILY_LINKED: Slot.FAMILY_LINKED,
        FamilyKind.NEXT_GENERATION_ACTIVE: Slot.NEXT_GENERATION,
        FamilyKind.FAMILY_GIFT: Slot.FAMILY_GIFT,
        FamilyKind.LEGACY_TALK: Slot.LEGACY_TALK,
    }
)


def _add_opinion(sums: KeptSums, day: int, tone: float) -> None:
    weight = abs(tone)
    sums.fading(Slot.OPINIONS, day, weight)
    sums.fading(Slot.OPINIONS_BALANCE, day, copysign(weight, tone))
