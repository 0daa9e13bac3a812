"""The endpoints behind the chat page: look, write, press, attach, turn the clock."""

from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.sandbox.api import BotApi
from bot.sandbox.controls import DemoPerson, SandboxControls
from bot.sandbox.events import EventStream, milliseconds
from bot.sandbox.people import ImpossibleActionError
from bot.sandbox.turning import ClockTurner
from bot.sandbox.views import chat_view, person_view, try_view

_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
LARGEST_ATTACHMENT_BYTES = 50 * 1024**2


class Visits:
    """One running page server; ``session`` changes with each start so that pages forget the old one."""

    def __init__(self, api: BotApi, controls: SandboxControls, *, session: str) -> None:
        self._api = api
        self._controls = controls
        self._session = session
        self._events = EventStream(api, controls)
        self._clock = ClockTurner(controls, self._events)

    def end_streams(self) -> None:
        """Let go of all open pages."""
        self._events.end()

    def routes(self) -> list[BaseRoute]:
        """Return the page's endpoints."""
        chat = "/sandbox/chats/{user_id:int}"
        return [
            Route("/sandbox/state", self.state),
            Route("/sandbox/events", self.events),
            Route("/sandbox/clock", self.turn, methods=["POST"]),
            Route("/sandbox/files/{file_id}", self.file),
            Route(chat, self.chat),
            Route(chat + "/messages", self.write, methods=["POST"]),
            Route(chat + "/messages/{message_id:int}", self.edit, methods=["POST"]),
            Route(chat + "/presses", self.press, methods=["POST"]),
            Route(chat + "/files", self.attach, methods=["POST"]),
        ]

    async def state(self, _request: Request) -> Response:
        """Return everything the page needs to begin."""
        return JSONResponse(
            {
                "session": self._session,
                "bot": self._api.state.bot,
                "clock": self._clock.view(),
                "people": [person_view(self._api, person) for person in self._controls.people()],
                "tries": [try_view(thing) for thing in self._controls.things_to_try()],
            }
        )

    async def events(self, _request: Request) -> Response:
        """Return the live stream."""
        return StreamingResponse(self._events.listen(), media_type="text/event-stream")

    async def chat(self, request: Request) -> Response:
        """Return the messages of a chat."""
        person = self._person(request)
        if person is None:
            return _refused(404, "nobody")
        chat = self._api.chat(person.user_id)
        return JSONResponse({"messages": chat_view(chat), "now": milliseconds(self._controls.now())})

    async def write(self, request: Request) -> Response:
        """Let the person write."""
        person, body = self._person(request), await _body(request)
        if person is None or body is None:
            return _refused(404, "nobody")
        try:
            message_id = await self._api.user_sends(
                person.user_id,
                str(body.get("text", "")),
                reply_to=_number(body.get("reply_to")),
                forward_from=str(body.get("forward_from") or "") or None,
            )
        except (ImpossibleActionError, LookupError) as error:
            return _refused(409, str(error))
        return JSONResponse({"message_id": message_id})

    async def edit(self, request: Request) -> Response:
        """Let the person edit an own message."""
        person, body = self._person(request), await _body(request)
        if person is None or body is None:
            return _refused(404, "nobody")
        try:
            message_id = request.path_params["message_id"]
            await self._api.user_edits(person.user_id, message_id, str(body.get("text", "")))
        except (ImpossibleActionError, LookupError) as error:
            return _refused(409, str(error))
        return JSONResponse({})

    async def press(self, request: Request) -> Response:
        """Let the person press the button at a row and column, if it still reads as they saw it."""
        person, body = self._person(request), await _body(request)
        if person is None or body is None:
            return _refused(404, "nobody")
        try:
            message = self._api.message(person.user_id, int(body["message_id"]))
            button = message.keyboard[int(body["row"])][int(body["column"])]
            if button.text != body["text"]:
                raise LookupError("the buttons have changed meanwhile")
            query_id = await self._api.user_presses(person.user_id, message.id, data=button.callback_data)
        except (ImpossibleActionError, LookupError, ValueError) as error:
            return _refused(409, str(error))
        return JSONResponse({"query_id": query_id})

    async def attach(self, request: Request) -> Response:
        """Let the person attach a file: its bytes are the body, name and caption in the query."""
        person = self._person(request)
        if person is None:
            return _refused(404, "nobody")
        content = await request.body()
        if not 0 < len(content) <= LARGEST_ATTACHMENT_BYTES:
            return _refused(413, "files have 1 byte to 50 MB")
        name, text = request.query_params.get("name", "file"), request.query_params.get("text", "")
        message_id = await self._api.user_sends_document(person.user_id, name, content, text=text)
        return JSONResponse({"message_id": message_id})

    async def turn(self, request: Request) -> Response:
        """Begin to turn the clock by ``hours``, or to tomorrow 8:30 in ``zone``."""
        body = await _body(request) or {}
        try:
            if body.get("morning_in"):
                by = self._clock.until_morning(str(body["morning_in"]))
            else:
                by = timedelta(hours=float(body["hours"]))
        except (KeyError, ValueError, TypeError):
            return _refused(400, "no such time")
        self._clock.start(by)
        return JSONResponse(self._clock.view())

    async def file(self, request: Request) -> Response:
        """Return a file: pictures to look at, everything else to save."""
        file = self._api.state.files.get(request.path_params["file_id"])
        if file is None:
            return _refused(404, "no such file")
        if file.width and file.mime_type in _PICTURES:
            return Response(file.content, media_type=file.mime_type)
        return Response(
            file.content,
            media_type="application/octet-stream",
            headers={"Content-Disposition": "attachment"},
        )

    def _person(self, request: Request) -> DemoPerson | None:
        wanted = request.path_params["user_id"]
        return next((person for person in self._controls.people() if person.user_id == wanted), None)


async def _body(request: Request) -> dict[str, Any] | None:
    # Another site's page could post a plain form without asking first, but never JSON.
    if not request.headers.get("content-type", "").startswith("application/json"):
        return None
    try:
        parsed = await request.json()
    except ValueError:
        return None
    return parsed if isinstance(parsed, dict) else None


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) else None


def _refused(status: int, why: str) -> Response:
    return JSONResponse({"why": why}, status_code=status)
