"""Turns a reading into named features with their places, the same way in training and in use."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from loyalty.tone.alike import chinese_alike, english_alike
from loyalty.tone.kin import touched_in
from loyalty.tone.lexicon import Hit, Reading, Unit

if TYPE_CHECKING:
    from loyalty.tone.meanings import Singles

LONGEST_WORD = 40
LETTERS = 4  # a run of them; three and five beside it tell nothing more, and triple the work
#: Blocks whose features are counted, weighed by rarity and normalised to length 1: words, words by their
#: common names, letters, pairs over a gap, the last clause, word classes, matters, matters in the last
#: clause. "p" (cue phrases, marks) is 0 or 1.
COUNTED = ("w", "a", "c", "s", "l", "k", "g", "h")
PLAIN = "p"


class Features(NamedTuple):
    """Features side by side, not one by one: a text has hundreds, and they are only ever walked through.

    The first letter of a name is its block; `starts` and `ends` are the characters it covers. `meaning` is
    where the text stands among meanings (`Meanings.of`).
    """

    names: list[str]
    starts: list[int]
    ends: list[int]
    meaning: "Singles | None" = None

    def add(self, name: str, start: int, end: int) -> None:
        """Append one feature."""
        self.names.append(name)
        self.starts.append(start)
        self.ends.append(end)


def features_of(reading: Reading, *, language: Literal["en", "zh"], phrases: Iterable[str] = ()) -> Features:
    """Return all features of a reading; `phrases` are the names of the cue phrases found in it."""
    features = Features([], [], [], _meaning(reading, language))
    if language == "en":
        _add_english(features, reading)
    else:
        _add_chinese(features, reading)
    _add_classes(features, reading.hits)
    for matter, start, end, denied in touched_in(reading, language=language):
        name = "!" + matter if denied else matter
        features.add("g" + name, start, end)
        if start >= reading.last_clause:
            features.add("h" + name, start, end)
    for name in phrases:
        features.add(PLAIN + name, 0, 0)
    if "?" in reading.text or "吗" in reading.text:
        features.add(PLAIN + "ask", 0, 0)
    if "!" in reading.text:
        features.add(PLAIN + "shout", 0, 0)
    return features


def _meaning(reading: Reading, language: Literal["en", "zh"]) -> "Singles":
    from loyalty.tone.meanings import meaning_of  # numpy

    return meaning_of(reading, language=language)


def _add_english(features: Features, reading: Reading) -> None:
    alike = list(english_alike(reading.units))
    last = [unit for unit in alike if unit.start >= reading.last_clause]
    _add_runs(features, "w", reading.units, longest=2)
    _add_runs(features, "a", alike, longest=3)
    _add_runs(features, "l", last, longest=2)
    for text, start, _ in reading.units:
        names, firsts, ends = _letters(text)
        features.names.extend(names)
        features.starts.extend([start + first for first in firsts])
        features.ends.extend([start + end for end in ends])


def _add_chinese(features: Features, reading: Reading) -> None:
    alike = chinese_alike(reading.text[: reading.units[-1].end] if reading.units else "")
    for clause in _touching(alike):
        _add_runs(features, "w", clause, longest=3, between="")
        _add_runs(features, "c", clause, longest=4, shortest=4, between="")
        if clause[0].start >= reading.last_clause:
            _add_runs(features, "l", clause, longest=3, between="")
    for gap in (2, 3):
        for one, other in zip(alike, alike[gap:], strict=False):
            features.add(f"s{one.text}_{other.text}", one.start, other.end)


def _touching(units: Sequence[Unit]) -> Iterator[Sequence[Unit]]:
    """Yield the longest stretches of units with nothing between them."""
    first = 0
    for place, (one, two) in enumerate(pairwise(units), start=1):
        if one.end < two.start:
            yield units[first:place]
            first = place
    if units:
        yield units[first:]


def _add_runs(
    features: Features,
    block: str,
    units: Sequence[Unit],
    *,
    longest: int,
    shortest: int = 1,
    between: str = " ",
) -> None:
    """Add all runs of `shortest` to `longest` neighbouring units."""
    texts = [unit.text for unit in units]
    starts, ends = [unit.start for unit in units], [unit.end for unit in units]
    names = [block + text for text in texts]
    for size in range(1, min(longest, len(units)) + 1):
        if size > 1:
            names = [name + between + text for name, text in zip(names, texts[size - 1 :], strict=False)]
        if size >= shortest:
            features.names.extend(names)
            features.starts.extend(starts[: len(names)])
            features.ends.extend(ends[size - 1 :])


@lru_cache(maxsize=20_000)
def _letters(text: str) -> tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...]]:
    """Return the letter runs of a word, and where in the word they begin and end."""
    word = f" {text[:LONGEST_WORD]} "
    places = range(len(word) - LETTERS + 1)
    return (
        tuple("c" + word[at : at + LETTERS] for at in places),
        tuple(max(0, at - 1) for at in places),
        tuple(min(len(word) - 2, at + LETTERS - 1) for at in places),
    )


def _add_classes(features: Features, hits: tuple[Hit, ...]) -> None:
    last_clause = hits[-1].clause if hits else 0
    for hit in hits:
        name = _signed(hit)
        features.add("k" + name, hit.start, hit.end)
        if hit.after_but:
            features.add("kbut " + name, hit.start, hit.end)
        if hit.clause == last_clause:
            features.add("klast " + name, hit.start, hit.end)
    for one, two in pairwise(hits):
        if one.clause == two.clause:
            features.add(f"k{_signed(one)}+{_signed(two)}", one.start, two.end)


def _signed(hit: Hit) -> str:
    return "!" + hit.word_class if hit.negated else hit.word_class
