"""Tells English, Chinese and anything else apart by counting scripts and the commonest small words."""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files

from loyalty.tone.values import Language

# A Chinese character carries about as much as half an English word.
HAN_WEIGHT = 2.5
FOREIGN_SHARE = 0.3

_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> Language:
    """Return the language of a folded text; a mixture goes to the script that carries more."""
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
    if han * HAN_WEIGHT >= latin and han:
        return "zh"
    return "en" if latin and not _reads_foreign(text) else "other"


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
    for word in _WORD.findall(text):
        english += word in english_words
        foreign += (word in foreign_words) + (not word.isascii())
    return foreign > english and foreign >= 2


@cache
def _small_words() -> dict[str, frozenset[str]]:
    content = files("loyalty.tone").joinpath("data", "small_words.txt").read_text(encoding="utf-8")
    lines = [line.partition(":") for line in content.splitlines() if not line.startswith("#")]
    return {name: frozenset(words.split()) for name, _, words in lines}
