"""Reads texts with all-MiniLM-L6-v2 in NumPy: the teacher of our word vectors, never part of the program.

Its folder, with `model.safetensors` and `vocab.txt` (Apache-2.0), is not ours and not in this project.
"""

import json
import math
import re
import struct
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Singles = NDArray[np.float32]
LAYERS, HEADS, SIZE = 6, 12, 384
MOST_PIECES = 254
TOKENS_AT_ONCE = 4096
_WORD = re.compile(r"\w+|[^\w\s]")
_ASCII_WORD = re.compile("[a-z]+")


class MiniLM:
    """The model of a folder."""

    def __init__(self, folder: Path) -> None:
        self._pieces = {
            piece: number
            for number, piece in enumerate((folder / "vocab.txt").read_text(encoding="utf-8").split("\n"))
            if piece
        }
        self._parts = _tensors(folder / "model.safetensors")

    def whole_words(self) -> list[str]:
        """Return the words that the model's vocabulary holds in one piece."""
        return [piece for piece in self._pieces if len(piece) > 1 and _ASCII_WORD.fullmatch(piece)]

    def vectors(self, texts: Sequence[str]) -> Singles:
        """Return the mean of each text's token vectors, a row a text."""
        numbers = [self._numbers(text) for text in texts]
        by_length: dict[int, list[int]] = {}
        for place, own in enumerate(numbers):
            by_length.setdefault(len(own), []).append(place)
        found = np.zeros((len(texts), SIZE), dtype=np.float32)
        for length, places in by_length.items():
            most = max(1, TOKENS_AT_ONCE // length)
            for first in range(0, len(places), most):
                some = places[first : first + most]
                found[some] = self._read(np.array([numbers[place] for place in some])).mean(axis=1)
        return found

    def _numbers(self, text: str) -> list[int]:
        plain = "".join(
            char for char in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(char) != "Mn"
        )
        pieces = [number for word in _WORD.findall(plain) for number in self._of_word(word)]
        return [self._pieces["[CLS]"], *pieces[:MOST_PIECES], self._pieces["[SEP]"]]

    def _of_word(self, word: str) -> list[int]:
        numbers: list[int] = []
        at = 0
        while at < len(word):
            mark = "##" if at else ""
            ends = (end for end in range(len(word), at, -1) if mark + word[at:end] in self._pieces)
            end = next(ends, None)
            if end is None:
                return [self._pieces["[UNK]"]]
            numbers.append(self._pieces[mark + word[at:end]])
            at = end
        return numbers

    def _read(self, numbers: NDArray[np.int64]) -> Singles:
        """Return the token vectors of texts of one length."""
        parts, length = self._parts, numbers.shape[1]
        state = parts["embeddings.word_embeddings.weight"][numbers]
        state = state + parts["embeddings.position_embeddings.weight"][:length]
        state = self._levelled(
            state + parts["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm"
        )
        for layer in range(LAYERS):
            name = f"encoder.layer.{layer}."
            seen = self._dense(self._attended(state, name), name + "attention.output.dense")
            state = self._levelled(state + seen, name + "attention.output.LayerNorm")
            inner = self._dense(state, name + "intermediate.dense")
            inner = inner * 0.5 * (1 + _erf(inner / math.sqrt(2)))
            state = self._levelled(
                state + self._dense(inner, name + "output.dense"), name + "output.LayerNorm"
            )
        return state

    def _attended(self, state: Singles, name: str) -> Singles:
        shape = (*state.shape[:2], HEADS, SIZE // HEADS)
        query, key, value = (
            self._dense(state, f"{name}attention.self.{part}").reshape(shape).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        likeness = query @ key.transpose(0, 1, 3, 2) / math.sqrt(SIZE // HEADS)
        shares = np.exp(likeness - likeness.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        return np.asarray((shares @ value).transpose(0, 2, 1, 3).reshape(state.shape), dtype=np.float32)

    def _dense(self, state: Singles, name: str) -> Singles:
        return np.asarray(state @ self._parts[name + ".weight"].T + self._parts[name + ".bias"])

    def _levelled(self, state: Singles, name: str) -> Singles:
        away = state - state.mean(axis=-1, keepdims=True)
        spread = np.sqrt((away * away).mean(axis=-1, keepdims=True) + 1e-12)
        return np.asarray(away / spread * self._parts[name + ".weight"] + self._parts[name + ".bias"])


def _tensors(file: Path) -> dict[str, Singles]:
    content = file.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    tensors: dict[str, Singles] = {}
    for name, about in json.loads(content[8 : 8 + length]).items():
        if about.get("dtype") == "F32":
            first, after = (8 + length + offset for offset in about["data_offsets"])
            tensors[name] = np.frombuffer(content[first:after], dtype=np.float32).reshape(about["shape"])
    return tensors


def _erf(values: Singles) -> Singles:
    """Return the error function to seven digits (Abramowitz and Stegun 7.1.26)."""
    size = np.abs(values)
    near = 1 / (1 + 0.3275911 * size)
    sum_ = 1.061405429 * near - 1.453152027
    for term in (1.421413741, -0.284496736, 0.254829592):
        sum_ = sum_ * near + term
    return np.asarray(np.sign(values) * (1 - sum_ * near * np.exp(-size * size)), dtype=np.float32)
