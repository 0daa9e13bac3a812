"""Signed evidence: facts that speak for or against a client, with a weight that fades."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from math import copysign
from typing import NamedTuple

from loyalty.facts.facts import Contact, EventKind, FamilyFact, FamilyKind, History, Mention, SurveyKind
from loyalty.index.norms import HalfLives, IndicatorName
from loyalty.index.rhythm import fade


class EvidenceKind(StrEnum):
    """Which sort of fact speaks."""

    NPS = "nps"
    REFERRAL = "referral"
    TRUST_ANSWER = "trust_answer"
    CSAT = "csat"
    COMPLAINT_OPEN = "complaint_open"
    COMPLAINT_SOLVED = "complaint_solved"
    OPINION = "opinion"
    ATTENDED = "attended"
    ROLE = "role"
    DECLINED = "declined"
    FAMILY = "family"
    WISH = "wish"


class Evidence(NamedTuple):
    """One fact: its direction -1 to 1, and the weight left today."""

    kind: EvidenceKind
    direction: float
    weight: float


# Scales and weights: the table of indicators of the method (docs/loyalty.md).
ANSWERS = {
    SurveyKind.NPS: (EvidenceKind.NPS, 5.0, 5.0, 2.0),
    SurveyKind.TRUST: (EvidenceKind.TRUST_ANSWER, 3.0, 2.0, 2.0),
    SurveyKind.CSAT: (EvidenceKind.CSAT, 3.0, 2.0, 1.4),
}
EVENTS = {
    EventKind.ATTENDED: (EvidenceKind.ATTENDED, 1.0, 0.5),
    EventKind.ROLE: (EvidenceKind.ROLE, 1.0, 1.5),
    EventKind.DECLINED: (EvidenceKind.DECLINED, -1.0, 0.3),
}
FAMILY_WEIGHTS = {
    FamilyKind.FAMILY_LINKED: 0.4,
    FamilyKind.NEXT_GENERATION_ACTIVE: 0.6,
    FamilyKind.FAMILY_GIFT: 0.3,
    FamilyKind.LEGACY_TALK: 0.4,
}
WISH_WEIGHT = 2.0
REFERRED, CONVERTED = 0.5, 1.0
OPEN_COMPLAINT, SOLVED_COMPLAINT = 1.5, 0.5


def _answers(
    history: History, today: int, half_lives: HalfLives, kinds: tuple[SurveyKind, ...]
) -> Iterator[Evidence]:
    for survey in history.surveys:
        if survey.day <= today and survey.kind in kinds:
            kind, middle, half_scale, weight = ANSWERS[survey.kind]
            left = fade(today - survey.day, half_lives.surveys)
            yield Evidence(kind, (survey.value - middle) / half_scale, weight * left)


def _of_referral_intent(history: History, today: int, half_lives: HalfLives) -> Iterator[Evidence]:
    yield from _answers(history, today, half_lives, (SurveyKind.NPS,))
    for referral in history.referrals:
        if referral.day <= today:
            weight = CONVERTED if referral.converted else REFERRED
            left = fade(today - referral.day, half_lives.referrals)
            yield Evidence(EvidenceKind.REFERRAL, 1.0, weight * left)


def _of_trust(history: History, today: int, half_lives: HalfLives) -> Iterator[Evidence]:
    yield from _answers(history, today, half_lives, (SurveyKind.TRUST, SurveyKind.CSAT))
    for complaint in history.complaints:
        if complaint.is_open(today):
            yield Evidence(EvidenceKind.COMPLAINT_OPEN, -1.0, OPEN_COMPLAINT)
        elif complaint.solved_on is not None and complaint.opened_on <= today:
            left = fade(today - complaint.solved_on, half_lives.solved_complaints)
            yield Evidence(EvidenceKind.COMPLAINT_SOLVED, -1.0, SOLVED_COMPLAINT * left)


def _of_association(history: History, today: int, half_lives: HalfLives) -> Iterator[Evidence]:
    said_of_us: list[Contact | Mention] = [*history.contacts, *history.mentions]
    for said in said_of_us:
        if said.brand and said.tone is not None and said.day <= today:
            weight = abs(said.tone) * fade(today - said.day, half_lives.opinions)
            yield Evidence(EvidenceKind.OPINION, copysign(1.0, said.tone), weight)


def _of_opinion_leading(history: History, today: int, half_lives: HalfLives) -> Iterator[Evidence]:
    for attendance in history.attendances:
        if attendance.day <= today:
            kind, direction, weight = EVENTS[attendance.kind]
            yield Evidence(kind, direction, weight * fade(today - attendance.day, half_lives.events))


def _of_inheritance(history: History, today: int, half_lives: HalfLives) -> Iterator[Evidence]:
    newest: dict[FamilyKind, FamilyFact] = {}
    for fact in sorted(history.family, key=newer):
        if fact.day <= today:
            newest[fact.kind] = fact
    for kind, fact in newest.items():
        left = fade(today - fact.day, half_lives.family)
        if kind is not FamilyKind.STATED:
            yield Evidence(EvidenceKind.FAMILY, 1.0, FAMILY_WEIGHTS[kind] * left)
        elif fact.value is not None:
            yield Evidence(EvidenceKind.WISH, (fact.value - 5) / 5, WISH_WEIGHT * left)


_SIGNED: Mapping[IndicatorName, Callable[[History, int, HalfLives], Iterator[Evidence]]] = {
    IndicatorName.REFERRAL_INTENT: _of_referral_intent,
    IndicatorName.TRUST: _of_trust,
    IndicatorName.ASSOCIATION: _of_association,
    IndicatorName.OPINION_LEADER: _of_opinion_leading,
    IndicatorName.INHERITANCE: _of_inheritance,
}


def newer(fact: FamilyFact) -> tuple[int, float]:
    """Return by what the newest of several facts of one kind is found: the day, then the higher wish."""
    return fact.day, -1.0 if fact.value is None else fact.value


def evidence_for(
    name: IndicatorName, history: History, *, today: int, half_lives: HalfLives
) -> list[Evidence]:
    """Return the signed evidence of one indicator, later facts ignored; none for the unsigned indicators."""
    read = _SIGNED.get(name)
    return list(read(history, today, half_lives)) if read else []
