"""Measures messages a second end to end: fetched, kept, handled, answered, sent, on a real SQLite file."""

import asyncio
import base64
import os
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.sandbox.api import BotApi
from bot.sandbox.clock import SandboxClock
from bot.sandbox.request import SandboxRequest
from bot.telegram.application import build_application
from bot.telegram.dispatcher import AnyApplication, TelegramDispatcher
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.receiving import Receiver
from loyalty.people.people import PersonId
from scheduler.delivery import Sender
from scheduler.inbox import InboxRunner
from scheduler.pace import Pacer
from storage.chat.inbox import InboxItem
from storage.chat.payloads import Payload
from storage.database import Database
from storage.encryption import KeyRing
from storage.store import TABLES, Store

TOKEN = "123456789:benchmark-token-of-the-transport"  # noqa: S105 - opens nothing
CHATS = 200
MESSAGES = 4_000
SINGLE = 100
# As fast as it goes: what is measured is us, not Telegram's pace.
UNPACED = 1_000_000


class _NoPushes:
    def render(
        self,
        _store: Store,
        _person_id: PersonId,
        _template: str,
        _params: dict[str, Any],
        /,
        *,
        now: datetime,
    ) -> Payload | None:
        raise AssertionError(f"nothing is pushed at {now}")

    def repeat_note(self, _store: Store, _chat_id: int, /) -> str:
        return ""


class _Echo:
    """The smallest product: one handler, one transaction, one answer."""

    def __init__(self, database: Database, api: BotApi) -> None:
        self.api = api
        self.database = database
        application = build_application(TOKEN, root="http://sandbox", request=SandboxRequest(api))
        application.add_handler(MessageHandler(filters.TEXT, self._answer))
        self.application: AnyApplication = application
        dispatcher = TelegramDispatcher(application, on_poison=self._apologise)
        self.runner = InboxRunner(database, dispatcher, now=_now)
        self.receiver = Receiver(application.bot, database, now=_now, received=self.runner.wake)
        self.sender = Sender(
            database,
            TelegramMessenger(application.bot),
            _NoPushes(),
            now=_now,
            pacer=Pacer(per_second=UNPACED, chat_burst=UNPACED),
            in_flight=64,
        )

    async def _answer(self, update: Update, _context: object) -> None:
        message = update.effective_message
        assert message is not None

        def work(store: Store) -> None:
            if store.inbox.mark_done(update.update_id, now=_now()):
                store.outbox.reply(message.chat_id, {"text": f"echo {message.text}"}, now=_now())

        await self.database.run(work)
        self.sender.wake()

    def _apologise(self, _store: Store, item: InboxItem) -> None:
        raise AssertionError(f"update {item.update_id} failed")

    def answered(self) -> int:
        return len(self.api.pace.sent_s)


def _now() -> datetime:
    return datetime.now(UTC)


async def _measure(folder: Path) -> None:
    keys = KeyRing.parse(base64.b64encode(os.urandom(32)).decode())
    database = Database(f"sqlite:///{folder}/benchmark.db", keys)
    with database.unit() as store:
        TABLES.create_all(store.transaction.connection)
    api = BotApi(SandboxClock(_now()), token=TOKEN)
    for chat in range(1, CHATS + 1):
        api.add_user(chat, f"User {chat}")
    echo = _Echo(database, api)
    async with echo.application:
        loops = [asyncio.create_task(part.run()) for part in (echo.receiver, echo.runner, echo.sender)]
        await _answered(echo, sent=await _single_messages(echo))
        for number in range(MESSAGES):
            await api.user_sends(number % CHATS + 1, f"message {number}")
        began, cpu = time.perf_counter(), time.process_time()
        await _answered(echo, sent=SINGLE + MESSAGES)
        took, cpu = time.perf_counter() - began, time.process_time() - cpu
        print(f"in bulk: {MESSAGES / took:,.0f} messages/s, {1000 * cpu / MESSAGES:.2f} ms CPU each")
        echo.receiver.stop()
        echo.runner.stop()
        echo.sender.stop()
        await asyncio.gather(*loops)
    database.close()


async def _single_messages(echo: _Echo) -> int:
    took_ms = []
    for number in range(SINGLE):
        began = time.perf_counter()
        await echo.api.user_sends(1, f"single {number}")
        await _answered(echo, sent=number + 1)
        took_ms.append(1000 * (time.perf_counter() - began))
    print(f"one at a time: median {statistics.median(took_ms):.1f} ms, slowest {max(took_ms):.1f} ms")
    return SINGLE


async def _answered(echo: _Echo, *, sent: int) -> None:
    while echo.answered() < sent:  # noqa: ASYNC110 - the sandbox tells nobody that a message came in
        await asyncio.sleep(0.002)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder)))


if __name__ == "__main__":
    main()
