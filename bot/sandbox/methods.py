"""The table of Bot API methods, by name."""

from collections.abc import Callable

from bot.sandbox import callbacks, editing, sending, uploads
from bot.sandbox.answers import Json
from bot.sandbox.params import Params
from bot.sandbox.state import State

Method = Callable[[State, Params], object]


def _get_me(state: State, _params: Params) -> Json:
    return state.bot | {
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _get_chat(state: State, params: Params) -> Json:
    chat = state.chat_of(params)
    return chat.payload() | {"accent_color_id": chat.id % 7, "max_reaction_count": 11}


def _set_webhook(state: State, params: Params) -> bool:
    state.updates.set_webhook(params, state.clock.now())
    return True


def _delete_webhook(state: State, params: Params) -> bool:
    state.updates.set_webhook(
        Params({"drop_pending_updates": params.raw.get("drop_pending_updates")}), state.clock.now()
    )
    return True


def _set_commands(state: State, params: Params) -> bool:
    state.profile.set_commands(params)
    state.announce("commands", 0)
    return True


def _delete_commands(state: State, params: Params) -> bool:
    state.profile.delete_commands(params)
    state.announce("commands", 0)
    return True


def _set_menu_button(state: State, params: Params) -> bool:
    state.profile.set_menu_button(params)
    return True


def _setter(name: str) -> Method:
    def set_words(state: State, params: Params) -> bool:
        state.profile.set_words(name, params)
        return True

    return set_words


def _getter(name: str) -> Method:
    return lambda state, params: state.profile.get_words(name, params)


METHODS: dict[str, Method] = {
    "getMe": _get_me,
    "getChat": _get_chat,
    "setWebhook": _set_webhook,
    "deleteWebhook": _delete_webhook,
    "getWebhookInfo": lambda state, _params: state.updates.webhook_info(),
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendChatAction": sending.send_chat_action,
    "copyMessage": sending.copy_message,
    "forwardMessage": sending.forward_message,
    "editMessageText": editing.edit_text,
    "editMessageCaption": editing.edit_caption,
    "editMessageMedia": editing.edit_media,
    "editMessageReplyMarkup": editing.edit_keyboard,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "pinChatMessage": editing.pin,
    "unpinChatMessage": editing.unpin,
    "unpinAllChatMessages": editing.unpin_all,
    "answerCallbackQuery": callbacks.answer_callback,
    "getFile": uploads.describe_file,
    "setMyCommands": _set_commands,
    "getMyCommands": lambda state, params: state.profile.get_commands(params),
    "deleteMyCommands": _delete_commands,
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
    "setMyName": _setter("name"),
    "getMyName": _getter("name"),
    "setChatMenuButton": _set_menu_button,
    "getChatMenuButton": lambda state, params: state.profile.get_menu_button(params),
}
# Telegram takes method names in any case.
BY_LOWER_NAME = {name.lower(): method for name, method in METHODS.items()}
