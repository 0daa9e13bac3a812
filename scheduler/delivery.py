"""The sender: claims what is due in the outbox, sends it at Telegram's pace, settles what became of it."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from loyalty.duties import Duty
from scheduler.backoff import Backoff
from scheduler.letters import Letter, claim_letters
from scheduler.outcomes import Outcome, settle_all, settle_uncertain
from scheduler.pace import Pacer
from scheduler.pictures import drawn
from scheduler.protocols import DeliveryError, Messenger, Now, PushRenderer, Ticks, Trouble
from scheduler.setbacks import set_back
from storage.chat.outbox import Lane
from storage.database import Database
from storage.errors import StorageError
from storage.setbacks import RowFailedError
from storage.store import Store

logger = logging.getLogger(__name__)

# Looks for what became due this often even when nobody wakes it.
_LONGEST_REST_S = 1.0
_RECOVERY_EVERY_S = 60.0
_GRACE_S = 10.0
# So many answers in a row that the server failed, and it gets a rest too.
_SERVER_TROUBLES = 3


class Sender:
    """Sends the outbox. A firm runs one sender.

    A round is one transaction: it writes down what became of the messages before and claims the next. A chat
    gets its next message when the outcome of the last one is known.
    """

    def __init__(
        self,
        database: Database,
        messenger: Messenger,
        renderer: PushRenderer,
        *,
        now: Now,
        pacer: Pacer | None = None,
        ticks: Ticks = time.monotonic,
        in_flight: int = 24,
    ) -> None:
        self._database = database
        self._messenger = messenger
        self._renderer = renderer
        self._now = now
        self._pacer = pacer or Pacer()
        self._ticks = ticks
        self._in_flight = in_flight
        self._sending: dict[asyncio.Task[None], int] = {}
        self._outcomes: list[Outcome] = []
        self._woken = asyncio.Event()
        self._stopping = False
        self._backoff = Backoff(first_s=0.5, longest_s=60.0)
        self._held_until = 0.0
        self._server_troubles = 0

    def wake(self) -> None:
        """Say that something new may be due."""
        self._woken.set()

    def stop(self) -> None:
        """Claim nothing more; ``run`` returns when the messages on their way are settled."""
        self._stopping = True
        self.wake()

    async def run(self) -> None:
        """Send until ``stop`` is called, then let what is on its way arrive (10 s at most)."""
        await self._surviving(lambda: self.recover(only_expired=False))
        recovery_at = self._ticks() + _RECOVERY_EVERY_S
        while not self._stopping:
            self._woken.clear()
            if self._ticks() >= recovery_at:
                recovery_at = self._ticks() + _RECOVERY_EVERY_S
                await self._surviving(lambda: self.recover(only_expired=True))
            await self._rest(await self._surviving(self._round))
        if self._sending:
            await asyncio.wait(self._sending, timeout=_GRACE_S)
        for task in list(self._sending):
            task.cancel()
        await self._surviving(self._round)

    async def recover(self, *, only_expired: bool) -> float:
        """Settle what was left on its way: all of it while no other process sends, else what is overdue."""

        def work(store: Store) -> int:
            orphans = store.deliveries.orphans(now=self._now(), only_expired=only_expired)
            for orphan in orphans:
                settle_uncertain(store, orphan, now=self._now())
            return len(orphans)

        found = await self._database.run(work)
        if found:
            logger.warning("%d messages were left on their way", found)
        return 0.0

    async def send_ready(self) -> int:
        """Send what may leave now and settle it; return how many messages were tried."""
        await self._round()
        tried = len(self._sending)
        await asyncio.gather(*self._sending)
        await self._write(places=0)
        return tried

    async def _round(self) -> float:
        """Do one round; return the seconds to rest."""
        at = self._ticks()
        places = min(self._in_flight - len(self._sending), self._pacer.budget(at))
        if self._stopping:
            places = 0
        if places <= 0 and not self._outcomes:
            return self._pacer.wait(at, longest=_LONGEST_REST_S)
        letters = None
        while letters is None:
            try:
                letters = await self._write(places)
            except RowFailedError as error:
                await self._set_aside(error)
        for letter in letters:
            self._start(letter)
        return 0.0 if letters else self._pacer.wait(at, longest=_LONGEST_REST_S)

    async def _write(self, places: int) -> list[Letter]:
        at, outcomes, renderer = self._ticks(), list(self._outcomes), self._renderer
        may_push = self._pacer.may_push(at)
        closed = {lane: self._pacer.closed_chats(lane, at).union(self._sending.values()) for lane in Lane}

        def work(store: Store) -> list[Letter]:
            now = self._now()
            settle_all(store, outcomes, now=now)
            letters: list[Letter] = []
            if places > 0:
                shut = closed[Lane.INTERACTIVE]
                letters += claim_letters(
                    store, renderer, Lane.INTERACTIVE, now=now, limit=places, closed=shut
                )
            if may_push and len(letters) < places:
                shut = closed[Lane.PUSH].union(letter.delivery.chat_id for letter in letters)
                letters += claim_letters(store, renderer, Lane.PUSH, now=now, limit=1, closed=shut)
            return letters

        letters = await self._database.run(work)
        del self._outcomes[: len(outcomes)]
        return letters

    async def _set_aside(self, error: RowFailedError) -> None:
        """Let a message wait that cannot be worded or settled; the others go on."""
        logger.error("message %s failed", error.row_id, exc_info=error.__cause__)
        tried = [each for each in self._outcomes if each.delivery.id == error.row_id]

        def work(store: Store) -> None:
            for outcome in tried:
                store.deliveries.put_back(outcome.delivery.id)
            set_back(store, Duty.MESSAGES, error.row_id, now=self._now())

        await self._database.run(work)
        self._outcomes = [each for each in self._outcomes if each not in tried]

    def _start(self, letter: Letter) -> None:
        delivery = letter.delivery
        self._pacer.take(delivery.chat_id, delivery.lane, self._ticks())
        task = asyncio.create_task(self._send(letter), name=f"message {delivery.id}")
        self._sending[task] = delivery.chat_id
        task.add_done_callback(self._arrived)

    def _arrived(self, task: asyncio.Task[None]) -> None:
        del self._sending[task]
        self.wake()

    async def _send(self, letter: Letter) -> None:
        delivery = letter.delivery
        try:
            # A change keeps the picture that is there.
            payload = letter.payload if delivery.message_id else await drawn(letter.payload)
            message_id = await self._messenger.send(delivery.chat_id, payload, message_id=delivery.message_id)
        except DeliveryError as error:
            outcome = Outcome(delivery, error=error)
        except Exception:
            logger.exception("message %s failed", delivery.id)
            outcome = Outcome(delivery, error=DeliveryError(Trouble.BROKEN))
        else:
            outcome = Outcome(delivery, message_id=message_id)
        self._adapt(outcome)
        self._outcomes.append(outcome)

    def _adapt(self, outcome: Outcome) -> None:
        """Go slower after trouble that is not the message's own."""
        at, error = self._ticks(), outcome.error
        trouble = error.trouble if error else None
        self._server_troubles = self._server_troubles + 1 if trouble is Trouble.SERVER else 0
        if error is not None and error.retry_after is not None:
            self._pacer.hold_chat(outcome.delivery.chat_id, error.retry_after.total_seconds(), at)
        down = trouble in (Trouble.NEVER_SENT, Trouble.UNAUTHORIZED)
        if down or self._server_troubles >= _SERVER_TROUBLES:
            self._hold(at, str(trouble))
        elif trouble is not Trouble.SERVER:
            self._backoff.succeeded()

    def _hold(self, at: float, why: str) -> None:
        if at < self._held_until:
            # What was on its way together fails together: that is one failure, not many.
            return
        wait_s = self._backoff.failed()
        self._held_until = at + wait_s
        self._pacer.hold(wait_s, at)
        logger.warning("sending rests for %.1f s: %s", wait_s, why)

    async def _surviving(self, step: Callable[[], Awaitable[float]]) -> float:
        try:
            return await step()
        except StorageError as error:
            logger.warning("the outbox waits: %s", error)
        except Exception:
            logger.exception("a round of the sender failed")
        return _LONGEST_REST_S

    async def _rest(self, seconds: float) -> None:
        if seconds <= 0 or self._woken.is_set():
            return
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return
