"""The nine indicators of loyalty: a score of 0 to 100 on a fixed scale and a confidence of 0 to 1 each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from math import fsum, log, log10

from loyalty.facts.facts import ContactKind, History
from loyalty.index.evidence import evidence_for
from loyalty.index.norms import IndicatorName, Norms
from loyalty.index.rhythm import fade, purchase_days, shrunk_gap


@dataclass(frozen=True, slots=True)
class Reading:
    """One indicator, without score if without evidence; ``unbroken``: the score had no silence come."""

    score: float | None = None
    confidence: float = 0.0
    unbroken: float | None = None


_NOTHING = Reading()
# How far a contact of each kind counts as two-way (the table of indicators of the method).
TWO_WAY = {ContactKind.CLIENT: 1.0, ContactKind.ANSWERED: 0.7, ContactKind.OUTREACH: 0.0}


def steady(a_day: float, span: float, half_life: float) -> float:
    """Return the fading count that ``a_day`` facts a day build up over ``span`` days, at least 1."""
    return max(1.0, a_day * half_life / log(2) * (1 - fade(span, half_life)))


def _repeat_purchase(history: History, today: int, norms: Norms) -> Reading:
    days = purchase_days(history, today)
    if not days:
        return _NOTHING
    tenure, half_life = today - days[0], norms.half_lives.purchases
    repeats = fsum(fade(today - day, half_life) for day in days[1:])
    unbroken = 100 * min(1.0, repeats / steady(norms.yearly_target / 365, tenure, half_life))
    gap = shrunk_gap(days, norms.house_gap_days)
    rhythm = fade(max(0.0, today - days[-1] - gap), gap)
    return Reading(unbroken * rhythm, tenure / (tenure + 2 * norms.house_gap_days), unbroken)


def _cross_purchase(history: History, today: int, norms: Norms) -> Reading:
    last: dict[str, int] = {}
    first = today
    for purchase in history.purchases:
        if purchase.day <= today:
            last[purchase.category] = max(purchase.day, last.get(purchase.category, purchase.day))
            first = min(first, purchase.day)
    if not last:
        return _NOTHING
    alive = fsum(fade(today - day, norms.half_lives.product_groups) for day in last.values())
    score = 100 * (alive - 1) / max(1, norms.target_groups - 1)
    tenure = today - first
    return Reading(min(100.0, max(0.0, score)), tenure / (tenure + 4 * norms.house_gap_days))


def _signed(name: IndicatorName, history: History, today: int, norms: Norms) -> Reading:
    facts = evidence_for(name, history, today=today, half_lives=norms.half_lives)
    total = fsum(fact.weight for fact in facts)
    if not total:
        return _NOTHING
    balance = fsum(fact.direction * fact.weight for fact in facts)
    return Reading(50 + 50 * balance / total, total / (total + 1))


def _emotional_investment(history: History, today: int, norms: Norms) -> Reading:
    contacts = [contact for contact in history.contacts if contact.day <= today]
    if not contacts:
        return _NOTHING
    span = today - min(contact.day for contact in contacts)
    half_life = norms.half_lives.contacts
    left = [(contact, fade(today - contact.day, half_life)) for contact in contacts]
    count = fsum(TWO_WAY[contact.kind] * weight for contact, weight in left)
    tones = [contact.tone * weight for contact, weight in left if contact.tone is not None]
    mood = fsum(tones) / (fsum(map(abs, tones)) + 1)
    colour = 60 + 40 * mood
    full = steady(norms.monthly_cadence / 30, span, half_life)
    score = min(1.0, count / full) * colour
    silence = min((today - contact.day for contact in contacts if contact.is_two_way), default=0)
    # Counting from the last two-way contact keeps the power of two small enough after decades of silence.
    as_of_then = fsum(
        TWO_WAY[contact.kind] * fade(today - contact.day - silence, half_life)
        for contact in contacts
        if contact.is_two_way
    )
    return Reading(score, span / (span + half_life), min(1.0, as_of_then / full) * colour)


def _social_influence(history: History, today: int, norms: Norms) -> Reading:
    half_life = norms.half_lives.reach
    reaches = [
        mention.reach * fade(today - mention.day, half_life)
        for mention in history.mentions
        if mention.day <= today
    ]
    if history.followers is None and not reaches:
        return _NOTHING
    audience = (history.followers or 0) + fsum(reaches)
    score = 100 * log10(1 + audience) / log10(1 + 1_000_000)
    return Reading(min(100.0, max(0.0, score)), 0.5 if history.followers is None else 0.8)


_READERS: Mapping[IndicatorName, Callable[[History, int, Norms], Reading]] = {
    IndicatorName.REPEAT_PURCHASE: _repeat_purchase,
    IndicatorName.CROSS_PURCHASE: _cross_purchase,
    IndicatorName.EMOTIONAL_INVESTMENT: _emotional_investment,
    IndicatorName.SOCIAL_INFLUENCE: _social_influence,
}


def read_indicator(name: IndicatorName, history: History, *, today: int, norms: Norms) -> Reading:
    """Return one indicator as of ``today``; later facts are ignored, their order does not matter."""
    reader = _READERS.get(name) or partial(_signed, name)
    return reader(history, today, norms)
