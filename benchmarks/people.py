"""People at the sandbox's Bot API who wait for each answer, and how long they waited."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.sandbox.api import BotApi
from bot.sandbox.state import Happening

_LONGEST_WAIT_S = 30.0


@dataclass
class Caller:
    """One person, who says one thing at a time; ``waited_ms`` holds each wait by its kind."""

    api: BotApi
    id: int
    waited_ms: dict[str, list[float]] = field(default_factory=dict)
    _heard: asyncio.Future[int] | None = None

    def __post_init__(self) -> None:
        self.api.add_user(self.id, f"Person {self.id}")
        self.api.state.listeners.append(self._listen)

    async def says(self, kind: str, text: str) -> int:
        """Send a message; return the id of the answer."""
        return await self._timed(kind, lambda: self.api.user_sends(self.id, text))

    async def presses(self, kind: str, message_id: int, label: str) -> int:
        """Press the button that says ``label``; return the id of the message it changed."""
        labels = [each for row in self.api.message(self.id, message_id).labels for each in row]
        found = next((each for each in labels if label in each), labels[0])
        return await self._timed(kind, lambda: self.api.user_presses(self.id, message_id, label=found))

    async def _timed(self, kind: str, act: Callable[[], Awaitable[object]]) -> int:
        began = time.perf_counter()
        await act()
        # What the person does is announced too: the wait begins after that.
        self._heard = asyncio.get_running_loop().create_future()
        async with asyncio.timeout(_LONGEST_WAIT_S):
            heard = await self._heard
        self.waited_ms.setdefault(kind, []).append(1000 * (time.perf_counter() - began))
        return heard

    def _listen(self, happening: Happening) -> None:
        is_mine = happening.chat_id == self.id and happening.kind in ("message", "edited")
        if is_mine and self._heard is not None and not self._heard.done():
            self._heard.set_result(happening.detail["message_id"])
