"""The loyalty index of one client: 50 and the contributions of nine indicators, which add up exactly."""

from dataclasses import dataclass
from math import fsum

from loyalty.facts.facts import History
from loyalty.index.indicators import read_indicator
from loyalty.index.norms import DIMENSION_OF, Dimension, IndicatorName, Norms
from loyalty.index.rhythm import own_gap, silence_days

__all__ = [
    "Dimension",
    "Indicator",
    "IndicatorName",
    "LoyaltyIndex",
    "Norms",
    "loyalty_index",
    "own_gap",
    "silence_days",
]

START = 50.0
# Under this share of backed weight the figure is "too little known" (docs/loyalty.md).
COVERAGE_NEEDED = 0.40


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator's part in the index.

    ``score`` is 0 to 100, none without evidence; ``contribution`` and ``silence_points`` are points of the
    index, the latter (never positive) being what the present silence takes off within the former.
    """

    name: IndicatorName
    dimension: Dimension
    weight: float
    score: float | None
    confidence: float
    contribution: float
    silence_points: float


@dataclass(frozen=True, slots=True)
class LoyaltyIndex:
    """The index 0 to 100, the share of it backed by facts (0 to 1), and what it is made of."""

    value: float
    coverage: float
    indicators: tuple[Indicator, ...]
    silence_points: float

    @property
    def provisional(self) -> bool:
        """Whether too little is known to show the figure plainly."""
        return self.coverage < COVERAGE_NEEDED

    def sides(self) -> dict[Dimension, float]:
        """Return the index of each dimension alone, 0 to 100, of which anything is known."""
        known = {indicator.dimension for indicator in self.indicators if indicator.score is not None}
        return {dimension: self.dimension(dimension) for dimension in Dimension if dimension in known}

    def dimension(self, dimension: Dimension) -> float:
        """Return the index of one dimension alone, 0 to 100."""
        own = [indicator for indicator in self.indicators if indicator.dimension is dimension]
        weight = fsum(indicator.weight for indicator in own)
        return START + (fsum(indicator.contribution for indicator in own) / weight if weight else 0.0)


def _indicator(name: IndicatorName, history: History, *, today: int, norms: Norms) -> Indicator:
    reading = read_indicator(name, history, today=today, norms=norms)
    weight = norms.weights[name]
    contribution = silence_points = 0.0
    if reading.score is not None:
        contribution = weight * reading.confidence * (reading.score - START)
        if reading.unbroken is not None:
            silence_points = weight * reading.confidence * min(0.0, reading.score - reading.unbroken)
    return Indicator(
        name=name,
        dimension=DIMENSION_OF[name],
        weight=weight,
        score=reading.score,
        confidence=reading.confidence,
        contribution=contribution,
        silence_points=silence_points,
    )


def loyalty_index(history: History, *, today: int, norms: Norms | None = None) -> LoyaltyIndex:
    """Return the loyalty index as of ``today``; facts dated later are ignored, their order does not matter.

    Source: loyalty plan 2.3.1 (dimensions, indicators, weights), docs/loyalty.md (scales and fading).
    """
    norms = norms or Norms()
    indicators = tuple(_indicator(name, history, today=today, norms=norms) for name in IndicatorName)
    return LoyaltyIndex(
        value=START + fsum(indicator.contribution for indicator in indicators),
        coverage=fsum(indicator.weight * indicator.confidence for indicator in indicators),
        indicators=indicators,
        silence_points=fsum(indicator.silence_points for indicator in indicators),
    )
