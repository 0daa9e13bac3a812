"""Reads Chinese, simplified and Cantonese: an own lexicon with the grammar the English one has."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import islice

from loyalty.tone import lexicon
from loyalty.tone.lexicon import MAX_UNITS, Hit, Reading, Unit

_UNIT = re.compile("[a-z]+|\\d+|[\u3400-\u9fff]|[!?！？]|\ue000")
_BREAK = re.compile(r"[，。；：！？,.;:!?、\s]+|但是?|不过|可是|然而|却|只是")
_BUT = re.compile(r"但是?|不过|可是|然而|却|只是|后来|最后|结果|转头|现在")
_NEGATION = re.compile(r"(?:不|没|没有|无|未|别|毫无|并非|冇|唔|从未|零|不再|不太|不怎么|不是|谈不上).{0,2}$")
_NOT_NEGATION = re.compile(r"(?:不但|不仅|不只|不光|不过|无论|不管|差不多|没想到|特别|别家|别的|个别).{0,2}$")
NEGATION_WINDOW_CHARS = 4


def reading_of(text: str) -> Reading:
    """Return the reading of a folded text (simplified characters)."""
    units = tuple(
        Unit(match[0], match.start(), match.end()) for match in islice(_UNIT.finditer(text), MAX_UNITS)
    )
    starts = lexicon.clause_starts(text, _BREAK)
    end = units[-1].end if units else 0
    return Reading(text, units, tuple(_hits(text[:end], starts)), lexicon.last_of(starts, units))


def _hits(text: str, starts: list[int]) -> Iterator[Hit]:
    buts = [match.start() for match in _BUT.finditer(text)]
    place = 0
    while place < len(text):
        found, length = _longest(text, place)
        if found is None:
            place += 1
            continue
        clause = bisect_right(starts, place) - 1
        before = text[max(starts[clause], place - NEGATION_WINDOW_CHARS) : place]
        yield Hit(
            *found,
            start=place,
            end=place + length,
            clause=clause,
            negated=bool(_NEGATION.search(before)) and not _NOT_NEGATION.search(before),
            after_but=bool(buts) and place > buts[-1],
        )
        place += length


def _longest(text: str, place: int) -> tuple[tuple[str, float] | None, int]:
    words, lengths = _words()
    for length in lengths.get(text[place], ()):
        word = text[place : place + length]
        found = words.get(word)
        if found is not None:
            return found, len(word)  # shorter than asked for at the end of a text
    return None, 0


@cache
def _words() -> tuple[dict[str, tuple[str, float]], dict[str, list[int]]]:
    """Return the words with their classes, and how long words of a first character may be, longest first."""
    words = lexicon.word_classes("chinese_words.txt")
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[0], set()).add(len(word))
    return words, {first: sorted(found, reverse=True) for first, found in lengths.items()}
