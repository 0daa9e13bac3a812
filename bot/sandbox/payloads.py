"""Messages as the Bot API's JSON."""

from bot.sandbox.answers import Json
from bot.sandbox.chats import ChatMessage, StoredFile
from bot.sandbox.keyboards import keyboard_payload
from bot.sandbox.state import State


def message_payload(state: State, message: ChatMessage, *, with_reply: bool = True) -> Json:
    """Return the Message of the Bot API; a replied message is shown without its own reply."""
    chat = state.chats[message.chat_id]
    payload: Json = {
        "message_id": message.id,
        "from": state.bot if message.from_bot else chat.user.payload(),
        "chat": chat.payload(),
        "date": int(message.date.timestamp()),
    }
    _add_content(payload, message)
    if message.keyboard:
        payload["reply_markup"] = keyboard_payload(message.keyboard)
    if message.edited_at:
        payload["edit_date"] = int(message.edited_at.timestamp())
    if message.forward_from:
        payload["forward_origin"] = {
            "type": "hidden_user",
            "sender_user_name": message.forward_from,
            "date": int(message.date.timestamp()),
        }
    if message.protected:
        payload["has_protected_content"] = True
    if with_reply and message.reply_to is not None:
        replied = chat.find(message.reply_to)
        if replied is not None:
            payload["reply_to_message"] = message_payload(state, replied, with_reply=False)
    return payload


def _add_content(payload: Json, message: ChatMessage) -> None:
    text_name, entities_name = ("caption", "caption_entities") if message.has_media else ("text", "entities")
    if message.text:
        payload[text_name] = message.text
    if message.formatted.entities:
        payload[entities_name] = [entity.payload() for entity in message.formatted.entities]
    if message.photo:
        payload["photo"] = [
            file_payload(message.photo) | {"width": message.photo.width, "height": message.photo.height}
        ]
    if message.document:
        payload["document"] = file_payload(message.document) | {
            "file_name": message.document.name,
            "mime_type": message.document.mime_type,
        }


def file_payload(file: StoredFile) -> Json:
    """Return what all kinds of file share in the Bot API."""
    return {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": len(file.content)}
