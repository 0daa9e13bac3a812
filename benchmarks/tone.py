"""Measures the tone engine by cross-validation over its notes, beside plain TextBlob, in one run."""

import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np

from loyalty.tone import Mood, tone_of
from loyalty.tone.train import LANGUAGES, Note, examples_of, groups_of, notes_of
from loyalty.tone.training import CUES, fitted, out_of_fold
from loyalty.tone.weights import MOODS, read_weights

LABELS = {Mood.NEGATIVE: -1, Mood.NEUTRAL: 0, Mood.POSITIVE: 1, Mood.UNKNOWN: 0}
SUREST = 0.6


def tone(text: str) -> dict[str, Any]:
    """Return label, confidence, unknown and cue names of a text; unknown is label 0 with confidence 0."""
    found = tone_of(text)
    return {
        "label": LABELS[found.mood],
        "confidence": found.confidence,
        "unknown": found.mood is Mood.UNKNOWN,
        "cues": [str(cue.name) for cue in found.cues],
    }


def textblob_label(text: str) -> int:
    """Return plain TextBlob's answer, as most programs use it: the sign of its polarity beyond 0.05."""
    from textblob import TextBlob

    polarity = float(TextBlob(text).sentiment.polarity)
    return (polarity > 0.05) - (polarity < -0.05)


def macro_f1(gold: Sequence[int], said: Sequence[int]) -> float:
    """Return the mean F1 of the three moods."""
    scores = []
    for mood in (-1, 0, 1):
        hit = sum(g == s == mood for g, s in zip(gold, said, strict=True))
        scores.append(2 * hit / max(1, sum(g == mood for g in gold) + sum(s == mood for s in said)))
    return sum(scores) / len(scores)


def measure(language: Literal["en", "zh"], notes: Sequence[Note]) -> None:
    """Print the figures of one language, near-duplicates kept on one side of each fold."""
    examples = examples_of(notes, language=language)
    groups = groups_of([note.text for note in notes])
    weights = read_weights(language)  # for its temperature and thresholds, found on unseen folds as well
    scores = out_of_fold(examples, groups=groups)
    chances = np.array([weights.moods(row) for row in scores])
    gold = [note.label for note in notes]
    print(f"{language}: {len(notes)} notes, 5 folds")
    if language == "en":
        print(f"  textblob   macro-F1 {macro_f1(gold, [textblob_label(note.text) for note in notes]):.3f}")
    report("engine", gold, chances)
    for batch in sorted({note.batch for note in notes}):
        report_batch(batch, notes, chances)
    cues(notes, scores, weights.cue_thresholds)
    for batch in sorted({note.batch for note in notes}) if "--writers" in sys.argv else ():
        unseen(batch, notes, examples)


def report(name: str, gold: Sequence[int], chances: Any) -> None:
    """Print macro-F1, recall of the unhappy, opposite-sign mistakes and accuracy on the surest 60 %."""
    said = [int(place) - 1 for place in chances.argmax(axis=1)]
    surest = np.argsort(-chances.max(axis=1), kind="stable")[: max(1, round(SUREST * len(gold)))]
    unhappy = [s for g, s in zip(gold, said, strict=True) if g == -1]
    opposite = sum(g * s == -1 for g, s in zip(gold, said, strict=True)) / len(gold)
    sure = sum(gold[place] == said[place] for place in surest) / len(surest)
    print(
        f"  {name:<34} n {len(gold):4} macro-F1 {macro_f1(gold, said):.3f} "
        f"negative recall {unhappy.count(-1) / max(1, len(unhappy)):.2f} "
        f"opposite {opposite:.3f} surest {sure:.3f}"
    )


def report_batch(batch: str, notes: Sequence[Note], chances: Any) -> None:
    """Print the figures of one batch within the common cross-validation."""
    places = [place for place, note in enumerate(notes) if note.batch == batch]
    report("in folds " + batch, [notes[place].label for place in places], chances[places])


def unseen(batch: str, notes: Sequence[Note], examples: Sequence[Any]) -> None:
    """Print how weights that never saw a batch read it: the nearest thing to another writer's notes."""
    others = [one for one, note in zip(examples, notes, strict=True) if note.batch != batch]
    if not others:
        return
    weights = fitted(others)
    own = [place for place, note in enumerate(notes) if note.batch == batch]
    chances = np.array([weights.moods(weights.scores(examples[place].features)) for place in own])
    report("unseen " + batch, [notes[place].label for place in own], chances)


def cues(notes: Sequence[Note], scores: Any, thresholds: Sequence[float]) -> None:
    """Print recall and precision of each cue."""
    for column, cue in enumerate(CUES):
        named = 1 / (1 + np.exp(-scores[:, MOODS + column])) >= thresholds[column]
        wanted = np.array([cue in note.cues for note in notes])
        hit = int((named & wanted).sum())
        recall, precision = hit / max(1, int(wanted.sum())), hit / max(1, int(named.sum()))
        print(f"    {cue:<16} n {int(wanted.sum()):4} recall {recall:.2f} precision {precision:.2f}")


def speed(read: Callable[[str], object], notes: Sequence[Note]) -> float:
    """Return notes read a second."""
    started = time.perf_counter()
    for note in notes:
        read(note.text)
    return len(notes) / (time.perf_counter() - started)


def main() -> int:
    """Print the figures of both languages; with `--writers` also each batch read without having seen it."""
    for language in LANGUAGES:
        notes = notes_of(language)
        measure(language, notes)
        print(f"  {speed(tone_of, notes[:500]):.0f} notes a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
