"""Makes the vectors: `python -m benchmarks.wordvectors.english FOLDER`, with the folder of all-MiniLM-L6-v2.

Each word is read by the model alone. A linear map then turns sums of these vectors, as the program can make
them, into what the model says of some notes; labels play no part. Needs nothing but NumPy and ten minutes.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import files
from math import log
from pathlib import Path

import numpy as np

from benchmarks.wordvectors.minilm import MiniLM
from loyalty.tone.english import AdvisorNoteAnalyzer
from loyalty.tone.lexicon import Reading
from loyalty.tone.meanings import FILES, SIZE, Singles
from loyalty.tone.normalise import folded
from loyalty.tone.train import DATA, notes_of

PULL = 10.0  # of the map towards zero; flat between 5 and 50
MOST_NOTES = 4_000  # that teach the map; four thousand suffice for 384 times 64 numbers
FEWEST_MENTIONS = 2  # of a word in the frequency list that TextBlob brings
_WORD = re.compile("[a-z]+(?:-[a-z]+)*")


def known_words(model: MiniLM, readings: Iterable[Reading]) -> list[str]:
    """Return the words to give a vector: of the notes, of the model, of TextBlob's frequency list."""
    words = {unit.text for reading in readings for unit in reading.units if _WORD.fullmatch(unit.text)}
    words.update(model.whole_words())
    spelling = files("textblob").joinpath("en", "en-spelling.txt").read_text(encoding="utf-8")
    for line in spelling.splitlines():
        word, _, mentions = line.partition(" ")
        if _WORD.fullmatch(word) and int(mentions) >= FEWEST_MENTIONS:
            words.add(word)
    return sorted(words)


def weighed(vectors: Singles, words: Sequence[str], readings: Sequence[Reading]) -> Singles:
    """Return word vectors of length 1 from their common centre, times how rare each word is in the notes."""
    seen = Counter(word for reading in readings for word in {unit.text for unit in reading.units})
    rarity = np.array([log((len(readings) + 1) / (seen[word] + 1)) + 1 for word in words])
    return np.asarray(of_length_1(vectors - vectors.mean(axis=0)) * rarity[:, None], dtype=np.float32)


def summed(vectors: Singles, words: Sequence[str], readings: Iterable[Reading], *, last: bool) -> Singles:
    """Return the sum of the word vectors of each note, or of its last clause."""
    rows = {word: row for row, word in enumerate(words)}
    sums = [
        vectors[
            [
                rows[unit.text]
                for unit in reading.units
                if unit.text in rows and not (last and unit.start < reading.last_clause)
            ]
        ].sum(axis=0)
        for reading in readings
    ]
    return np.stack(sums)


def mapped(sums: Singles, wanted: Singles) -> Singles:
    """Return the map (384 by 64) from sums of word vectors to the strongest directions of what is wanted."""
    given, wanted = of_length_1(sums - sums.mean(axis=0)), of_length_1(wanted - wanted.mean(axis=0))
    whole = np.linalg.solve(given.T @ given + PULL * np.eye(given.shape[1]), given.T @ wanted)
    directions = np.linalg.svd(given @ whole, full_matrices=False)[2]
    return np.asarray(whole @ directions[:SIZE].T, dtype=np.float32)


def of_length_1(rows: Singles) -> Singles:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6))


def main(folder: Path, target: Path = DATA / FILES["en"]) -> None:
    """Make the vectors of a model folder and write them."""
    texts = [note.text for note in notes_of("en")]
    analyzer = AdvisorNoteAnalyzer()
    analyzer.train()
    readings = [analyzer.analyze(folded(text).text) for text in texts]
    model = MiniLM(folder)
    words = known_words(model, readings)
    vectors = weighed(model.vectors(words), words, readings)
    some = np.linspace(0, len(texts) - 1, min(len(texts), MOST_NOTES)).astype(int).tolist()
    sums = summed(vectors, words, [readings[place] for place in some], last=False)
    vectors = vectors @ mapped(sums, model.vectors([texts[place] for place in some]))
    store(vectors, words, readings, target)


def store(vectors: Singles, words: Sequence[str], readings: Sequence[Reading], target: Path) -> None:
    """Write word vectors in 8 bits a number, with what notes and last clauses mean on average."""
    centres = [summed(vectors, words, readings, last=last).mean(axis=0) for last in (False, True)]
    scale = np.abs(vectors).max(axis=1) / 127 + 1e-12
    np.savez_compressed(
        target,
        words=np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8),
        vectors=np.round(vectors / scale[:, None]).astype(np.int8),
        scale=scale.astype(np.float16),
        centres=np.stack(centres).astype(np.float32),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
