"""Fits the engine's moods anew to the project's notes and a firm's corrections, and says whether it helps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Literal

import numpy as np

from loyalty.corrections.figures import FEWEST_CORRECTIONS, RefitFigures
from loyalty.corrections.values import Correction
from loyalty.tone import Mood
from loyalty.tone.accuracy import macro_f1
from loyalty.tone.engine import MOODS, understood
from loyalty.tone.normalise import PERSON
from loyalty.tone.train import Note, examples_of, groups_of, notes_of, stored
from loyalty.tone.training import Example, fitted, out_of_fold, temperature_of
from loyalty.tone.weights import Floats

# A blanked name has to survive being folded once more: any word no note holds.
_SOMEBODY = "qqsomebodyqq"

Progress = Callable[[str], None]
"""Told what is being done, in a word."""


@dataclass(frozen=True, slots=True)
class Refit:
    """What was found, and the weights as their file holds them; None when they are refused."""

    figures: RefitFigures
    packed: bytes | None


def refit(
    corrections: Sequence[Correction],
    *,
    language: Literal["en", "zh"],
    notes: Sequence[Note] | None = None,
    progress: Progress = lambda _: None,
) -> Refit:
    """Fit the moods of a language anew; some minutes of work.

    Only moods are fitted: a correction says nothing about cues. Near-duplicates stay on one side of a fold.

    Args:
        notes: the project's own of the language, unless others are given.
    """
    notes = notes_of(language) if notes is None else notes
    figures = RefitFigures(corrections=len(corrections), notes=len(notes))
    if len(corrections) < FEWEST_CORRECTIONS:
        return Refit(figures, None)
    progress("reading")
    own = examples_of(notes, language=language)
    told = [_example(correction, language=language) for correction in corrections]
    own_groups = groups_of([note.text for note in notes])
    told_groups = groups_of([correction.text for correction in corrections])
    progress("checking the corrections, each fifth held out")
    told_scores = out_of_fold(told, groups=told_groups, cues=(), besides=own)
    progress("checking the notes without the corrections")
    alone_scores = out_of_fold(own, groups=own_groups, cues=())
    progress("checking the notes with the corrections")
    own_scores = out_of_fold(own, groups=own_groups, cues=(), besides=told)
    figures = replace(
        figures,
        corrections_before=macro_f1([(one.said, one.read) for one in corrections]),
        corrections_after=_macro_f1(told, told_scores),
        notes_before=_macro_f1(own, alone_scores),
        notes_after=_macro_f1(own, own_scores),
    )
    if figures.refusal is not None:
        return Refit(figures, None)
    progress("fitting")
    moods = np.array([example.mood for example in (*own, *told)])
    temperature = temperature_of(np.vstack([own_scores, told_scores]), moods)
    weights = replace(fitted([*own, *told], cues=()), temperature=temperature)
    content = BytesIO()
    stored(weights, content)
    return Refit(figures, content.getvalue())


def _example(correction: Correction, *, language: Literal["en", "zh"]) -> Example:
    text = correction.text.replace(PERSON, _SOMEBODY)
    seen = understood(text, language=language, masked=(_SOMEBODY,))
    return Example(seen.features, MOODS.index(correction.said), frozenset())


def _macro_f1(examples: Sequence[Example], scores: Floats) -> float:
    read = [MOODS[int(place)] for place in scores.argmax(axis=1)]
    pairs: list[tuple[Mood, Mood]] = [
        (MOODS[one.mood], mood) for one, mood in zip(examples, read, strict=True)
    ]
    return macro_f1(pairs)
