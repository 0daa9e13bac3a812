"""Turns a reading into named features with their places, the same way in training and in use."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from loyalty.tone.alike import chinese_alike, english_alike
from loyalty.tone.lexicon import Hit, Reading, Unit

LONGEST_WORD = 40


#: A feature's name, whose first letter is its block, and the characters it covers.
Feature = tuple[str, int, int]
#: Blocks whose features are counted, weighed by rarity and normalised to length 1: words, words by their
#: common names, letters, pairs over a gap, the last clause, word classes. "p" (cue phrases, marks) is 0 or 1.
COUNTED = ("w", "a", "c", "s", "l", "k")
PLAIN = "p"


def features_of(
    reading: Reading, *, language: Literal["en", "zh"], phrases: Iterable[str] = ()
) -> list[Feature]:
    """Return all features of a reading; `phrases` are the names of the cue phrases found in it."""
    features = _english(reading) if language == "en" else _chinese(reading)
    features += _classes(reading.hits)
    features += [(PLAIN + name, 0, 0) for name in phrases]
    if "?" in reading.text or "吗" in reading.text:
        features.append((PLAIN + "ask", 0, 0))
    if "!" in reading.text:
        features.append((PLAIN + "shout", 0, 0))
    return features


def _english(reading: Reading) -> list[Feature]:
    alike = list(english_alike(reading.units))
    last = [unit for unit in alike if unit.start >= reading.last_clause]
    features = (
        _runs("w", reading.units, longest=2) + _runs("a", alike, longest=3) + _runs("l", last, longest=2)
    )
    for unit in reading.units:
        start = unit.start
        features += [(name, start + first, start + end) for name, first, end in _letters(unit.text)]
    return features


def _chinese(reading: Reading) -> list[Feature]:
    alike = chinese_alike(reading.text[: reading.units[-1].end] if reading.units else "")
    features: list[Feature] = []
    for clause in _touching(alike):
        features += _runs("w", clause, longest=3, between="")
        features += _runs("c", clause, longest=4, shortest=4, between="")
        if clause[0].start >= reading.last_clause:
            features += _runs("l", clause, longest=3, between="")
    for gap in (2, 3):
        features += [
            (f"s{one.text}_{other.text}", one.start, other.end)
            for one, other in zip(alike, alike[gap:], strict=False)
        ]
    return features


def _touching(units: Sequence[Unit]) -> Iterator[Sequence[Unit]]:
    """Yield the longest stretches of units with nothing between them."""
    first = 0
    for place, (one, two) in enumerate(pairwise(units), start=1):
        if one.end < two.start:
            yield units[first:place]
            first = place
    if units:
        yield units[first:]


def _runs(
    block: str, units: Sequence[Unit], *, longest: int, shortest: int = 1, between: str = " "
) -> list[Feature]:
    """Return all runs of `shortest` to `longest` neighbouring units."""
    texts = [unit.text for unit in units]
    starts, ends = [unit.start for unit in units], [unit.end for unit in units]
    names = [block + text for text in texts]
    found: list[Feature] = []
    for size in range(1, longest + 1):
        if size > 1:
            names = [name + between + text for name, text in zip(names, texts[size - 1 :], strict=False)]
        if size >= shortest:
            found += zip(names, starts, ends[size - 1 :], strict=False)
    return found


@lru_cache(maxsize=20_000)
def _letters(text: str) -> tuple[tuple[str, int, int], ...]:
    word = f" {text[:LONGEST_WORD]} "
    return tuple(
        ("c" + word[at : at + size], max(0, at - 1), min(len(word) - 2, at + size - 1))
        for size in (3, 4, 5)
        for at in range(len(word) - size + 1)
    )


def _classes(hits: tuple[Hit, ...]) -> Iterator[Feature]:
    last_clause = hits[-1].clause if hits else 0
    for hit in hits:
        name = _signed(hit)
        yield ("k" + name, hit.start, hit.end)
        if hit.after_but:
            yield ("kbut " + name, hit.start, hit.end)
        if hit.clause == last_clause:
            yield ("klast " + name, hit.start, hit.end)
    for one, two in pairwise(hits):
        if one.clause == two.clause:
            yield (f"k{_signed(one)}+{_signed(two)}", one.start, two.end)


def _signed(hit: Hit) -> str:
    return "!" + hit.word_class if hit.negated else hit.word_class
