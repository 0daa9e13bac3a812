"""What the scheduler asks of the floor above: run one update, send one message, word one push."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from loyalty.errors import RapportError
from loyalty.people.people import PersonId
from storage.chat.inbox import InboxItem
from storage.chat.payloads import Payload
from storage.store import Store

Now = Callable[[], datetime]
"""Returns the present, aware UTC; the sandbox turns it forward."""
Ticks = Callable[[], float]
"""Returns real seconds that only ever rise, such as ``time.monotonic``."""


class Trouble(StrEnum):
    """Why a message was not sent, as far as it decides what happens to it."""

    NEVER_SENT = "no connection"
    UNCERTAIN = "answer lost"
    SERVER = "server error"
    FLOOD = "too many requests"
    UNAUTHORIZED = "token refused"
    GONE = "person cannot be reached"
    MIGRATED = "chat moved"
    UNEDITABLE = "message cannot be changed"
    REFUSED = "message refused"
    BROKEN = "failed before it was sent"


class DeliveryError(RapportError):
    """Telegram did not take a message.

    Attributes:
        retry_after: how long to wait, with ``Trouble.FLOOD``.
        new_chat_id: where the chat went, with ``Trouble.MIGRATED``.
    """

    def __init__(
        self,
        trouble: Trouble,
        *,
        detail: str = "",
        retry_after: timedelta | None = None,
        new_chat_id: int | None = None,
    ) -> None:
        super().__init__(f"{trouble}: {detail}" if detail else str(trouble))
        self.trouble = trouble
        self.retry_after = retry_after
        self.new_chat_id = new_chat_id


class Messenger(Protocol):
    """Sends one message."""

    async def send(self, chat_id: int, payload: Payload, *, message_id: int | None) -> int | None:
        """Send a message, or change the one with ``message_id``; return its id where it has one.

        A change that changes nothing counts as done.

        Raises:
            DeliveryError: Telegram did not take it, or nobody knows.
        """
        ...


class PushRenderer(Protocol):
    """Words what is sent; works inside the transaction that claims the message, so data is fresh."""

    def render(
        self, store: Store, person_id: PersonId, template: str, params: dict[str, Any], /, *, now: datetime
    ) -> Payload | None:
        """Return the payload of a push; None when it is no longer wanted or the person lost access."""
        ...

    def repeat_note(self, store: Store, chat_id: int, /) -> str:
        """Return the short line (HTML) put under a message that may be a repeat."""
        ...


class Dispatcher(Protocol):
    """Runs the handlers of one update."""

    async def run(self, item: InboxItem) -> None:
        """Work on an update; its handlers mark it done in the transaction of their effects.

        Raises:
            Exception: whatever a handler raised.
        """
        ...

    def apologise(self, store: Store, item: InboxItem, /) -> None:
        """Queue one plain sentence to whoever sent an update that was set aside."""
        ...
