"""What people do: write, press, edit, attach, forward, block."""

from bot.sandbox.answers import Json
from bot.sandbox.chats import Chat, ChatMessage, StoredFile
from bot.sandbox.entities import FormattedText, utf16_length
from bot.sandbox.payloads import message_payload
from bot.sandbox.state import CallbackQuery, State
from bot.sandbox.texts import LONGEST_TEXT, typed_text
from bot.sandbox.uploads import store


class ImpossibleActionError(Exception):
    """A real app would not let a person do this; the message says why."""


def send_text(
    state: State, user_id: int, text: str, *, reply_to: int | None = None, forward_from: str | None = None
) -> int:
    """Let a person write; a text over 4096 units goes out as several messages. Returns the first id."""
    chat = _writable(state, user_id)
    first, *rest = _parts(text)
    message_id = _say(
        state, chat, formatted=typed_text(first), reply_to=_known(chat, reply_to), forward_from=forward_from
    ).id
    for part in rest:
        _say(state, chat, formatted=typed_text(part), forward_from=forward_from)
    return message_id


def send_document(
    state: State,
    user_id: int,
    filename: str,
    content: bytes,
    *,
    text: str = "",
    reply_to: int | None = None,
) -> int:
    """Let a person attach a file."""
    chat = _writable(state, user_id)
    document = store(state, filename, content)
    replied = _known(chat, reply_to)
    return _say(state, chat, formatted=typed_text(text), document=document, reply_to=replied).id


def edit_text(state: State, user_id: int, message_id: int, text: str) -> None:
    """Let a person edit an own message."""
    chat = _writable(state, user_id)
    message = _message(chat, message_id)
    if message.from_bot:
        raise ImpossibleActionError("a person can only edit their own messages")
    message.formatted = typed_text(text)
    message.edited_at = state.clock.now()
    state.announce("edited", chat.id, {"message_id": message.id})
    state.updates.put("edited_message", message_payload(state, message))


def press(
    state: State,
    user_id: int,
    message_id: int,
    *,
    label: str | None = None,
    data: str | None = None,
    forge: bool = False,
) -> str:
    """Let a person press a button by its label or its data; ``forge`` sends any data. Returns the query's id.

    Raises:
        LookupError: the message has no such button.
        ImpossibleActionError: the button does not call back.
    """
    chat = state.chats[user_id]
    message = _message(chat, message_id)
    sent = data if forge else _data_on(message, label, data)
    if sent is None:
        raise ImpossibleActionError("this button copies or opens a link, it does not call back")
    query = CallbackQuery(f"{len(state.callbacks) + 1:019d}", user_id, message_id, sent, state.clock.now())
    state.callbacks[query.id] = query
    update: Json = {
        "id": query.id,
        "from": chat.user.payload(),
        "message": message_payload(state, message),
        "chat_instance": str(chat.id),
        "data": sent,
    }
    state.updates.put("callback_query", update)
    return query.id


def set_blocked(state: State, user_id: int, *, blocked: bool) -> None:
    """Let a person block or unblock the bot."""
    chat = state.chats[user_id]
    if chat.blocked == blocked:
        return
    before, after = (_member(state, blocked=not blocked), _member(state, blocked=blocked))
    chat.blocked = blocked
    update: Json = {
        "chat": chat.payload(),
        "from": chat.user.payload(),
        "date": int(state.clock.now().timestamp()),
        "old_chat_member": before,
        "new_chat_member": after,
    }
    state.updates.put("my_chat_member", update)


def _member(state: State, *, blocked: bool) -> Json:
    member: Json = {"user": state.bot, "status": "kicked" if blocked else "member"}
    return member | {"until_date": 0} if blocked else member


def _say(
    state: State,
    chat: Chat,
    *,
    formatted: FormattedText,
    document: StoredFile | None = None,
    reply_to: int | None = None,
    forward_from: str | None = None,
) -> ChatMessage:
    if not formatted.text and document is None:
        raise ImpossibleActionError("an app sends no empty message")
    chat.started = True
    message = ChatMessage(
        id=state.new_message_id(),
        chat_id=chat.id,
        from_bot=False,
        date=state.clock.now(),
        formatted=formatted,
        document=document,
        reply_to=reply_to,
        forward_from=forward_from,
    )
    state.add_message(chat, message)
    state.updates.put("message", message_payload(state, message))
    return message


def _writable(state: State, user_id: int) -> Chat:
    chat = state.chats[user_id]
    if chat.blocked:
        raise ImpossibleActionError("a person who blocked the bot must unblock it before writing")
    return chat


def _message(chat: Chat, message_id: int) -> ChatMessage:
    message = chat.find(message_id)
    if message is None:
        raise LookupError(f"no message {message_id} in chat {chat.id}")
    return message


def _known(chat: Chat, message_id: int | None) -> int | None:
    return None if message_id is None else _message(chat, message_id).id


def _data_on(message: ChatMessage, label: str | None, data: str | None) -> str | None:
    if label is not None:
        return message.button(label).callback_data
    if any(button.callback_data == data for row in message.keyboard for button in row):
        return data
    raise LookupError(f"no button with this data on message {message.id}, only {message.labels}")


def _parts(text: str) -> list[str]:
    """Split as the apps do: at a line end where there is one, else at the limit."""
    parts: list[str] = []
    while utf16_length(text) > LONGEST_TEXT:
        end = LONGEST_TEXT
        while utf16_length(text[:end]) > LONGEST_TEXT:
            end -= 1
        line_end = text.rfind("\n", 1, end)
        end = line_end if line_end > 0 else end
        parts.append(text[:end])
        text = text[end:]
    return [*parts, text]
