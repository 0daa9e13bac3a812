"""Fits the weights of a language to labelled notes: plain NumPy, no randomness, same notes same weights."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import log

import numpy as np
from numpy.typing import NDArray

from loyalty.tone.features import COUNTED, Feature
from loyalty.tone.values import CueName
from loyalty.tone.weights import MOODS, Floats, Weights

FEWEST_NOTES = 2  # a feature seen in one note only teaches that note
PULL = 0.4  # of each weight towards zero, against one note's pull; flat between 0.1 and 0.5
ROUNDS = 150
MEMORY = 8
CUES = tuple(CueName)


@dataclass(frozen=True, slots=True)
class Example:
    """A note as features, with its mood (0 negative, 1 neutral, 2 positive) and its cues."""

    features: tuple[Feature, ...]
    mood: int
    cues: frozenset[str]


def fitted(examples: Sequence[Example], *, cues: Sequence[CueName] = CUES) -> Weights:
    """Return weights fitted to the examples, not yet calibrated (temperature 1, thresholds 0.5).

    Without `cues` the moods alone are learnt, in a fraction of the time.
    """
    names, rarity = _vocabulary(examples)
    columns, thresholds = MOODS + len(cues), (0.5,) * len(cues)
    empty = Weights(names, rarity, np.zeros((len(names), columns)), np.zeros(columns), 1.0, thresholds)
    matrix = _Matrix.of([empty.vector(example.features) for example in examples], width=len(names))
    moods = np.eye(MOODS)[[example.mood for example in examples]]
    named = np.array([[cue in example.cues for cue in cues] for example in examples], dtype=float)
    named = named.reshape(len(examples), len(cues))
    found = _minimised(
        _loss(matrix, moods, named, width=len(names) + 1), np.zeros((len(names) + 1) * columns)
    )
    table = found.reshape(len(names) + 1, columns)
    return Weights(names, rarity, table[:-1], table[-1], 1.0, thresholds)


def _vocabulary(examples: Sequence[Example]) -> tuple[dict[str, int], Floats]:
    seen: Counter[str] = Counter()
    for example in examples:
        seen.update({feature.name for feature in example.features})
    kept = sorted(name for name, notes in seen.items() if notes >= FEWEST_NOTES)
    rarity = [log((1 + len(examples)) / (1 + seen[name])) + 1 if name[0] in COUNTED else 1.0 for name in kept]
    return {name: row for row, name in enumerate(kept)}, np.array(rarity)


@dataclass(frozen=True, slots=True)
class _Matrix:
    """A sparse matrix, one row a note, kept by rows and by columns so that both products are sums of runs."""

    by_row: "_Runs"
    by_column: "_Runs"

    @classmethod
    def of(cls, vectors: Sequence[tuple[list[int], Floats]], *, width: int) -> "_Matrix":
        # A last column of ones carries the bias and keeps every row from being empty.
        columns = np.concatenate([np.array([*rows, width]) for rows, _ in vectors])
        values = np.concatenate([np.append(values, 1.0) for _, values in vectors])
        notes = np.repeat(np.arange(len(vectors)), [len(rows) + 1 for rows, _ in vectors])
        return cls(_Runs.of(notes, columns, values), _Runs.of(columns, notes, values))


@dataclass(frozen=True, slots=True)
class _Runs:
    """Entries sorted by one coordinate; each of its numbers occurs at least once."""

    starts: NDArray[np.int64]
    others: NDArray[np.int64]
    values: Floats

    @classmethod
    def of(cls, sorted_by: NDArray[np.int64], others: NDArray[np.int64], values: Floats) -> "_Runs":
        order = np.argsort(sorted_by, kind="stable")
        starts = np.flatnonzero(np.diff(sorted_by[order], prepend=-1))
        return cls(starts, others[order], values[order, None])

    def times(self, table: Floats) -> Floats:
        return np.asarray(np.add.reduceat(self.values * table[self.others], self.starts, axis=0))


def _loss(
    matrix: _Matrix, moods: Floats, cues: Floats, *, width: int
) -> Callable[[Floats], tuple[float, Floats]]:
    pull = np.full((width, MOODS + cues.shape[1]), PULL)
    pull[-1] = 1e-3  # the bias is almost free

    def loss(flat: Floats) -> tuple[float, Floats]:
        table = flat.reshape(pull.shape)
        scores = matrix.by_row.times(table)
        mood_scores = scores[:, :MOODS] - scores[:, :MOODS].max(axis=1, keepdims=True)
        chances = np.exp(mood_scores)
        chances /= chances.sum(axis=1, keepdims=True)
        cue_scores = scores[:, MOODS:]
        cue_chances = 1 / (1 + np.exp(-np.clip(cue_scores, -30, 30)))
        total = -np.sum(moods * np.log(chances + 1e-12))
        total += np.sum(np.logaddexp(0, cue_scores) - cues * cue_scores)
        gradient = matrix.by_column.times(np.hstack([chances - moods, cue_chances - cues]))
        penalty = 0.5 * float(np.sum(pull * table * table))
        return float(total) + penalty, (gradient + pull * table).ravel()

    return loss


def _minimised(loss: Callable[[Floats], tuple[float, Floats]], point: Floats) -> Floats:
    """Return the minimum of a smooth convex function by L-BFGS with halving steps (Nocedal 1980)."""
    value, gradient = loss(point)
    moves: list[tuple[Floats, Floats, float]] = []
    for _ in range(ROUNDS):
        direction = -_preconditioned(gradient, moves)
        slope = float(direction @ gradient)
        step = 1.0 if moves else 1.0 / max(1e-12, float(np.linalg.norm(gradient)))
        next_value, next_gradient = loss(point + step * direction)
        while next_value > value + 1e-4 * step * slope and step > 1e-10:
            step /= 2
            next_value, next_gradient = loss(point + step * direction)
        move, change = step * direction, next_gradient - gradient
        curvature = float(move @ change)
        if curvature > 1e-14:
            moves = [*moves, (move, change, 1.0 / curvature)][-MEMORY:]
        point, settled = point + move, value - next_value < 1e-4 * value
        value, gradient = next_value, next_gradient
        if settled:
            break
    return point


def _preconditioned(gradient: Floats, moves: list[tuple[Floats, Floats, float]]) -> Floats:
    left = gradient.copy()
    shares = []
    for move, change, inverse in reversed(moves):
        share = inverse * float(move @ left)
        left -= share * change
        shares.append(share)
    if moves:
        _, change, inverse = moves[-1]
        left *= 1.0 / (inverse * float(change @ change))
    for (move, change, inverse), share in zip(moves, reversed(shares), strict=True):
        left += move * (share - inverse * float(change @ left))
    return left


FOLDS = 5
#: A cue is named where this share of the names given is right in cross-validation.
CUE_PRECISION = 0.75
FEWEST_NAMED = 8


def out_of_fold(
    examples: Sequence[Example],
    *,
    groups: Sequence[int],
    cues: Sequence[CueName] = CUES,
    besides: Sequence[Example] = (),
) -> Floats:
    """Return the scores of weights that have not seen an example's group; `besides` are always seen."""
    fold_of = {group: place % FOLDS for place, group in enumerate(_spread(sorted(set(groups))))}
    scores = np.zeros((len(examples), MOODS + len(cues)))
    for fold in range(FOLDS):
        seen = [one for one, group in zip(examples, groups, strict=True) if fold_of[group] != fold]
        weights = fitted([*seen, *besides], cues=cues)
        for place, (example, group) in enumerate(zip(examples, groups, strict=True)):
            if fold_of[group] == fold:
                scores[place] = weights.scores(example.features)
    return scores


