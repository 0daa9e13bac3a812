"""Inline keyboards and the other reply markups, checked as Telegram checks them."""

import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox.answers import Json, RefusedError, bad_request
from bot.sandbox.params import Params

# Bot API: InlineKeyboardButton.callback_data 1-64 bytes, CopyTextButton.text 1-256 characters.
LONGEST_CALLBACK_DATA_BYTES = 64
LONGEST_COPY_TEXT = 256
# Undocumented, measured by python-telegram-bot (InlineKeyboardMarkupLimit).
MOST_BUTTONS = 100
MOST_IN_A_ROW = 8

_WEB = re.compile(r"(?:https?://|tg://)\S+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?", re.I)
_OTHER_MARKUPS = ("keyboard", "remove_keyboard", "force_reply")


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: it calls back, opens a link, or copies a text."""

    text: str
    callback_data: str | None = None
    url: str | None = None
    copy_text: str | None = None

    def payload(self) -> Json:
        """Return the InlineKeyboardButton of the Bot API."""
        fields: Json = {"text": self.text}
        if self.callback_data is not None:
            fields["callback_data"] = self.callback_data
        elif self.url is not None:
            fields["url"] = self.url
        else:
            fields["copy_text"] = {"text": self.copy_text}
        return fields


Keyboard = tuple[tuple[Button, ...], ...]


def keyboard_payload(keyboard: Keyboard) -> Json:
    """Return the InlineKeyboardMarkup of the Bot API."""
    return {"inline_keyboard": [[button.payload() for button in row] for row in keyboard]}


def inline_keyboard(params: Params, *, only_inline: bool = False) -> Keyboard:
    """Return the inline keyboard of a call, empty when it has none or another kind of markup.

    Raises:
        RefusedError: malformed, over a limit, or no inline keyboard although ``only_inline``.
    """
    try:
        markup = params.structure("reply_markup")
    except RefusedError as error:
        raise bad_request("can't parse reply keyboard markup JSON object") from error
    if markup is None or markup == {}:
        return ()
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        return _other(markup, only_inline=only_inline)
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    keyboard = tuple(row for row in (_row(raw) for raw in rows) if row)
    if sum(map(len, keyboard)) > MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in keyboard):
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return keyboard


def _other(markup: Json, *, only_inline: bool) -> Keyboard:
    if only_inline:
        raise bad_request("inline keyboard expected")
    for name in ("remove_keyboard", "force_reply"):
        if name in markup and not isinstance(markup[name], bool):
            raise bad_request(f'field "{name}" must be of type Boolean')
    if not any(name in markup for name in _OTHER_MARKUPS):
        raise bad_request(
            "reply markup must be an inline keyboard, a keyboard, its removal or a forced reply"
        )
    return ()


def _row(raw: Any) -> tuple[Button, ...]:
    if not isinstance(raw, list):
        raise bad_request('field "inline_keyboard" must be an Array of Arrays')
    return tuple(_button(item) for item in raw)


def _button(raw: Any) -> Button:
    if not isinstance(raw, dict):
        raise _unparsed("InlineKeyboardButton must be an Object")
    text = raw.get("text")
    if text is None:
        raise _unparsed('Can\'t find field "text"')
    if not isinstance(text, str):
        raise _unparsed('Field "text" must be of type String')
    if not _is_utf8(text):
        raise bad_request("inline keyboard button text must be encoded in UTF-8")
    if not text.strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    if url := raw.get("url"):
        return Button(text, url=_checked_url(url))
    if data := raw.get("callback_data"):
        if not isinstance(data, str):
            raise _unparsed('Field "callback_data" must be of type String')
        if not _is_utf8(data) or len(data.encode()) > LONGEST_CALLBACK_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return Button(text, callback_data=data)
    if "copy_text" in raw:
        return Button(text, copy_text=_checked_copy(raw["copy_text"]))
    if raw.get("pay"):
        raise bad_request("BUTTON_TYPE_INVALID")
    raise _unparsed("Text buttons are unallowed in the inline keyboard")


def _checked_url(url: Any) -> str:
    if not isinstance(url, str) or not _WEB.fullmatch(url):
        reason = "Unsupported URL protocol" if "://" in str(url) else "Wrong HTTP URL"
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {reason}")
    return url


def _checked_copy(raw: Any) -> str:
    text = raw.get("text") if isinstance(raw, dict) else None
    if not isinstance(text, str):
        raise _unparsed('Can\'t find field "text"')
    if not 1 <= len(text) <= LONGEST_COPY_TEXT or not _is_utf8(text):
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return text


def _is_utf8(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _unparsed(why: str) -> RefusedError:
    return bad_request(f"can't parse inline keyboard button: {why}")
