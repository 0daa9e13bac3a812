"""Gives an English text a place among meanings: a word that no note held is known by its sense.

The word vectors are frozen data, made by `loyalty.tone.distil`; `data/meanings.md` names their source.
"""

import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Self

import numpy as np
from numpy.typing import NDArray

from loyalty.tone.lexicon import Reading

Singles = NDArray[np.float32]
FILE = "meanings_en.npz"
SIZE = 64
#: How much the meaning of the whole text counts, its pairs and the pairs of the last clause, beside blocks
#: of features of length 1; found by cross-validation over writers.
WHOLE_SCALE, PAIRS_SCALE, LAST_SCALE = 0.35, 0.7, 0.5
_ABOVE = np.flatnonzero(np.triu(np.ones((SIZE, SIZE))))
_TWICE = np.where(_ABOVE % (SIZE + 1) == 0, 1.0, np.sqrt(2.0)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Meanings:
    """A vector a word, weighed by its rarity; `centres` are what a whole note and a last clause mean on
    average."""

    rows: dict[str, int]
    vectors: Singles
    centres: Singles

    def of(self, reading: Reading) -> Singles:
        """Return where a text and its last clause stand: two rows, each of length 1, or 0 without words."""
        rows = list(map(self.rows.get, [unit.text for unit in reading.units]))
        before = sum(unit.start < reading.last_clause for unit in reading.units)
        known = [row for row in rows if row is not None]
        if not known:
            return np.zeros((2, SIZE), dtype=np.float32)
        vectors = self.vectors[known]
        last = sum(row is not None for row in rows[:before])
        places = np.stack([vectors.sum(axis=0), vectors[last:].sum(axis=0)]) - self.centres
        lengths = np.sqrt((places * places).sum(axis=1, keepdims=True))
        return np.asarray(places / np.maximum(lengths, np.float32(1e-6)), dtype=np.float32)

    @classmethod
    def unpacked(cls, content: bytes) -> Self:
        """Return meanings from the content of their file."""
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            words = bytes(stored["words"]).decode("ascii").split("\n")
            vectors = stored["vectors"] * stored["scale"].astype(np.float32)[:, None]
            return cls({word: row for row, word in enumerate(words)}, vectors, stored["centres"])


def expanded(meaning: Singles) -> Singles:
    """Return what a linear model weighs of a meaning: its parts, and the products of any two of them."""
    whole, last = (np.multiply.outer(place, place).ravel()[_ABOVE] * _TWICE for place in meaning)
    return np.concatenate([WHOLE_SCALE * meaning[0], PAIRS_SCALE * whole, LAST_SCALE * last])


@cache
def english_meanings() -> Meanings:
    """Return the committed meanings."""
    return Meanings.unpacked(files("loyalty.tone").joinpath("data", FILE).read_bytes())
