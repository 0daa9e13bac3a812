"""Telegram's pace: how fast messages come in, and the 429 above it when that is switched on."""

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.answers import too_many_requests


@dataclass(slots=True)
class Pace:
    """Counts messages by real time; refuses above the limits only when ``enforced``.

    Limits: Bot FAQ, "no more than one message per second" in a chat with short bursts allowed, and
    about 30 messages a second overall.
    """

    enforced: bool = False
    overall_per_s: int = 30
    chat_burst: int = 3
    now_s: Callable[[], float] = time.monotonic
    sent_s: list[float] = field(default_factory=list)
    _second: deque[float] = field(default_factory=deque)
    _chats: defaultdict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def count(self, chat_id: int) -> None:
        """Take one message to a chat.

        Raises:
            RefusedError: 429 with ``retry_after``, when enforced.
        """
        now = self.now_s()
        _forget(self._second, before=now - 1)
        in_chat = self._chats[chat_id]
        _forget(in_chat, before=now - self.chat_burst)
        if self.enforced and len(self._second) >= self.overall_per_s:
            raise too_many_requests(1)
        if self.enforced and len(in_chat) >= self.chat_burst:
            raise too_many_requests(max(1, math.ceil(in_chat[0] + self.chat_burst - now)))
        self._second.append(now)
        in_chat.append(now)
        self.sent_s.append(now)

    def busiest_second(self) -> int:
        """Return the largest number of messages in any one second so far."""
        busiest = 0
        window: deque[float] = deque()
        for moment in self.sent_s:
            _forget(window, before=moment - 1)
            window.append(moment)
            busiest = max(busiest, len(window))
        return busiest


def _forget(moments: deque[float], *, before: float) -> None:
    while moments and moments[0] <= before:
        moments.popleft()
