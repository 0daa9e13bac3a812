"""What a client's kept sums hold: one number a slot, and the half-lives by which some of them fade."""

from dataclasses import asdict, dataclass
from enum import IntEnum, auto
from functools import cached_property
from hashlib import blake2s
from math import inf, nan

import numpy as np

from loyalty.index.norms import HalfLives
from loyalty.outlook.outlook import Floats
from loyalty.outlook.rhythm_features import half_lives_of

# Another meaning of any slot needs another number: sums that were kept before are then built anew.
_VERSION = 1


class Slot(IntEnum):
    """The places of the sums; the first ``FADING`` of them fade, as of ``DAY``.

    Days without a fact are infinite, unknown followers no number, and a stated wish without a value is -1.
    """

    REPEATS = 0
    COUNT = auto()
    LONG_COUNT = auto()
    SPENT = auto()
    GROUPS_A_DAY = auto()
    GROUPS = auto()
    NPS = auto()
    NPS_BALANCE = auto()
    REFERRALS = auto()
    ANSWERS = auto()
    ANSWERS_BALANCE = auto()
    SOLVED = auto()
    OPINIONS = auto()
    OPINIONS_BALANCE = auto()
    CONTACTS = auto()
    TONES = auto()
    TONES_SIZE = auto()
    REACH = auto()
    EVENTS = auto()
    EVENTS_BALANCE = auto()
    PURCHASE_DAYS = auto()
    OPEN_COMPLAINTS = auto()
    MENTIONS = auto()
    FOLLOWERS = auto()
    WISH = auto()
    FIRST_PURCHASE = auto()
    FIRST_CONTACT = auto()
    OLDEST_COMPLAINT = auto()
    OLDEST_EXIT_WISH = auto()
    NEXT = auto()
    LAST_PURCHASE = auto()
    LAST_TWO_WAY = auto()
    LAST_COMPLAINT = auto()
    LAST_VISIT = auto()
    FOLLOWERS_ON = auto()
    WISH_ON = auto()
    FAMILY_LINKED = auto()
    NEXT_GENERATION = auto()
    FAMILY_GIFT = auto()
    LEGACY_TALK = auto()
    DAY = auto()


FADING = Slot.PURCHASE_DAYS.value
"""How many slots fade; they are the first."""

_EMPTY = [
    *[0.0] * Slot.FOLLOWERS,
    nan,
    -1.0,
    *[inf] * (Slot.LAST_PURCHASE - Slot.FIRST_PURCHASE),
    *[-inf] * (Slot.DAY - Slot.LAST_PURCHASE),
]


def empty_sums(day: int) -> list[float]:
    """Return the sums of a client of whom nothing is known, as of a day."""
    return [*_EMPTY, float(day)]


@dataclass(frozen=True)
class Scheme:
    """By which half-lives sums fade; those made by different ones cannot be mixed.

    ``horizon_days`` is that of the outlook the sums shall serve.
    """

    half_lives: HalfLives
    horizon_days: float

    @cached_property
    def of_slots(self) -> Floats:
        """The half-life of each fading slot, in days."""
        lives = self.half_lives
        short, long = half_lives_of(self.horizon_days)
        days = {
            Slot.REPEATS: lives.purchases,
            Slot.COUNT: short,
            Slot.LONG_COUNT: long,
            Slot.SPENT: short,
            Slot.GROUPS_A_DAY: short,
            Slot.GROUPS: lives.product_groups,
            Slot.NPS: lives.surveys,
            Slot.NPS_BALANCE: lives.surveys,
            Slot.REFERRALS: lives.referrals,
            Slot.ANSWERS: lives.surveys,
            Slot.ANSWERS_BALANCE: lives.surveys,
            Slot.SOLVED: lives.solved_complaints,
            Slot.OPINIONS: lives.opinions,
            Slot.OPINIONS_BALANCE: lives.opinions,
            Slot.CONTACTS: lives.contacts,
            Slot.TONES: lives.contacts,
            Slot.TONES_SIZE: lives.contacts,
            Slot.REACH: lives.reach,
            Slot.EVENTS: lives.events,
            Slot.EVENTS_BALANCE: lives.events,
        }
        return np.array([days[slot] for slot in sorted(days)])

    @cached_property
    def fingerprint(self) -> str:
        """A short name of exactly these half-lives and this layout."""
        figures = sorted(asdict(self.half_lives).items())
        told = f"{_VERSION} {len(Slot)} {self.horizon_days!r} {figures!r}"
        return blake2s(told.encode(), digest_size=8).hexdigest()
