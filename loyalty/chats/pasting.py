"""Decides whether a text is a pasted conversation."""

from loyalty.chats.emails import email
from loyalty.chats.messengers import messages
from loyalty.chats.values import PastedChat

# Telegram cuts at 4,096; several messages pasted as one are still far below this.
_READ_CHARS, _READ_LINES = 20_000, 1_000


def pasted_chat(text: str) -> PastedChat | None:
    """Return the conversation a text was pasted from; None for a note in the advisor's own words.

    Careful on purpose: a chat taken for a note only loses who said what, a note taken for a chat
    loses the mood of what the advisor wrote.
    """
    lines = text[:_READ_CHARS].splitlines()[:_READ_LINES]
    return email(lines) or messages(lines)
