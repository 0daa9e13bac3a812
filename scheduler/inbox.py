"""The inbox runner: gives each update to its handlers, one at a time in a chat, chats side by side."""

import asyncio
import logging
from collections import deque
from collections.abc import Collection, Sequence

from scheduler.backoff import Backoff
from scheduler.protocols import Dispatcher, Now
from storage.chat.inbox import InboxItem
from storage.database import Database
from storage.errors import StorageError
from storage.store import Store

logger = logging.getLogger(__name__)

ATTEMPTS = 3
# Updates taken into memory at once; what is beyond waits in its table.
_IN_HAND = 400
_TAKEN_IN = 100
# A chat with so many in hand gets no more until they are done: one that floods us must not stop the others.
_CHAT_IN_HAND = 20
_AT_ONCE = 16
_LONGEST_REST_S = 5.0
_GRACE_S = 10.0

_Chat = tuple[str, int]


class InboxRunner:
    """Works through the inbox. An update counts as done only when a transaction marked it so."""

    def __init__(
        self,
        database: Database,
        dispatcher: Dispatcher,
        *,
        now: Now,
        retry_after_s: Sequence[float] = (1.0, 5.0),
        storage_retry: tuple[float, float] = (1.0, 30.0),
    ) -> None:
        self._database = database
        self._dispatcher = dispatcher
        self._now = now
        self._retry_after_s = retry_after_s
        self._storage_retry = storage_retry
        self._queues: dict[_Chat, deque[InboxItem]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_hand: set[int] = set()
        self._unmarked: set[int] = set()
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._woken = asyncio.Event()
        self._stopped = asyncio.Event()

    def wake(self) -> None:
        """Say that updates came in."""
        self._woken.set()

    def stop(self) -> None:
        """Begin no further update; ``run`` returns when those begun are done (10 s at most)."""
        self._stopped.set()
        self.wake()

    async def run(self) -> None:
        """Work until ``stop`` is called, beginning with what an earlier process left."""
        while not self._stopped.is_set():
            self._woken.clear()
            await self._take_in()
            await _until(self._woken, _LONGEST_REST_S)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_GRACE_S)
        for task in list(self._tasks):
            task.cancel()
        await self._take_in()

    async def work_off(self) -> None:
        """Work on everything that is ready now, to the end."""
        while True:
            was_idle = not self._tasks
            taken = await self._take_in()
            if was_idle and not taken:
                return
            if self._tasks and not taken:
                await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)

    async def _take_in(self) -> int:
        """Mark what no handler marked, and hand out what is ready; return how many updates."""
        worked_on, in_hand = frozenset(self._unmarked), frozenset(self._in_hand)
        full = [chat_id for (_, chat_id), queue in self._queues.items() if len(queue) >= _CHAT_IN_HAND]
        room = 0 if self._stopped.is_set() else max(0, min(_TAKEN_IN, _IN_HAND - len(in_hand)))

        def look(store: Store) -> tuple[list[int], list[InboxItem]]:
            left = store.inbox.unfinished(worked_on) if worked_on else []
            return left, store.inbox.ready(limit=room, without=in_hand, without_chats=full)

        try:
            left, items = await self._database.read(look)
            await self._mark_unmatched(left)
        except StorageError as error:
            logger.warning("the inbox waits: %s", error)
            return 0
        self._unmarked -= worked_on
        self._in_hand -= worked_on
        for item in items:
            self._hand_out(item)
        if len(items) == _TAKEN_IN:
            self.wake()
        return len(items)

    async def _mark_unmatched(self, update_ids: Collection[int]) -> None:
        """Handlers mark what they handle; what matched none is marked here, many at a time."""
        if not update_ids:
            return

        def work(store: Store) -> None:
            for update_id in update_ids:
                store.inbox.mark_done(update_id, now=self._now(), outcome="unmatched")

        await self._database.run(work)

    def _hand_out(self, item: InboxItem) -> None:
        self._in_hand.add(item.update_id)
        chat = ("chat", item.chat_id) if item.chat_id is not None else ("update", item.update_id)
        queue = self._queues.get(chat)
        if queue is not None:
            queue.append(item)
            return
        self._queues[chat] = deque([item])
        task = asyncio.create_task(self._work_on_chat(chat), name=f"inbox of {chat}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work_on_chat(self, chat: _Chat) -> None:
        queue = self._queues[chat]
        try:
            while queue and not self._stopped.is_set():
                item = queue.popleft()
                await self._work_on(item)
        finally:
            del self._queues[chat]
            self._in_hand.difference_update(item.update_id for item in queue)
            self.wake()

    async def _work_on(self, item: InboxItem) -> None:
        """Try an update until it is done or set aside; the chat waits meanwhile, so that its order holds."""
        first_s, longest_s = self._storage_retry
        storage_backoff = Backoff(first_s=first_s, longest_s=longest_s)
        while not self._stopped.is_set():
            try:
                async with self._places:
                    await self._dispatcher.run(item)
            except StorageError as error:
                # The database's trouble, not the update's: it is tried until the database works again.
                logger.warning("update %d waits: %s", item.update_id, error)
                wait_s = storage_backoff.failed()
            except Exception as error:
                logger.exception("update %d failed", item.update_id)
                wait_s = await self._count_failure(item, error)
            else:
                self._unmarked.add(item.update_id)
                return
            if wait_s < 0:
                break
            await _until(self._stopped, wait_s)
        self._in_hand.discard(item.update_id)

    async def _count_failure(self, item: InboxItem, error: Exception) -> float:
        """Write a failed attempt down; return the seconds to wait, or -1 when the update is over."""
        try:
            attempts = await self._database.run(
                lambda store: store.inbox.mark_failed(item.update_id, error=type(error).__name__)
            )
            if attempts is not None and attempts < ATTEMPTS:
                return self._retry_after_s[min(attempts, len(self._retry_after_s)) - 1]
            if attempts is not None:
                await self._set_aside(item)
        except StorageError as trouble:
            logger.warning("update %d waits: %s", item.update_id, trouble)
            return self._storage_retry[0]
        return -1.0

    async def _set_aside(self, item: InboxItem) -> None:
        logger.error("update %d is set aside after %d attempts", item.update_id, ATTEMPTS)

        def quarantine_and_apologise(store: Store) -> None:
            if store.inbox.quarantine(item.update_id, now=self._now()):
                self._dispatcher.apologise(store, item)

        def quarantine(store: Store) -> None:
            store.inbox.quarantine(item.update_id, now=self._now())

        try:
            await self._database.run(quarantine_and_apologise)
        except StorageError:
            raise
        except Exception:
            logger.exception("no apology for update %d", item.update_id)
            await self._database.run(quarantine)


async def _until(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
