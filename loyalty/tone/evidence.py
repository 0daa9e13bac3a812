"""Finds the few words of a text that speak most for a mood or a cue, so that they can be quoted."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

import numpy as np

from loyalty.tone.lexicon import Hit, Unit
from loyalty.tone.normalise import PERSON
from loyalty.tone.weights import Vector, Weights

Span = tuple[int, int]
MOST_QUOTES = 3
LONGEST_UNITS = {"en": 6, "zh": 10}
#: A quote must carry at least this share of what the strongest one carries.
WORTH_QUOTING = 0.3
_CLAUSE_END = frozenset(",.;:!?\n，。；：！？、")


class Places:
    """Where in the text the model found what; made once a text, asked once a mood or cue."""

    def __init__(self, weights: Weights, vector: Vector, *, length: int) -> None:
        self._weights = weights.weights[vector.rows]
        times = np.bincount(vector.slots, minlength=len(vector.rows))
        widths = np.maximum(vector.ends - vector.starts, 1)
        self._share = (vector.values / times)[vector.slots] / widths
        self.vector = vector
        self._length = length

    def pulls(self, column: int, *, against: int | None = None) -> list[float]:
        """Return running sums over the characters of what they add to a score, less the one `against`."""
        pull = self._weights[:, column] - (0.0 if against is None else self._weights[:, against])
        shares = pull[self.vector.slots] * self._share
        steps = np.bincount(self.vector.starts, weights=shares, minlength=self._length + 1)
        steps = steps - np.bincount(self.vector.ends, weights=shares, minlength=self._length + 1)
        return [0.0, *np.cumsum(np.cumsum(steps))[: self._length].tolist()]


def best_spans(
    text: str,
    units: Sequence[Unit],
    pull: Sequence[float],
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
    """Return where the lexicon found words of the wanted sign; "bad" alone is no quote of "not bad"."""
    return [(hit.start, hit.end) for hit in hits if hit.value * sign > 0 and not hit.negated]


def whole_words(spans: Iterable[Span], words: Sequence[Unit]) -> list[Span]:
    """Return spans widened so that they cut no word in two; those that then overlap are one."""
    widened: list[Span] = []
    for start, end in spans:
        touched = [word for word in words if word.start < end and start < word.end]
        first = min([start, *(word.start for word in touched)])
        last = max([end, *(word.end for word in touched)])
        if widened and first < widened[-1][1]:
            first, last = widened[-1][0], max(last, widened.pop()[1])
        widened.append((first, last))
    return widened


def _weight(pull: Sequence[float], span: Span) -> float:
    return pull[span[1]] - pull[span[0]]


def _runs(text: str, units: Sequence[Unit], pull: Sequence[float], *, longest: int) -> list[Span]:
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


def _strongest(clause: Sequence[Unit], pull: Sequence[float], *, longest: int) -> Span | None:
    best, span = 0.0, None
    until = [pull[unit.end] for unit in clause]
    for first, unit in enumerate(clause):
        reach = until[first : first + longest]
        furthest = max(reach)
        if furthest - pull[unit.start] > best:
            best = furthest - pull[unit.start]
            span = (unit.start, clause[first + reach.index(furthest)].end)
    return span
