"""Trains the committed weights from the committed notes: `python -m loyalty.tone.train`."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO, StringIO
from pathlib import Path
from typing import Literal

import numpy as np

from loyalty.tone.engine import understood
from loyalty.tone.features import COUNTED
from loyalty.tone.training import Example, calibrated, fitted
from loyalty.tone.weights import Weights

LANGUAGES: tuple[Literal["en", "zh"], ...] = ("en", "zh")
STRONGEST_FEATURES = 14_000


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
                Note(row["text"], int(row["label"]), frozenset(row["cues"].split()), row["kind"], file.name)
                for row in rows
            ]
    return notes


def examples_of(notes: Sequence[Note], *, language: Literal["en", "zh"]) -> list[Example]:
    """Return notes as the features the engine sees."""
    return [
        Example(understood(note.text, language=language).features, note.label + 1, note.cues)
        for note in notes
    ]


def trained(language: Literal["en", "zh"]) -> Weights:
    """Return the weights of a language, calibrated by cross-validation over its notes."""
    notes = notes_of(language)
    examples = examples_of(notes, language=language)
    return calibrated(fitted(examples), examples, groups=groups_of([note.text for note in notes]))


def groups_of(texts: Sequence[str]) -> list[int]:
    """Return a group number for each text; near-duplicates share one, so that no fold sees its own answer.

    Two texts are near-duplicates when they share 60 % of their character trigrams.
    """
    grams = [{text[at : at + 3] for at in range(max(1, len(text) - 2))} for text in texts]
    holders: dict[str, list[int]] = {}
    groups: list[int] = []
    for place, own in enumerate(grams):
        near = {other for gram in own for other in holders.get(gram, ())[-40:]}
        twins = [other for other in near if len(own & grams[other]) > 0.6 * len(own | grams[other])]
        groups.append(groups[min(twins)] if twins else place)
        for gram in own:
            holders.setdefault(gram, []).append(place)
    return groups


def stored(weights: Weights, path: Path | BytesIO) -> None:
    """Write the strongest weights in 8 bits each; a lost weight is one that decided little."""
    counted = np.array([name[0] in COUNTED for name in weights.names])
    power = np.abs(weights.weights).max(axis=1) * weights.rarity
    power[~counted] = np.inf
    kept = np.sort(np.argsort(-power, kind="stable")[:STRONGEST_FEATURES])
    names = list(weights.names)
    table = weights.weights[kept]
    scale = np.abs(table).max(axis=0) / 127 + 1e-12
    np.savez_compressed(
        path,
        names=np.frombuffer("\n".join(names[row] for row in kept).encode("utf-8"), dtype=np.uint8),
        rarity=weights.rarity[kept].astype(np.float16),
        weights=np.round(table / scale).astype(np.int8),
        scale=scale,
        bias=weights.bias,
        temperature=np.array(weights.temperature),
        cue_thresholds=np.array(weights.cue_thresholds),
    )


def main() -> None:
    """Train both languages and write their weights into the package's source folder."""
    for language in LANGUAGES:
        stored(trained(language), Path(__file__).with_name("data") / f"weights_{language}.npz")


if __name__ == "__main__":
    main()
