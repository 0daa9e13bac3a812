"""Turns a reading into named features with their places, the same way in training and in use."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from loyalty.tone.lexicon import Hit, Reading

MAX_UNITS = 2_000  # more than that is no note; the rest adds time, not tone
LONGEST_WORD = 40


class Feature(NamedTuple):
    """A feature, its value and the characters it covers; the first letter of `name` is its block."""

    name: str
    value: float
    start: int
    end: int


#: Blocks whose features are counted, weighed by rarity and normalised to length 1; "d" is taken as it is.
COUNTED = ("w", "c", "k")


def features_of(
    reading: Reading, *, language: Literal["en", "zh"], phrases: Iterable[str] = ()
) -> list[Feature]:
    """Return all features of a reading; `phrases` are the names of the cue phrases found in it."""
    features = list(_words(reading) if language == "en" else _characters(reading))
    features += _classes(reading.hits)
    features += _plain(reading, phrases)
    return features


def _words(reading: Reading) -> Iterator[Feature]:
    units = reading.units[:MAX_UNITS]
    for unit in units:
        yield Feature("w" + _general(unit.text), 1.0, unit.start, unit.end)
    for one, two in pairwise(units):
        yield Feature(f"w{_general(one.text)} {_general(two.text)}", 1.0, one.start, two.end)
    for unit in units:
        for name, start, end in _letters(unit.text):
            yield Feature(name, 1.0, unit.start + start, unit.start + end)


@lru_cache(maxsize=20_000)
def _letters(text: str) -> tuple[tuple[str, int, int], ...]:
    word = f" {text[:LONGEST_WORD]} "
    return tuple(
        ("c" + word[at : at + size], max(0, at - 1), min(len(word) - 2, at + size - 1))
        for size in (3, 4, 5)
        for at in range(len(word) - size + 1)
    )


def _characters(reading: Reading) -> Iterator[Feature]:
    units = reading.units[:MAX_UNITS]
    for size, block in ((1, "w"), (2, "w"), (3, "c"), (4, "c")):
        for at in range(len(units) - size + 1):
            run = units[at : at + size]
            if size > 1 and run[-1].end - run[0].start > sum(len(unit.text) for unit in run):
                continue
            name = "".join(_general(unit.text) for unit in run)
            yield Feature(block + name, 1.0, run[0].start, run[-1].end)


def _general(text: str) -> str:
    return "0" if text.isdigit() else text


def _classes(hits: tuple[Hit, ...]) -> Iterator[Feature]:
    last_clause = hits[-1].clause if hits else 0
    for hit in hits:
        name = _signed(hit)
        yield Feature("k" + name, 1.0, hit.start, hit.end)
        if hit.after_but:
            yield Feature("kbut " + name, 1.0, hit.start, hit.end)
        if hit.clause == last_clause:
            yield Feature("klast " + name, 1.0, hit.start, hit.end)
    for one, two in pairwise(hits):
        if one.clause == two.clause:
            yield Feature(f"k{_signed(one)}+{_signed(two)}", 1.0, one.start, two.end)


def _signed(hit: Hit) -> str:
    return "!" + hit.word_class if hit.negated else hit.word_class


def _plain(reading: Reading, phrases: Iterable[str]) -> Iterator[Feature]:
    happy = sum(max(0.0, hit.value) for hit in reading.hits)
    unhappy = sum(max(0.0, -hit.value) for hit in reading.hits)
    values = {
        "polarity": 2.0 * reading.polarity,
        "happy": min(happy, 6.0) / 3,
        "unhappy": min(unhappy, 6.0) / 3,
    }
    values |= reading.extra
    values["ask"] = float("?" in reading.text or "吗" in reading.text)
    values["shout"] = float("!" in reading.text)
    values |= dict.fromkeys((f"phrase {name}" for name in phrases), 1.0)
    for name, value in values.items():
        if value:
            yield Feature("d" + name, value, 0, 0)
