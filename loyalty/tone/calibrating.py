"""Calibrates scores on notes the weights had not seen: probabilities that come true, thresholds of cues."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from loyalty.tone.cues import mood_agrees, phrased_cues
from loyalty.tone.training import CUES, Example, temperature_of
from loyalty.tone.weights import MOODS, Floats, Weights, cue_chances, logs_of, mood_chances

#: A cue is named where this share of the names given is right in cross-validation over writers.
CUE_PRECISION = 0.72
FEWEST_NAMED = 8
LIKELIER_THAN_NOT = 0.5
_ROUNDS = 30
_PULL = 0.1


def calibrated(weights: Weights, examples: Sequence[Example], scores: Floats) -> Weights:
    """Return the weights calibrated; `scores` are of weights that had not seen the examples' writers."""
    temperature = temperature_of(scores, np.array([example.mood for example in examples]))
    moods = mood_chances(scores, temperature)
    carried = np.array([[cue in example.cues for cue in CUES] for example in examples], dtype=float)
    told = told_by_phrase(examples, moods)
    designs = [np.column_stack([own, logs_of(moods), phrase]) for own, phrase in _by_cue(scores, told)]
    mix = np.column_stack([_cue_mix(one, carried[:, place]) for place, one in enumerate(designs)])
    chances = cue_chances(scores, moods, told, mix)
    thresholds = tuple(
        _threshold(chances[:, place], told[:, place], carried[:, place]) for place in range(len(CUES))
    )
    return replace(weights, temperature=temperature, cue_mix=mix, cue_thresholds=thresholds)


def _by_cue(scores: Floats, told: NDArray[np.bool_]) -> list[tuple[Floats, NDArray[np.bool_]]]:
    return list(zip(scores[:, MOODS:].T, told.T, strict=True))


def told_by_phrase(examples: Sequence[Example], moods: Floats) -> NDArray[np.bool_]:
    """Return for each example which cues a phrase names that the read mood bears out."""
    phrased = [phrased_cues(example.features) for example in examples]
    return np.array(
        [
            [cue in cues and mood_agrees(cue, mood) for cue in CUES]
            for cues, mood in zip(phrased, moods.tolist(), strict=True)
        ]
    )


def _cue_mix(columns: Floats, carried: Floats) -> Floats:
    """Return the logistic regression of a cue on its score, the moods and its phrase (Newton's method)."""
    design = np.column_stack([columns, np.ones(len(columns))])
    mix = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        chances = 1 / (1 + np.exp(-np.clip(design @ mix, -30, 30)))
        gradient = design.T @ (carried - chances) - _PULL * mix
        curvature = (design * (chances * (1 - chances))[:, None]).T @ design + _PULL * np.eye(len(mix))
        mix = mix + np.linalg.solve(curvature, gradient)
    return mix


def _threshold(chances: Floats, told: NDArray[np.bool_], carried: Floats) -> float:
    """Return the lowest threshold that keeps the precision beside what phrases name.

    A cue likelier than not is named in any case.
    """
    best = LIKELIER_THAN_NOT
    for threshold in np.arange(LIKELIER_THAN_NOT, 0.099, -0.01):
        named = told | (chances >= threshold)
        if named.sum() >= FEWEST_NAMED and carried[named].mean() >= CUE_PRECISION:
            best = float(threshold)
    return best
