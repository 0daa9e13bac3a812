"""Splits English into words, and knows those that deny what follows."""

import re
from collections.abc import Iterator

from loyalty.tone.lexicon import Unit

_WORD = re.compile("[a-z]+(?:-[a-z]+)*|n't|'[a-z]+|\\d+|[!?]|\ue000")
NEGATIONS = frozenset(
    (
        *("not", "no", "never", "n't", "without", "hardly", "barely", "nobody", "nothing", "none"),
        *("cannot", "neither", "nor", "zero", "far"),
    )
)
NEGATION_WINDOW_WORDS = 3


def units_of(text: str) -> Iterator[Unit]:
    """Yield the words of a folded text with their places; "don't" is two."""
    for match in _WORD.finditer(text):
        word, start, end = match[0], match.start(), match.end()
        if word.endswith("n") and text[end : end + 2] == "'t":
            if len(word) > 1:
                yield Unit(word[:-1], start, end - 1)
            yield Unit("n't", end - 1, end + 2)
        elif word != "'t":
            yield Unit(word, start, end)
