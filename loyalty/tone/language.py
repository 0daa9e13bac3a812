"""Tells English, Chinese and anything else apart by counting scripts, words and the commonest small words."""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files

from loyalty.tone.values import Language

# Against scripts of neither language a Chinese character counts as half an English word of five letters.
HAN_WEIGHT = 2.5
FOREIGN_SHARE = 0.3

# What a note in both scripts weighs, in Latin letters. Small words hold a sentence together, names and
# borrowed terms do not: an English note with Chinese names has no small word of Chinese, a Chinese one full
# of English terms has many. A quote may be in anybody's language. Measured on the committed notes that mix
# both scripts, and on English ones with Chinese names and quotes put in.
HAN_LETTERS = 3
SMALL_HAN_LETTERS = 12
SMALL_LATIN_LETTERS = 9
QUOTED_SHARE = 0.25

_LATIN_WORD = re.compile(r"[a-zß-öø-ÿ\u0100-\u024f\u1e00-\u1eff]+")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_QUOTED = re.compile(r'"[^"]*"|「[^」]*」|『[^』]*』')


def language_of(text: str) -> Language:
    """Return the language of a folded text; a mixture goes to the language whose words carry it."""
    latin = han = foreign = 0
    for character, times in Counter(text).items():
        script = _script(character)
        if script == "latin":
            latin += times
        elif script == "han":
            han += times
        elif script == "foreign":
            foreign += times
    if foreign > FOREIGN_SHARE * (latin + HAN_WEIGHT * han):
        return "other"
    if han and _chinese_carries(text):
        return "zh"
    return "en" if latin and not _reads_foreign(text) else "other"


def _chinese_carries(text: str) -> bool:
    """Tell whether the Chinese of a text weighs at least as much as what is in Latin letters."""
    quoted = sum(_lead_of_chinese(quote) for quote in _QUOTED.findall(text))
    return _lead_of_chinese(text) >= (1 - QUOTED_SHARE) * quoted


def _lead_of_chinese(text: str) -> int:
    lead = 0
    for character in _HAN.findall(text):
        lead += SMALL_HAN_LETTERS if character in _small_words()["chinese"] else HAN_LETTERS
    for word in _LATIN_WORD.findall(text):
        lead -= SMALL_LATIN_LETTERS if _is_small(word) else len(word)
    return lead


def _is_small(word: str) -> bool:
    return word in _small_words()["english"] or word in _small_words()["foreign"]


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    if not character.isalpha():
        return ""
    if "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000":
        return "han"
    name = unicodedata.name(character, "")
    return "latin" if name.startswith("LATIN") else "foreign" if name else ""


def _reads_foreign(text: str) -> bool:
    english_words, foreign_words = _small_words()["english"], _small_words()["foreign"]
    english = foreign = 0
    for word in _LATIN_WORD.findall(text):
        english += word in english_words
        foreign += (word in foreign_words) + (not word.isascii())
    return foreign > english and foreign >= 2


@cache
def _small_words() -> dict[str, frozenset[str]]:
    content = files("loyalty.tone").joinpath("data", "small_words.txt").read_text(encoding="utf-8")
    lines = [line.partition(":") for line in content.splitlines() if not line.startswith("#")]
    return {name: frozenset(words.split()) for name, _, words in lines}
