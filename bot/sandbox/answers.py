"""What a Bot API call comes back with: an answer, a refusal in Telegram's words, or nothing at all."""

import json
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer; ``raw`` replaces the JSON body when a proxy in between speaks (502 HTML)."""

    status: int
    body: Json
    raw: bytes | None = None

    @property
    def content(self) -> bytes:
        """The bytes on the wire."""
        return self.raw if self.raw is not None else json.dumps(self.body).encode()


class RefusedError(Exception):
    """Telegram refuses the call: ``status`` and ``description`` are those of the Bot API."""

    def __init__(self, status: int, description: str, parameters: Json | None = None, /) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def answer(self) -> Answer:
        """Return the refusal as the Bot API words it."""
        return refusal(self.status, self.description, self.parameters)


class NotDeliveredError(Exception):
    """No connection came about: Telegram never saw the call."""


class AnswerLostError(Exception):
    """The call had its effect, but its answer never arrived: by timeout, or by reset of the connection."""

    def __init__(self, *, timed_out: bool) -> None:
        super().__init__("read timed out" if timed_out else "connection reset")
        self.timed_out = timed_out


def success(result: object) -> Answer:
    """Return the answer to a call that worked."""
    return Answer(200, {"ok": True, "result": result})


def refusal(status: int, description: str, parameters: Json | None = None) -> Answer:
    """Return an error answer."""
    body: Json = {"ok": False, "error_code": status, "description": description}
    if parameters:
        body["parameters"] = parameters
    return Answer(status, body)


def bad_request(description: str) -> RefusedError:
    """Return the 400 to raise; ``description`` without its prefix."""
    return RefusedError(400, f"Bad Request: {description}")


def forbidden(description: str) -> RefusedError:
    """Return the 403 to raise; ``description`` without its prefix."""
    return RefusedError(403, f"Forbidden: {description}")


def too_many_requests(retry_after_s: int) -> RefusedError:
    """Return the 429 to raise, with the seconds to wait."""
    return RefusedError(
        429, f"Too Many Requests: retry after {retry_after_s}", {"retry_after": retry_after_s}
    )
