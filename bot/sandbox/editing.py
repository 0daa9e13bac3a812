"""The Bot API's methods that change or remove a message already in a chat."""

from datetime import timedelta
from typing import Any

from bot.sandbox.answers import Json, bad_request
from bot.sandbox.chats import Chat, ChatMessage
from bot.sandbox.entities import FormattedText
from bot.sandbox.keyboards import Keyboard, inline_keyboard
from bot.sandbox.params import Params
from bot.sandbox.payloads import message_payload
from bot.sandbox.state import State
from bot.sandbox.texts import caption, message_text
from bot.sandbox.uploads import sent_document, sent_photo

# Bot API, deleteMessage: "can only be deleted if it was sent less than 48 hours ago".
DELETABLE_FOR = timedelta(hours=48)
MOST_DELETED_AT_ONCE = 100
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_text(state: State, params: Params) -> Json:
    """Answer editMessageText; without reply_markup the buttons go, as at Telegram."""
    if not params.text("text"):
        raise bad_request("message text is empty")
    message = _own_message(state, params)
    if message.has_media:
        raise bad_request("there is no text in the message to edit")
    return _changed(state, message, message_text(params), inline_keyboard(params, only_inline=True))


def edit_caption(state: State, params: Params) -> Json:
    """Answer editMessageCaption."""
    message = _own_message(state, params)
    if not message.has_media:
        raise bad_request("there is no caption in the message to edit")
    return _changed(state, message, caption(params), inline_keyboard(params, only_inline=True))


def edit_keyboard(state: State, params: Params) -> Json:
    """Answer editMessageReplyMarkup."""
    message = _own_message(state, params)
    return _changed(state, message, message.formatted, inline_keyboard(params, only_inline=True))


def edit_media(state: State, params: Params) -> Json:
    """Answer editMessageMedia with a photo or a document."""
    message = _own_message(state, params)
    media: Any = params.structure("media")
    if not isinstance(media, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    if media.get("type") not in ("photo", "document"):
        raise bad_request("can't parse InputMedia: unsupported type specified")
    inner = Params(media, params.files)
    formatted = caption(inner)
    keyboard = inline_keyboard(params, only_inline=True)
    if media["type"] == "photo":
        message.photo, message.document = sent_photo(state, params, media.get("media")), None
    else:
        message.photo, message.document = None, sent_document(state, params, media.get("media"))
    return _changed(state, message, formatted, keyboard, always=True)


def delete_message(state: State, params: Params) -> bool:
    """Answer deleteMessage."""
    chat = state.chat_of(params)
    message = chat.find(params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if state.clock.now() - message.date >= DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
    _remove(state, chat, message)
    return True


def delete_messages(state: State, params: Params) -> bool:
    """Answer deleteMessages; ids that cannot be deleted are passed over."""
    chat = state.chat_of(params)
    ids = params.structure("message_ids")
    if not isinstance(ids, list) or not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MOST_DELETED_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    for message_id in ids:
        message = chat.find(int(message_id))
        if message and state.clock.now() - message.date < DELETABLE_FOR:
            _remove(state, chat, message)
    return True


def pin(state: State, params: Params) -> bool:
    """Answer pinChatMessage."""
    chat = state.open_chat_of(params)
    message = chat.find(params.integer("message_id"))
    if message is None:
        raise bad_request("message to pin not found")
    return _set_pinned(state, chat, message, pinned=True)


def unpin(state: State, params: Params) -> bool:
    """Answer unpinChatMessage; without an id the newest pinned message."""
    chat = state.open_chat_of(params)
    pinned = [message for message in chat.visible if message.pinned]
    wanted = params.integer("message_id")
    message = chat.find(wanted) if wanted else (pinned[-1] if pinned else None)
    if message is None:
        raise bad_request("message to unpin not found")
    return _set_pinned(state, chat, message, pinned=False)


def unpin_all(state: State, params: Params) -> bool:
    """Answer unpinAllChatMessages."""
    chat = state.open_chat_of(params)
    for message in chat.visible:
        if message.pinned:
            _set_pinned(state, chat, message, pinned=False)
    return True


def _set_pinned(state: State, chat: Chat, message: ChatMessage, *, pinned: bool) -> bool:
    message.pinned = pinned
    state.announce("edited", chat.id, {"message_id": message.id})
    return True


def _remove(state: State, chat: Chat, message: ChatMessage) -> None:
    message.deleted = True
    state.announce("deleted", chat.id, {"message_id": message.id})


def _own_message(state: State, params: Params) -> ChatMessage:
    if not params.has("message_id"):
        raise bad_request("message identifier is not specified")
    message = state.chat_of(params).find(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def _changed(
    state: State,
    message: ChatMessage,
    formatted: FormattedText,
    keyboard: Keyboard,
    *,
    always: bool = False,
) -> Json:
    if not always and (formatted, keyboard) == (message.formatted, message.keyboard):
        raise bad_request(_SAME)
    if always or formatted != message.formatted:
        # A changed keyboard alone leaves no "edited" mark (Telegram's clients hide it).
        message.edited_at = state.clock.now()
    message.formatted = formatted
    message.keyboard = keyboard
    state.announce("edited", message.chat_id, {"message_id": message.id})
    return message_payload(state, message)
