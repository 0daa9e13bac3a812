"""Keeps the sandbox on this machine: loopback clients only, and only under loopback names."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})

_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class LoopbackOnly:
    """ASGI middleware: a foreign Host is DNS rebinding, a foreign Origin another site's page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through or answer 403."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif _is_local(scope):
            await self._app(scope, receive, _with_headers(send))
        else:
            response = PlainTextResponse("The sandbox answers only on this machine.\n", status_code=403)
            await response(scope, receive, send)


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine."""
    return host in LOOPBACK_NAMES or host.startswith("127.")


def _is_local(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    client = scope.get("client")
    if client is not None and not is_loopback(client[0]):
        return False
    if not _names_loopback(f"//{headers.get('host', '')}"):
        return False
    origin = headers.get("origin")
    return origin is None or _names_loopback(origin)


def _names_loopback(url: str) -> bool:
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return False
    return host is not None and host in LOOPBACK_NAMES


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {name for name, _ in message.get("headers", [])}
            added = [
                (name.lower().encode(), value.encode())
                for name, value in _HEADERS.items()
                if name.lower().encode() not in present
            ]
            message["headers"] = [*message.get("headers", []), *added]
        await send(message)

    return sending
