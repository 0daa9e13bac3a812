"""The people, the chats and the messages the sandbox remembers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.answers import Json
from bot.sandbox.entities import FormattedText
from bot.sandbox.keyboards import Button, Keyboard


@dataclass(frozen=True, slots=True)
class User:
    """A person with an account, as the Bot API shows them."""

    id: int
    first_name: str
    last_name: str = ""
    username: str | None = None
    language_code: str = "en"

    def payload(self) -> Json:
        """Return the User of the Bot API."""
        fields: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        optional = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return fields | {name: value for name, value in optional.items() if value}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file at "Telegram"; ``width`` and ``height`` in pixels for photos."""

    file_id: str
    unique_id: str
    path: str
    name: str
    content: bytes
    mime_type: str
    width: int = 0
    height: int = 0


@dataclass(slots=True)
class ChatMessage:
    """One message of a chat, as it stands now; a deleted one stays here for asserts."""

    id: int
    chat_id: int
    from_bot: bool
    date: datetime
    formatted: FormattedText = field(default_factory=FormattedText)
    keyboard: Keyboard = ()
    photo: StoredFile | None = None
    document: StoredFile | None = None
    reply_to: int | None = None
    forward_from: str | None = None
    edited_at: datetime | None = None
    deleted: bool = False
    pinned: bool = False
    silent: bool = False
    protected: bool = False

    @property
    def text(self) -> str:
        """The plain text, or the caption of a photo or document."""
        return self.formatted.text

    @property
    def html(self) -> str:
        """The text as Telegram HTML."""
        return self.formatted.html

    @property
    def buttons(self) -> list[list[Button]]:
        """The inline keyboard, row by row."""
        return [list(row) for row in self.keyboard]

    @property
    def labels(self) -> list[list[str]]:
        """The visible words of the inline keyboard, row by row."""
        return [[button.text for button in row] for row in self.keyboard]

    @property
    def has_media(self) -> bool:
        """Whether the text is a caption."""
        return self.photo is not None or self.document is not None

    def button(self, label: str) -> Button:
        """Return the button with this visible label.

        Raises:
            LookupError: the message has no such button.
        """
        for row in self.keyboard:
            for button in row:
                if button.text == label:
                    return button
        raise LookupError(f"no button {label!r} on message {self.id}, only {self.labels}")


@dataclass(slots=True)
class Chat:
    """A private chat of one person with the bot."""

    user: User
    messages: list[ChatMessage] = field(default_factory=list)
    started: bool = False
    blocked: bool = False
    action: str | None = None

    @property
    def id(self) -> int:
        """The chat's id, which is the person's."""
        return self.user.id

    @property
    def visible(self) -> Sequence[ChatMessage]:
        """The messages that are not deleted, oldest first."""
        return [message for message in self.messages if not message.deleted]

    @property
    def last(self) -> ChatMessage:
        """The newest visible message.

        Raises:
            LookupError: nothing was written yet.
        """
        for message in reversed(self.messages):
            if not message.deleted:
                return message
        raise LookupError(f"chat {self.id} is empty")

    @property
    def from_bot(self) -> Sequence[ChatMessage]:
        """What the bot wrote and did not delete, oldest first."""
        return [message for message in self.messages if message.from_bot and not message.deleted]

    def find(self, message_id: int) -> ChatMessage | None:
        """Return the visible message with this id."""
        for message in reversed(self.messages):
            if message.id == message_id:
                return None if message.deleted else message
        return None

    def payload(self) -> Json:
        """Return the Chat of the Bot API."""
        fields: Json = {"id": self.id, "type": "private", "first_name": self.user.first_name}
        optional = {"last_name": self.user.last_name, "username": self.user.username}
        return fields | {name: value for name, value in optional.items() if value}
