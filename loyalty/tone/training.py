"""Fits the weights of a language to labelled notes: ridge regression in NumPy, same notes same weights.

With far more features than notes, the regression is solved over notes: a matrix of how alike any two notes
are is made once, and each fit, also each one of a cross-validation, is one system of equations in it. All are
solved together step by step (conjugate gradients), so that nothing else as large as the matrix is needed.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from loyalty.tone.features import COUNTED, Features
from loyalty.tone.meanings import Singles
from loyalty.tone.values import CueName
from loyalty.tone.weights import CUE_TERMS, MOODS, Floats, Ints, Vector, Vocabulary, Weights, mood_chances

CUES = tuple(CueName)
FOLDS = 5
ALWAYS_SEEN = -1  # the fold of notes that are never asked
TEMPERATURES = np.geomspace(0.03, 3.0, 120)
FEWEST_NOTES = 2  # a feature seen in one note only teaches that note
PULL = 1.5  # of the weights towards zero; flat from two thirds to half as much again
#: How much each block counts for moods and for cues; found by cross-validation over writers. Word classes
#: and phrases name matters: they help cues much and moods little.
MOOD_SCALE = {"w": 1.0, "a": 1.0, "c": 0.7, "s": 1.0, "l": 0.5, "k": 0.5, "g": 0.5, "h": 0.5, "p": 0.0}
CUE_SCALE = {"w": 1.0, "a": 1.0, "c": 1.0, "s": 1.0, "l": 0.5, "k": 1.0, "g": 1.0, "h": 0.0, "p": 1.2}
EXACT = 1e-4  # how much of what is to be explained may be left by an inexact solution
TINY = 1e-30
OFTEN = 40  # columns seen in more notes are multiplied as dense blocks, rarer ones pair by pair
DENSE_COLUMNS, DENSE_ROWS = 512, 1024


@dataclass(frozen=True, slots=True)
class Example:
    """A note as features, with its mood (0 negative, 1 neutral, 2 positive) and its cues."""

    features: Features
    mood: int
    cues: frozenset[str]


@dataclass(frozen=True, slots=True)
class Entries:
    """A sparse matrix of notes by features, sorted by feature; `starts` is where each feature begins."""

    notes: Ints
    values: Floats
    starts: Ints
    counts: Ints


@dataclass(frozen=True, slots=True)
class Lesson:
    """Notes ready to learn from.

    Each of `targets` holds what the notes say of some columns, how much each feature counts for these, and
    how alike any two notes are by that.
    """

    vocabulary: Vocabulary
    entries: Entries
    meanings: Singles
    """A row a note, of no columns where the language has no meanings."""
    targets: "tuple[Target, ...]"


@dataclass(frozen=True, slots=True)
class Target:
    """The mood columns or the cue columns of a lesson."""

    wanted: Floats
    scale: Floats
    likeness: Singles

    def unseen(self, folds: Ints, *, among: NDArray[np.bool_] | None = None) -> Floats:
        """Return for each note its scores by weights that learned from the other folds alone.

        With ``among``, a column a fold in order of number, they learned only from the notes so marked.
        """
        numbers = np.unique(folds[folds != ALWAYS_SEEN])
        others = folds[:, None] != numbers
        pulls, bias = self.pulls(others if among is None else others & among)
        scores = np.zeros_like(self.wanted)
        for place, fold in enumerate(numbers):
            asked = folds == fold
            scores[asked] = self.likeness[asked] @ pulls[:, place].astype(np.float32) + bias[place]
        return scores

    def pulls(self, learned: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """Return how strongly each note pulls on each column, and the columns' means.

        Each column of ``learned`` asks for a solution of its own, in which only the notes so marked pull.
        """
        bias = np.stack([self.wanted[each].mean(axis=0) for each in learned.T])
        left = (self.wanted[:, None] - bias) * learned[:, :, None]
        pulls, along = np.zeros_like(left), left
        size = (left * left).sum(axis=0)
        least = EXACT**2 * size
        while (size > least).any():
            near = self.likeness @ along.reshape(len(along), -1).astype(np.float32)
            moved = near.reshape(left.shape) * learned[:, :, None] + PULL * along
            step = size / np.maximum((along * moved).sum(axis=0), TINY)
            pulls += step * along
            left = left - step * moved
            before, size = size, (left * left).sum(axis=0)
            along = left + size / np.maximum(before, TINY) * along
        return pulls, bias


def fitted(examples: Sequence[Example], *, cues: Sequence[CueName] = CUES) -> Weights:
    """Return weights fitted to the examples, not yet calibrated (temperature 1, thresholds 0.5).

    Without `cues` the moods alone are learnt, in half the time.
    """
    return weights_of(lesson_of(examples, cues=cues))


def out_of_fold(
    examples: Sequence[Example],
    *,
    groups: Sequence[int],
    cues: Sequence[CueName] = CUES,
    besides: Sequence[Example] = (),
) -> Floats:
    """Return the scores of weights that have not seen an example's group; `besides` are always seen."""
    folds = np.append(folds_of(groups), np.full(len(besides), ALWAYS_SEEN))
    return unseen_scores(lesson_of([*examples, *besides], cues=cues), folds)[: len(examples)]


