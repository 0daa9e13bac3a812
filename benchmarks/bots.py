"""The two bots a conversation is measured with, each a process of its own: Rapport, and one that only echoes.

Started as ``python -m benchmarks.bots NAME ROOT DATABASE``. It tells the seconds of CPU it has used whenever
a line comes in, and ends when nothing more can come.
"""

import asyncio
import sys
import threading
import time
from datetime import UTC, datetime

import uvloop
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from benchmarks.firm import KEYS
from bot.app import Rapport, Wiring
from bot.telegram.request import AiohttpRequest
from storage.database import Database

TOKEN = "123456789:AAf4ke-T0ken_for-the-benchmarks-012345"  # noqa: S105 - opens nothing
# As fast as it goes: what is measured is us, not Telegram's pace. The sender's watch runs that much faster.
_HASTE = 200
_AT_ONCE = 64


async def run_rapport(root: str, database_url: str, stopping: asyncio.Event) -> None:
    """Run Rapport as `rapport run` does, but without pace."""
    database = Database(database_url, KEYS)
    wiring = Wiring(
        token=TOKEN,
        root=root,
        request=AiohttpRequest(),
        now=lambda: datetime.now(UTC),
        ticks=lambda: _HASTE * time.monotonic(),
    )
    rapport = Rapport(database, wiring)
    await rapport.open()
    await rapport.run(stopping)
    await rapport.close()
    database.close()


async def run_echo(root: str, _database_url: str, stopping: asyncio.Event) -> None:
    """Run a bot that repeats what it hears, on the library's own updater and the same transport."""
    request = AiohttpRequest()
    application = (
        ApplicationBuilder()
        .token(TOKEN)
        .base_url(f"{root}/bot")
        .request(request)
        .get_updates_request(AiohttpRequest())
        .job_queue(None)
        .concurrent_updates(_AT_ONCE)
        .build()
    )
    application.add_handler(CallbackQueryHandler(_echo_press))
    application.add_handler(MessageHandler(filters.TEXT, _echo))
    async with application:
        assert application.updater is not None
        await application.start()
        await application.updater.start_polling(timeout=25)
        await stopping.wait()
        await application.updater.stop()
        await application.stop()


async def _echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message is not None
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Save", callback_data="save")]])
    await update.effective_message.reply_text(f"echo {update.effective_message.text}", reply_markup=keyboard)


async def _echo_press(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer()
    await update.callback_query.edit_message_text("Saved")


async def _serve(name: str, root: str, database_url: str) -> None:
    stopping, loop = asyncio.Event(), asyncio.get_running_loop()

    def listen() -> None:
        for _line in sys.stdin:
            print(time.process_time(), flush=True)
        loop.call_soon_threadsafe(stopping.set)

    threading.Thread(target=listen, daemon=True).start()
    await {"rapport": run_rapport, "echo": run_echo}[name](root, database_url, stopping)


if __name__ == "__main__":
    uvloop.run(_serve(*sys.argv[1:]))
