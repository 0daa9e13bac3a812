"""What came in, read once from Telegram's update into a plain value."""

from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import (
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    Update,
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update as the handlers see it.

    Attributes:
        sent_at: when Telegram received the message; for a button, None.
        forwarded_from: the name shown as origin of a forwarded message, None when not forwarded.
        comment: the advisor's own words beside forwarded or replied-to text are the text itself.
        token: the pressed button's data, None for messages.
        query_id: the callback query to answer.
        language_code: the language of the person's Telegram, None when not told.
    """

    update_id: int
    user_id: int
    chat_id: int
    is_private: bool
    message_id: int | None = None
    sent_at: datetime | None = None
    text: str = ""
    reply_to: int | None = None
    forwarded_from: str | None = None
    token: str | None = None
    query_id: str | None = None
    language_code: str | None = None

    @property
    def argument(self) -> str:
        """Return what follows the command word, without surrounding spaces."""
        return self.text.partition(" ")[2].strip()


def incoming_of(update: Update) -> Incoming | None:
    """Read an update; None when it holds nothing that concerns a person (channel posts and the like)."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None:
        return None
    query = update.callback_query
    if query is not None:
        return Incoming(
            update_id=update.update_id,
            user_id=user.id,
            chat_id=chat.id,
            is_private=chat.type == chat.PRIVATE,
            message_id=query.message.message_id if query.message else None,
            token=query.data or "",
            query_id=query.id,
            language_code=user.language_code,
        )
    message = update.effective_message
    if message is None:
        return Incoming(update.update_id, user.id, chat.id, is_private=chat.type == chat.PRIVATE)
    return Incoming(
        update_id=update.update_id,
        user_id=user.id,
        chat_id=chat.id,
        is_private=chat.type == chat.PRIVATE,
        message_id=message.message_id,
        sent_at=message.date.astimezone(UTC),
        text=_whole(message.text or message.caption or ""),
        reply_to=message.reply_to_message.message_id if message.reply_to_message else None,
        forwarded_from=_origin_name(message),
        language_code=user.language_code,
    )


def _whole(text: str) -> str:
    # Half a surrogate pair can arrive escaped in JSON; no database and no cipher takes it.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _origin_name(message: Message) -> str | None:
    origin = message.forward_origin
    if isinstance(origin, MessageOriginUser):
        return origin.sender_user.full_name
    if isinstance(origin, MessageOriginHiddenUser):
        return origin.sender_user_name
    if isinstance(origin, MessageOriginChat):
        return origin.sender_chat.effective_name or ""
    if isinstance(origin, MessageOriginChannel):
        return origin.chat.effective_name or ""
    return None