def lesson_of(examples: Sequence[Example], *, cues: Sequence[CueName] = CUES) -> Lesson:
    """Return examples ready to learn from; the vocabulary, which knows no labels, is of all of them."""
    vocabulary = _vocabulary(examples)
    vectors = [vocabulary.vector(example.features) for example in examples]
    entries, meanings = _entries(vectors), _meanings(vectors)
    moods = np.eye(MOODS)[[example.mood for example in examples]]
    named = np.array([[cue in example.cues for cue in cues] for example in examples], dtype=float)
    columns = [(MOOD_SCALE, moods), (CUE_SCALE, named.reshape(len(examples), len(cues)))]
    targets = []
    for scales, wanted in columns[: 2 if cues else 1]:
        scale = np.array([scales[name[0]] ** 2 for name in vocabulary.rows])
        likeness = meanings @ meanings.T
        _add_likeness(likeness, entries, scale)
        targets.append(Target(wanted, scale, likeness))
    return Lesson(vocabulary, entries, meanings, tuple(targets))


def weights_of(lesson: Lesson) -> Weights:
    """Return weights fitted to all notes of a lesson, not yet calibrated."""
    entries, tables, senses, biases = lesson.entries, [], [], []
    everything = np.ones((len(lesson.meanings), 1), dtype=bool)
    for target in lesson.targets:
        pulls, bias = (each[..., 0, :] for each in target.pulls(everything))
        table = np.add.reduceat(entries.values[:, None] * pulls[entries.notes], entries.starts, axis=0)
        tables.append((table * target.scale[:, None]).astype(np.float32))
        senses.append(lesson.meanings.T @ pulls.astype(np.float32))
        biases.append(bias)
    table = np.hstack(tables)
    cues = table.shape[1] - MOODS
    mix = np.eye(CUE_TERMS, 1).repeat(cues, axis=1)  # the own score alone
    bias = np.hstack(biases)
    return Weights(lesson.vocabulary, table, np.hstack(senses), bias, 1.0, mix, (0.5,) * cues)


def unseen_scores(lesson: Lesson, folds: Ints) -> Floats:
    """Return for each note of a lesson the scores of weights that have seen nothing of its fold, else 0."""
    return np.hstack([target.unseen(folds) for target in lesson.targets])


def folds_of(groups: Sequence[int], *, folds: int = FOLDS) -> Ints:
    """Return the fold of each note; notes of a group share it.

    Largest groups first, each into the fold that has fewest notes yet; no randomness.
    """
    held = [0] * folds
    fold_of: dict[int, int] = {}
    for group, size in Counter(groups).most_common():
        fold_of[group] = held.index(min(held))
        held[fold_of[group]] += size
    return np.array([fold_of[group] for group in groups])


def temperature_of(scores: Floats, moods: Ints) -> float:
    """Return the temperature at which scores of unseen examples surprise least; `moods` are 0, 1 or 2."""

    def surprise(temperature: float) -> float:
        right = mood_chances(scores, temperature)[np.arange(len(moods)), moods]
        return -float(np.log(right + 1e-12).mean())

    return float(min(TEMPERATURES, key=surprise))


def _vocabulary(examples: Sequence[Example]) -> Vocabulary:
    seen: Counter[str] = Counter()
    for example in examples:
        seen.update(set(example.features.names))
    kept = sorted(name for name, notes in seen.items() if notes >= FEWEST_NOTES)
    rarity = [log((1 + len(examples)) / (1 + seen[name])) + 1 if name[0] in COUNTED else 1.0 for name in kept]
    return Vocabulary.of(kept, np.array(rarity))


def _meanings(vectors: Sequence[Vector]) -> Singles:
    known = [vector.meaning for vector in vectors if vector.meaning is not None]
    return np.stack(known) if known else np.zeros((len(vectors), 0), dtype=np.float32)


def _entries(vectors: Sequence[Vector]) -> Entries:
    rows = np.concatenate([vector.rows for vector in vectors])
    values = np.concatenate([vector.values for vector in vectors])
    notes = np.repeat(np.arange(len(vectors)), [len(vector.rows) for vector in vectors])
    order = np.argsort(rows, kind="stable")
    starts = np.flatnonzero(np.diff(rows[order], prepend=-1))
    return Entries(notes[order], values[order], starts, np.diff(np.append(starts, len(rows))))


def _add_likeness(likeness: Singles, entries: Entries, scale: Floats) -> None:
    """Add the notes' scalar products over the features, each counted `scale` times."""
    notes, used = len(likeness), scale != 0
    flat = likeness.reshape(-1)
    for count in range(1, OFTEN + 1):
        columns = np.flatnonzero(used & (entries.counts == count))
        if not len(columns):
            continue
        places = entries.starts[columns][:, None] + np.arange(count)
        own, values = entries.notes[places], entries.values[places]
        pairs = own[:, :, None] * notes + own[:, None, :]
        products = values[:, :, None] * values[:, None, :] * scale[columns][:, None, None]
        np.add.at(flat, pairs.reshape(-1), products.reshape(-1).astype(np.float32))
    often = np.flatnonzero(used & (entries.counts > OFTEN))
    for first in range(0, len(often), DENSE_COLUMNS):
        columns = often[first : first + DENSE_COLUMNS]
        dense = np.zeros((notes, len(columns)), dtype=np.float32)
        for place, column in enumerate(columns):
            run = slice(entries.starts[column], entries.starts[column] + entries.counts[column])
            dense[entries.notes[run], place] = entries.values[run]
        counted = dense.T * scale[columns].astype(np.float32)[:, None]
        for rows in range(0, notes, DENSE_ROWS):
            likeness[rows : rows + DENSE_ROWS] += dense[rows : rows + DENSE_ROWS] @ counted
