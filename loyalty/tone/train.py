"""Trains the committed weights from the committed notes: `python -m loyalty.tone.train`."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO, StringIO
from pathlib import Path
from typing import Literal

import numpy as np

from loyalty.tone.calibrating import calibrated
from loyalty.tone.cues import RISKS
from loyalty.tone.engine import understood
from loyalty.tone.training import Example, folds_of, lesson_of, unseen_scores, weights_of
from loyalty.tone.weights import Weights

DATA = Path(__file__).with_name("data")
LANGUAGES: tuple[Literal["en", "zh"], ...] = ("en", "zh")
#: Folds of the calibration: each writer is judged by nearly all the others.
FOLDS = 10


@dataclass(frozen=True, slots=True)
class Note:
    """A labelled note; `batch` is the file it came from: one writer at one sitting."""

    text: str
    label: int
    cues: frozenset[str]
    kind: str
    batch: str


def notes_of(language: str) -> list[Note]:
    """Return the committed notes of a language, in the order of files and lines."""
    notes: list[Note] = []
    folder = files("loyalty.tone").joinpath("notes")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(f"_{language}.csv"):
            rows = csv.DictReader(StringIO(file.read_text(encoding="utf-8")))
            notes += [
                Note(row["text"], int(row["label"]), _cues(row), row["kind"], file.name) for row in rows
            ]
    return notes


def _cues(row: dict[str, str]) -> frozenset[str]:
    cues = frozenset(row["cues"].split())
    return cues if int(row["label"]) < 0 else cues - RISKS


def examples_of(notes: Sequence[Note], *, language: Literal["en", "zh"]) -> list[Example]:
    """Return notes as the features the engine sees."""
    return [
        Example(understood(note.text, language=language).features, note.label + 1, note.cues)
        for note in notes
    ]


def trained(language: Literal["en", "zh"]) -> Weights:
    """Return the weights of a language, calibrated by cross-validation over its writers."""
    notes = notes_of(language)
    examples = examples_of(notes, language=language)
    lesson = lesson_of(examples)
    folds = folds_of(writers_of(notes), folds=FOLDS)
    return calibrated(weights_of(lesson), examples, unseen_scores(lesson, folds))


def writers_of(notes: Sequence[Note]) -> list[int]:
    """Return a group number for each note: one a batch, which is one writer's.

    The oldest batch is of many hands: near-duplicates stay together there, not the whole file.
    """
    numbers = {batch: -1 - place for place, batch in enumerate(sorted({note.batch for note in notes}))}
    twins = groups_of([note.text for note in notes])
    return [
        twin if note.batch.startswith("first_") else numbers[note.batch]
        for note, twin in zip(notes, twins, strict=True)
    ]


def groups_of(texts: Sequence[str]) -> list[int]:
    """Return a group number for each text; near-duplicates share one, so that no fold sees its own answer.

    Two texts are near-duplicates when they share 60 % of their character trigrams. Of a trigram only the
    newest 40 holders are followed, so those who share a quarter by that are looked at closely.
    """
    grams = [{text[at : at + 3] for at in range(max(1, len(text) - 2))} for text in texts]
    holders: dict[str, list[int]] = {}
    groups: list[int] = []
    for place, own in enumerate(grams):
        shared = Counter(other for gram in own for other in holders.get(gram, ())[-40:])
        near = (other for other, count in shared.items() if 4 * count >= len(own))
        twins = [other for other in near if len(own & grams[other]) > 0.6 * len(own | grams[other])]
        groups.append(groups[min(twins)] if twins else place)
        for gram in own:
            holders.setdefault(gram, []).append(place)
    return groups


def stored(weights: Weights, path: Path | BytesIO) -> None:
    """Write the weights in 8 bits each."""
    scale = np.abs(weights.weights).max(axis=0) / 127 + 1e-12
    meaning_scale = np.abs(weights.meaning).max(axis=0, initial=0) / 127 + 1e-12
    np.savez_compressed(
        path,
        names=np.frombuffer("\n".join(weights.vocabulary.rows).encode("utf-8"), dtype=np.uint8),
        rarity=weights.vocabulary.rarity.astype(np.float16),
        weights=np.round(weights.weights / scale).astype(np.int8),
        scale=scale,
        meaning=np.round(weights.meaning / meaning_scale).astype(np.int8),
        meaning_scale=meaning_scale,
        bias=weights.bias,
        temperature=np.array(weights.temperature),
        cue_mix=weights.cue_mix,
        cue_thresholds=np.array(weights.cue_thresholds),
    )


def main(folder: Path = DATA) -> None:
    """Train both languages and write their weights into a folder, by default the package's own."""
    for language in LANGUAGES:
        stored(trained(language), folder / f"weights_{language}.npz")


if __name__ == "__main__":
    main()
