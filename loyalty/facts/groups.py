"""Groups of facts: the order in which a person looks for a kind, and how a typed value is read."""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from loyalty.facts.signals import SCALES, SignalKind

_NUMBER = re.compile(r"(\d{1,3}(?:[,，]\d{3})+|\d{1,9})(\.\d{1,4})?\s*([万萬k千m])?", re.IGNORECASE)
_TIMES = MappingProxyType({"万": 10_000, "萬": 10_000, "k": 1_000, "千": 1_000, "m": 1_000_000})
_MOST = 1e10  # more people than there are


class FactGroup(StrEnum):
    """What a fact is about."""

    OPINION = "opinion"
    REFERRAL = "referral"
    EVENT = "event"
    COMPLAINT = "complaint"
    REACH = "reach"
    FAMILY = "family"
    VISIT = "visit"


GROUPS: Mapping[FactGroup, tuple[SignalKind, ...]] = MappingProxyType(
    {
        FactGroup.OPINION: (SignalKind.SURVEY_NPS, SignalKind.SURVEY_CSAT, SignalKind.SURVEY_TRUST),
        FactGroup.REFERRAL: (SignalKind.REFERRAL,),
        FactGroup.EVENT: (SignalKind.EVENT_ATTENDED, SignalKind.EVENT_ROLE, SignalKind.EVENT_DECLINED),
        # A wish to leave is told by a note; it is settled and deleted beside complaints.
        FactGroup.COMPLAINT: (SignalKind.COMPLAINT, SignalKind.EXIT_WISH),
        FactGroup.REACH: (SignalKind.FOLLOWERS, SignalKind.MENTION),
        FactGroup.FAMILY: (
            SignalKind.FAMILY_LINKED,
            SignalKind.FAMILY_NEXT_GENERATION,
            SignalKind.FAMILY_GIFT,
            SignalKind.FAMILY_LEGACY_TALK,
            SignalKind.FAMILY_WISH,
        ),
        FactGroup.VISIT: (SignalKind.VISIT,),
    }
)
"""The kinds of each group, in the order in which they are offered."""


def typed_value(text: str, kind: SignalKind) -> float | None:
    """Return the value typed for a kind, such as ``9``, ``12,000``, ``12k`` or ``1.2万``.

    None when it is no number, or none that the kind can have.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    number = float(re.sub("[,，]", "", found[1]) + (found[2] or ""))
    value = round(number * _TIMES.get((found[3] or "").lower(), 1), 4)
    return value if value <= _MOST and SCALES[kind].holds(value) else None
