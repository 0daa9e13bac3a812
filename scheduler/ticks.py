"""The ticks: a handful of short rounds over due rows, started by APScheduler or by the sandbox's clock."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler import absences, briefs, cases, digests, housekeeping, overrides, planning, touchpoints
from scheduler.protocols import Now
from scheduler.scoring import score_when_due, tell_baseline
from storage.database import Database
from storage.store import Store

logger = logging.getLogger(__name__)

DoOne = Callable[[Store, datetime], bool]

_ROUND_EVERY_S = 10
_NIGHT_LOOKED_FOR_EVERY_S = 60
_TIDIED_EVERY_S = 3600
# The order is that of urgency: a step overdue by now needs no warning that it will be. Who is away, and who
# stands in, is settled before anybody is told anything; so are plans that a night without the bot left
# behind. A brief takes with it what would be a reminder of the same minute; what all this changed in it is
# told after.
_WORK = (
    absences.end_absence,
    absences.begin_absence,
    overrides.end_set_level,
    cases.end_pauses,
    cases.tell_leads,
    cases.offer_giving,
    cases.warn_late,
    cases.warn_at_half,
    planning.replan_stale,
    briefs.send_brief,
    touchpoints.remind,
    briefs.redraw_brief,
    digests.send_digest,
)


class Ticks:
    """Runs the work that time starts.

    A schedule is a row, never a job: a round claims what is due, one transaction each, until nothing is left.
    A row that fails ends its kind of work for this round only, and is logged.
    """

    def __init__(self, database: Database, *, now: Now, wake: Callable[[], None]) -> None:
        """``wake`` tells the sender that there is something to send."""
        self._database = database
        self._now = now
        self._wake = wake
        self._running = asyncio.Lock()
        # Late jobs are run, never dropped; nothing is kept in a job store (docs/decisions.md).
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def start(self) -> None:
        """Begin to tick; needs a running event loop."""
        self._scheduler.add_job(self.round, "interval", seconds=_ROUND_EVERY_S)
        self._scheduler.add_job(self.night, "interval", seconds=_NIGHT_LOOKED_FOR_EVERY_S)
        self._scheduler.add_job(self.tidy, "interval", seconds=_TIDIED_EVERY_S)
        self._scheduler.start()

    def stop(self) -> None:
        """Stop ticking; a round on its way ends by itself."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def all(self) -> None:
        """Do everything that is due now; the sandbox calls it at each step of its clock."""
        await self.round()
        await self.night()

    async def round(self) -> None:
        """Warn, tell and remind until nothing is due."""
        async with self._running:
            await self._work_off(*_WORK)
        self._wake()

    async def night(self) -> None:
        """Score all clients when the night has come."""
        try:
            scored = await asyncio.to_thread(score_when_due, self._database, self._now())
        except Exception:
            logger.exception("scoring the night failed; the figures of before stay")
            return
        if scored:
            logger.info("all clients scored")
            await self._work_off(planning.replan_stale)
        await self._work_off(tell_baseline)
        self._wake()

    async def tidy(self) -> None:
        """Delete what is past its time."""
        await self._work_off(housekeeping.tidy)

    async def _work_off(self, *works: DoOne) -> None:
        left = deque(works)

        def next_due(store: Store) -> None:
            # A transaction passes over what has nothing due and ends with the first that did something: a
            # round in which nothing is due, as most are, costs one transaction.
            while left and not left[0](store, self._now()):
                left.popleft()

        while left:
            try:
                await self._database.run(next_due)
            except Exception:
                # The next round tries again; the others go on meanwhile.
                logger.exception("%s failed", left.popleft().__name__ if left else "a round")
