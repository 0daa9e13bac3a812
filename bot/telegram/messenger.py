"""The messenger: turns a payload into one Bot API call, and a refusal into what it means for us."""

import re
from datetime import timedelta
from typing import Any

from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.endpoints import endpoint_of
from bot.telegram.request import NeverSentError
from scheduler.protocols import DeliveryError, Trouble
from storage.chat.payloads import Payload

# What editMessageText and editMessageCaption take (Bot API); anything else belongs to sending.
_EDITABLE = {
    "sendMessage": (
        "editMessageText",
        ("text", "parse_mode", "entities", "link_preview_options", "reply_markup"),
    ),
    "sendPhoto": ("editMessageCaption", ("caption", "parse_mode", "caption_entities", "reply_markup")),
}
_UNCHANGED = "message is not modified"
_UNEDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "there is no caption in the message to edit",
    "message_id_invalid",
)
_GONE = ("chat not found", "user not found", "peer_id_invalid")
_FLOOD = "too many requests"
# Waited when Telegram names no time.
_FLOOD_WAIT = timedelta(seconds=5)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_DETAIL_CHARS = 120


class TelegramMessenger:
    """Sends the payloads of the outbox through one bot."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, chat_id: int, payload: Payload, *, message_id: int | None) -> int | None:
        """Send a message, or change the one with ``message_id``; return its id where it has one.

        A change that changes nothing counts as done.

        Raises:
            DeliveryError: Telegram did not take it, or nobody knows.
        """
        method, parameters = _call(payload, message_id)
        try:
            result = await self._bot.do_api_request(
                endpoint_of(method), api_kwargs={"chat_id": chat_id, **parameters}
            )
        except TelegramError as error:
            if _UNCHANGED in str(error).lower():
                return message_id
            raise delivery_error(error) from error
        return result.get("message_id", message_id) if isinstance(result, dict) else message_id


def delivery_error(error: TelegramError) -> DeliveryError:
    """Say what an error of the library means for the message; order matters, the classes derive oddly."""
    said = str(error).lower()
    match error:
        case RetryAfter():
            wait = error.retry_after
            retry_after = wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
            return DeliveryError(Trouble.FLOOD, retry_after=retry_after)
        case ChatMigrated():
            return DeliveryError(Trouble.MIGRATED, new_chat_id=error.new_chat_id)
        case Forbidden():
            return DeliveryError(Trouble.GONE)
        case BadRequest():
            return DeliveryError(_trouble_of_refusal(said), detail=_detail(error))
        case NeverSentError():
            return DeliveryError(Trouble.NEVER_SENT)
        case TimedOut() | NetworkError():
            return _trouble_on_the_way(error, said)
        case _:
            return _trouble_with_the_bot(error)


def _call(payload: Payload, message_id: int | None) -> tuple[str, dict[str, Any]]:
    parameters = dict(payload)
    method = parameters.pop("method", "sendMessage")
    filename = parameters.pop("filename", None)
    if message_id is not None and method in _EDITABLE:
        editing, names = _EDITABLE[method]
        kept = {name: parameters[name] for name in names if name in parameters}
        return editing, {"message_id": message_id, **kept}
    for name, value in parameters.items():
        if isinstance(value, bytes):
            parameters[name] = InputFile(value, filename=filename)
    if message_id is None:
        return method, parameters
    if method.startswith("send"):
        raise DeliveryError(Trouble.UNEDITABLE, detail=f"{method} cannot change a message")
    return method, {"message_id": message_id, **parameters}


def _trouble_of_refusal(said: str) -> Trouble:
    if any(phrase in said for phrase in _UNEDITABLE):
        return Trouble.UNEDITABLE
    return Trouble.GONE if any(phrase in said for phrase in _GONE) else Trouble.REFUSED


def _trouble_on_the_way(error: TelegramError, said: str) -> DeliveryError:
    if said.startswith(_FLOOD):
        return DeliveryError(Trouble.FLOOD, retry_after=_FLOOD_WAIT)
    # An answer came, if only a proxy's page: without a cause, or with the failure to read it as JSON.
    if type(error) is NetworkError and isinstance(error.__cause__, TelegramError | None):
        return DeliveryError(Trouble.SERVER)
    return DeliveryError(Trouble.UNCERTAIN)


def _trouble_with_the_bot(error: TelegramError) -> DeliveryError:
    # The library answers 401 and 404 with the same class; only their words differ.
    cause = error.__cause__ if isinstance(error.__cause__, InvalidToken) else error
    if "unauthorized" in str(cause).lower():
        return DeliveryError(Trouble.UNAUTHORIZED)
    if "not found" in str(cause).lower():
        return DeliveryError(Trouble.REFUSED, detail="no such method")
    return DeliveryError(Trouble.SERVER, detail=type(error).__name__)


def _detail(error: TelegramError) -> str:
    """Telegram quotes from the message what it does not like; that must not reach a log."""
    return _QUOTED.sub("…", str(error))[:_DETAIL_CHARS]
