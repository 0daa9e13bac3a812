"""Formatting of a text: entities counted in UTF-16 units, their tidying, and their way back to HTML."""

import re
from dataclasses import dataclass, replace
from html import escape

from bot.sandbox.answers import Json

# Bot API: "further entities will simply be ignored" (python-telegram-bot, MessageLimit.MESSAGE_ENTITIES).
MOST_ENTITIES = 100

STYLES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
DETECTED = {
    "bot_command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/])"),
    "url": re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)。，；：！？）]"),
    "email": re.compile(r"(?<![\w.+-])[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII),
    "mention": re.compile(r"(?<![\w@.])@[A-Za-z]\w{3,31}\b", re.ASCII),
    "hashtag": re.compile(r"(?<![\w#])#\w*[^\W\d]\w*"),
}
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "text_link": "a",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
    "custom_emoji": "tg-emoji",
}
# Replaced or removed by Telegram before a text is stored: control characters, line and bidi overrides.
_TO_SPACE = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
_TO_NOTHING = re.compile(r"[\r\u2028-\u202e]")


@dataclass(frozen=True, slots=True)
class Entity:
    """One stretch of formatted text; ``offset`` and ``length`` in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None

    @property
    def end(self) -> int:
        """The first unit after the stretch."""
        return self.offset + self.length

    def payload(self) -> Json:
        """Return the MessageEntity of the Bot API."""
        fields: Json = {"type": self.type, "offset": self.offset, "length": self.length}
        for name in ("url", "language", "custom_emoji_id"):
            if value := getattr(self, name):
                fields[name] = value
        return fields


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A plain text with its entities; ``dropped`` counts the entities above Telegram's limit."""

    text: str = ""
    entities: tuple[Entity, ...] = ()
    dropped: int = 0

    @property
    def html(self) -> str:
        """The text as Telegram HTML."""
        return to_html(self.text, self.entities)


def utf16_length(text: str) -> int:
    """Return the length as Telegram counts it."""
    return len(text) + sum(character > "\uffff" for character in text)


def utf16_part(text: str, offset: int, length: int) -> str:
    """Return the stretch that begins at ``offset`` and is ``length`` UTF-16 units long."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def cleaned(text: str) -> str:
    """Return the text without what Telegram never stores; only lengths before entities may be taken."""
    return _TO_NOTHING.sub("", _TO_SPACE.sub(" ", text))


def tidied(text: str, entities: list[Entity]) -> FormattedText:
    """Trim white space, let code win over other styles, find links and commands, keep 100 entities."""
    trimmed = text.strip()
    cut = utf16_length(text[: len(text) - len(text.lstrip())])
    end = utf16_length(trimmed)
    shifted = [_clipped(entity, cut, end) for entity in entities]
    kept = _code_wins([entity for entity in shifted if entity.length > 0])
    kept += _detected(trimmed, kept)
    kept = sorted(set(kept), key=lambda entity: (entity.offset, -entity.length, entity.type))
    return FormattedText(trimmed, tuple(kept[:MOST_ENTITIES]), max(0, len(kept) - MOST_ENTITIES))


def _clipped(entity: Entity, cut: int, end: int) -> Entity:
    start = max(0, entity.offset - cut)
    stop = min(end, entity.end - cut)
    return replace(entity, offset=start, length=max(0, stop - start))


def _code_wins(entities: list[Entity]) -> list[Entity]:
    """Cut other styles out of code: code can hold no entity and be part of none but a quotation."""
    codes = [entity for entity in entities if entity.type in ("code", "pre")]
    kept = list(codes)
    for entity in entities:
        if entity.type in ("code", "pre"):
            continue
        if entity.type in STYLES or entity.type == "text_link":
            kept += _without(entity, codes)
        else:
            kept.append(entity)
    return kept


def _without(entity: Entity, holes: list[Entity]) -> list[Entity]:
    pieces = [entity]
    for hole in holes:
        cut: list[Entity] = []
        for piece in pieces:
            before = min(piece.end, hole.offset) - piece.offset
            after = piece.end - max(piece.offset, hole.end)
            if before >= piece.length or after >= piece.length:
                cut.append(piece)
                continue
            if before > 0:
                cut.append(replace(piece, length=before))
            if after > 0:
                cut.append(replace(piece, offset=piece.end - after, length=after))
        pieces = cut
    return pieces


def _detected(text: str, entities: list[Entity]) -> list[Entity]:
    """Return what Telegram finds by itself: commands, links, addresses, mentions, hashtags."""
    taken = [entity for entity in entities if entity.type in ("code", "pre", "text_link")]
    found: list[Entity] = []
    for kind, pattern in DETECTED.items():
        for match in pattern.finditer(text):
            entity = Entity(kind, utf16_length(text[: match.start()]), utf16_length(match[0]))
            if not any(entity.offset < other.end and other.offset < entity.end for other in taken + found):
                found.append(entity)
    return found


def to_html(text: str, entities: tuple[Entity, ...]) -> str:
    """Return Telegram HTML that parses to exactly this text and these entities."""
    written = [entity for entity in entities if entity.type in _TAGS]
    edges = sorted({0, utf16_length(text), *(e.offset for e in written), *(e.end for e in written)})
    out: list[str] = []
    open_now: list[Entity] = []
    for edge, following in zip(edges, [*edges[1:], edges[-1]], strict=True):
        reopen: list[Entity] = []
        while any(entity.end == edge for entity in open_now):
            last = open_now.pop()
            out.append(_end_tag(last))
            if last.end != edge:
                reopen.insert(0, last)
        for entity in reopen + [e for e in written if e.offset == edge and e.length]:
            out.append(_start_tag(entity))
            open_now.append(entity)
        out.append(escape(utf16_part(text, edge, following - edge), quote=False))
    return "".join(out)


def _start_tag(entity: Entity) -> str:
    match entity.type:
        case "text_link":
            return f'<a href="{escape(entity.url or "")}">'
        case "pre" if entity.language:
            return f'<pre><code class="language-{escape(entity.language)}">'
        case "expandable_blockquote":
            return "<blockquote expandable>"
        case "custom_emoji":
            return f'<tg-emoji emoji-id="{escape(entity.custom_emoji_id or "")}">'
    return f"<{_TAGS[entity.type]}>"


def _end_tag(entity: Entity) -> str:
    if entity.type == "pre" and entity.language:
        return "</code></pre>"
    return f"</{_TAGS[entity.type]}>"
