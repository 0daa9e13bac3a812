"""A pasted conversation as values."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChatLine:
    """One message of a pasted chat.

    Attributes:
        speaker: as written; empty when an e-mail quotes nobody in particular.
        at: date and time as written, None when there is none; too varied and too zoneless to parse.
        text: may have several lines, is never empty.
    """

    speaker: str
    at: str | None
    text: str


@dataclass(frozen=True, slots=True)
class PastedChat:
    """The messages in the order they were pasted; an e-mail has its headers taken off.

    Attributes:
        opening: what stands above the first message of an e-mail: an answer whose writer is not named, or a
            word of the advisor's own.
    """

    lines: tuple[ChatLine, ...]
    is_email: bool = False
    opening: str = ""


def speakers(chat: PastedChat) -> tuple[str, ...]:
    """Return who speaks, in order of first appearance."""
    return tuple(dict.fromkeys(line.speaker for line in chat.lines if line.speaker))


def client_lines(chat: PastedChat, is_client: Callable[[str], bool]) -> str:
    """Return what the client wrote, one message a line; ``is_client`` is asked once a speaker."""
    clients = {speaker for speaker in speakers(chat) if is_client(speaker)}
    return "\n".join(line.text for line in chat.lines if line.speaker in clients)
