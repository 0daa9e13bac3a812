"""The grammar both languages share: word classes with a polarity, negation and the weight of a "but"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

BEFORE_BUT, AFTER_BUT = 0.4, 1.4  # what follows a "but" is what the writer means
NEGATED = -0.7  # "not happy" is milder than "unhappy"


@dataclass(frozen=True, slots=True)
class Unit:
    """A word (English) or a character (Chinese) and its place in the folded text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A word or phrase of a class found in a text; `clause` counts the clauses from 0."""

    word_class: str
    polarity: float
    start: int
    end: int
    clause: int
    negated: bool
    after_but: bool

    @property
    def value(self) -> float:
        return self.polarity * (NEGATED if self.negated else 1.0)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as its language reads it; `polarity` is the lexicon's score in -1..1, 0 = nothing found."""

    text: str
    units: tuple[Unit, ...]
    hits: tuple[Hit, ...]
    polarity: float
    extra: dict[str, float]


def word_classes(file_name: str) -> dict[str, tuple[str, float]]:
    """Return phrase -> (class, polarity) from a word list of the package; the first mention wins."""
    entries: dict[str, tuple[str, float]] = {}
    content = files("loyalty.tone").joinpath("data", file_name).read_text(encoding="utf-8")
    for line in content.splitlines():
        head, _, words = line.partition(":")
        if line.startswith("#") or not words:
            continue
        name, value = head.split()
        for word in words.split(","):
            entries.setdefault(word.strip(), (name, float(value)))
    return entries


def clause_starts(text: str, breaks: re.Pattern[str]) -> list[int]:
    """Return where the clauses of a text begin."""
    return [0, *(match.end() for match in breaks.finditer(text))]


def weighed(hits: Sequence[Hit]) -> float:
    """Return the summed polarity of hits in -1..1, weighing what stands before and after a "but"."""
    has_but = any(hit.after_but for hit in hits)
    total = 0.0
    for hit in hits:
        weight = 1.0 if not has_but else AFTER_BUT if hit.after_but else BEFORE_BUT
        total += weight * hit.value
    return max(-1.0, min(1.0, total / 6.0))
