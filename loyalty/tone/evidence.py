"""Finds the few words of a text that speak most for a mood or a cue, so that they can be quoted."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from loyalty.tone.features import Feature
from loyalty.tone.lexicon import Hit, Unit
from loyalty.tone.normalise import PERSON
from loyalty.tone.weights import Floats, Weights

Span = tuple[int, int]
MOST_QUOTES = 3
LONGEST_UNITS = {"en": 6, "zh": 10}
#: A quote must carry at least this share of what the strongest one carries.
WORTH_QUOTING = 0.3
_CLAUSE_END = frozenset(",.;:!?\n，。；：！？、")


def pulls(weights: Weights, features: Sequence[Feature], *, directions: Floats) -> dict[int, float]:
    """Return what each character of the text adds to a direction in the space of scores."""
    rows, values = weights.vector(features)
    strength = {row: float(value) for row, value in zip(rows, values, strict=True)}
    seen: dict[int, int] = {}
    placed: list[tuple[int, Feature]] = []
    for feature in features:
        row = weights.names.get(feature.name)
        if row is not None and feature.end > feature.start:
            seen[row] = seen.get(row, 0) + 1
            placed.append((row, feature))
    pull: dict[int, float] = {}
    for row, feature in placed:
        share = strength[row] * float(weights.weights[row] @ directions) / seen[row]
        for place in range(feature.start, feature.end):
            pull[place] = pull.get(place, 0.0) + share / (feature.end - feature.start)
    return pull


def best_spans(
    text: str,
    units: Sequence[Unit],
    pull: dict[int, float],
    *,
    language: Literal["en", "zh"],
    phrases: Iterable[Span],
    most: int = MOST_QUOTES,
) -> list[Span]:
    """Return up to `most` spans in reading order: known phrases first, then runs of strong units."""
    known = {span: _weight(pull, span) for span in phrases}
    candidates = sorted(known, key=lambda span: (-known[span], span))
    runs = _runs(text, units, pull, longest=LONGEST_UNITS[language])
    candidates += sorted(runs, key=lambda span: (-_weight(pull, span), span))
    chosen: list[Span] = []
    for span in candidates:
        if len(chosen) == most:
            break
        weak = chosen and _weight(pull, span) < WORTH_QUOTING * max(_weight(pull, one) for one in chosen)
        if not weak and all(span[1] <= start or span[0] >= end for start, end in chosen):
            chosen.append(span)
    return sorted(chosen)


def signed_spans(hits: Sequence[Hit], *, sign: int) -> list[Span]:
    """Return where the lexicon found words of the wanted sign."""
    return [(hit.start, hit.end) for hit in hits if hit.value * sign > 0]


def _weight(pull: dict[int, float], span: Span) -> float:
    return sum(pull.get(place, 0.0) for place in range(*span))


def _runs(text: str, units: Sequence[Unit], pull: dict[int, float], *, longest: int) -> list[Span]:
    """Return, for each clause, its strongest run of at most `longest` units."""
    runs: list[Span] = []
    clause: list[Unit] = []
    for unit, after in pairwise([*units, Unit("", len(text), len(text))]):
        if unit.text != PERSON:
            clause.append(unit)
        if after.text == "" or unit.text == PERSON or _CLAUSE_END & set(text[unit.end : after.start]):
            run = _strongest(clause, pull, longest=longest)
            if run is not None:
                runs.append(run)
            clause = []
    return runs


def _strongest(clause: Sequence[Unit], pull: dict[int, float], *, longest: int) -> Span | None:
    best, span = 0.0, None
    for first in range(len(clause)):
        total = 0.0
        for last in range(first, min(first + longest, len(clause))):
            total += _weight(pull, (clause[last].start, clause[last].end))
            if total > best:
                best, span = total, (clause[first].start, clause[last].end)
    return span
