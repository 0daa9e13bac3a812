"""The Bot API's methods that put a new message into a chat."""

from bot.sandbox.answers import Json, bad_request
from bot.sandbox.chats import Chat, ChatMessage
from bot.sandbox.entities import FormattedText
from bot.sandbox.keyboards import inline_keyboard
from bot.sandbox.params import Params
from bot.sandbox.payloads import message_payload
from bot.sandbox.state import State
from bot.sandbox.texts import caption, message_text
from bot.sandbox.uploads import sent_document, sent_photo

ACTIONS = frozenset(
    {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"}
    | {"upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"}
)


def send_message(state: State, params: Params) -> Json:
    """Answer sendMessage."""
    if not params.text("text"):
        raise bad_request("message text is empty")
    chat = state.open_chat_of(params)
    return _sent(state, _draft(state, chat, params, message_text(params)))


def send_photo(state: State, params: Params) -> Json:
    """Answer sendPhoto."""
    chat = state.open_chat_of(params)
    message = _draft(state, chat, params, caption(params))
    message.photo = sent_photo(state, params, params.raw.get("photo"))
    return _sent(state, message)


def send_document(state: State, params: Params) -> Json:
    """Answer sendDocument."""
    chat = state.open_chat_of(params)
    message = _draft(state, chat, params, caption(params))
    message.document = sent_document(state, params, params.raw.get("document"))
    return _sent(state, message)


def copy_message(state: State, params: Params) -> Json:
    """Answer copyMessage: the same content as if newly written."""
    chat = state.open_chat_of(params)
    source = _source(state, params, "message to copy not found")
    formatted = caption(params) if source.has_media and params.has("caption") else source.formatted
    message = _draft(state, chat, params, formatted)
    message.photo, message.document = source.photo, source.document
    _sent(state, message)
    return {"message_id": message.id}


def forward_message(state: State, params: Params) -> Json:
    """Answer forwardMessage: the content with its origin, without buttons."""
    chat = state.open_chat_of(params)
    source = _source(state, params, "message to forward not found")
    message = _draft(state, chat, params, source.formatted)
    message.photo, message.document, message.keyboard = source.photo, source.document, ()
    author = state.bot["first_name"] if source.from_bot else state.chats[source.chat_id].user.first_name
    message.forward_from = source.forward_from or author
    return _sent(state, message)


def send_chat_action(state: State, params: Params) -> bool:
    """Answer sendChatAction."""
    chat = state.open_chat_of(params)
    action = params.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.action = action
    state.announce("action", chat.id, {"action": action})
    return True


def _draft(state: State, chat: Chat, params: Params, formatted: FormattedText) -> ChatMessage:
    """Check everything of a new message before it gets an id, so that a refusal leaves no trace."""
    return ChatMessage(
        id=0,
        chat_id=chat.id,
        from_bot=True,
        date=state.clock.now(),
        formatted=formatted,
        keyboard=inline_keyboard(params),
        reply_to=_replied(chat, params),
        silent=params.flag("disable_notification"),
        protected=params.flag("protect_content"),
    )


def _sent(state: State, message: ChatMessage) -> Json:
    state.pace.count(message.chat_id)
    message.id = state.new_message_id()
    state.add_message(state.chats[message.chat_id], message)
    return message_payload(state, message)


def _replied(chat: Chat, params: Params) -> int | None:
    reply = params.structure("reply_parameters")
    if reply is None:
        if not params.has("reply_to_message_id"):
            return None
        reply = {
            "message_id": params.integer("reply_to_message_id"),
            "allow_sending_without_reply": params.flag("allow_sending_without_reply"),
        }
    if "message_id" not in reply:
        raise bad_request('can\'t find field "message_id"')
    message_id = int(reply["message_id"])
    if chat.find(message_id) is not None:
        return message_id
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _source(state: State, params: Params, missing: str) -> ChatMessage:
    chat = state.chats.get(params.integer("from_chat_id"))
    if chat is None:
        raise bad_request("chat not found")
    message = chat.find(params.integer("message_id"))
    if message is None:
        raise bad_request(missing)
    if message.protected:
        raise bad_request("message has protected content and can't be forwarded")
    return message
