"""Ranks clients for a query that may be misspelt, cut short or written by sound."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from loyalty.names.everyday import is_everyday
from loyalty.names.folding import is_ideograph, normalised, spelled, words_of
from loyalty.names.index import Index, Places
from loyalty.names.pinyin import divided, sounds
from loyalty.names.titles import title_after, without_titles

# One slip in three letters ("wie" for "wei"), two in seven: less is another word.
_WORD_ALIKE = 0.66
# Whole names are long, so a third of them wrong is another name.
_NAME_ALIKE = 0.75
_SCORE_FULL, _SCORE_PART, _SCORE_INITIALS, _SCORE_SOUND, _SCORE_WORDS = 100.0, 92.0, 88.0, 86.0, 90.0
_LEAST_SCORE, _SURE_SCORE = 40.0, 80.0
# A query is a name with a few words around it; of anything longer the beginning decides.
_MOST_WORDS = 6
_MOST_SIGNS = 48
_MOST_QUERY_CHARS = 400
_BEGINS_LIKE = 0.9
_ENOUGH_ALIKE = 60


class Hit(NamedTuple):
    """A client who may be meant, with a score of 0 to 100."""

    client_id: str
    score: float


Scores = dict[int, float]


def exact_places(index: Index, query: str) -> Places:
    """Return who is meant by ``query`` to the letter: whole names first, else parts and initials."""
    if len(query) > _MOST_QUERY_CHARS:
        return ()
    key = normalised(query)
    if whole := index.full.get(key):
        return whole
    words = words_of(query)
    bare = spelled(without_titles(words))
    if bare != key and (whole := index.full.get(bare)):
        return whole
    return index.parts.get(bare, ()) + index.initials.get(key, ()) + _part_with_address(index, words)


def _part_with_address(index: Index, words: tuple[str, ...]) -> Places:
    # 陈生 and 陈叔 could be names, so they are no titles to take off, but they are still addresses.
    for length in (1, 2):
        if len(words) > length and title_after(words, length) == len(words) - length:
            part = spelled(words[:length])
            if part != spelled(without_titles(words)):
                return index.parts.get(part, ())
    return ()


def hits(index: Index, query: str, limit: int) -> list[Hit]:
    """Return the ``limit`` likeliest clients, best first; equals in the order of the book."""
    query = query[:_MOST_QUERY_CHARS]
    words = without_titles(words_of(query))
    scores: Scores = {}
    _raise(scores, index.full.get(normalised(query), ()), _SCORE_FULL)
    _raise(scores, index.full.get(spelled(words), ()), _SCORE_FULL)
    _raise(scores, exact_places(index, query), _SCORE_PART)
    _raise(scores, index.initials.get("".join(words), ()), _SCORE_INITIALS)
    signs = [word for word in words if is_ideograph(word)][:_MOST_SIGNS]
    latin = _telling([word for word in words if not is_ideograph(word)])
    if signs:
        _score_signs(scores, index, "".join(signs))
    if latin:
        _score_words(scores, index, latin)
        # Whole names only help where spaces went wrong, and are the slower half of the search.
        if max(scores.values(), default=0.0) < _SURE_SCORE:
            _score_compact(scores, index, latin)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return [
        Hit(index.client_ids[place], round(score, 1))
        for place, score in ranked[:limit]
        if score >= _LEAST_SCORE
    ]


def _telling(words: list[str]) -> tuple[str, ...]:
    """Leave out what every note says, as long as something remains: "met Hartly today" asks for Hartly."""
    rare = [word for word in words if not is_everyday(word)]
    return tuple((rare or words)[:_MOST_WORDS])


def _raise(scores: Scores, places: Iterable[int], score: float) -> None:
    for place in places:
        if scores.get(place, 0.0) < score:
            scores[place] = score


def _score_compact(scores: Scores, index: Index, words: tuple[str, ...]) -> None:
    """Compare the whole query with whole names, spaces and order aside: ``cehn wei``, ``jameshartly``."""
    names, by_length = index.compact, index.compact_by_length
    if len(words) == 1:
        names, by_length = index.joined, index.joined_by_length
    for name, alike in _like("".join(sorted(words)), by_length, least=_NAME_ALIKE, most_slips=2):
        _raise(scores, names[name], _SCORE_FULL * alike * 0.97)


def _score_words(scores: Scores, index: Index, words: tuple[str, ...]) -> None:
    """Compare each word with each part of a name; clients who match more of the query come first."""
    sums: Scores = defaultdict(float)
    for word in words:
        best: Scores = {}
        for part, alike in (
            *_like(word, index.parts_by_length, least=_WORD_ALIKE),
            *_beginning_like(word, index.sorted_parts),
        ):
            _raise(best, index.parts[part], alike)
        for place, alike in best.items():
            sums[place] += alike
    for place, total in sums.items():
        _raise(scores, (place,), _SCORE_WORDS * (total / len(words)) ** 0.5)


def _like(
    word: str, by_length: Mapping[int, tuple[str, ...]], *, least: float, most_slips: int = 3
) -> Iterator[tuple[str, float]]:
    slips = min(most_slips, int(len(word) * (1 - least) + 0.5))
    # A letter more or less in a word of three is another word: "the" is not He.
    shift = slips if len(word) > 3 else 0
    # Counted in letters the limit is tighter for long words, and the comparison stops sooner.
    least = max(least, 1 - most_slips / len(word))
    for length in range(len(word) - shift, len(word) + shift + 1):
        bucket = by_length.get(length, ())
        found = process.extract(
            word, bucket, scorer=OSA.normalized_similarity, score_cutoff=least, limit=_ENOUGH_ALIKE
        )
        yield from ((name, alike) for name, alike, _ in found)


def _beginning_like(word: str, sorted_parts: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    if len(word) < 2:
        return
    first = bisect_left(sorted_parts, word)
    for part in sorted_parts[first : first + _ENOUGH_ALIKE]:
        if not part.startswith(word):
            return
        yield part, 1.0 if part == word else _BEGINS_LIKE


def _score_signs(scores: Scores, index: Index, text: str) -> None:
    """Find Chinese names by their sound anywhere in the query, else by shared characters."""
    for start in range(len(text)):
        for length in (2, 3, 4):
            _score_sound(scores, index, text[start : start + length], whole=length >= len(text))
    if len(text) > 4:
        return
    shared: dict[int, int] = defaultdict(int)
    for sign in set(text):
        for place in index.signs.get(sign, ()):
            shared[place] += 1
    for place, count in shared.items():
        _raise(scores, (place,), _SCORE_WORDS * (count / len(set(text))) ** 0.5)


def _score_sound(scores: Scores, index: Index, name: str, *, whole: bool) -> None:
    if len(name) < 2:
        return
    for sound in sounds(*divided(name)):
        key = sound.surname + "".join(sound.given)
        _raise(scores, index.full.get(key, ()), _SCORE_SOUND if whole else _SCORE_SOUND - 10)
