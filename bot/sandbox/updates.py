"""The queue of updates: ids, confirmation by offset, long polling, and what a webhook was set to."""

import asyncio
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.answers import Json, RefusedError, bad_request
from bot.sandbox.params import Params

MOST_PER_POLL = 100
LONGEST_POLL_S = 50


@dataclass(frozen=True, slots=True)
class Webhook:
    """What setWebhook was given last."""

    url: str
    secret_token: str = ""
    max_connections: int = 40


@dataclass(slots=True)
class UpdateQueue:
    """Updates not yet confirmed, oldest first; ``next_id`` may be set to let ids start anew."""

    next_id: int = 500_000_001
    waiting: deque[Json] = field(default_factory=deque)
    allowed: frozenset[str] = frozenset()
    webhook: Webhook | None = None
    set_webhook_at: datetime | None = None
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _poll: int = 0

    def put(self, kind: str, content: Json) -> int | None:
        """Queue an update and return its id; ``None`` when the bot does not want this kind."""
        if self.allowed and kind not in self.allowed:
            return None
        update_id = self.next_id
        self.next_id += 1
        self.waiting.append({"update_id": update_id, kind: content})
        self._arrived.set()
        return update_id

    def repeat(self, update: Json) -> None:
        """Queue the very same update once more, as after a lost confirmation."""
        self.waiting.append(update)
        self._arrived.set()

    def want(self, kinds: Iterable[str] | None) -> None:
        """Remember allowed_updates; ``None`` keeps what was set, empty means all."""
        if kinds is not None:
            self.allowed = frozenset(kinds)

    async def poll(self, params: Params) -> list[Json]:
        """Answer getUpdates: confirm below the offset, wait up to ``timeout`` real seconds.

        Raises:
            RefusedError: 409 when a webhook is set or a newer poll took over.
        """
        if self.webhook:
            raise RefusedError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        self._poll += 1
        mine = self._poll
        self._arrived.set()
        self.want(params.structure("allowed_updates"))
        self._confirm(params.integer("offset"))
        limit = min(max(params.integer("limit", MOST_PER_POLL), 1), MOST_PER_POLL)
        await self._wait(min(max(params.integer("timeout"), 0), LONGEST_POLL_S), mine)
        if mine != self._poll:
            raise RefusedError(
                409,
                "Conflict: terminated by other getUpdates request; "
                "make sure that only one bot instance is running",
            )
        return list(self.waiting)[:limit]

    def set_webhook(self, params: Params, now: datetime) -> None:
        """Answer setWebhook; an empty url removes the webhook.

        Raises:
            RefusedError: the url is not HTTPS.
        """
        url = params.text("url")
        if url and not url.startswith("https://"):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        self.want(params.structure("allowed_updates"))
        if params.flag("drop_pending_updates"):
            self.waiting.clear()
        connections = params.integer("max_connections", 40)
        self.webhook = Webhook(url, params.text("secret_token"), connections) if url else None
        self.set_webhook_at = now
        self._arrived.set()

    def webhook_info(self) -> Json:
        """Answer getWebhookInfo."""
        info: Json = {
            "url": self.webhook.url if self.webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self.waiting),
        }
        if self.webhook:
            info["max_connections"] = self.webhook.max_connections
        if self.allowed:
            info["allowed_updates"] = sorted(self.allowed)
        return info

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.waiting = deque(list(self.waiting)[offset:])
        elif offset > 0:
            self.waiting = deque(update for update in self.waiting if update["update_id"] >= offset)

    async def _wait(self, timeout_s: float, mine: int) -> None:
        try:
            async with asyncio.timeout(timeout_s):
                while not self.waiting and mine == self._poll:
                    self._arrived.clear()
                    await self._arrived.wait()
        except TimeoutError:
            return
