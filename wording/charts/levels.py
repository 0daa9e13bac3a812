"""How a level looks in a picture: a shape and a colour dark enough on white, so that grey prints work."""

from collections.abc import Mapping
from types import MappingProxyType

from loyalty.levels.levels import Level

LOOKS: Mapping[Level, tuple[str, str]] = MappingProxyType(
    {Level.RED: ("^", "#b3261e"), Level.YELLOW: ("s", "#a87900"), Level.GREEN: ("o", "#2e7d32")}
)
"""The marker of matplotlib and the colour of each level."""
