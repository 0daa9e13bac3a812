"""What a bot says about itself: commands by scope and language, descriptions, the menu button."""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.answers import Json, bad_request
from bot.sandbox.params import Params

# Bot API: BotCommand.command 1-32 characters, description 1-256, at most 100 commands;
# setMyDescription 0-512, setMyShortDescription 0-120, setMyName 0-64 characters.
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LONGEST_COMMAND_DESCRIPTION = 256
MOST_COMMANDS = 100
_WORDS = {"description": 512, "short_description": 120, "name": 64}

_Scope = tuple[str, int]
_DEFAULT: _Scope = ("default", 0)
_SCOPES = (
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
)


@dataclass(slots=True)
class Profile:
    """The settings of one bot."""

    commands: dict[tuple[_Scope, str], list[Json]] = field(default_factory=dict)
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)

    def set_commands(self, params: Params) -> None:
        """Answer setMyCommands."""
        raw = params.structure("commands")
        if not isinstance(raw, list):
            raise bad_request("can't parse commands JSON object")
        if len(raw) > MOST_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self.commands[_scope(params), params.text("language_code")] = [_command(item) for item in raw]

    def get_commands(self, params: Params) -> list[Json]:
        """Answer getMyCommands: exactly what was set for this scope and language."""
        return self.commands.get((_scope(params), params.text("language_code")), [])

    def delete_commands(self, params: Params) -> None:
        """Answer deleteMyCommands."""
        self.commands.pop((_scope(params), params.text("language_code")), None)

    def commands_for(self, chat_id: int, language: str) -> list[Json]:
        """Return what a person sees in a private chat (Bot API, "Determining list of commands")."""
        scopes: tuple[_Scope, ...] = (("chat", chat_id), ("all_private_chats", 0), _DEFAULT)
        for scope in scopes:
            for spoken in (language.split("-")[0], ""):
                if commands := self.commands.get((scope, spoken)):
                    return commands
        return []

    def set_words(self, name: str, params: Params) -> None:
        """Answer setMyDescription, setMyShortDescription or setMyName."""
        text = params.text(name)
        if len(text) > _WORDS[name]:
            raise bad_request(f"bot {name.replace('_', ' ')} is too long")
        self.words[name, params.text("language_code")] = text

    def get_words(self, name: str, params: Params) -> Json:
        """Answer getMyDescription and its kin, falling back to the text for all languages."""
        found = self.words.get((name, params.text("language_code"))) or self.words.get((name, ""), "")
        return {name: found}

    def set_menu_button(self, params: Params) -> None:
        """Answer setChatMenuButton; chat 0 stands for all."""
        button = params.structure("menu_button") or {"type": "default"}
        if not isinstance(button, dict) or button.get("type") not in ("commands", "web_app", "default"):
            raise bad_request("MenuButton has unsupported type specified")
        self.menu_buttons[params.integer("chat_id")] = button

    def get_menu_button(self, params: Params) -> Json:
        """Answer getChatMenuButton."""
        fallback = self.menu_buttons.get(0, {"type": "commands"})
        return self.menu_buttons.get(params.integer("chat_id"), fallback)


def _scope(params: Params) -> _Scope:
    raw = params.structure("scope")
    if raw is None:
        return _DEFAULT
    if not isinstance(raw, dict) or raw.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    return raw["type"], int(raw.get("chat_id", 0))


def _command(raw: Any) -> Json:
    if not isinstance(raw, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    command = str(raw.get("command", "")).removeprefix("/")
    description = str(raw.get("description", "")).strip()
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= LONGEST_COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}
