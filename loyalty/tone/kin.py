"""Finds the matters a text touches, by words of kin: a word no note held is known by its neighbours."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from loyalty.tone.alike import mandarin, root
from loyalty.tone.lexicon import Reading
from loyalty.tone.words import NEGATION_WINDOW_WORDS, NEGATIONS, units_of

_FILES = {"en": "kin_english.txt", "zh": "kin_chinese.txt"}
_NOT = re.compile("(?:[不没无未别]|不太|没有|不是)$")
_NOT_CHARS = 2


class Touched(NamedTuple):
    """A matter with its place in the text, and whether the words before deny it."""

    matter: str
    start: int
    end: int
    denied: bool


@dataclass(frozen=True, slots=True)
class _Kin:
    matters: dict[str, tuple[str, ...]]
    lengths: dict[str, tuple[int, ...]]
    """Of the words and phrases that begin with a token, how many tokens they have, longest first."""

    def found(self, tokens: Sequence[str], *, between: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Yield where the longest known phrases begin and end among the tokens, with their matters."""
        place = 0
        while place < len(tokens):
            for length in self.lengths.get(tokens[place], ()):
                matters = self.matters.get(between.join(tokens[place : place + length]))
                if matters is not None and place + length <= len(tokens):
                    yield place, place + length, matters
                    place += length
                    break
            else:
                place += 1


def touched_in(reading: Reading, *, language: Literal["en", "zh"]) -> Iterator[Touched]:
    """Yield the matters of a reading in the order of their places."""
    return _in_english(reading) if language == "en" else _in_chinese(reading)


def _in_english(reading: Reading) -> Iterator[Touched]:
    units = reading.units
    roots = [root(unit.text) for unit in units]
    denials = [place for place, unit in enumerate(units) if unit.text in NEGATIONS]
    for first, after, matters in _kin("en").found(roots, between=" "):
        nearest = bisect_left(denials, first - NEGATION_WINDOW_WORDS)
        denied = nearest < len(denials) and denials[nearest] < first
        for matter in matters:
            yield Touched(matter, units[first].start, units[after - 1].end, denied)


def _in_chinese(reading: Reading) -> Iterator[Touched]:
    text = mandarin(reading.text[: reading.units[-1].end] if reading.units else "")
    for start, end, matters in _kin("zh").found(text, between=""):
        denied = _NOT.search(text, max(0, start - _NOT_CHARS), start) is not None
        for matter in matters:
            yield Touched(matter, start, end, denied)


@cache
def _kin(language: Literal["en", "zh"]) -> _Kin:
    content = files("loyalty.tone").joinpath("data", _FILES[language]).read_text(encoding="utf-8")
    matters: dict[str, tuple[str, ...]] = {}
    lengths: dict[str, set[int]] = {}
    for line in content.splitlines():
        matter, _, words = line.partition(":")
        for word in () if line.startswith("#") else words.split(","):
            tokens = _tokens(word.strip(), language=language)
            key = (" " if language == "en" else "").join(tokens)
            if matter not in matters.get(key, ()):
                matters[key] = (*matters.get(key, ()), matter)
            lengths.setdefault(tokens[0], set()).add(len(tokens))
    return _Kin(matters, {first: tuple(sorted(known, reverse=True)) for first, known in lengths.items()})


def _tokens(word: str, *, language: Literal["en", "zh"]) -> list[str]:
    return [root(unit.text) for unit in units_of(word)] if language == "en" else list(mandarin(word))
