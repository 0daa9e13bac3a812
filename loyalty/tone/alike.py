"""Gives words that mean the same to the model one name: pronouns, numbers, days, endings, Cantonese forms."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from loyalty.tone.lexicon import Unit
from loyalty.tone.normalise import PERSON

SOMEBODY, NUMBER, DAY = "p", "0", "d"
#: Left as they are, they would teach the model who writes "she" and who "the client".
_PERSONS = frozenset(
    (
        *("he", "she", "they", "him", "her", "them", "his", "their", "hers", "himself", "herself"),
        *("client", "guest", "customer", "madame", "mr", "mrs", PERSON),
    )
)
_NUMBERS = frozenset(
    (
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        *("fifteen", "twenty", "thirty", "forty", "fifty", "hundred", "thousand", "million", "dozen"),
        *("half", "third", "fourth", "fifth"),
    )
)
_DAYS = frozenset(
    (
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
        *("october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep"),
        *("oct", "nov", "dec"),
    )
)
_ENDINGS = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("ly", ""))
#: Cantonese and polite forms beside their plain Mandarin ones, character for character.
_MANDARIN = str.maketrans(
    "佢她咗唔冇嘅喺嚟睇俾畀搵攞係系啲嗰噉哋佬您妳讲话咩嘞啦喇讚",
    "他他了不没的在来看给给找拿是是些那那们人你你说说吗了了了赞",
)
_CHINESE = re.compile(
    "客户|客人|客|" + PERSON + r"|\d+|[一二两三四五六七八九十百千万半]+|[a-z]+|[㐀-鿿]|[!?！？]"
)
_COUNT = re.compile(r"[\d一二两三四五六七八九十百千万半]+")


def english_alike(units: Iterable[Unit]) -> Iterator[Unit]:
    """Yield units under their common names; "Mrs Chen she" is one person."""
    before: Unit | None = None
    for unit in units:
        name = _english_name(unit.text)
        if name == SOMEBODY and before is not None and before.text == SOMEBODY:
            before = Unit(SOMEBODY, before.start, unit.end)
            continue
        if before is not None:
            yield before
        before = Unit(name, unit.start, unit.end)
    if before is not None:
        yield before


@lru_cache(maxsize=20_000)
def _english_name(word: str) -> str:
    if word in _PERSONS:
        return SOMEBODY
    if word.isdigit() or word in _NUMBERS:
        return NUMBER
    return DAY if word in _DAYS else root(word)


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """Return a word without its endings, boldly: "deliveries" and "delivery" meet."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            root = word[: -len(ending)] + instead
            if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "ls":
                root = root[:-1]
            return root.removesuffix("e")
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def mandarin(text: str) -> str:
    """Return a text with Cantonese and polite characters as their plain Mandarin ones, place for place."""
    return text.translate(_MANDARIN)


def chinese_alike(text: str) -> list[Unit]:
    """Return the characters of a folded text under their common names; a number or a person is one unit."""
    return [
        Unit(_chinese_name(match[0]), match.start(), match.end())
        for match in _CHINESE.finditer(mandarin(text))
    ]


def _chinese_name(found: str) -> str:
    if found in {"客户", "客人", "客", PERSON}:
        return "他"
    return NUMBER if _COUNT.fullmatch(found) else found
