"""Learns how far a firm's moods lie from what the engine reads: two terms, careful while little is known."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp

import numpy as np

from loyalty.tone import Mood, Tone
from loyalty.tone.engine import MOODS, UNSURE_BELOW

#: After so many corrections half of what they say is believed: n / (n + 50) (source: tone design).
HALF_BELIEVED_AT = 50
#: Against terms without bound when all corrections say the same.
_PULL = 1.0
_LARGEST = 2.0
_ROUNDS = 25
_LEAST = 1e-6

Probabilities = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Leaning:
    """What is added to the log-odds of unhappy and of happy against neutral."""

    unhappy: float = 0.0
    happy: float = 0.0


NO_LEANING = Leaning()


def leaning_of(said: Sequence[tuple[Probabilities, Mood]]) -> Leaning:
    """Return the leaning under which what was said is likeliest, times n / (n + 50).

    Args:
        said: for each reading of the engine alone its probabilities and the mood a person said.
    """
    if not said:
        return NO_LEANING
    logs = np.log(np.clip(np.array([chances for chances, _ in said]), _LEAST, 1.0))
    wanted = np.eye(len(MOODS))[[MOODS.index(mood) for _, mood in said]]
    terms = np.zeros(2)
    for _ in range(_ROUNDS):
        chances = np.exp(logs + np.array([terms[0], 0.0, terms[1]]))
        chances = (chances / chances.sum(axis=1, keepdims=True))[:, [0, 2]]
        gradient = (chances - wanted[:, [0, 2]]).sum(axis=0) + _PULL * terms
        curvature = np.diag(chances.sum(axis=0) + _PULL) - chances.T @ chances
        step = np.linalg.solve(curvature, gradient)
        terms = np.clip(terms - step, -_LARGEST, _LARGEST)
        if float(np.abs(step).max()) < _LEAST:
            break
    believed = len(said) / (len(said) + HALF_BELIEVED_AT)
    return Leaning(unhappy=believed * float(terms[0]), happy=believed * float(terms[1]))


def leant(tone: Tone, leaning: Leaning) -> Tone:
    """Return the tone with its probabilities leant; the quotes of another mood are dropped."""
    if tone.mood is Mood.UNKNOWN or tone.language == "other" or leaning == NO_LEANING:
        return tone
    negative, neutral, positive = tone.probabilities
    unhappy, happy = negative * exp(leaning.unhappy), positive * exp(leaning.happy)
    whole = unhappy + neutral + happy
    chances = (unhappy / whole, neutral / whole, happy / whole)
    confidence = max(chances)
    mood = MOODS[chances.index(confidence)]
    return replace(
        tone,
        mood=mood,
        probabilities=chances,
        confidence=confidence,
        unsure=confidence < UNSURE_BELOW[tone.language],
        evidence=tone.evidence if mood is tone.mood else (),
    )
