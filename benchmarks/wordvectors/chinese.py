"""Makes the Chinese vectors: `python -m benchmarks.wordvectors.chinese FILE`, with word2vec's file of them.

Of the commonest words those directions are kept along which sums of their vectors differ most from note to
note; labels play no part. `data/meanings.md` names the file.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.wordvectors.english import of_length_1, store, summed, weighed
from loyalty.tone.chinese import reading_of
from loyalty.tone.meanings import FILES, LONGEST, SIZE, Singles, cut
from loyalty.tone.normalise import folded
from loyalty.tone.train import DATA, notes_of

COMMONEST = 60_000
_WORD = re.compile(f"[\u4e00-\u9fff]{{1,{LONGEST}}}")


def read_vectors(content: bytes, *, at_most: int = COMMONEST) -> tuple[list[str], Singles]:
    """Return the first Chinese words of a binary file of word2vec, the commonest, and their vectors."""
    head, _, rest = content.partition(b"\n")
    size = int(head.split()[1])
    words: list[str] = []
    rows: list[Singles] = []
    for word, row in _entries(rest, 4 * size):
        if len(words) < at_most and _WORD.fullmatch(word):
            words.append(word)
            rows.append(np.frombuffer(row, dtype="<f4"))
    return words, np.stack(rows)


def _entries(content: bytes, size: int) -> Iterator[tuple[str, bytes]]:
    start = 0
    while (end := content.find(b" ", start)) >= 0:
        yield content[start:end].strip().decode("utf-8", "replace"), content[end + 1 : end + 1 + size]
        start = end + 1 + size


def strongest(sums: Singles) -> Singles:
    """Return the directions, a column each, along which sums of word vectors differ most."""
    directions = np.linalg.svd(of_length_1(sums - sums.mean(axis=0)), full_matrices=False)[2]
    return np.asarray(directions[:SIZE].T, dtype=np.float32)


def main(file: Path, target: Path = DATA / FILES["zh"]) -> None:
    """Make the vectors of a file of word2vec and write them."""
    words, vectors = read_vectors(file.read_bytes())
    known = frozenset(words)
    readings = [cut(reading_of(folded(note.text).text), known) for note in notes_of("zh")]
    vectors = weighed(vectors, words, readings)
    vectors = vectors @ strongest(summed(vectors, words, readings, last=False))
    store(vectors, words, readings, target)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
