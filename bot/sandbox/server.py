"""The sandbox over HTTP: the Bot API, and the chat page with its endpoints. Loopback only."""

import secrets
from collections.abc import Sequence
from importlib.resources import files
from socket import socket

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from bot.sandbox.answers import AnswerLostError, NotDeliveredError, RefusedError, refusal
from bot.sandbox.api import BotApi
from bot.sandbox.controls import SandboxControls
from bot.sandbox.forms import read_body
from bot.sandbox.guard import LoopbackOnly, is_loopback
from bot.sandbox.visits import Visits

_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def sandbox_app(api: BotApi, *, controls: SandboxControls) -> Starlette:
    """Return the application that serves the Bot API to the bot and the page to people."""
    visits = Visits(api, controls, session=secrets.token_hex(8))
    routes: list[BaseRoute] = [
        Route("/bot{token}/{method}", _BotDoor(api).answer, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", _BotDoor(api).download),
        Route("/", page_file),
        Route("/page/{name}", page_file),
        *visits.routes(),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(LoopbackOnly)])
    app.state.end_streams = visits.end_streams
    return app


class SandboxServer(uvicorn.Server):
    """A server that lets go of the open pages when it stops, which never leave by themselves."""

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """End the streams, then whatever else is still answered."""
        application = self.config.app
        assert isinstance(application, Starlette)
        application.state.end_streams()
        await super().shutdown(sockets)


def sandbox_server(app: Starlette, *, port: int, host: str = "127.0.0.1") -> SandboxServer:
    """Return a server for the application, to be awaited with ``serve()``.

    Raises:
        ValueError: ``host`` is not this machine.
    """
    if not is_loopback(host):
        raise ValueError(f"the sandbox binds to this machine only, not to {host}")
    config = uvicorn.Config(app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=1)
    return SandboxServer(config)


async def page_file(request: Request) -> Response:
    """Return the page or one of its parts."""
    name = request.path_params.get("name", "index.html")
    part = files("bot.sandbox").joinpath("page", name)
    kind = _TYPES.get("." + name.rpartition(".")[2])
    if kind is None or "/" in name or not part.is_file():
        return Response(status_code=404)
    return Response(part.read_bytes(), media_type=kind)


class _BotDoor:
    """The Bot API as the bot reaches it."""

    def __init__(self, api: BotApi) -> None:
        self._api = api

    async def answer(self, request: Request) -> Response:
        if request.path_params["token"] != self._api.token:
            return _json(401, refusal(401, "Unauthorized").content)
        try:
            fields, uploads = read_body(request.headers.get("content-type", ""), await request.body())
            params = {**request.query_params, **fields}
            answer = await self._api.call(request.path_params["method"], params, uploads)
        except RefusedError as error:
            answer = error.answer()
        except (NotDeliveredError, AnswerLostError):
            return _BrokenOff()
        return _json(answer.status, answer.content)

    async def download(self, request: Request) -> Response:
        file = self._api.download(request.path_params["path"])
        if request.path_params["token"] != self._api.token or file is None:
            return _json(404, refusal(404, "Not Found").content)
        return Response(file.content, media_type="application/octet-stream")


class _BrokenOff(Response):
    """Ends the connection within the answer, which a client sees as a reset."""

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        headers: Sequence[tuple[bytes, bytes]] = [(b"content-length", b"4096")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


def _json(status: int, content: bytes) -> Response:
    return Response(content, status_code=status, media_type="application/json")