def calibrated(weights: Weights, examples: Sequence[Example], *, groups: Sequence[int]) -> Weights:
    """Return the weights with a temperature and cue thresholds found on scores of unseen examples."""
    scores = out_of_fold(examples, groups=groups)
    moods = np.array([example.mood for example in examples])
    temperature = temperature_of(scores, moods)
    chances = 1 / (1 + np.exp(-np.clip(scores[:, MOODS:], -30, 30)))
    thresholds = tuple(
        _threshold(chances[:, column], np.array([cue in example.cues for example in examples]))
        for column, cue in enumerate(CUES)
    )
    return replace(weights, temperature=temperature, cue_thresholds=thresholds)


def temperature_of(scores: Floats, moods: NDArray[np.int64]) -> float:
    """Return the temperature at which scores of unseen examples surprise least; `moods` are 0, 1 or 2."""
    temperatures = np.arange(0.4, 3.01, 0.05)
    return float(min(temperatures, key=lambda value: _surprise(scores[:, :MOODS] / value, moods)))


def _spread(groups: list[int]) -> list[int]:
    """Shuffle in a fixed way: files are written label by label, folds must not be."""
    return sorted(groups, key=lambda group: (group * 2_654_435_761) % 2**32)


def _surprise(scores: Floats, moods: NDArray[np.int64]) -> float:
    raised = scores - scores.max(axis=1, keepdims=True)
    chances = raised - np.log(np.exp(raised).sum(axis=1, keepdims=True))
    return -float(chances[np.arange(len(moods)), moods].mean())


def _threshold(chances: Floats, wanted: NDArray[np.bool_]) -> float:
    """Return the lowest threshold that keeps the precision; without one, a half."""
    best = 0.5
    for threshold in np.arange(0.6, 0.099, -0.02):
        named = chances >= threshold
        if named.sum() >= FEWEST_NAMED and (named & wanted).sum() / named.sum() >= CUE_PRECISION:
            best = float(threshold)
    return best
