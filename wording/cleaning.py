"""Keep a stranger's text from disturbing the line it stands in: control signs, direction, length."""

import unicodedata

ELLIPSIS = "…"
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
# Unicode Bidirectional Algorithm: embeddings, overrides and isolates would turn the rest of the line round.
_DIRECTION_SIGNS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE_SIGNS = frozenset("\u200b\u2060\ufeff")  # the zero-width joiner stays: emoji are made with it
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cs"})


def cleaned(text: str) -> str:
    """Return the text on one line without control, surrogate and direction signs.

    Text with right-to-left letters is isolated, so that the rest of its line keeps its order.
    """
    kept = "".join(_kept(sign) for sign in text)
    if any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in kept):
        return f"{_FIRST_STRONG_ISOLATE}{kept}{_POP_ISOLATE}"
    return kept


def clipped(text: str, limit_chars: int) -> str:
    """Return the text on one line, cut at a word where there is one, with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= limit_chars:
        return line
    head = line[: limit_chars - 1]
    word_end = head.rfind(" ")
    if word_end > limit_chars * 2 // 3:
        head = head[:word_end]
    return head.rstrip(" ,.;，。；、") + ELLIPSIS


def _kept(sign: str) -> str:
    if sign.isspace():
        return " "
    if sign in _DIRECTION_SIGNS or sign in _INVISIBLE_SIGNS:
        return ""
    if unicodedata.category(sign) in _UNSAFE_CATEGORIES:
        return ""
    return sign


def given_name(name: str) -> str:
    """Return the name to call somebody by: the first word of ``Anna Li``, all of ``李安``."""
    return name.split()[0] if name.split() else name


def lines_clipped(text: str, limit_units: int) -> list[str]:
    """Return the lines of a text, cut to a number of UTF-16 units in all, as Telegram counts length."""
    units = 0
    for place, sign in enumerate(text):
        units += 2 if ord(sign) > 0xFFFF else 1
        if units >= limit_units:
            text = text[:place].rstrip() + ELLIPSIS
            break
    return text.splitlines()
