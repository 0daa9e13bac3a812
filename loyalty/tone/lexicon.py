"""The grammar both languages share: word classes with a polarity, negation, clauses and the last "but"."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from importlib.resources import files
from typing import NamedTuple

MAX_UNITS = 2_000  # more than that is no note; the rest adds time, not tone
NEGATED = -0.7  # "not happy" is milder than "unhappy"


class Unit(NamedTuple):
    """A word (English) or a character (Chinese) and its place in the folded text."""

    text: str
    start: int
    end: int


class Hit(NamedTuple):
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
    """A text as its language reads it; `last_clause` is where its last clause with words begins."""

    text: str
    units: tuple[Unit, ...]
    hits: tuple[Hit, ...]
    last_clause: int


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


def last_of(starts: list[int], units: tuple[Unit, ...]) -> int:
    """Return where the clause of the last unit begins: what a note ends on is what it means."""
    return starts[bisect_right(starts, units[-1].start) - 1] if units else 0
