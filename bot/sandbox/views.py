"""What the chat page is shown: people, messages and buttons, without any callback data."""

from urllib.parse import quote

from bot.sandbox.answers import Json
from bot.sandbox.api import BotApi
from bot.sandbox.chats import Chat, ChatMessage, StoredFile
from bot.sandbox.controls import DemoPerson, ThingToTry, Words
from bot.sandbox.keyboards import Button

MOST_MESSAGES = 300
_PREVIEW = 120


def person_view(api: BotApi, person: DemoPerson) -> Json:
    """Return a person with the end of their chat; ``bot_ids`` lets the page count what is unread."""
    chat = api.chat(person.user_id)
    visible = chat.visible
    return {
        "id": person.user_id,
        "name": person.name,
        "role": words_view(person.role),
        "team": person.team,
        "initials": person.initials,
        "colour": person.colour,
        "language": person.language,
        "zone": person.zone,
        "last": message_view(chat, visible[-1]) if visible else None,
        "bot_ids": [message.id for message in visible[-99:] if message.from_bot],
        "commands": api.commands_for(person.user_id),
    }


def try_view(thing: ThingToTry) -> Json:
    """Return a suggestion."""
    return {
        "title": words_view(thing.title),
        "hint": words_view(thing.hint),
        "person": thing.user_id,
        "text": thing.text,
    }


def words_view(words: Words) -> Json:
    """Return words by language."""
    return {"en": words.en, "zh": words.zh}


def chat_view(chat: Chat) -> list[Json]:
    """Return the newest messages of a chat, oldest first."""
    return [message_view(chat, message) for message in chat.visible[-MOST_MESSAGES:]]


def message_view(chat: Chat, message: ChatMessage) -> Json:
    """Return a message; times in milliseconds since 1970, offsets in UTF-16 units as JavaScript counts."""
    return {
        "id": message.id,
        "bot": message.from_bot,
        "text": message.text,
        "entities": [entity.payload() for entity in message.formatted.entities],
        "rows": [[_button_view(button) for button in row] for row in message.keyboard],
        "at": _milliseconds(message.date.timestamp()),
        "edited": message.edited_at is not None,
        "pinned": message.pinned,
        "silent": message.silent,
        "photo": _file_view(message.photo),
        "document": _file_view(message.document),
        "forward": message.forward_from,
        "reply": _reply_view(chat, message.reply_to),
    }


def _button_view(button: Button) -> Json:
    if button.callback_data is not None:
        return {"text": button.text, "kind": "press"}
    if button.url is not None:
        return {"text": button.text, "kind": "link", "url": button.url}
    return {"text": button.text, "kind": "copy", "copy": button.copy_text}


def _reply_view(chat: Chat, message_id: int | None) -> Json | None:
    replied = None if message_id is None else chat.find(message_id)
    if replied is None:
        return None
    name = replied.document.name if replied.document else ""
    return {"id": replied.id, "bot": replied.from_bot, "text": (replied.text or name)[:_PREVIEW]}


def _file_view(file: StoredFile | None) -> Json | None:
    if file is None:
        return None
    return {
        "url": f"/sandbox/files/{quote(file.file_id)}",
        "name": file.name,
        "size": len(file.content),
        "width": file.width,
        "height": file.height,
    }


def _milliseconds(seconds: float) -> int:
    return int(seconds * 1000)
