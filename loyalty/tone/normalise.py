"""Folds a text to the form the engine reads, keeping for each character where it stood in the original."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

LIMIT_CHARS = 10_000
PERSON = "\ue000"  # stands for any person's name; private use, so no text can mean it otherwise

_QUOTES = str.maketrans("‘’‛`´“”„«»", "'''''\"\"\"\"\"")
# Bounded, or a long text without a space takes time by the square of its length.
_ADDRESS = re.compile(
    r"https?://\S+|www\.\S+|[^\s@]{1,64}@[^\s@]{1,255}\.\w{1,63}|@\w+|\+?\d[\d ()-]{8,20}\d"
)
_SURNAME = (
    "[陈李张黄何王林刘吴周郑梁谢罗叶朱徐孙马胡郭杨许邓冯曾彭蔡潘袁董余苏吕魏蒋田杜沈姜范江钟卢汪戴崔任陆方"
    "石姚谭廖邹熊金邱侯关简顾孟白秦尹]"
)
_TITLED = re.compile(
    r"\b(?:mr|mrs|ms|miss|mme|dr|sir|lady|lord|madame|madam)\b\.? [a-z][\w'-]+"
    rf"|{_SURNAME}(?:先生|女士|小姐|夫人|太太|总(?![是算之共额部体])|董(?!事)"
    r"|太(?![太多少大小低高贵慢快久早晚])|生(?=[，,。 ]))"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `origin[i]` is the place of its i-th character in `source`."""

    source: str
    text: str
    origin: tuple[int, ...]

    def quote(self, start: int, end: int) -> str:
        """Return the words of the original that stand at `start:end`, not empty, of the folded text."""
        last = self.origin[end] if end < len(self.origin) else len(self.source)
        return self.source[self.origin[start] : last].strip(" \t\r\n,.;:!?，。；：！？、\"'“”‘’()（）")


def folded(source: str, *, masked: Sequence[str] = ()) -> Folded:
    """Return `source` in NFKC, lower case, simplified characters and plain quotes, names blanked out.

    Only the first 10,000 characters are read.
    """
    source = source[:LIMIT_CHARS]
    characters = [_plain(character) for character in source]
    text, places = "".join(characters), list(range(len(source)))
    if len(text) != len(source) or "" in characters:
        places = [place for place, plain in enumerate(characters) for _ in plain]
    for name in sorted({_plain_name(name) for name in masked}, key=lambda name: (-len(name), name)):
        if name:
            text, places = _blanked(text, places, _name_pattern(name), PERSON)
    text, places = _blanked(text, places, _ADDRESS, " ")
    text, places = _blanked(text, places, _TITLED, PERSON)
    return Folded(source, text, tuple(places))


@lru_cache(maxsize=20_000)
def _plain(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isprintable() else " "
    category = unicodedata.category(character)
    if category in {"Cs", "Cc", "Co", "Cn"}:
        return " "
    if category in {"Cf", "Mn", "Me"}:
        return ""
    if "㐀" <= character <= "鿿":
        return str(_simplifier().convert(character))
    return unicodedata.normalize("NFKC", character.translate(_QUOTES)).lower()


@cache
def _simplifier() -> Any:
    from opencc import OpenCC  # reads its tables from disk: only when a Chinese character turns up

    return OpenCC("t2s")


def _plain_name(name: str) -> str:
    return "".join(_plain(character) for character in name[:200]).strip()


def _name_pattern(name: str) -> re.Pattern[str]:
    if name.isascii():
        return re.compile(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])")
    return re.compile(re.escape(name))


def _blanked(text: str, places: list[int], pattern: re.Pattern[str], mark: str) -> tuple[str, list[int]]:
    pieces: list[str] = []
    kept: list[int] = []
    done = 0
    for match in pattern.finditer(text):
        pieces += (text[done : match.start()], mark)
        kept += places[done : match.start() + 1]
        done = match.end()
    return "".join(pieces) + text[done:], kept + places[done:]
