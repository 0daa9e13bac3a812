"""What a firm sets of the loyalty figure in a file of its own: weights, targets, half-lives."""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from math import isfinite
from types import MappingProxyType
from typing import Any

from loyalty.errors import RapportError
from loyalty.index.norms import HalfLives, IndicatorName, Norms


class GivenNormsError(RapportError):
    """A firm's file cannot be used; ``faults`` names key and what is wrong, one sentence each."""

    def __init__(self, faults: list[str], /) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of the file, and between which ends it lies, both included."""

    norm: str
    least: float
    most: float
    is_whole: bool = False


# The names of the file are for whoever writes it; those of the norms are of the code.
_USUAL: Mapping[str, _Figure] = MappingProxyType(
    {
        "days_between_purchases": _Figure("house_gap_days", 1, 3_650),
        "purchase_days_a_year": _Figure("yearly_target", 0.1, 365),
        "product_groups": _Figure("target_groups", 2, 1_000, is_whole=True),
        "contacts_a_month": _Figure("monthly_cadence", 0.1, 100),
    }
)
# Shorter ones would make a figure of last week's facts alone.
_HALF_LIFE = (7.0, 36_500.0)
_TABLES = ("weights", "usual", "half_lives")
_WEIGHTS_SUM = 1.0
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class GivenNorms:
    """What the file fixes; the rest is as the firm's purchases say, or as shipped.

    Attributes:
        figures: values of ``Norms`` by their names there; `rapport calibrate` leaves these alone.
    """

    figures: Mapping[str, float]
    weights: Mapping[IndicatorName, float] | None
    half_lives: HalfLives

    def over(self, norms: Norms) -> Norms:
        """Return norms with what is fixed in place of theirs."""
        figures: dict[str, Any] = dict(self.figures)
        if self.weights is not None:
            figures["weights"] = self.weights
        return replace(norms, **figures, half_lives=self.half_lives)


NOTHING_GIVEN = GivenNorms(MappingProxyType({}), None, HalfLives())


def given_norms_from(text: str) -> GivenNorms:
    """Read the text of a file; what it does not name stays as it is.

    Raises:
        GivenNormsError: with every fault of the file.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise GivenNormsError([f"is no TOML: {error}"]) from error
    faults = [
        f"{name}: there is no such table, only {', '.join(_TABLES)}" for name in content.keys() - {*_TABLES}
    ]
    found: dict[str, dict[str, Any]] = {}
    for name in _TABLES:
        values = content.get(name, {})
        found[name] = values if isinstance(values, dict) else {}
        if not isinstance(values, dict):
            faults.append(f"{name}: must be a table, [{name}]")
    faults += _faults_of_weights(found["weights"])
    faults += _faults_of_usual(found["usual"])
    faults += _faults_of_half_lives(found["half_lives"])
    if faults:
        raise GivenNormsError(sorted(faults))
    weights = {name: float(found["weights"][name]) for name in IndicatorName if found["weights"]}
    return GivenNorms(
        figures=MappingProxyType({_USUAL[name].norm: value for name, value in found["usual"].items()}),
        weights=MappingProxyType(weights) if weights else None,
        half_lives=replace(HalfLives(), **found["half_lives"]),
    )


def _faults_of_weights(weights: dict[str, Any]) -> Iterator[str]:
    if not weights:
        return
    yield from _unknown("weights", weights, list(IndicatorName))
    missing = [name for name in IndicatorName if name not in weights]
    if missing:
        yield f"weights: all nine are needed, {', '.join(missing)} missing"
    numbers = {name: value for name, value in weights.items() if name in list(IndicatorName)}
    faults = [
        fault for name in numbers for fault in _faults_of_number(f"weights.{name}", numbers[name], 0, 1)
    ]
    yield from faults
    if not missing and not faults and abs(sum(numbers.values()) - _WEIGHTS_SUM) > _ROUNDING:
        yield f"weights: they add up to {sum(numbers.values()):.4g}, not to 1"


def _faults_of_usual(usual: dict[str, Any]) -> Iterator[str]:
    yield from _unknown("usual", usual, _USUAL)
    for name, figure in _USUAL.items():
        if name in usual:
            yield from _faults_of_number(f"usual.{name}", usual[name], figure.least, figure.most)
            if figure.is_whole and not isinstance(usual[name], int):
                yield f"usual.{name}: must be a whole number"


def _faults_of_half_lives(days: dict[str, Any]) -> Iterator[str]:
    known = [field.name for field in fields(HalfLives)]
    yield from _unknown("half_lives", days, known)
    for name in known:
        if name in days:
            yield from _faults_of_number(f"half_lives.{name}", days[name], *_HALF_LIFE)


def _unknown(table: str, values: dict[str, Any], known: Collection[str]) -> Iterator[str]:
    for name in sorted(values.keys() - {*known}):
        yield f"{table}.{name}: is not known; use {', '.join(known)}"


def _faults_of_number(place: str, value: Any, least: float, most: float) -> Iterator[str]:
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    if not is_number or not least <= value <= most:
        yield f"{place}: must be a number from {least:g} to {most:g}"
