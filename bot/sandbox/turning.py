"""Turning the clock for the chat page: one turn at a time, its progress told as it goes."""

import asyncio
import logging
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.sandbox.answers import Json
from bot.sandbox.controls import SandboxControls
from bot.sandbox.events import EventStream, milliseconds

logger = logging.getLogger(__name__)

_TOLD_EVERY_S = 0.2
MORNING = time(8, 30)
FURTHEST = timedelta(days=31)


class ClockTurner:
    """Runs a turn of the clock beside the requests and tells all pages how far it is."""

    def __init__(self, controls: SandboxControls, events: EventStream) -> None:
        self._controls = controls
        self._events = events
        self._turn: asyncio.Task[None] | None = None
        self._span: tuple[datetime, datetime] | None = None

    @property
    def is_turning(self) -> bool:
        """Whether a turn is under way."""
        return self._turn is not None and not self._turn.done()

    def start(self, by: timedelta) -> None:
        """Begin a turn; what is asked for while one runs is passed over."""
        if self.is_turning or not timedelta(0) < by <= FURTHEST:
            return
        begun = self._controls.now()
        self._span = (begun, begun + by)
        self._turn = asyncio.create_task(self._run(by))

    def until_morning(self, zone: str) -> timedelta:
        """Return how far it is to tomorrow 8:30 in a zone."""
        local = self._controls.now().astimezone(ZoneInfo(zone))
        morning = datetime.combine(local.date() + timedelta(days=1), MORNING, tzinfo=local.tzinfo)
        return morning.astimezone(ZoneInfo("UTC")) - local.astimezone(ZoneInfo("UTC"))

    def view(self) -> Json:
        """Return the clock as the page shows it."""
        view: Json = {"kind": "clock", "now": milliseconds(self._controls.now()), "turning": self.is_turning}
        if self._span and self.is_turning:
            view |= {"from": milliseconds(self._span[0]), "until": milliseconds(self._span[1])}
        return view

    async def _run(self, by: timedelta) -> None:
        turning = asyncio.create_task(self._controls.turn_clock(by))
        while not turning.done():
            self._events.tell(self.view())
            await asyncio.wait({turning}, timeout=_TOLD_EVERY_S)
        if error := turning.exception():
            logger.error("the clock stopped while turning", exc_info=error)
        self._events.tell(self.view() | {"turning": False, "failed": error is not None})
