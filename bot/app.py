"""The composition root: puts the floors together into one running bot."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import BotCommand, Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes
from telegram.request import BaseRequest

from bot.telegram.application import build_application
from bot.telegram.dispatcher import TelegramDispatcher
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.receiving import Receiver
from handlers.apology import apologise
from handlers.incoming import incoming_of
from handlers.registration import register
from handlers.services import SERVICES, AnyApplication, RapportContext, Services
from loyalty.people.people import Language, Role
from scheduler.delivery import Sender
from scheduler.inbox import InboxRunner
from scheduler.pushes import Pushes
from scheduler.ticks import Ticks
from storage.database import Database
from wording.commands import bot_description, bot_short_description, command_menu

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wiring:
    """What differs between the real bot, the sandbox and the tests.

    Attributes:
        root: the Bot API server, without a slash at the end.
        now: the one clock, aware UTC.
        poll_s: how long Telegram may hold a request for updates.
        ticks: real seconds that only rise, for the pace of sending.
    """

    token: str
    root: str
    request: BaseRequest
    now: Callable[[], datetime]
    brand_names: tuple[str, ...] = ()
    poll_s: int = 25
    ticks: Callable[[], float] = time.monotonic


class Rapport:
    """One bot on one database: receives, works, ticks and sends."""

    def __init__(self, database: Database, wiring: Wiring) -> None:
        self.database = database
        self.application: AnyApplication = build_application(
            wiring.token,
            root=wiring.root,
            request=wiring.request,
            context_types=ContextTypes(context=RapportContext),
        )
        dispatcher = TelegramDispatcher(self.application, on_poison=apologise(wiring.now))
        self.runner = InboxRunner(database, dispatcher, now=wiring.now)
        messenger = TelegramMessenger(self.application.bot)
        self.sender = Sender(database, messenger, Pushes(), now=wiring.now, ticks=wiring.ticks)
        self.ticks = Ticks(database, now=wiring.now, wake=self.sender.wake)
        self._services = Services(
            database=database, now=wiring.now, wake=self.sender.wake, brand_names=wiring.brand_names
        )
        self.receiver = Receiver(
            self.application.bot,
            database,
            now=wiring.now,
            received=self.runner.wake,
            waiting=self._tell_of_wait,
            poll_s=wiring.poll_s,
        )
        self.application.bot_data[SERVICES] = self._services
        register(self.application)

    async def open(self) -> None:
        """Get to know the bot itself and say what it can do.

        Raises:
            TelegramError: Telegram does not know the token or cannot be reached.
        """
        await self.application.initialize()
        name = self.application.bot.username
        await self.database.run(lambda store: store.firm.save_bot_name(name))

    async def close(self) -> None:
        """Let go of connections."""
        await self.application.shutdown()

    async def run(self, stopping: asyncio.Event) -> None:
        """Run until ``stopping`` is set; what was begun is finished first.

        Raises:
            TokenRefusedError: Telegram refuses the token.
        """
        receiving = asyncio.create_task(self.receiver.run())
        others = [asyncio.create_task(work) for work in (self.runner.run(), self.sender.run())]
        introducing = asyncio.create_task(self.introduce())
        self.ticks.start()
        stopped = asyncio.create_task(stopping.wait())
        await asyncio.wait((receiving, stopped, *others), return_when=asyncio.FIRST_COMPLETED)
        introducing.cancel()
        self.ticks.stop()
        self.receiver.stop()
        self.runner.stop()
        await asyncio.gather(others[0], return_exceptions=True)
        self.sender.stop()
        await asyncio.gather(others[1], introducing, return_exceptions=True)
        stopped.cancel()
        await receiving

    async def _tell_of_wait(self, raw_updates: list[dict[str, Any]]) -> None:
        for raw in raw_updates:
            incoming = incoming_of(Update.de_json(raw, self.application.bot))
            if incoming is not None:
                await self._services.busy.tell(self.application.bot, incoming)

    async def introduce(self) -> None:
        """Set the command menu and the bot's profile; a server that refuses them is no reason to stop."""
        bot = self.application.bot
        everybody = frozenset({Role.ADVISOR, Role.LEAD})
        for language in (Language.EN, Language.ZH):
            code = None if language is Language.EN else language.value
            with contextlib.suppress(TelegramError):
                commands = [BotCommand(name, text) for name, text in command_menu(everybody, language)]
                await bot.set_my_commands(commands, language_code=code)
                await bot.set_my_description(bot_description(language), language_code=code)
                await bot.set_my_short_description(bot_short_description(language), language_code=code)
