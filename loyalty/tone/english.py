"""Reads English: the words of the trade before TextBlob's own, negation and "but"."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from textblob.base import CONTINUOUS, BaseSentimentAnalyzer
from textblob.en import sentiment as textblob_words

from loyalty.tone import lexicon
from loyalty.tone.lexicon import MAX_UNITS, Hit, Reading, Unit
from loyalty.tone.words import NEGATION_WINDOW_WORDS, NEGATIONS, units_of

_BREAK = re.compile(
    r"[.;:!?,\n]+|\b(?:but|however|yet|although|though|still,|nevertheless|nonetheless)\b|\band then\b"
)
_BUT = re.compile(r"\b(?:but|however|yet|nevertheless|nonetheless|then|otherwise|in the end)\b")
WORTH_NAMING = 0.3  # TextBlob's milder adjectives ("new", "big") tell nothing
_SUFFIXES = ("ing", "ed", "es", "s", "d", "ly")


class AdvisorNoteAnalyzer(BaseSentimentAnalyzer):
    """TextBlob's analyzer with the vocabulary of relationship managers put before its own."""

    kind = CONTINUOUS

    def __init__(self) -> None:
        super().__init__()
        self._phrases: dict[str, tuple[str, float]] = {}
        self._lengths: dict[str, int] = {}  # of the longest phrase from its first word

    def train(self) -> None:
        """Load both vocabularies, so that later calls only read."""
        textblob_words.load()
        general = ((word, senses[None][0]) for word, senses in textblob_words.items())
        entries = {word: _general(value) for word, value in general if abs(value) >= WORTH_NAMING}
        for phrase, entry in (entries | lexicon.word_classes("english_words.txt")).items():
            words = [unit.text for unit in units_of(phrase)]
            self._phrases[" ".join(words)] = entry
            self._lengths[words[0]] = max(len(words), self._lengths.get(words[0], 1))
        super().train()

    def analyze(self, text: str) -> Reading:
        """Return the reading of a folded text (lower case, plain quotes)."""
        super().analyze(text)
        units = tuple(islice(units_of(text), MAX_UNITS))
        starts = lexicon.clause_starts(text, _BREAK)
        return Reading(text, units, tuple(self._hits(text, units, starts)), lexicon.last_of(starts, units))

    def _hits(self, text: str, units: tuple[Unit, ...], starts: list[int]) -> Iterator[Hit]:
        buts = [match.start() for match in _BUT.finditer(text)]
        place = 0
        while place < len(units):
            found, length = self._longest(units, place)
            if found is None:
                place += 1
                continue
            start, end = units[place].start, units[place + length - 1].end
            clause = bisect_right(starts, start) - 1
            window = [
                unit.text
                for unit in units[max(0, place - NEGATION_WINDOW_WORDS) : place]
                if unit.start >= starts[clause]
            ]
            yield Hit(
                *found,
                start=start,
                end=end,
                clause=clause,
                negated=any(word in NEGATIONS for word in window),
                after_but=bool(buts) and start > buts[-1],
            )
            place += length

    def _longest(self, units: tuple[Unit, ...], place: int) -> tuple[tuple[str, float] | None, int]:
        word = units[place].text
        for length in range(min(self._lengths.get(word, 1), len(units) - place), 1, -1):
            found = self._phrases.get(" ".join([unit.text for unit in units[place : place + length]]))
            if found is not None:
                return found, length
        found = self._phrases.get(word)
        if found is None and len(word) > 4:
            found = self._phrases.get(stem(word)) or self._phrases.get(stem(word) + "e")
        return found, 1


def _general(value: float) -> tuple[str, float]:
    return ("pleasant", 1.0) if value > 0 else ("unpleasant", -1.0)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return a word without its commonest ending; crude, but the same for notes and lists."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            root = word[: -len(suffix)]
            return root[:-1] if len(root) > 3 and root[-1] == root[-2] and suffix in {"ing", "ed"} else root
    return word
