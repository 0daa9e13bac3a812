"""Telegram's HTML: the allowed tags, and its refusals word for word with byte offsets."""

import re
from dataclasses import dataclass, replace
from typing import NoReturn

from bot.sandbox.answers import bad_request
from bot.sandbox.entities import Entity, utf16_length

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_PLAIN = re.compile(r"[^&<]+")
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TAG_NAME = re.compile(r"[^\s>]*")
_SPACES = re.compile(r"\s*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
_BARE_VALUE = re.compile(r"[A-Za-z0-9.\-]*")
_LINK = re.compile(r"(?:https?|tg|mailto|tel|ton)://?\S+|(?:mailto|tel):\S+|[\w-]+(?:\.[\w-]+)+\S*", re.I)


@dataclass(slots=True)
class _OpenTag:
    name: str
    argument: str
    at_units: int
    at_index: int


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Return the plain text and its entities.

    Raises:
        RefusedError: "can't parse entities: …" as Telegram words it.
    """
    reader = _Reader(source)
    reader.read()
    return "".join(reader.out), [
        replace(entity, language=None) if entity.type == "code" else entity for entity in reader.entities
    ]


def decoded(text: str) -> str:
    """Return the text with the references Telegram knows replaced; others stay as typed."""
    return _REFERENCE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return match[0]
    return chr(code)


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.units = 0
        self.open: list[_OpenTag] = []
        self.entities: list[Entity] = []

    def read(self) -> None:
        while self.at < len(self.source):
            if self.source.startswith("</", self.at):
                self._end_tag()
            elif self.source[self.at] == "<":
                self._start_tag()
            elif match := _PLAIN.match(self.source, self.at):
                self._write(match[0], match.end())
            elif match := _REFERENCE.match(self.source, self.at):
                self._write(_character(match), match.end())
            else:
                self._write("&", self.at + 1)
        if self.open:
            self._refuse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')

    def _write(self, text: str, until: int) -> None:
        self.out.append(text)
        self.units += utf16_length(text)
        self.at = until

    def _refuse(self, why: str, at: int | None = None, *, then: str = "") -> NoReturn:
        where = "" if at is None else f" at byte offset {len(self.source[:at].encode())}"
        raise bad_request(f"can't parse entities: {why}{where}{then}")

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.source, self.at)
        assert match is not None  # every pattern used here matches the empty string
        self.at = match.end()
        return match[0]

    def _peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self._take(_TAG_NAME).lower()
        if not self._peek():
            self._refuse("Unclosed start tag", begin)
        if name not in KINDS:
            self._refuse(f'Unsupported start tag "{name}"' + "", begin)
        argument = self._attributes(name, begin)
        if name == "span" and argument != "spoiler":
            self._refuse('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_OpenTag(name, argument, self.units, len(self.out)))

    def _attributes(self, tag: str, begin: int) -> str:
        argument = ""
        while True:
            self._take(_SPACES)
            if not self._peek():
                self._refuse("Unclosed start tag", begin)
            if self._peek() == ">":
                self.at += 1
                return argument
            attribute = self._take(_ATTRIBUTE_NAME)
            if not attribute:
                self._refuse(f'Empty attribute name in the tag "{tag}"' + "", begin)
            self._take(_SPACES)
            if self._peek() == "=":
                self.at += 1
                value = self._value(begin)
            elif (tag, attribute) == ("blockquote", "expandable"):
                value = ""
            else:
                self._refuse(
                    f'Expected equal sign in declaration of an attribute of the tag "{tag}"' + "", begin
                )
            argument = _argument(tag, attribute.lower(), value) or argument

    def _value(self, begin: int) -> str:
        self._take(_SPACES)
        quote = self._peek()
        if quote in ("'", '"') and quote:
            end = self.source.find(quote, self.at + 1)
            if end < 0:
                self._refuse("Unclosed start tag", begin)
            value = decoded(self.source[self.at + 1 : end])
            self.at = end + 1
            return value
        token = self.at
        value = self._take(_BARE_VALUE).lower()
        if self._peek() and not self._peek().isspace() and self._peek() != ">":
            self._refuse("Unexpected end of name token", token)
        return value

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            self._refuse("Unexpected end tag", begin)
        self.at += 2
        found = self._take(_TAG_NAME).lower()
        self._take(_SPACES)
        if self._peek() != ">":
            self._refuse("Unclosed end tag", begin)
        self.at += 1
        tag = self.open.pop()
        if found and found != tag.name:
            expected = f', expected "</{tag.name}>", found "</{found}>"'
            self._refuse("Unmatched end tag", begin, then=expected)
        if self.units > tag.at_units:
            self._close(tag)

    def _close(self, tag: _OpenTag) -> None:
        kind = KINDS[tag.name]
        length = self.units - tag.at_units
        match tag.name:
            case "a":
                url = tag.argument or "".join(self.out[tag.at_index :])
                if not _LINK.fullmatch(url.strip()):
                    return
                self.entities.append(Entity(kind, tag.at_units, length, url=url.strip()))
            case "tg-emoji":
                if not tag.argument.isdigit() or int(tag.argument) > 2**63 - 1:
                    self._refuse("Invalid custom emoji identifier specified")
                self.entities.append(Entity(kind, tag.at_units, length, custom_emoji_id=tag.argument))
            case "blockquote" if tag.argument:
                self.entities.append(Entity("expandable_blockquote", tag.at_units, length))
            case "pre":
                language = self._language(tag, length)
                self.entities.append(Entity(kind, tag.at_units, length, language=language))
            case "code":
                self.entities.append(Entity(kind, tag.at_units, length, language=tag.argument or None))
            case _:
                self.entities.append(Entity(kind, tag.at_units, length))

    def _language(self, tag: _OpenTag, length: int) -> str | None:
        """Return the language of ``<pre><code class="language-…">``, which is one entity at Telegram."""
        inner = self.entities[-1] if self.entities else None
        if inner and (inner.type, inner.offset, inner.length) == ("code", tag.at_units, length):
            self.entities.pop()
            return inner.language
        return None


def _argument(tag: str, attribute: str, value: str) -> str:
    match tag, attribute:
        case ("a", "href") | ("tg-emoji", "emoji-id"):
            return value
        case ("code", "class") if value.startswith("language-"):
            return value.removeprefix("language-")
        case ("span", "class") if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case ("blockquote", "expandable"):
            return "expandable"
    return ""
