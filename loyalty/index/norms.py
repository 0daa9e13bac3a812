"""What a firm takes for normal, and the weights of the loyalty index."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Dimension(StrEnum):
    """The three sides of loyalty."""

    BEHAVIOUR = "behaviour"
    ATTITUDE = "attitude"
    POTENTIAL = "potential"


class IndicatorName(StrEnum):
    """The nine indicators, in the order in which they are reported."""

    REPEAT_PURCHASE = "repeat_purchase"
    CROSS_PURCHASE = "cross_purchase"
    REFERRAL_INTENT = "referral_intent"
    TRUST = "trust"
    ASSOCIATION = "association"
    EMOTIONAL_INVESTMENT = "emotional_investment"
    SOCIAL_INFLUENCE = "social_influence"
    OPINION_LEADER = "opinion_leader"
    INHERITANCE = "inheritance"


DIMENSION_OF: Mapping[IndicatorName, Dimension] = MappingProxyType(
    dict(zip(IndicatorName, (dimension for dimension in Dimension for _ in range(3)), strict=True))
)

# The loyalty plan fixes 40, 35 and 25 % for the dimensions; thirds within each are Rapport's own choice.
_DIMENSION_WEIGHTS = {Dimension.BEHAVIOUR: 0.40, Dimension.ATTITUDE: 0.35, Dimension.POTENTIAL: 0.25}
WEIGHTS: Mapping[IndicatorName, float] = MappingProxyType(
    {name: _DIMENSION_WEIGHTS[DIMENSION_OF[name]] / 3 for name in IndicatorName}
)


def _default_weights() -> Mapping[IndicatorName, float]:
    return WEIGHTS


@dataclass(frozen=True, slots=True)
class HalfLives:
    """After how many days a fact of each sort counts half (source: the method's table of indicators)."""

    purchases: float = 365
    product_groups: float = 730
    surveys: float = 180
    referrals: float = 365
    solved_complaints: float = 90
    opinions: float = 90
    contacts: float = 30
    reach: float = 90
    events: float = 270
    family: float = 730


@dataclass(frozen=True, slots=True)
class Norms:
    """A firm's usual gap between purchases (days), purchases a year, product groups, contacts in 30 days."""

    house_gap_days: float = 60
    yearly_target: float = 4
    target_groups: int = 4
    monthly_cadence: float = 3
    weights: Mapping[IndicatorName, float] = field(default_factory=_default_weights, hash=False)
    half_lives: HalfLives = HalfLives()
