"""python-telegram-bot's door to the network, on aiohttp: a quarter of the work of its own httpx door."""

import json
import re
from typing import Any

import aiohttp
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

_CONNECT_S = 5.0
_POOL_S = 5.0
_READ_S = 10.0
_WRITE_S = 10.0
_MEDIA_WRITE_S = 60.0
# Below what servers keep an idle connection open: one closed under our hands reads as "may have arrived".
_KEEP_IDLE_S = 15.0
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# Raised before a byte of the request left; all else may have arrived.
_NEVER_SENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


class NeverSentError(NetworkError):
    """No connection came about: Telegram never saw the request, so it can be sent again safely."""


class AiohttpRequest(BaseRequest):
    """Carries calls over kept-alive connections; proxies are taken from the environment."""

    def __init__(self, *, connections: int = 64, read_timeout_s: float = _READ_S) -> None:
        self._connections = connections
        self._read_timeout_s = read_timeout_s
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer when a call names none."""
        return self._read_timeout_s

    async def initialize(self) -> None:
        """Open the pool of connections; needs the running loop."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=_KEEP_IDLE_S)
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                trust_env=True,
            )

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Carry one call and return status and body.

        Raises:
            NeverSentError: the call did not leave this machine.
            TimedOut: no answer in time; the call may have taken effect.
            NetworkError: the connection broke; the call may have taken effect.
        """
        if self._session is None:
            raise RuntimeError("the request is not initialized")
        has_files = request_data is not None and request_data.contains_files
        connect_s = _seconds(connect_timeout, _CONNECT_S)
        timeout = _timeout(
            connect_s=connect_s,
            pool_s=_seconds(pool_timeout, _POOL_S),
            write_s=_seconds(write_timeout, _MEDIA_WRITE_S if has_files else _WRITE_S),
            read_s=_seconds(read_timeout, self._read_timeout_s),
        )
        try:
            async with self._session.request(
                method, url, timeout=timeout, allow_redirects=False, **_body(request_data)
            ) as response:
                return response.status, await response.read()
        # Their own messages hold the address and with it the token: only the kind of error is told.
        except _NEVER_SENT as error:
            raise NeverSentError(f"no connection ({type(error).__name__})") from error
        except TimeoutError as error:
            raise TimedOut(f"no answer in time ({type(error).__name__})") from error
        except aiohttp.ClientError as error:
            raise NetworkError(f"connection broke ({type(error).__name__})") from error

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Parse an answer; unlike the parent's, a broken one is not written to the log."""
        try:
            parsed: dict[str, Any] = json.loads(payload.decode(errors="replace"))
        except ValueError as error:
            raise TelegramError("the answer is no JSON") from error
        return parsed


def _timeout(
    *, connect_s: float | None, pool_s: float | None, write_s: float | None, read_s: float | None
) -> aiohttp.ClientTimeout:
    """aiohttp has no limit for writing alone: the whole call gets the sum."""
    before = None if connect_s is None or pool_s is None else connect_s + pool_s
    total = None if before is None or write_s is None or read_s is None else before + write_s + read_s
    return aiohttp.ClientTimeout(total=total, connect=before, sock_connect=connect_s, sock_read=read_s)


def _seconds(given: ODVInput[float], default: float) -> float | None:
    return given if isinstance(given, int | float | None) else default


def _body(request_data: RequestData | None) -> dict[str, Any]:
    if request_data is None:
        return {}
    if not request_data.contains_files:
        # A lone surrogate has no UTF-8 form; Telegram would refuse the whole message for it.
        text = request_data.url_encoded_parameters({"errors": "replace"})
        return {"data": text.encode(), "headers": _FORM}
    # Unquoted, or a Chinese file name would arrive in per cents.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, _LONE_SURROGATE.sub("?", value))
    for name, (filename, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return {"data": form}
