"""The sandbox's clock, turned forward in small steps so that everything due on the way happens."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta, tzinfo
from datetime import time as wall_time

# A jump would fold everything due into "while you were away": ticks must fire on the way.
LONGEST_STEP = timedelta(minutes=15)

EachStep = Callable[[datetime], Awaitable[None]]


class SandboxClock:
    """Aware UTC time that runs with real time from ``start``, or stands still when ``frozen``."""

    def __init__(self, start: datetime, *, frozen: bool = False) -> None:
        if start.tzinfo is None:
            raise ValueError("the sandbox clock needs an aware start")
        self._base = start.astimezone(UTC)
        self._frozen = frozen
        self._started = time.monotonic()
        self._turning = asyncio.Lock()

    def now(self) -> datetime:
        """Return the sandbox's present, aware UTC."""
        if self._frozen:
            return self._base
        return self._base + timedelta(seconds=time.monotonic() - self._started)

    def jump(self, by: timedelta) -> None:
        """Move at once without any step; ``by`` may be negative, as when a machine's clock is corrected."""
        self._base += by

    async def turn(self, by: timedelta, *, each_step: EachStep) -> None:
        """Move forward by ``by`` in steps of at most 15 minutes, awaiting ``each_step`` after each.

        Turns asked for at the same time run one after the other.

        Raises:
            ValueError: ``by`` is negative.
        """
        if by < timedelta(0):
            raise ValueError("the clock only turns forward; use jump to set it back")
        async with self._turning:
            left = by
            while left > timedelta(0):
                step = min(left, LONGEST_STEP)
                self._base += step
                left -= step
                await each_step(self.now())

    def next_local(self, at: wall_time, zone: tzinfo) -> datetime:
        """Return tomorrow's ``at`` in ``zone`` ("tomorrow 8:30"), aware UTC."""
        tomorrow = self.now().astimezone(zone).date() + timedelta(days=1)
        return datetime.combine(tomorrow, at, tzinfo=zone).astimezone(UTC)
