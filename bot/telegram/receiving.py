"""Receiving: fetches updates, keeps them in the inbox, and only then asks Telegram for the next ones."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.telegram.endpoints import endpoint_of
from loyalty.errors import RapportError
from scheduler.backoff import Backoff
from scheduler.protocols import Now
from storage.chat.inbox import ReceivedUpdate
from storage.database import Database
from storage.errors import StorageError

logger = logging.getLogger(__name__)

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
_BATCH = 100  # Bot API, getUpdates: at most 100
_POLL_S = 25
# Beyond the poll itself, for the way there and back.
_MARGIN_S = 10.0


class TokenRefusedError(RapportError):
    """Telegram does not know the token: it was revoked or mistyped."""

    def __init__(self) -> None:
        super().__init__("Telegram refuses the token; get the current one from @BotFather")


class Receiver:
    """The getUpdates loop of one bot."""

    def __init__(
        self,
        bot: Bot,
        database: Database,
        *,
        now: Now,
        received: Callable[[], None],
        poll_s: int = _POLL_S,
        waiting: Callable[[list[dict[str, Any]]], Awaitable[None]] | None = None,
        backoff: Backoff | None = None,
    ) -> None:
        """``received`` is called when updates are safe in the inbox, ``waiting`` when some are not yet."""
        self._bot = bot
        self._database = database
        self._now = now
        self._received = received
        self._waiting = waiting
        self._poll_s = poll_s
        self._backoff = backoff or Backoff(first_s=0.5, longest_s=30.0)
        self._offset: int | None = None
        self._stopped = asyncio.Event()

    def stop(self) -> None:
        """Let ``run`` return; a poll under way is given up, its updates come again at the next start."""
        self._stopped.set()

    async def run(self) -> None:
        """Receive until ``stop`` is called.

        Raises:
            TokenRefusedError: Telegram refuses the token.
        """
        stopped = asyncio.create_task(self._stopped.wait())
        try:
            await self._leave_webhook()
            while not self._stopped.is_set():
                poll = asyncio.create_task(self._receive_patiently())
                await asyncio.wait((poll, stopped), return_when=asyncio.FIRST_COMPLETED)
                if not poll.done():
                    await self._end(poll)
                    return
                poll.result()
        finally:
            stopped.cancel()

    async def receive(self) -> int:
        """Fetch one batch and keep it; return how many updates it held.

        Raises:
            TelegramError: nothing was fetched.
            StorageError: nothing was kept; the same updates come again.
        """
        batch = await self._fetch()
        if not batch:
            return 0
        updates = [received_update(raw) for raw in batch]
        try:
            await self._database.run(lambda store: store.inbox.store_batch(updates, now=self._now()))
        except StorageError:
            if self._waiting is not None:
                await self._waiting(batch)
            raise
        # From the batch, not from the table: ids may begin anew after a quiet week (Bot API, Update).
        self._offset = batch[-1]["update_id"] + 1
        self._received()
        return len(batch)

    async def _fetch(self) -> list[dict[str, Any]]:
        wanted = {
            "offset": self._offset,
            "limit": _BATCH,
            "timeout": self._poll_s,
            "allowed_updates": ALLOWED_UPDATES,
        }
        # The updates stay as they came.
        batch: list[dict[str, Any]] = await self._bot.do_api_request(
            endpoint_of("getUpdates"), api_kwargs=wanted, read_timeout=self._poll_s + _MARGIN_S
        )
        return batch

    async def _receive_patiently(self) -> None:
        try:
            await self.receive()
        except Conflict:
            await self._pause("another process receives with the same token")
        except RetryAfter as error:
            await self._pause(f"Telegram asks to wait ({error})")
        except TelegramError as error:
            if _is_refused_token(error):
                raise TokenRefusedError from error
            await self._pause(f"Telegram is not reached ({type(error).__name__})")
        except StorageError as error:
            await self._pause(f"updates wait at Telegram: {error}")
        else:
            self._backoff.succeeded()

    async def _pause(self, why: str) -> None:
        wait_s = self._backoff.failed()
        logger.warning("receiving rests for %.1f s: %s", wait_s, why)
        await asyncio.sleep(wait_s)

    async def _leave_webhook(self) -> None:
        """A webhook set earlier would make every poll a conflict."""
        try:
            await self._bot.delete_webhook()
        except TelegramError as error:
            logger.info("webhook not removed: %s", type(error).__name__)

    async def _end(self, poll: asyncio.Task[None]) -> None:
        poll.cancel()
        await asyncio.wait((poll,))


def received_update(raw: dict[str, Any]) -> ReceivedUpdate:
    """Return an update as it is kept: its JSON, and the chat in whose order it belongs."""
    text = json.dumps(raw, separators=(",", ":"))
    return ReceivedUpdate(raw["update_id"], _chat_of(raw), text)


def _chat_of(raw: dict[str, Any]) -> int | None:
    for name in ("message", "edited_message", "my_chat_member"):
        if name in raw:
            return _id_in(raw[name], "chat")
    query = raw.get("callback_query")
    if query is None:
        return None
    return _id_in(query.get("message") or {}, "chat") or _id_in(query, "from")


def _id_in(value: dict[str, Any], name: str) -> int | None:
    found = value.get(name)
    return found["id"] if found else None


def _is_refused_token(error: TelegramError) -> bool:
    # The bot's methods exist, so that "not found" too can only mean the token.
    return isinstance(error, InvalidToken) or isinstance(error.__cause__, InvalidToken)
