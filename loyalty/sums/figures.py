"""From kept sums to the loyalty index of many clients at once; ``loyalty.index`` gives it one by one."""

from dataclasses import dataclass
from math import log, log10

import numpy as np
from numpy.typing import NDArray

from loyalty.facts.facts import FamilyKind
from loyalty.index.evidence import FAMILY_WEIGHTS, OPEN_COMPLAINT, WISH_WEIGHT
from loyalty.index.index import START
from loyalty.index.norms import IndicatorName, Norms
from loyalty.outlook.outlook import Floats
from loyalty.sums.layout import FADING, Scheme, Slot

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class IndexColumns:
    """Value and coverage as in ``loyalty.index.index.LoyaltyIndex``, one row a client."""

    value: Floats
    coverage: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """One indicator: its points before the weight, its confidence, and who has any evidence."""

    points: Floats
    confidence: Floats
    known: Flags


@dataclass(frozen=True, slots=True, eq=False)
class FadedSums:
    """The sums of many clients as of one day, which must lie between their own day and their next.

    Attributes:
        left: the fading slots, a row a client.
        kept: all slots as kept.
    """

    left: Floats
    kept: Floats
    today: int

    @classmethod
    def of(cls, sums: Floats, scheme: Scheme, *, today: int) -> "FadedSums":
        """Let the sums fade until ``today``."""
        passed = today - sums[:, Slot.DAY, None]
        return cls(sums[:, :FADING] * np.exp2(-passed / scheme.of_slots), sums, today)

    def since(self, slot: Slot) -> Floats:
        """Return the days passed since what a slot names, infinite when it never was."""
        return np.abs(self.today - self.kept[:, slot])

    def own_gap(self, house_gap_days: float) -> Floats:
        """Return the usual days between purchases, as ``rhythm.shrunk_gap`` does."""
        days = self.kept[:, Slot.PURCHASE_DAYS]
        bought = days > 0
        first, last = self.kept[:, Slot.FIRST_PURCHASE], self.kept[:, Slot.LAST_PURCHASE]
        span = np.subtract(last, first, out=np.zeros(len(days)), where=bought)
        return np.where(bought, (span + 2 * house_gap_days) / (days + 1), house_gap_days)


def index_columns(sums: FadedSums, norms: Norms) -> IndexColumns:
    """Return the loyalty index of many clients, to within rounding the one of ``loyalty_index``."""
    parts = {
        IndicatorName.REPEAT_PURCHASE: _repeat_purchase(sums, norms),
        IndicatorName.CROSS_PURCHASE: _cross_purchase(sums, norms),
        IndicatorName.REFERRAL_INTENT: _referral_intent(sums),
        IndicatorName.TRUST: _trust(sums),
        IndicatorName.ASSOCIATION: _signed(sums.left[:, Slot.OPINIONS], sums.left[:, Slot.OPINIONS_BALANCE]),
        IndicatorName.EMOTIONAL_INVESTMENT: _emotional_investment(sums, norms),
        IndicatorName.SOCIAL_INFLUENCE: _social_influence(sums),
        IndicatorName.OPINION_LEADER: _signed(sums.left[:, Slot.EVENTS], sums.left[:, Slot.EVENTS_BALANCE]),
        IndicatorName.INHERITANCE: _inheritance(sums, norms),
    }
    size = len(sums.kept)
    value, coverage = np.full(size, START), np.zeros(size)
    for name, part in parts.items():
        weight = norms.weights[name]
        value += weight * np.where(part.known, part.points, 0.0)
        coverage += weight * np.where(part.known, part.confidence, 0.0)
    return IndexColumns(value, coverage)


def _steady(a_day: float, span: Floats, half_life: float) -> Floats:
    return np.maximum(1.0, a_day * half_life / log(2) * (1 - np.exp2(-span / half_life)))


