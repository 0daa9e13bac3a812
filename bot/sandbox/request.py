"""python-telegram-bot's door to the sandbox in process: no socket, the same errors as its own transport."""

import asyncio
import re
from typing import Any
from urllib.parse import unquote

from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.sandbox.answers import AnswerLostError, NotDeliveredError, refusal
from bot.sandbox.api import BotApi
from bot.sandbox.params import Uploads
from bot.telegram.request import NeverSentError

_METHOD_URL = re.compile(r"/bot(?P<token>[^/]+)/(?P<method>\w+)$")
_FILE_URL = re.compile(r"/file/bot(?P<token>[^/]+)/(?P<path>.+)$")


class SandboxRequest(BaseRequest):
    """Carries calls to a :class:`BotApi`; raises what ``AiohttpRequest`` raises."""

    def __init__(self, api: BotApi, *, read_timeout_s: float = 5.0) -> None:
        self._api = api
        self._read_timeout_s = read_timeout_s

    @property
    def read_timeout(self) -> float:
        """Real seconds to wait for an answer when a call names none."""
        return self._read_timeout_s

    async def initialize(self) -> None:
        """Open nothing."""

    async def shutdown(self) -> None:
        """Close nothing."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002 - BaseRequest's signature; the sandbox takes GET and POST alike
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - no socket
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - no socket
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - no socket
    ) -> tuple[int, bytes]:
        """Carry one call and return status and body.

        Raises:
            NeverSentError: no connection; the call had no effect.
            TimedOut: the answer did not come in time; the call may have taken effect.
            NetworkError: the connection broke; the call may have taken effect.
        """
        limit_s = read_timeout if isinstance(read_timeout, float | int | None) else self._read_timeout_s
        try:
            async with asyncio.timeout(limit_s):
                return await self._carry(url, request_data)
        except TimeoutError as error:
            raise TimedOut("no answer in time") from error
        except NotDeliveredError as error:
            raise NeverSentError("no connection") from error
        except AnswerLostError as error:
            if error.timed_out:
                raise TimedOut("no answer in time") from error
            raise NetworkError("connection broke") from error

    async def _carry(self, url: str, request_data: RequestData | None) -> tuple[int, bytes]:
        url = unquote(url)
        if wanted := _FILE_URL.search(url):
            return self._file(wanted["token"], wanted["path"])
        called = _METHOD_URL.search(url)
        if called is None:
            return _not_found()
        if called["token"] != self._api.token:
            answer = refusal(401, "Unauthorized")
            return answer.status, answer.content
        # A lone surrogate cannot travel as UTF-8: the real door replaces it, so this one does.
        params: dict[str, Any] = {
            name: value.encode(errors="replace").decode()
            for name, value in (request_data.json_parameters if request_data else {}).items()
        }
        answer = await self._api.call(called["method"], params, _uploads(request_data))
        return answer.status, answer.content

    def _file(self, token: str, path: str) -> tuple[int, bytes]:
        file = self._api.download(path) if token == self._api.token else None
        return (200, file.content) if file else _not_found()


def _uploads(request_data: RequestData | None) -> Uploads:
    if request_data is None or not request_data.contains_files:
        return {}
    uploads: dict[str, tuple[str, bytes]] = {}
    for name, (filename, content, _) in request_data.multipart_data.items():
        uploads[name] = (filename, content if isinstance(content, bytes) else content.read())
    return uploads


def _not_found() -> tuple[int, bytes]:
    answer = refusal(404, "Not Found")
    return answer.status, answer.content
