"""Fits the weights of a language to labelled notes: ridge regression in NumPy, same notes same weights.

With far more features than notes, the regression is solved over notes: a matrix of how alike any two notes
are is made once, and each fit, also each one of a cross-validation, is one system of equations in it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from loyalty.tone.features import COUNTED, Features
from loyalty.tone.meanings import Singles
from loyalty.tone.values import CueName
from loyalty.tone.weights import CUE_TERMS, MOODS, Floats, Ints, Vector, Vocabulary, Weights, mood_chances

CUES = tuple(CueName)
FOLDS = 5
ALWAYS_SEEN = -1  # the fold of notes that are never asked
TEMPERATURES = np.geomspace(0.03, 3.0, 120)
FEWEST_NOTES = 2  # a feature seen in one note only teaches that note
PULL, PULL_WITH_MEANINGS = 1.5, 2.5  # of the weights towards zero; flat from two thirds to half as much again
#: How much each block counts for moods and for cues; found by cross-validation over writers. Word classes
#: and phrases name matters: they help cues much and moods little.
MOOD_SCALE = {"w": 1.0, "a": 1.0, "c": 0.7, "s": 1.0, "l": 0.5, "k": 0.5, "g": 0.5, "h": 0.5, "p": 0.0}
CUE_SCALE = {"w": 1.0, "a": 1.0, "c": 1.0, "s": 1.0, "l": 0.5, "k": 1.0, "g": 1.0, "h": 0.0, "p": 1.2}
OFTEN = 40  # columns seen in more notes are multiplied as dense blocks, rarer ones pair by pair
DENSE_COLUMNS = 512


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
    likeness: Floats
    pull: float

    def unseen(self, learned: Ints, asked: Ints) -> Floats:
        """Return the scores of the notes `asked` by weights that learned from the notes `learned` alone."""
        pulls, bias = self.pulls(learned)
        return np.asarray(self.likeness[np.ix_(asked, learned)] @ pulls + bias)

    def held_out(self, folds: Ints) -> Floats:
        """Return for each note what `unseen` says of it, learned from the other folds.

        One inverse serves all folds: leaving notes out takes only their own part of it. Single precision is
        enough, since no weight is made of it.
        """
        ridge = self.likeness.astype(np.float32)
        ridge[np.diag_indices_from(ridge)] += np.float32(self.pull)
        inverse = np.linalg.inv(ridge)
        sums, ones = inverse @ self.wanted.astype(np.float32), inverse.sum(axis=1, keepdims=True)
        scores = np.zeros_like(self.wanted)
        for fold in np.unique(folds[folds != ALWAYS_SEEN]):
            asked = np.flatnonzero(folds == fold)
            away = sums[asked] - ones[asked] * self.wanted[folds != fold].mean(axis=0)
            scores[asked] = self.wanted[asked] - np.linalg.solve(inverse[np.ix_(asked, asked)], away)
        return scores

    def pulls(self, learned: Ints) -> tuple[Floats, Floats]:
        """Return how strongly each learned note pulls on each column, and the columns' means."""
        bias = self.wanted[learned].mean(axis=0)
        ridge = self.likeness[np.ix_(learned, learned)] + self.pull * np.eye(len(learned))
        return np.linalg.solve(ridge, self.wanted[learned] - bias), bias


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
    close = (meanings @ meanings.T).astype(np.float64)
    pull = PULL_WITH_MEANINGS if meanings.shape[1] else PULL
    moods = np.eye(MOODS)[[example.mood for example in examples]]
    named = np.array([[cue in example.cues for cue in cues] for example in examples], dtype=float)
    columns = [(MOOD_SCALE, moods), (CUE_SCALE, named.reshape(len(examples), len(cues)))]
    targets = []
    for scales, wanted in columns[: 2 if cues else 1]:
        scale = np.array([scales[name[0]] ** 2 for name in vocabulary.rows])
        likeness = _likeness(entries, scale, notes=len(examples)) + close
        targets.append(Target(wanted, scale, likeness, pull))
    return Lesson(vocabulary, entries, meanings, tuple(targets))


def weights_of(lesson: Lesson) -> Weights:
    """Return weights fitted to all notes of a lesson, not yet calibrated."""
    entries, tables, senses, biases = lesson.entries, [], [], []
    for target in lesson.targets:
        pulls, bias = target.pulls(np.arange(len(target.wanted)))
        table = np.add.reduceat(entries.values[:, None] * pulls[entries.notes], entries.starts, axis=0)
        tables.append(table * target.scale[:, None])
        senses.append(lesson.meanings.T @ pulls.astype(np.float32))
        biases.append(bias)
    table = np.hstack(tables)
    cues = table.shape[1] - MOODS
    mix = np.eye(CUE_TERMS, 1).repeat(cues, axis=1)  # the own score alone
    bias = np.hstack(biases)
    return Weights(lesson.vocabulary, table, np.hstack(senses), bias, 1.0, mix, (0.5,) * cues)


def unseen_scores(lesson: Lesson, folds: Ints) -> Floats:
    """Return for each note of a lesson the scores of weights that have seen nothing of its fold, else 0."""
    return np.hstack([target.held_out(folds) for target in lesson.targets])


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


def _likeness(entries: Entries, scale: Floats, *, notes: int) -> Floats:
    """Return the notes' scalar products over the features, each counted `scale` times."""
    likeness = np.zeros((notes, notes))
    used = scale != 0
    for count in range(1, OFTEN + 1):
        columns = np.flatnonzero(used & (entries.counts == count))
        if not len(columns):
            continue
        places = entries.starts[columns][:, None] + np.arange(count)
        own, values = entries.notes[places], entries.values[places]
        pairs = own[:, :, None] * notes + own[:, None, :]
        products = values[:, :, None] * values[:, None, :] * scale[columns][:, None, None]
        sums = np.bincount(pairs.ravel(), weights=products.ravel(), minlength=notes * notes)
        likeness += sums.reshape(notes, notes)
    often = np.flatnonzero(used & (entries.counts > OFTEN))
    for first in range(0, len(often), DENSE_COLUMNS):
        columns = often[first : first + DENSE_COLUMNS]
        dense = np.zeros((notes, len(columns)))
        for place, column in enumerate(columns):
            run = slice(entries.starts[column], entries.starts[column] + entries.counts[column])
            dense[entries.notes[run], place] = entries.values[run]
        likeness += (dense * scale[columns]) @ dense.T
    return likeness
