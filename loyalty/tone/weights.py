"""Reads the trained weights of a language and gives probabilities of moods and cues."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from loyalty.tone.features import COUNTED, Feature

Floats = NDArray[np.float64]
MOODS = 3


@dataclass(frozen=True, slots=True)
class Weights:
    """A log-linear model: `weights` has one row a feature; three mood columns, then one a cue."""

    names: dict[str, int]
    rarity: Floats
    weights: Floats
    bias: Floats
    temperature: float
    cue_thresholds: tuple[float, ...]

    def vector(self, features: Sequence[Feature]) -> tuple[list[int], Floats]:
        """Return the known features' rows and their values, each counted block having length 1."""
        counts: dict[str, float] = {}
        for feature in features:
            counts[feature.name] = counts.get(feature.name, 0.0) + feature.value
        rows: list[int] = []
        values: list[float] = []
        squares = dict.fromkeys(COUNTED, 0.0)
        for name, count in counts.items():
            row = self.names.get(name)
            if row is None:
                continue
            counted = name[0] in squares
            value = (1.0 + log(count)) * self.rarity[row] if counted else count
            if counted:
                squares[name[0]] += value * value
            rows.append(row)
            values.append(value)
        lengths = {block: sqrt(square) or 1.0 for block, square in squares.items()}
        known = [name[0] for name in counts if name in self.names]
        return rows, np.array([v / lengths.get(b, 1.0) for v, b in zip(values, known, strict=True)])

    def scores(self, features: Sequence[Feature]) -> Floats:
        """Return the raw scores: three moods, then the cues in the order of `CueName`."""
        rows, values = self.vector(features)
        return values @ self.weights[rows] + self.bias if rows else self.bias.copy()

    def moods(self, scores: Floats) -> tuple[float, float, float]:
        """Return calibrated probabilities (negative, neutral, positive), summing to 1."""
        raised = np.exp((scores[:MOODS] - scores[:MOODS].max()) / self.temperature)
        negative, neutral, positive = (float(value) for value in raised / raised.sum())
        return negative, neutral, positive

    def cues(self, scores: Floats) -> list[float]:
        """Return the probability of each cue, in the order of `CueName`."""
        return [float(value) for value in 1.0 / (1.0 + np.exp(-np.clip(scores[MOODS:], -30, 30)))]


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
            names={name: row for row, name in enumerate(names)},
            rarity=stored["rarity"].astype(np.float64),
            weights=stored["weights"].astype(np.float64) * stored["scale"],
            bias=stored["bias"],
            temperature=float(stored["temperature"]),
            cue_thresholds=tuple(float(value) for value in stored["cue_thresholds"]),
        )
