"""A screen: one message as a person sees it, the text and the buttons under it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import Protocol
from unicodedata import east_asian_width

from wording.actions import Action
from wording.cleaning import ELLIPSIS

MESSAGE_UNITS = 4096  # Bot API, sendMessage: text after parsing entities, in UTF-16 units
CAPTION_UNITS = 1024  # Bot API, sendPhoto: caption after parsing entities, in UTF-16 units
COPY_LIMIT_CHARS = 256  # Bot API, CopyTextButton: 1-256 characters

_THREE = 3
# What a third of a message holds on a telephone 360 pixels wide; a Chinese sign is as wide as two letters.
_THIRD = 9

_TAG = re.compile(r"</?(?:b|i|code)>")
_OPENING = re.compile(r"<(b|i|code)>")


class Picture(Protocol):
    """What is drawn only when the message leaves, since drawing takes long."""

    @property
    def filename(self) -> str:
        """Return the name under which a phone saves it."""
        ...

    def png(self) -> bytes:
        """Return the picture as PNG."""
        ...


@dataclass(frozen=True, slots=True)
class Button:
    """One button under a message; exactly one of ``action``, ``copy`` and ``url`` says what it does.

    Attributes:
        target: id of what the action is about (a client, a case, an interaction …).
        data: what the action needs besides the target, a value of an enum or a number as text.
        copy: text put on the clipboard, at most 256 characters.
    """

    label: str
    action: Action | None = None
    target: str = ""
    data: str | None = None
    copy: str | None = None
    url: str | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """One message.

    Attributes:
        text: Telegram HTML; only b, i and code are used.
        rows: the buttons, row by row.
        picture: sent with the text as its caption, which then has at most 1,024 UTF-16 units.
    """

    text: str
    rows: Rows = ()
    picture: Picture | None = None

    @property
    def plain(self) -> str:
        """Return the text without its tags, as the answer to a pressed button takes it."""
        return plain_of(self.text)


def plain_of(text: str) -> str:
    """Return Telegram HTML without its tags and escapes."""
    return unescape(_TAG.sub("", text))


def units_of(text: str) -> int:
    """Return how long Telegram takes a text to be: UTF-16 units without tags."""
    return len(plain_of(text).encode("utf-16-le")) // 2


def fitted(text: str) -> str:
    """Return Telegram HTML without the last lines that no message has room for, and an ellipsis for them."""
    # Units are never more than twice the signs: most texts need no closer look.
    if 2 * len(text) <= MESSAGE_UNITS or units_of(text) <= MESSAGE_UNITS:
        return text
    lines = text.split("\n")
    while len(lines) > 1 and units_of("\n".join(lines)) + 2 > MESSAGE_UNITS:
        lines.pop()
    kept = "\n".join(lines)
    left_open = [tag for tag in _OPENING.findall(kept) if kept.count(f"<{tag}>") > kept.count(f"</{tag}>")]
    return kept + "".join(f"</{tag}>" for tag in left_open[-1:]) + f"\n{ELLIPSIS}"


def grid(buttons: Sequence[Button], *, per_row: int = 3) -> Rows:
    """Return the buttons in rows of ``per_row``, in their order; where one is long, two a row, not three."""
    if per_row == _THREE and any(_width(button.label) > _THIRD for button in buttons):
        per_row = 2
    return tuple(tuple(buttons[start : start + per_row]) for start in range(0, len(buttons), per_row))


def _width(label: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in label)
