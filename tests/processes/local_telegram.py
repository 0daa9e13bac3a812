"""Telegram on this machine: the sandbox's Bot API over HTTP, and waiting for what happens in its chats."""

import asyncio
import contextlib
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from bot.sandbox.answers import Answer, Json
from bot.sandbox.api import BotApi
from bot.sandbox.chats import ChatMessage
from bot.sandbox.clock import SandboxClock
from bot.sandbox.controls import DemoPerson, ThingToTry
from bot.sandbox.params import Uploads
from bot.sandbox.server import sandbox_app, sandbox_server

TOKEN = "123456789:AAf4ke-T0ken_for-the-processes-0123456"
# Nothing happens here any more when the bot has died.
_LOOK_EVERY_S = 1.0

T = TypeVar("T")


class Telegram(BotApi):
    """The Bot API with real time, which tells who waits when something happened.

    ``repeats`` is the share of polls that bring an update once more that was confirmed long ago. ``alarm``
    raises when waiting has no more sense.
    """

    def __init__(self, *, repeats: float = 0.0, chance: random.Random | None = None) -> None:
        super().__init__(SandboxClock(datetime.now(UTC)), token=TOKEN)
        self.repeated = 0
        self.alarm: Callable[[], None] = lambda: None
        self._repeats = repeats
        self._chance = chance or random.Random(0)
        self._fetched: list[Json] = []
        self._happened = asyncio.Event()
        self.state.listeners.append(lambda _happening: self._tell())

    async def call(self, method: str, params: Mapping[str, Any], files: Uploads | None = None) -> Answer:
        """Answer a call and tell who waits."""
        answer = await super().call(method, params, files)
        if method.lower() == "getupdates" and answer.status == 200:
            self._repeat_one(answer.body["result"])
        self._tell()
        return answer

    async def until(self, found: Callable[[], T | None], *, within_s: float = 60) -> T:
        """Return what ``found`` finds, looking again whenever something happened here.

        Raises:
            TimeoutError: it found nothing in time.
        """
        async with asyncio.timeout(within_s):
            while not (value := found()):
                self.alarm()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._happened.wait(), _LOOK_EVERY_S)
        return value

    async def more_calls(self, count: int) -> None:
        """Wait until the bot has called so many times from now."""
        least = len(self.calls) + count
        await self.until(lambda: len(self.calls) >= least)

    def fetched(self) -> set[int]:
        """Return the ids of all updates the bot was given."""
        return {update["update_id"] for update in self._fetched}

    def calls_of(self, method: str) -> int:
        """Return how often the bot called a method."""
        return sum(1 for call in self.calls if call.method.lower() == method.lower())

    def _repeat_one(self, batch: list[Json]) -> None:
        if batch and self._fetched and self._chance.random() < self._repeats:
            self.repeated += 1
            batch.insert(0, self._chance.choice(self._fetched))
        self._fetched += batch

    def _tell(self) -> None:
        self._happened.set()
        self._happened = asyncio.Event()


class Phone:
    """Somebody with a Telegram account, who waits for what the bot says."""

    def __init__(self, telegram: Telegram, user_id: int, name: str) -> None:
        telegram.add_user(user_id, name)
        self._telegram = telegram
        self.id = user_id

    async def sends(self, text: str) -> int:
        """Send a message without waiting; return its id."""
        return await self._telegram.user_sends(self.id, text)

    async def asks(self, text: str, *, hears: str) -> ChatMessage:
        """Send a message and wait for a new one of the bot that says ``hears``."""
        return await self.hears(hears, after=await self.sends(text))

    async def hears(self, words: str, *, after: int = 0) -> ChatMessage:
        """Wait for a message of the bot that says ``words``, sent after the one with the id ``after``."""

        def found() -> ChatMessage | None:
            return next((each for each in self.heard if each.id > after and words in each.text), None)

        return await self._telegram.until(found)

    async def presses(self, message: ChatMessage, *labels: str, hears: str) -> ChatMessage:
        """Press the first button shown that says one of ``labels``; wait until its message says ``hears``."""
        shown = [each for row in message.labels for each in row]
        pressed = next(each for label in labels for each in shown if label in each)
        await self._telegram.user_presses(self.id, message.id, label=pressed)
        return await self._telegram.until(lambda: message if hears in message.text else None)

    @property
    def heard(self) -> Sequence[ChatMessage]:
        """All messages of the bot as they read now, oldest first."""
        return self._telegram.chat(self.id).from_bot


class Serving:
    """The Bot API of a test on a port of its own, from ``async with`` to its end."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._server = sandbox_server(sandbox_app(telegram, controls=_NobodyWatches()), port=0)
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> str:
        """Return the root of the Bot API."""
        self._task = asyncio.create_task(self._server.serve())
        while not self._server.started:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0)
        host, port = self._server.servers[0].sockets[0].getsockname()
        return f"http://{host}:{port}"

    async def __aexit__(self, *_error: object) -> None:
        # A newer poll ends the one that a killed bot left behind.
        await self._telegram.call("getUpdates", {})
        self._server.should_exit = True
        if self._task is not None:
            await self._task


class _NobodyWatches:
    def people(self) -> Sequence[DemoPerson]:
        return ()

    def things_to_try(self) -> Sequence[ThingToTry]:
        return ()

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def turn_clock(self, by: timedelta) -> None:
        raise AssertionError(f"nobody turns the clock by {by}")
