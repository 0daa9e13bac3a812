"""Shares with their uncertainty: intervals, and whether two shares differ by more than chance."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import erfc, sqrt

# The 97.5 % point of the normal distribution: intervals hold in 95 of 100 cases.
_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` of ``count``, at most as many."""

    hits: int
    count: int

    @property
    def value(self) -> float:
        """Return the share, 0 to 1; nothing of nothing is 0."""
        return self.hits / self.count if self.count else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Return the 95 % interval of the share by Wilson's score (J. Am. Stat. Assoc. 22, 1927)."""
        if not self.count:
            return 0.0, 1.0
        centre = self.value + _Z**2 / (2 * self.count)
        spread = _Z * sqrt(self.value * (1 - self.value) / self.count + _Z**2 / (4 * self.count**2))
        scale = 1 + _Z**2 / self.count
        return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def chance_of_difference(one: Share, other: Share) -> float:
    """Return how often chance alone makes two shares differ so much (pooled normal test, two-sided)."""
    if not one.count or not other.count:
        return 1.0
    pooled = (one.hits + other.hits) / (one.count + other.count)
    deviation = sqrt(pooled * (1 - pooled) * (1 / one.count + 1 / other.count))
    return 1.0 if deviation == 0 else _two_sided((one.value - other.value) / deviation)


def chance_of_excess(observed: int, expected: float, variance: float) -> float:
    """Return how often chance alone makes a count differ so much from what was foretold (two-sided)."""
    return 1.0 if variance <= 0 else _two_sided((observed - expected) / sqrt(variance))


def beyond_chance(chances: Mapping[str, float], *, level: float = 0.05) -> frozenset[str]:
    """Return the names whose chance is too small after correcting for how many were looked at.

    Holm's step-down rule (Scand. J. Stat. 6, 1979): all named ones are real in 95 of 100 cases.
    """
    found = set()
    for place, (name, chance) in enumerate(sorted(chances.items(), key=lambda item: (item[1], item[0]))):
        if chance > level / (len(chances) - place):
            break
        found.add(name)
    return frozenset(found)


def _two_sided(deviations: float) -> float:
    return erfc(abs(deviations) / sqrt(2))
