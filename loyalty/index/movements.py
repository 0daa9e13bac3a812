"""What moved the index within a week: which facts came, and what only faded; codes only, no words."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

from loyalty.facts.facts import History
from loyalty.index.evidence import Evidence, EvidenceKind, evidence_for
from loyalty.index.index import Indicator, loyalty_index
from loyalty.index.norms import IndicatorName, Norms

WEEK_DAYS = 7
# A move of less is not told: it would be read as news and is mostly fading.
_TOLD_FROM = 0.5
_MOST_TOLD = 3


class MoveCode(StrEnum):
    """What moved the index."""

    BOUGHT = "bought"
    NO_PURCHASE = "no_purchase"
    NEW_DEPARTMENT = "new_department"
    REFERRED = "referred"
    ANSWERED_WELL = "answered_well"
    ANSWERED_ILL = "answered_ill"
    COMPLAINED = "complained"
    COMPLAINT_SETTLED = "complaint_settled"
    SPOKE_WELL = "spoke_well"
    SPOKE_ILL = "spoke_ill"
    WARM_CONTACT = "warm_contact"
    COOL_CONTACT = "cool_contact"
    NO_CONTACT = "no_contact"
    REACH = "reach"
    CAME = "came"
    TOOK_ROLE = "took_role"
    DECLINED = "declined"
    FAMILY = "family"
    FADED = "faded"


@dataclass(frozen=True, slots=True)
class Move:
    """One cause and the points it moved the index by."""

    code: MoveCode
    points: float


# The code when the indicator went up with such facts new, and when it went down.
_SIGNED: dict[EvidenceKind, tuple[MoveCode, MoveCode]] = {
    EvidenceKind.NPS: (MoveCode.ANSWERED_WELL, MoveCode.ANSWERED_ILL),
    EvidenceKind.TRUST_ANSWER: (MoveCode.ANSWERED_WELL, MoveCode.ANSWERED_ILL),
    EvidenceKind.CSAT: (MoveCode.ANSWERED_WELL, MoveCode.ANSWERED_ILL),
    EvidenceKind.REFERRAL: (MoveCode.REFERRED, MoveCode.REFERRED),
    EvidenceKind.COMPLAINT_OPEN: (MoveCode.COMPLAINED, MoveCode.COMPLAINED),
    EvidenceKind.COMPLAINT_SOLVED: (MoveCode.COMPLAINT_SETTLED, MoveCode.COMPLAINT_SETTLED),
    EvidenceKind.OPINION: (MoveCode.SPOKE_WELL, MoveCode.SPOKE_ILL),
    EvidenceKind.ATTENDED: (MoveCode.CAME, MoveCode.CAME),
    EvidenceKind.ROLE: (MoveCode.TOOK_ROLE, MoveCode.TOOK_ROLE),
    EvidenceKind.DECLINED: (MoveCode.DECLINED, MoveCode.DECLINED),
    EvidenceKind.FAMILY: (MoveCode.FAMILY, MoveCode.FAMILY),
    EvidenceKind.WISH: (MoveCode.FAMILY, MoveCode.FAMILY),
}
# What can only lower the figure when new, and what speaks of itself whatever came beside it.
_LOWERING = frozenset({MoveCode.COMPLAINED, MoveCode.DECLINED})


def moves_of_week(history: History, *, today: int, norms: Norms) -> tuple[Move, ...]:
    """Return what moved the index most since a week before ``today``, the largest first, at most three.

    Both figures are computed from what is known now, so that a fact told late counts where it belongs.
    """
    now = loyalty_index(history, today=today, norms=norms)
    then = loyalty_index(history, today=today - WEEK_DAYS, norms=norms)
    points: dict[MoveCode, list[float]] = defaultdict(list)
    for after, before in zip(now.indicators, then.indicators, strict=True):
        moved = after.contribution - before.contribution
        if moved:
            points[_code(after, moved, history, today=today, norms=norms)].append(moved)
    moves = (Move(code, fsum(each)) for code, each in points.items())
    told = [move for move in moves if abs(move.points) >= _TOLD_FROM]
    return tuple(sorted(told, key=lambda move: (-abs(move.points), move.code))[:_MOST_TOLD])


def _code(indicator: Indicator, moved: float, history: History, *, today: int, norms: Norms) -> MoveCode:
    week = range(today - WEEK_DAYS + 1, today + 1)
    match indicator.name:
        case IndicatorName.REPEAT_PURCHASE:
            has_bought = any(purchase.day in week for purchase in history.purchases)
            return MoveCode.BOUGHT if has_bought else MoveCode.NO_PURCHASE
        case IndicatorName.CROSS_PURCHASE:
            return MoveCode.NEW_DEPARTMENT if moved > 0 else MoveCode.NO_PURCHASE
        case IndicatorName.EMOTIONAL_INVESTMENT:
            if not any(contact.is_two_way and contact.day in week for contact in history.contacts):
                return MoveCode.NO_CONTACT
            return MoveCode.WARM_CONTACT if moved > 0 else MoveCode.COOL_CONTACT
        case IndicatorName.SOCIAL_INFLUENCE:
            return MoveCode.REACH if moved > 0 else MoveCode.FADED
        case _:
            return _signed_code(indicator.name, moved, history, today=today, norms=norms)


def _signed_code(
    name: IndicatorName, moved: float, history: History, *, today: int, norms: Norms
) -> MoveCode:
    half_lives = norms.half_lives
    now = evidence_for(name, history, today=today, half_lives=half_lives)
    then = evidence_for(name, history, today=today - WEEK_DAYS, half_lives=half_lives)
    new = _said(now) - _said(then)
    for kind, _ in sorted(new, key=lambda said: (_SIGNED[said[0]][0] not in _LOWERING, said)):
        code = _SIGNED[kind][moved < 0]
        if (code in _LOWERING) <= (moved < 0):
            return code
    return MoveCode.FADED


def _said(evidence: list[Evidence]) -> Counter[tuple[EvidenceKind, float]]:
    return Counter((fact.kind, fact.direction) for fact in evidence)
