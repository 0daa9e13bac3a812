"""Finds the clients a note speaks of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from loyalty.names.everyday import is_everyday, names_a_person
from loyalty.names.folding import Token, is_ideograph, spelled, tokens_of
from loyalty.names.index import Index, Places
from loyalty.names.titles import is_familiar, is_title, title_after

# A form of address borne by more people than this names nobody.
_MOST_BEARERS = 20
# 欧阳小姐, 高兴女士, 何嘉欣先生: three characters before the address are a whole name.
_MOST_ADDRESSED = 3
_READ_CHARS = 20_000
_MARKS = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_GAP_LATIN = re.compile(rf"[ \t\u00a0_,·•・.\-‐‑–'’{_MARKS}]{{0,4}}")
_GAP_CHINESE = re.compile(rf"[ \u3000·•・{_MARKS}]{{0,3}}")
_SENTENCE_END = re.compile(r"(?:^|[.!?;:\n\r。！？；：])[\s\"'“”‘’(*•\-–—]*$")
# 陈伟明天来: the last character of a longer name may begin the word after it.
_TIME_WORDS = frozenset({"明天", "明年", "明早", "明晚", "明日", "明后", "今天", "今年", "今早", "今晚"})
# 李嘉欣 is not our 何嘉欣: a given name behind another surname is somebody else's.
_FREQUENT_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪"
    "姜范姚谭廖邹熊陆郝孔崔康毛邱秦顾侯邵孟段雷钱汤尹黎乔贺赖龚"
)


class Strength(IntEnum):
    """How surely the words mean the client; a stronger reading wins over an overlapping weaker one."""

    ALONE = 75
    ADDRESSED = 90
    FULL = 100


class Mention(NamedTuple):
    """A client named in a text: the words as written, where they stand, and a score of 0 to 100.

    Clients who share the words share ``start`` and ``end``.
    """

    client_id: str
    matched: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class _Found:
    strength: Strength
    first: int
    after: int
    places: Places

    def rank(self) -> tuple[int, int, int]:
        return -self.strength, self.first - self.after, self.first


def mentions(index: Index, text: str) -> list[Mention]:
    """Return the clients named in ``text``, in order of appearance."""
    tokens = tokens_of(text[:_READ_CHARS])
    words = [token.text for token in tokens]
    found = sorted(_candidates(index, text, tokens, words), key=_Found.rank)
    taken: list[_Found] = []
    used = bytearray(len(tokens))
    for candidate in found:
        if not any(used[candidate.first : candidate.after]):
            used[candidate.first : candidate.after] = bytes([1]) * (candidate.after - candidate.first)
            taken.append(candidate)
    sure = {place for candidate in taken if candidate.strength is Strength.FULL for place in candidate.places}
    named = []
    for candidate in sorted(taken, key=lambda candidate: candidate.first):
        start, end = tokens[candidate.first].start, tokens[candidate.after - 1].end
        # "Chen Wei called. Mr Chen was unhappy": the address means whom the whole name means.
        for place in sure.intersection(candidate.places) or candidate.places:
            named.append(
                Mention(index.client_ids[place], text[start:end], start, end, float(candidate.strength))
            )
    return named


def _candidates(index: Index, text: str, tokens: list[Token], words: list[str]) -> Iterator[_Found]:
    for first in range(len(tokens)):
        yield from _whole_names(index, text, tokens, first)
        yield from _addressed(index, text, tokens, words, first)
        yield from _alone(index, text, tokens, first)


def _whole_names(index: Index, text: str, tokens: list[Token], first: int) -> list[_Found]:
    found: list[_Found] = []
    lengths = index.openings.get(tokens[first].text, frozenset())
    for length in range(1, max(lengths, default=0) + 1):
        after = first + length
        if after > len(tokens) or not _is_joined(text, tokens, after - 1, first):
            break
        if length not in lengths:
            continue
        places = index.full.get(_written(tokens, first, after), ())
        if 0 < len(places) <= _MOST_BEARERS and _is_name(text, tokens, first, after):
            found.append(_Found(Strength.FULL, first, after, places))
    if len(found) > 1 and _written(tokens, found[-1].after - 1, found[-1].after + 1) in _TIME_WORDS:
        found.pop()
    return found


def _written(tokens: list[Token], first: int, after: int) -> str:
    return spelled([token.text for token in tokens[first:after]])


def _is_joined(text: str, tokens: list[Token], place: int, first: int) -> bool:
    """Tell whether the token belongs to the same name as the one before it, by what stands between."""
    if place == first:
        return True
    before, token = tokens[place - 1], tokens[place]
    between = text[before.end : token.start]
    if is_ideograph(before.text) and is_ideograph(token.text):
        return _GAP_CHINESE.fullmatch(between) is not None
    if "." in between and len(before.text) > 1 and not is_title(before.text):
        return False
    return _GAP_LATIN.fullmatch(between) is not None


def _is_name(text: str, tokens: list[Token], first: int, after: int) -> bool:
    word = _written(tokens, first, after)
    if after - first == 1:
        return len(word) > 1 and _is_person(text, tokens, first, word)
    return not is_everyday(word)


def _is_person(text: str, tokens: list[Token], place: int, word: str) -> bool:
    """Tell whether a lone Latin word that is met in any note is a person this time."""
    if not is_everyday(word):
        return True
    token = tokens[place]
    return names_a_person(
        word,
        before=tokens[place - 1].text if place else "",
        after=tokens[place + 1].text if place + 1 < len(tokens) else "",
        capital=text[token.start].isupper(),
        opens_sentence=_SENTENCE_END.search(text[max(0, token.start - 12) : token.start]) is not None,
    )


def _addressed(
    index: Index, text: str, tokens: list[Token], words: list[str], first: int
) -> Iterator[_Found]:
    """Find a name or a part of one with a form of address: ``Mrs Hartley``, 陈总, ``Anna姐``, 老陈."""
    word = words[first]
    if first + 1 < len(tokens) and _is_joined(text, tokens, first + 1, first):
        leads = is_familiar(word, words[first + 1]) and not title_after(words, first + 1)
        if leads or is_title(word):
            yield from _borne(index, words[first + 1], first, first + 2)
    for length in range(1, _MOST_ADDRESSED + 1):
        after = first + length + title_after(words, first + length)
        if after > first + length and all(_is_joined(text, tokens, at, first) for at in range(first, after)):
            yield from _borne(index, spelled(words[first : first + length]), first, after)


def _borne(index: Index, part: str, first: int, after: int) -> Iterator[_Found]:
    places = index.parts.get(part) or index.full.get(part, ())
    if 0 < len(places) <= _MOST_BEARERS:
        yield _Found(Strength.ADDRESSED, first, after, places)


def _alone(index: Index, text: str, tokens: list[Token], first: int) -> Iterator[_Found]:
    """Find a part of a name that only one client bears; one Chinese character alone is nobody."""
    ideograph = is_ideograph(tokens[first].text)
    for after in (first + 1, first + 2):
        if after > len(tokens) or not _is_joined(text, tokens, after - 1, first):
            return
        word = _written(tokens, first, after)
        places = index.parts.get(word, ())
        if len(places) != 1 or (ideograph and _is_anothers(tokens, first, after)):
            continue
        if _is_name(text, tokens, first, after):
            yield _Found(Strength.ALONE, first, after, places)


def _is_anothers(tokens: list[Token], first: int, after: int) -> bool:
    """Tell whether a Chinese given name stands behind somebody else's surname, or is too short to be one."""
    before = tokens[first - 1] if first else None
    follows_surname = before is not None and before.text in _FREQUENT_SURNAMES
    return after == first + 1 or (
        before is not None and follows_surname and before.end == tokens[first].start
    )
