"""Reads the trained weights of a language and gives probabilities of moods and cues."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loyalty.tone.features import COUNTED, PLAIN, Features
from loyalty.tone.meanings import Singles, expanded

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MOODS = 3
CUE_TERMS = 6  # see `Weights.cue_mix`
LEAST_CHANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Vector:
    """A text as known features: their rows, their values, and where each mention of a row stands."""

    rows: Ints
    values: Floats
    slots: Ints
    starts: Ints
    ends: Ints
    meaning: Singles | None
    """What is weighed of the text's meaning (see `expanded`)."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The features a model knows: name to row; `blocks` is each row's place in `COUNTED`, or one more."""

    rows: dict[str, int]
    rarity: Floats
    blocks: NDArray[np.int8]

    @classmethod
    def of(cls, names: Sequence[str], rarity: Floats) -> "Vocabulary":
        """Return the vocabulary of names in the order of rows."""
        number = {block: place for place, block in enumerate((*COUNTED, PLAIN))}
        blocks = np.fromiter((number[name[0]] for name in names), np.int8, len(names))
        return cls({name: row for row, name in enumerate(names)}, rarity, blocks)

    def vector(self, features: Features) -> Vector:
        """Return the known features; those of each counted block have length 1 together."""
        found = np.fromiter(map(self.rows.get, features.names, repeat(-1)), np.int64, len(features.names))
        known = found >= 0
        starts = np.array(features.starts, dtype=np.int64)[known]
        ends = np.array(features.ends, dtype=np.int64)[known]
        mentioned = found[known]
        order = np.argsort(mentioned, kind="stable")
        ordered = mentioned[order]
        first = np.ones(len(ordered), dtype=bool)  # of the mentions of its row
        first[1:] = ordered[1:] != ordered[:-1]
        slots = np.empty_like(mentioned)
        slots[order] = first.cumsum() - 1
        rows, counts = ordered[first], np.bincount(slots)
        values, blocks = (1.0 + np.log(counts)) * self.rarity[rows], self.blocks[rows]
        lengths = np.sqrt(np.bincount(blocks, weights=values * values, minlength=len(COUNTED) + 1))
        lengths[-1] = 1.0
        meaning = None if features.meaning is None else expanded(features.meaning)
        return Vector(rows, values / lengths[blocks], slots, starts, ends, meaning)


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear model: `weights` has one row a feature; three mood columns, then one a cue.

    `meaning` has the same columns and a row for each part of a text's meaning, or none where there is none.
    The rest is found on notes the weights had not seen. `cue_mix` has a column a cue: how much the cue's own
    score counts, the three moods, a phrase that the mood bears out, and a constant; a fee that nobody minds
    is no risk.
    """

    vocabulary: Vocabulary
    weights: Singles
    meaning: Singles
    bias: Floats
    temperature: float
    cue_mix: Floats
    cue_thresholds: tuple[float, ...]

    def scores(self, vector: Vector) -> Floats:
        """Return the raw scores of a vector: three moods, then the cues in the order of `CueName`."""
        scores = vector.values @ self.weights[vector.rows] + self.bias
        if vector.meaning is not None and len(self.meaning):
            scores = scores + vector.meaning @ self.meaning
        return np.asarray(scores)

    def moods(self, scores: Floats) -> tuple[float, float, float]:
        """Return calibrated probabilities (negative, neutral, positive), summing to 1."""
        negative, neutral, positive = mood_chances(scores, self.temperature).tolist()
        return negative, neutral, positive

    def cues(self, scores: Floats, told: Sequence[bool]) -> list[float]:
        """Return the probability of each cue, in the order of `CueName`; `told` are those a phrase names."""
        moods = mood_chances(scores, self.temperature)
        chances: list[float] = cue_chances(scores, moods, np.asarray(told), self.cue_mix).tolist()
        return chances


def mood_chances(scores: Floats, temperature: float) -> Floats:
    """Return the probabilities of the moods for one row of scores or many."""
    moods = scores[..., :MOODS] / temperature
    raised = np.exp(moods - moods.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def cue_chances(scores: Floats, moods: Floats, told: NDArray[np.bool_], mix: Floats) -> Floats:
    """Return the probabilities of the cues for one row of scores, moods and phrases, or for many."""
    raised = mix[0] * scores[..., MOODS:] + logs_of(moods) @ mix[1:4] + mix[4] * told + mix[5]
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(raised, -30, 30))))


def logs_of(moods: Floats) -> Floats:
    """Return the logarithms of mood probabilities, bounded where one is next to nothing."""
    return np.asarray(np.log(moods + LEAST_CHANCE))


def read_weights(language: str) -> Weights:
    """Return the committed weights of a language ("en" or "zh")."""
    return unpacked(packed_weights(language))


def packed_weights(language: str) -> bytes:
    """Return the committed weights of a language as their file holds them."""
    return files("loyalty.tone").joinpath("data", f"weights_{language}.npz").read_bytes()


def unpacked(content: bytes) -> Weights:
    """Return weights from the content of their file."""
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        names = bytes(stored["names"]).decode("utf-8").split("\n")
        return Weights(
            vocabulary=Vocabulary.of(names, stored["rarity"].astype(np.float64)),
            weights=stored["weights"] * stored["scale"].astype(np.float32),
            meaning=_meaning(stored),
            bias=stored["bias"],
            temperature=float(stored["temperature"]),
            cue_mix=stored["cue_mix"],
            cue_thresholds=tuple(float(value) for value in stored["cue_thresholds"]),
        )


def _meaning(stored: Mapping[str, Any]) -> Singles:
    """Return what each part of a meaning counts; weights a firm refitted before there were any have none."""
    if "meaning" not in stored:
        return np.zeros((0, len(stored["bias"])), dtype=np.float32)
    return np.asarray(stored["meaning"] * stored["meaning_scale"], dtype=np.float32)
