"""The index taken apart into a few parts that add up to the shown figure; codes only, no words."""

from dataclasses import dataclass
from enum import StrEnum
from math import floor, fsum

from loyalty.facts.facts import History
from loyalty.index.evidence import Evidence, EvidenceKind, evidence_for
from loyalty.index.index import START, Indicator, LoyaltyIndex
from loyalty.index.norms import IndicatorName, Norms
from loyalty.index.rhythm import contact_gap, contact_silence_days, own_gap, purchase_days, silence_days

_NAMED_PARTS = 6
_SHOWN_FROM = 0.05


class PartCode(StrEnum):
    """What speaks for or against a client; ``other`` gathers the small rest."""

    BUYS_OFTEN = "buys_often"
    BUYS_SELDOM = "buys_seldom"
    PURCHASE_SILENCE = "purchase_silence"
    MANY_GROUPS = "many_groups"
    FEW_GROUPS = "few_groups"
    RECOMMENDS = "recommends"
    DOES_NOT_RECOMMEND = "does_not_recommend"
    REFERRED = "referred"
    SATISFIED = "satisfied"
    DISSATISFIED = "dissatisfied"
    COMPLAINT_OPEN = "complaint_open"
    COMPLAINT_SOLVED = "complaint_solved"
    SPEAKS_WELL = "speaks_well"
    SPEAKS_ILL = "speaks_ill"
    WARM_CONTACTS = "warm_contacts"
    FEW_WARM_CONTACTS = "few_warm_contacts"
    CONTACT_SILENCE = "contact_silence"
    WIDE_REACH = "wide_reach"
    LITTLE_REACH = "little_reach"
    CAME_TO_EVENTS = "came_to_events"
    TOOK_EVENT_ROLE = "took_event_role"
    DECLINED_EVENTS = "declined_events"
    FAMILY_TIES = "family_ties"
    WISHES_TO_HAND_ON = "wishes_to_hand_on"
    NO_WISH_TO_HAND_ON = "no_wish_to_hand_on"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the explanation, in points with one decimal.

    ``days`` and ``usual_days`` go with the two silences (``days`` also with an open complaint), ``count`` is
    the number of facts of that code, product groups or followers.
    """

    code: PartCode
    points: float
    days: int | None = None
    usual_days: int | None = None
    count: int | None = None


# The code when the net of such facts speaks for the client, and when it speaks against.
_CODES: dict[EvidenceKind | IndicatorName, tuple[PartCode, PartCode]] = {
    EvidenceKind.NPS: (PartCode.RECOMMENDS, PartCode.DOES_NOT_RECOMMEND),
    EvidenceKind.REFERRAL: (PartCode.REFERRED, PartCode.REFERRED),
    EvidenceKind.TRUST_ANSWER: (PartCode.SATISFIED, PartCode.DISSATISFIED),
    EvidenceKind.CSAT: (PartCode.SATISFIED, PartCode.DISSATISFIED),
    EvidenceKind.COMPLAINT_OPEN: (PartCode.COMPLAINT_OPEN, PartCode.COMPLAINT_OPEN),
    EvidenceKind.COMPLAINT_SOLVED: (PartCode.COMPLAINT_SOLVED, PartCode.COMPLAINT_SOLVED),
    EvidenceKind.OPINION: (PartCode.SPEAKS_WELL, PartCode.SPEAKS_ILL),
    EvidenceKind.ATTENDED: (PartCode.CAME_TO_EVENTS, PartCode.CAME_TO_EVENTS),
    EvidenceKind.ROLE: (PartCode.TOOK_EVENT_ROLE, PartCode.TOOK_EVENT_ROLE),
    EvidenceKind.DECLINED: (PartCode.DECLINED_EVENTS, PartCode.DECLINED_EVENTS),
    EvidenceKind.FAMILY: (PartCode.FAMILY_TIES, PartCode.FAMILY_TIES),
    EvidenceKind.WISH: (PartCode.WISHES_TO_HAND_ON, PartCode.NO_WISH_TO_HAND_ON),
    IndicatorName.REPEAT_PURCHASE: (PartCode.BUYS_OFTEN, PartCode.BUYS_SELDOM),
    IndicatorName.CROSS_PURCHASE: (PartCode.MANY_GROUPS, PartCode.FEW_GROUPS),
    IndicatorName.EMOTIONAL_INVESTMENT: (PartCode.WARM_CONTACTS, PartCode.FEW_WARM_CONTACTS),
    IndicatorName.SOCIAL_INFLUENCE: (PartCode.WIDE_REACH, PartCode.LITTLE_REACH),
}


def unknown(index: LoyaltyIndex) -> tuple[IndicatorName, ...]:
    """Return the indicators without any evidence."""
    return tuple(indicator.name for indicator in index.indicators if indicator.score is None)


def explain(index: LoyaltyIndex, history: History, *, today: int, norms: Norms) -> tuple[Part, ...]:
    """Return at most six named parts and a rest which, added to 50.0, give the index at one decimal exactly.

    Gains come first, then losses, each by size, the gathered rest last. ``history``, ``today`` and ``norms``
    are those the index was computed from.
    """
    parts: list[Part] = []
    for indicator in index.indicators:
        found = _parts_of(indicator, history, today=today, norms=norms)
        parts += [part for part in found if part.points]
    parts.sort(key=lambda part: (-abs(part.points), part.code))
    shown = [part for part in parts if abs(part.points) >= _SHOWN_FROM][:_NAMED_PARTS]
    rest = fsum(part.points for part in parts[len(shown) :])
    shown.append(Part(PartCode.OTHER, rest))
    rounded = _rounded(shown, round(10 * round(index.value, 1)) - round(10 * START))
    rounded.sort(key=lambda part: (part.code is PartCode.OTHER, part.points < 0, -abs(part.points)))
    return tuple(part for part in rounded if part.points)


def _rounded(parts: list[Part], tenths: int) -> list[Part]:
    """Round to tenths so that the sum is ``tenths``: what is missing goes to the largest remainders."""
    lower = [floor(10 * part.points) for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda i: lower[i] - 10 * parts[i].points)
    for i in by_remainder[: tenths - sum(lower)]:
        lower[i] += 1
    return [_with_points(part, whole / 10) for part, whole in zip(parts, lower, strict=True)]


def _with_points(part: Part, points: float) -> Part:
    return Part(part.code, points, days=part.days, usual_days=part.usual_days, count=part.count)


def _code(kind: EvidenceKind | IndicatorName, points: float) -> PartCode:
    return _CODES[kind][points < 0]


def _parts_of(indicator: Indicator, history: History, *, today: int, norms: Norms) -> list[Part]:
    if indicator.score is None:
        return []
    evidence = evidence_for(indicator.name, history, today=today, half_lives=norms.half_lives)
    if evidence:
        return _signed_parts(indicator, evidence, history, today)
    points = indicator.contribution - indicator.silence_points
    count = _count(indicator.name, history, today)
    parts = [Part(_code(indicator.name, points), points, count=count)]
    if indicator.silence_points:
        parts.append(_silence_part(indicator, history, today=today, norms=norms))
    return parts


def _signed_parts(indicator: Indicator, evidence: list[Evidence], history: History, today: int) -> list[Part]:
    """Split the contribution, linear in what each fact says, into what speaks for the client and against."""
    a_unit = indicator.weight * START / (fsum(fact.weight for fact in evidence) + 1)
    kinds: dict[EvidenceKind, list[Evidence]] = {}
    for fact in evidence:
        kinds.setdefault(fact.kind, []).append(fact)
    parts = []
    for kind, own in sorted(kinds.items()):
        points = a_unit * fsum(fact.direction * fact.weight for fact in own)
        parts.append(Part(_code(kind, points), points, days=_days(kind, history, today), count=len(own)))
    sides = ([part for part in parts if part.points > 0], [part for part in parts if part.points < 0])
    return [_merged(side) for side in sides if side]


def _days(kind: EvidenceKind, history: History, today: int) -> int | None:
    if kind is not EvidenceKind.COMPLAINT_OPEN:
        return None
    return today - min(each.opened_on for each in history.complaints if each.is_open(today))


def _merged(side: list[Part]) -> Part:
    """Return the parts of one side as one, named by an open complaint or else by the largest."""
    named = max(side, key=lambda part: (part.code is PartCode.COMPLAINT_OPEN, abs(part.points)))
    return _with_points(named, fsum(part.points for part in side))


def _count(name: IndicatorName, history: History, today: int) -> int | None:
    if name is IndicatorName.REPEAT_PURCHASE:
        return len(purchase_days(history, today))
    if name is IndicatorName.CROSS_PURCHASE:
        return len({purchase.category for purchase in history.purchases if purchase.day <= today})
    if name is IndicatorName.EMOTIONAL_INVESTMENT:
        return sum(contact.is_two_way and contact.day <= today for contact in history.contacts)
    return history.followers


def _silence_part(indicator: Indicator, history: History, *, today: int, norms: Norms) -> Part:
    if indicator.name is IndicatorName.REPEAT_PURCHASE:
        code, days, usual = PartCode.PURCHASE_SILENCE, silence_days(history, today), own_gap
    else:
        code, days, usual = PartCode.CONTACT_SILENCE, contact_silence_days(history, today), contact_gap
    return Part(code, indicator.silence_points, days=days, usual_days=round(usual(history, today, norms)))
