"""Faults to switch on: refusals, broken proxies, lost connections and lost answers."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from bot.sandbox.answers import Answer, AnswerLostError, Json, NotDeliveredError, refusal
from bot.sandbox.params import Params

BAD_GATEWAY_HTML = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
_PHRASES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


class FaultKind(StrEnum):
    """When in the life of a call the fault strikes."""

    ANSWERED = "answered"
    NOT_DELIVERED = "not delivered"
    TIMED_OUT_AFTER = "delivered, then timed out"
    RESET_AFTER = "delivered, then reset"
    SLOW = "slow"


@dataclass(slots=True)
class Fault:
    """One fault for the next ``times`` calls that match; ``None`` times lasts until cleared."""

    kind: FaultKind
    method: str | None = None
    chat_id: int | None = None
    times: int | None = 1
    answer: Answer | None = None
    after_s: float = 0.0

    def hits(self, method: str, params: Params) -> bool:
        """Whether the fault strikes this call; polling is only struck when named."""
        if self.times == 0:
            return False
        if self.method is None and method.lower() == "getupdates":
            return False
        if self.method is not None and self.method.lower() != method.lower():
            return False
        return self.chat_id is None or self.chat_id == params.integer("chat_id")


@dataclass(slots=True)
class Faults:
    """The faults waiting to strike, in order; ``down`` cuts every connection, polling too."""

    queue: list[Fault] = field(default_factory=list)
    down: bool = False

    def add(self, fault: Fault) -> Fault:
        """Queue a fault."""
        self.queue.append(fault)
        return fault

    def answer(
        self,
        status: int,
        description: str = "",
        *,
        method: str | None = None,
        chat_id: int | None = None,
        times: int | None = 1,
        retry_after_s: int | None = None,
        migrate_to: int | None = None,
        raw: bytes | None = None,
    ) -> Fault:
        """Answer the next calls with an error, without any effect; ``raw`` is a body that is no JSON."""
        parameters: Json = {}
        if retry_after_s is not None:
            parameters["retry_after"] = retry_after_s
            description = description or f"Too Many Requests: retry after {retry_after_s}"
        if migrate_to is not None:
            parameters["migrate_to_chat_id"] = migrate_to
            description = description or "Bad Request: group chat was upgraded to a supergroup chat"
        body = refusal(status, description or _PHRASES.get(status, "Error"), parameters).body
        given = Answer(status, body, raw)
        return self.add(Fault(FaultKind.ANSWERED, method, chat_id, times, given))

    def bad_gateway(self, *, method: str | None = None, times: int | None = 1) -> Fault:
        """Answer the next calls with a proxy's 502 page instead of JSON."""
        return self.answer(502, method=method, times=times, raw=BAD_GATEWAY_HTML)

    def refuse_connection(
        self, *, method: str | None = None, chat_id: int | None = None, times: int | None = 1
    ) -> Fault:
        """Let the next calls fail before they reach Telegram."""
        return self.add(Fault(FaultKind.NOT_DELIVERED, method, chat_id, times))

    def lose_answer(
        self,
        *,
        method: str | None = None,
        chat_id: int | None = None,
        times: int | None = 1,
        reset: bool = False,
    ) -> Fault:
        """Let the next calls take effect but lose their answer, by read timeout or by ``reset``."""
        kind = FaultKind.RESET_AFTER if reset else FaultKind.TIMED_OUT_AFTER
        return self.add(Fault(kind, method, chat_id, times))

    def slow_down(self, after_s: float, *, method: str | None = None, times: int | None = 1) -> Fault:
        """Delay the next calls by real seconds before they take effect."""
        return self.add(Fault(FaultKind.SLOW, method, None, times, after_s=after_s))

    def clear(self) -> None:
        """Switch everything off."""
        self.queue.clear()
        self.down = False

    def take(self, method: str, params: Params) -> Fault | None:
        """Return the fault that strikes this call and use it up."""
        if self.down:
            return Fault(FaultKind.NOT_DELIVERED)
        for fault in self.queue:
            if fault.hits(method, params):
                if fault.times is not None:
                    fault.times -= 1
                self.queue = [left for left in self.queue if left.times != 0]
                return fault
        return None


async def struck(fault: Fault, deliver: Callable[[], Answer]) -> Answer:
    """Carry out one call under a fault.

    Raises:
        NotDeliveredError: the call never arrived.
        AnswerLostError: it took effect, its answer is lost.
    """
    if fault.kind is FaultKind.NOT_DELIVERED:
        raise NotDeliveredError("connection refused")
    if fault.kind is FaultKind.ANSWERED and fault.answer is not None:
        return fault.answer
    await asyncio.sleep(fault.after_s)
    answer = deliver()
    if fault.kind is FaultKind.SLOW:
        return answer
    raise AnswerLostError(timed_out=fault.kind is FaultKind.TIMED_OUT_AFTER)
