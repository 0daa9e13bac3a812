"""A process that echoes until it is killed: ``python -m tests.transport.echoing_process URL ROOT``."""

import asyncio
import sys
import time
from datetime import UTC, datetime

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.telegram.application import build_application
from bot.telegram.dispatcher import TelegramDispatcher
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.receiving import Receiver
from bot.telegram.request import AiohttpRequest
from scheduler.delivery import Sender
from scheduler.inbox import InboxRunner
from scheduler.pace import Pacer
from storage.chat.inbox import InboxItem
from storage.database import Database
from storage.store import Store
from tests.staff import KEYS
from tests.transport.office import TOKEN, PlainRenderer


def _now() -> datetime:
    return datetime.now(UTC)


async def echo(url: str, root: str) -> None:
    """Receive, handle and send, all at once, without any of Telegram's limits."""
    database = Database(url, KEYS)

    async def answer(update: Update, _context: object) -> None:
        message = update.effective_message
        assert message is not None

        def work(store: Store) -> None:
            if store.inbox.mark_done(update.update_id, now=_now()):
                store.outbox.reply(message.chat_id, {"text": f"echo {message.text}"}, now=_now())

        await database.run(work)
        sender.wake()

    def apologise(_store: Store, item: InboxItem) -> None:
        raise AssertionError(f"update {item.update_id} failed")

    application = build_application(TOKEN, root=root, request=AiohttpRequest())
    application.add_handler(MessageHandler(filters.TEXT, answer))
    runner = InboxRunner(database, TelegramDispatcher(application, on_poison=apologise), now=_now)
    receiver = Receiver(application.bot, database, now=_now, received=runner.wake)
    pacer = Pacer(per_second=1000, chat_burst=1000)
    sender = Sender(
        database,
        TelegramMessenger(application.bot),
        PlainRenderer(),
        now=_now,
        ticks=time.monotonic,
        pacer=pacer,
    )
    async with application:
        await asyncio.gather(receiver.run(), runner.run(), sender.run())


if __name__ == "__main__":
    asyncio.run(echo(*sys.argv[1:]))
