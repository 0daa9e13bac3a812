"""The live stream of the chat page: server-sent events, one queue per open page."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime

from bot.sandbox.answers import Json
from bot.sandbox.api import BotApi
from bot.sandbox.controls import SandboxControls
from bot.sandbox.state import Happening
from bot.sandbox.views import message_view, person_view

_KEEP_ALIVE_S = 15.0
# A page that stopped reading is cut off and loads everything anew when it comes back.
_MOST_WAITING = 1000
_RECONNECT_MS = 1000


class EventStream:
    """Hands what happens in the chats to every open page."""

    def __init__(self, api: BotApi, controls: SandboxControls) -> None:
        self._api = api
        self._controls = controls
        self._pages: set[asyncio.Queue[Json | None]] = set()
        api.state.listeners.append(self._note)

    def tell(self, event: Json) -> None:
        """Send an event to all pages."""
        for page in list(self._pages):
            if page.qsize() >= _MOST_WAITING:
                self._pages.discard(page)
                page.put_nowait(None)
            else:
                page.put_nowait(event)

    def end(self) -> None:
        """End the streams of all open pages."""
        for page in self._pages:
            page.put_nowait(None)

    async def listen(self) -> AsyncIterator[str]:
        """Yield the text of the stream until the page goes away."""
        page: asyncio.Queue[Json | None] = asyncio.Queue()
        self._pages.add(page)
        try:
            yield f"retry: {_RECONNECT_MS}\n\n"
            while True:
                try:
                    event = await asyncio.wait_for(page.get(), _KEEP_ALIVE_S)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if event is None:
                    return
                yield f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
        finally:
            self._pages.discard(page)

    def _note(self, happening: Happening) -> None:
        if self._pages:
            self.tell(self._event(happening))

    def _event(self, happening: Happening) -> Json:
        event: Json = {
            "kind": happening.kind,
            "chat": happening.chat_id,
            "now": milliseconds(self._controls.now()),
        }
        match happening.kind:
            case "message" | "edited":
                chat = self._api.chat(happening.chat_id)
                found = chat.find(happening.detail["message_id"])
                return event | {"message": message_view(chat, found)} if found else event
            case "commands":
                people = self._controls.people()
                return event | {
                    "commands": {
                        person.user_id: person_view(self._api, person)["commands"] for person in people
                    }
                }
        return event | happening.detail


def milliseconds(moment: datetime) -> int:
    """Return a moment as JavaScript counts time."""
    return int(moment.timestamp() * 1000)
