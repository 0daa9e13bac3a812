"""Reading a formatted text from a call: parse mode or entities, cleaning, and the length limits."""

from typing import Any

from bot.sandbox.answers import bad_request
from bot.sandbox.entities import Entity, FormattedText, cleaned, tidied, utf16_length
from bot.sandbox.html import parse_html
from bot.sandbox.params import Params

# Bot API: sendMessage "1-4096 characters after entities parsing", sendPhoto.caption 0-1024.
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024

ENTITY_TYPES = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "text_mention"}
    | {"bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link"}
    | {"blockquote", "expandable_blockquote", "custom_emoji"}
)


def message_text(params: Params) -> FormattedText:
    """Return the text of a message.

    Raises:
        RefusedError: empty, too long, or not to be parsed.
    """
    if not params.text("text"):
        raise bad_request("message text is empty")
    formatted = _formatted(params, "text", "entities")
    if not formatted.text:
        raise bad_request("text must be non-empty")
    if utf16_length(formatted.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return formatted


def caption(params: Params) -> FormattedText:
    """Return the caption, which may be empty.

    Raises:
        RefusedError: too long, or not to be parsed.
    """
    formatted = _formatted(params, "caption", "caption_entities")
    if utf16_length(formatted.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return formatted


def typed_text(text: str) -> FormattedText:
    """Return what a person typed, with the commands and links Telegram marks in it."""
    return tidied(cleaned(text), [])


def _formatted(params: Params, name: str, entities_name: str) -> FormattedText:
    source = cleaned(params.text(name))
    mode = params.text("parse_mode").lower()
    if mode == "html":
        return tidied(*parse_html(source))
    if mode:
        # The product writes HTML only; the two Markdown dialects are refused here.
        raise bad_request("unsupported parse_mode")
    return tidied(source, _given(params.structure(entities_name), utf16_length(source)))


def _given(raw: Any, length: int) -> list[Entity]:
    if raw is None:
        return []
    if not isinstance(raw, list):
        raise bad_request("can't parse entities: Expected an Array of MessageEntity")
    return [_entity(item, length) for item in raw]


def _entity(item: Any, length: int) -> Entity:
    if not isinstance(item, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    for field in ("type", "offset", "length"):
        if field not in item:
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{field}\"")
    kind, offset, size = item["type"], int(item["offset"]), int(item["length"])
    if kind not in ENTITY_TYPES:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    if kind == "text_link" and "url" not in item:
        raise bad_request("can't parse MessageEntity: Can't find field \"url\"")
    if offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if size < 0:
        raise bad_request(f"receive an entity with incorrect length {size}")
    if offset > length:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + size > length:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
            f"at UTF-16 offset {offset + size}"
        )
    return Entity(kind, offset, size, item.get("url"), item.get("language"), item.get("custom_emoji_id"))
