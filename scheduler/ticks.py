"""The ticks: a handful of short rounds over due rows, started by APScheduler or by the sandbox's clock."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Collection
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from loyalty.duties import Duty
from scheduler import absences, briefs, cases, digests, housekeeping, overrides, planning, touchpoints
from scheduler.protocols import Now
from scheduler.scoring import score_set_back, score_when_due, tell_baseline
from scheduler.setbacks import set_back
from storage.database import Database
from storage.errors import StorageError
from storage.setbacks import WHOLE, RowFailedError
from storage.store import Store

logger = logging.getLogger(__name__)

DoOne = Callable[[Store, datetime, Collection[str]], bool]
"""Does one row that is due, none of those that wait after a failure; False when there is none."""

_Work = tuple[Duty, DoOne]

_ROUND_EVERY_S = 10
_NIGHT_LOOKED_FOR_EVERY_S = 60
_TIDIED_EVERY_S = 3600
# The order is that of urgency: a step overdue by now needs no warning that it will be. Who is away, and who
# stands in, is settled before anybody is told anything; so are plans that a night without the bot left
# behind. A brief takes with it what would be a reminder of the same minute; what all this changed in it is
# told after.
_WORK: tuple[_Work, ...] = (
    (Duty.ABSENCES_ENDED, absences.end_absence),
    (Duty.ABSENCES_BEGUN, absences.begin_absence),
    (Duty.LEVELS_ENDED, overrides.end_set_level),
    (Duty.PAUSES_ENDED, cases.end_pauses),
    (Duty.SCORES, score_set_back),
    (Duty.STEPS_OVERDUE, cases.tell_leads),
    (Duty.GIVING_OFFERED, cases.offer_giving),
    (Duty.STEPS_LATE, cases.warn_late),
    (Duty.STEPS_AT_HALF, cases.warn_at_half),
    (Duty.PLANS, planning.replan_stale),
    (Duty.BRIEFS, briefs.send_brief),
    (Duty.REMINDERS, touchpoints.remind),
    (Duty.LISTS, briefs.redraw_brief),
    (Duty.DIGESTS, digests.send_digest),
)
_PLANS: _Work = (Duty.PLANS, planning.replan_stale)
_FIRST_LEVELS: _Work = (Duty.FIRST_LEVELS, tell_baseline)


class Ticks:
    """Runs the work that time starts.

    A schedule is a row, never a job: a round claims what is due, one transaction each, until nothing is left.
    A row that fails is logged and waits, longer each time, while the others of its kind have their turn.
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
            await self._work_off(_PLANS)
        await self._work_off(_FIRST_LEVELS)
        self._wake()

    async def tidy(self) -> None:
        """Delete what is past its time."""
        for name, tidying in housekeeping.TIDYINGS.items():
            await self._tidy(name, tidying)

    async def _tidy(self, name: str, tidying: housekeeping.Tidying) -> None:
        try:
            await self._database.run(lambda store: tidying(store, self._now()))
        except StorageError as error:
            logger.warning("%s are not tidied: %s", name, error)
        except Exception:
            logger.exception("%s are not tidied", name)
            await self._set_back(Duty.TIDYING, name)

    async def _work_off(self, *works: _Work) -> None:
        left = deque(works)
        failed: set[tuple[Duty, str]] = set()

        def next_due(store: Store) -> None:
            # A transaction passes over what has nothing due and ends with the first that did something: a
            # round in which nothing is due, as most are, costs one transaction.
            now = self._now()
            waiting = store.setbacks.waiting(now)
            while left:
                duty, do_one = left[0]
                if do_one(store, now, waiting.get(duty, frozenset())):
                    return
                left.popleft()

        while left:
            try:
                await self._database.run(next_due)
            except StorageError as error:
                # Nobody's fault; the next round tries again, and the others go on meanwhile.
                if not left:
                    return
                logger.warning("%s wait: %s", left.popleft()[0], error)
            except Exception as error:
                duty, _ = left[0]
                row_id = error.row_id if isinstance(error, RowFailedError) else WHOLE
                logger.exception("%s failed for %s", duty, row_id or "all")
                # A row that is not set back would fail at once again.
                if not await self._set_back(duty, row_id) or (duty, row_id) in failed or not row_id:
                    left.popleft()
                failed.add((duty, row_id))

    async def _set_back(self, duty: Duty, row_id: str) -> bool:
        """Let a row wait that failed; False when that cannot be written down."""
        try:
            await self._database.run(lambda store: set_back(store, duty, row_id, now=self._now()))
        except Exception:
            logger.exception("no note of what failed")
            return False
        return True
