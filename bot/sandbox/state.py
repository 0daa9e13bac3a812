"""Everything the sandbox knows, shared by the Bot API's methods and the people's actions."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.answers import Json, bad_request, forbidden
from bot.sandbox.chats import Chat, ChatMessage, StoredFile, User
from bot.sandbox.clock import SandboxClock
from bot.sandbox.pace import Pace
from bot.sandbox.params import Params
from bot.sandbox.profile import Profile
from bot.sandbox.updates import UpdateQueue


@dataclass(frozen=True, slots=True)
class Happening:
    """Something a person looking at the chat can see; ``kind`` is message, edited, deleted, action, …"""

    kind: str
    chat_id: int
    detail: Json


@dataclass(slots=True)
class CallbackQuery:
    """A pressed button waiting for, or with, its answer."""

    id: str
    user_id: int
    message_id: int
    data: str
    pressed_at: datetime


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What answerCallbackQuery said to whom."""

    query_id: str
    user_id: int
    text: str
    show_alert: bool
    url: str = ""


@dataclass(slots=True)
class State:
    """Chats, files, updates and answers of one bot."""

    clock: SandboxClock
    bot: Json
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    profile: Profile = field(default_factory=Profile)
    pace: Pace = field(default_factory=Pace)
    callbacks: dict[str, CallbackQuery] = field(default_factory=dict)
    callback_answers: list[CallbackAnswer] = field(default_factory=list)
    listeners: list[Callable[[Happening], None]] = field(default_factory=list)
    last_message_id: int = 0

    def announce(self, kind: str, chat_id: int, detail: Json | None = None) -> None:
        """Tell everybody who watches."""
        for listener in list(self.listeners):
            listener(Happening(kind, chat_id, detail or {}))

    def add_user(self, user: User) -> None:
        """Let a person exist; the bot may not write to them before they write."""
        self.chats[user.id] = Chat(user)

    def chat_of(self, params: Params) -> Chat:
        """Return the chat a call names.

        Raises:
            RefusedError: no such chat.
        """
        if not params.has("chat_id"):
            raise bad_request("chat_id is empty")
        chat = self.chats.get(params.integer("chat_id"))
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def open_chat_of(self, params: Params) -> Chat:
        """Return the chat a call wants to write to.

        Raises:
            RefusedError: no such chat, never started by the person, or the bot is blocked.
        """
        chat = self.chat_of(params)
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def add_message(self, chat: Chat, message: ChatMessage) -> ChatMessage:
        """Put a message at the end of its chat and tell who watches."""
        chat.messages.append(message)
        if message.from_bot:
            chat.action = None
        self.announce("message", chat.id, {"message_id": message.id})
        return message

    def new_message_id(self) -> int:
        """Return the next id; all private chats of a bot share one sequence."""
        self.last_message_id += 1
        return self.last_message_id
