"""Gives a text a place among meanings: a word that no note held is known by its sense.

The word vectors are frozen data, made by `benchmarks.wordvectors`; `data/meanings.md` names their sources.
"""

import io
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from loyalty.tone.lexicon import Reading, Unit

Singles = NDArray[np.float32]
FILES = {"en": "meanings_en.npz", "zh": "meanings_zh.npz"}
SIZE = 64
#: How much the meaning of the whole text counts, its pairs and the pairs of the last clause, beside blocks
#: of features of length 1; found by cross-validation over writers.
WHOLE_SCALE, PAIRS_SCALE, LAST_SCALE = 0.35, 0.7, 0.5
LONGEST = 4  # characters of a Chinese word
_ABOVE = np.flatnonzero(np.triu(np.ones((SIZE, SIZE))))
_TWICE = np.where(_ABOVE % (SIZE + 1) == 0, 1.0, np.sqrt(2.0)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Meanings:
    """A vector a word, weighed by its rarity, as whole numbers and what one of them counts.

    `centres` are what a whole note and a last clause mean on average.
    """

    rows: dict[str, int]
    vectors: NDArray[np.int8]
    scale: Singles
    centres: Singles

    def of(self, reading: Reading) -> Singles:
        """Return where a text and its last clause stand: two rows, each of length 1, or 0 without words."""
        rows = list(map(self.rows.get, [unit.text for unit in reading.units]))
        before = sum(unit.start < reading.last_clause for unit in reading.units)
        known = [row for row in rows if row is not None]
        if not known:
            return np.zeros((2, SIZE), dtype=np.float32)
        vectors = self.vectors[known] * self.scale[known, None]
        last = sum(row is not None for row in rows[:before])
        places = np.stack([vectors.sum(axis=0), vectors[last:].sum(axis=0)]) - self.centres
        lengths = np.sqrt((places * places).sum(axis=1, keepdims=True))
        return np.asarray(places / np.maximum(lengths, np.float32(1e-6)), dtype=np.float32)

    @classmethod
    def unpacked(cls, content: bytes) -> Self:
        """Return meanings from the content of their file."""
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            words = bytes(stored["words"]).decode("utf-8").split("\n")
            rows = {word: row for row, word in enumerate(words)}
            return cls(rows, stored["vectors"], stored["scale"].astype(np.float32), stored["centres"])


def expanded(meaning: Singles) -> Singles:
    """Return what a linear model weighs of a meaning: its parts, and the products of any two of them."""
    whole, last = (np.multiply.outer(place, place).ravel()[_ABOVE] * _TWICE for place in meaning)
    return np.concatenate([WHOLE_SCALE * meaning[0], PAIRS_SCALE * whole, LAST_SCALE * last])


def meaning_of(reading: Reading, *, language: Literal["en", "zh"]) -> Singles:
    """Return where a text and its last clause stand among the committed meanings (`Meanings.of`)."""
    meanings = committed_meanings(language)
    return meanings.of(reading if language == "en" else cut(reading, meanings.rows))


def chinese_words(reading: Reading) -> tuple[Unit, ...]:
    """Return the words of a Chinese reading that have a meaning."""
    return cut(reading, committed_meanings("zh").rows).units


def cut(reading: Reading, known: Container[str]) -> Reading:
    """Return a Chinese reading in words: the known ones, the longest first, from the left."""
    read = reading.text[: reading.units[-1].end] if reading.units else ""
    return replace(reading, units=tuple(_words(read, known)))


def _words(text: str, known: Container[str]) -> Iterator[Unit]:
    start = 0
    while start < len(text):
        ends = range(min(start + LONGEST, len(text)), start, -1)
        end = next((end for end in ends if text[start:end] in known), None)
        if end is not None:
            yield Unit(text[start:end], start, end)
        start = end or start + 1


@cache
def committed_meanings(language: Literal["en", "zh"]) -> Meanings:
    """Return the committed meanings of a language."""
    return Meanings.unpacked(files("loyalty.tone").joinpath("data", FILES[language]).read_bytes())