def _repeat_purchase(sums: FadedSums, norms: Norms) -> _Part:
    known = sums.kept[:, Slot.PURCHASE_DAYS] > 0
    tenure = np.where(known, sums.since(Slot.FIRST_PURCHASE), 0.0)
    silence = np.where(known, sums.since(Slot.LAST_PURCHASE), 0.0)
    half_life = norms.half_lives.purchases
    # The first purchase is no repeat.
    repeats = np.maximum(0.0, sums.left[:, Slot.REPEATS] - np.exp2(-tenure / half_life))
    full = _steady(norms.yearly_target / 365, tenure, half_life)
    gap = sums.own_gap(norms.house_gap_days)
    rhythm = np.exp2(-np.maximum(0.0, silence - gap) / gap)
    score = 100 * np.minimum(1.0, repeats / full) * rhythm
    confidence = tenure / (tenure + 2 * norms.house_gap_days)
    return _Part(confidence * (score - START), confidence, known)


def _cross_purchase(sums: FadedSums, norms: Norms) -> _Part:
    known = sums.kept[:, Slot.PURCHASE_DAYS] > 0
    tenure = np.where(known, sums.since(Slot.FIRST_PURCHASE), 0.0)
    score = np.clip(100 * (sums.left[:, Slot.GROUPS] - 1) / max(1, norms.target_groups - 1), 0.0, 100.0)
    confidence = tenure / (tenure + 4 * norms.house_gap_days)
    return _Part(confidence * (score - START), confidence, known)


def _signed(evidence: Floats, balance: Floats) -> _Part:
    # c·(s − 50) with s = 50 + 50·balance/E and c = E/(E + 1): without the division by E, which may be tiny.
    return _Part(START * balance / (evidence + 1), evidence / (evidence + 1), evidence > 0)


def _referral_intent(sums: FadedSums) -> _Part:
    referrals = sums.left[:, Slot.REFERRALS]
    return _signed(sums.left[:, Slot.NPS] + referrals, sums.left[:, Slot.NPS_BALANCE] + referrals)


def _trust(sums: FadedSums) -> _Part:
    against = OPEN_COMPLAINT * sums.kept[:, Slot.OPEN_COMPLAINTS] + sums.left[:, Slot.SOLVED]
    return _signed(sums.left[:, Slot.ANSWERS] + against, sums.left[:, Slot.ANSWERS_BALANCE] - against)


def _emotional_investment(sums: FadedSums, norms: Norms) -> _Part:
    known = np.isfinite(sums.kept[:, Slot.FIRST_CONTACT])
    span = np.where(known, sums.since(Slot.FIRST_CONTACT), 0.0)
    half_life = norms.half_lives.contacts
    mood = sums.left[:, Slot.TONES] / (sums.left[:, Slot.TONES_SIZE] + 1)
    full = _steady(norms.monthly_cadence / 30, span, half_life)
    score = np.minimum(1.0, sums.left[:, Slot.CONTACTS] / full) * (60 + 40 * mood)
    confidence = span / (span + half_life)
    return _Part(confidence * (score - START), confidence, known)


def _social_influence(sums: FadedSums) -> _Part:
    followers = sums.kept[:, Slot.FOLLOWERS]
    counted = ~np.isnan(followers)
    audience = np.where(counted, followers, 0.0) + sums.left[:, Slot.REACH]
    score = np.clip(100 * np.log10(1 + audience) / log10(1 + 1_000_000), 0.0, 100.0)
    confidence = np.where(counted, 0.8, 0.5)
    return _Part(confidence * (score - START), confidence, counted | (sums.kept[:, Slot.MENTIONS] > 0))


def _inheritance(sums: FadedSums, norms: Norms) -> _Part:
    half_life = norms.half_lives.family
    slots = {
        Slot.FAMILY_LINKED: FamilyKind.FAMILY_LINKED,
        Slot.NEXT_GENERATION: FamilyKind.NEXT_GENERATION_ACTIVE,
        Slot.FAMILY_GIFT: FamilyKind.FAMILY_GIFT,
        Slot.LEGACY_TALK: FamilyKind.LEGACY_TALK,
    }
    family = np.zeros(len(sums.kept))
    for slot, kind in slots.items():
        family += FAMILY_WEIGHTS[kind] * np.exp2(-sums.since(slot) / half_life)
    wish = sums.kept[:, Slot.WISH]
    weight = np.where(wish >= 0, WISH_WEIGHT * np.exp2(-sums.since(Slot.WISH_ON) / half_life), 0.0)
    return _signed(family + weight, family + weight * (wish - 5) / 5)
