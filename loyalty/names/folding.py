"""Folds what people type into comparable tokens, keeping where each token stood in the text."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from opencc import OpenCC

_APOSTROPHES = frozenset("'’‘ʼ`´＇")
# Letters that carry their stroke inside, so that no decomposition takes it off.
_STROKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe"})
_IDEOGRAPH = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
_FIRST_IDEOGRAPH = "\u3005"
_PLAIN_WORD = re.compile(r"[A-Za-z0-9]+")


class Token(NamedTuple):
    """One word, or one Chinese, Japanese or Korean character, with its place in the original text."""

    text: str
    start: int
    end: int


def normalised(name: str) -> str:
    """Return the form in which two spellings of one name are equal.

    Width, case, accents, traditional characters, punctuation and spaces are folded away. A name
    made of nothing but signs (``🌸``) stays as it is, so that it can still be found.
    """
    return spelled(words_of(name)) or "".join(_kept_sign(char) for char in name).strip()


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded tokens of ``text`` without their places."""
    return tuple(token.text for token in tokens_of(text))


def spelled(words: Sequence[str]) -> str:
    """Join tokens: a space between words, nothing between two characters of Chinese."""
    if not words:
        return ""
    parts = [words[0]]
    for before, word in pairwise(words):
        if not (is_ideograph(before) and is_ideograph(word)):
            parts.append(" ")
        parts.append(word)
    return "".join(parts)


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of ``text`` in order; a possessive ``'s`` is no part of a name."""
    if text.isascii() and text.isprintable() and "'" not in text and "`" not in text:
        return [Token(word[0].lower(), *word.span()) for word in _PLAIN_WORD.finditer(text)]
    tokens: list[Token] = []
    run: list[str] = []
    start = end = skip_until = 0

    def close() -> None:
        if run:
            tokens.append(Token("".join(run), start, end))
            run.clear()

    for place, char in enumerate(text):
        if place < skip_until:
            continue
        if char in _APOSTROPHES:
            if _is_possessive(text, place):
                close()
                skip_until = place + 2
            continue
        for piece in folded(char):
            if piece == " ":
                close()
            elif is_ideograph(piece):
                close()
                tokens.append(Token(piece, place, place + 1))
            else:
                if not run:
                    start = place
                run.append(piece)
                end = place + 1
    close()
    return tokens


def _is_possessive(text: str, place: int) -> bool:
    follows = text[place + 1 : place + 3]
    return follows[:1] in ("s", "S") and not follows[1:].isalnum()


def is_ideograph(token: str) -> bool:
    """Tell whether a token is one character of a script written without spaces."""
    # The comparison alone settles nearly every Latin word; a book of names asks a million times.
    return token >= _FIRST_IDEOGRAPH and _IDEOGRAPH.fullmatch(token) is not None


@lru_cache(maxsize=65_536)
def folded(char: str) -> str:
    """Return what one character counts as: letters and digits, one space, or nothing."""
    if char.isspace():
        return " "
    if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc", "Cs"):
        return ""
    plain = unicodedata.normalize("NFKD", char.casefold()).casefold().translate(_STROKED)
    bare = "".join(piece for piece in plain if unicodedata.category(piece) != "Mn")
    return "".join(_letter(piece) for piece in unicodedata.normalize("NFC", bare))


def _letter(piece: str) -> str:
    if piece.isalnum():
        return _simplified(piece) if is_ideograph(piece) else piece
    return piece if unicodedata.category(piece) == "Mc" else " "


def simplified(text: str) -> str:
    """Turn traditional characters into simplified ones, sign by sign, so that no place moves."""
    return "".join(_simplified(char) if is_ideograph(char) else char for char in text)


@lru_cache(maxsize=32_768)
def _simplified(char: str) -> str:
    # One character may become none or two in a phrase dictionary, never here; places must not move.
    return str(_converter().convert(char))[:1] or char


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _kept_sign(char: str) -> str:
    if char.isspace():
        return " "
    # A private or unassigned sign is shown by some fonts; control marks and half characters by none.
    return "" if unicodedata.category(char) in ("Cf", "Cc", "Cs", "Mn", "Me") else char.casefold()
