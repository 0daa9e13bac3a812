"""A whole transport around the sandbox: Anna and Boris have started the bot, time moves by hand."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from telegram import Update
from telegram.ext import MessageHandler, TypeHandler, filters

from bot.sandbox.api import BotApi
from bot.telegram.dispatcher import AnyApplication, TelegramDispatcher
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.receiving import Receiver
from loyalty.people.people import PersonId
from scheduler.backoff import Backoff
from scheduler.delivery import Sender
from scheduler.inbox import InboxRunner
from scheduler.pace import Pacer
from storage.chat.inbox import InboxItem
from storage.chat.outbox import OUTBOX, OutboxState
from storage.chat.payloads import Payload
from storage.database import Database
from storage.store import Store
from tests.staff import NOW, Staff

TOKEN = "123456789:AAf4ke-T0ken_for-the-tests-0123456789"
ANNA = 1001
BORIS = 1002
REPEAT_NOTE = "<i>perhaps a repeat</i>"


@dataclass(slots=True)
class Hand:
    """Time that moves only by hand: the wall clock and the real seconds together."""

    passed_s: float = 0.0

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.passed_s)

    def ticks(self) -> float:
        return self.passed_s

    def forward(self, seconds: float) -> None:
        self.passed_s += seconds


class PlainRenderer:
    """Words a push as its template and parameters; ``unwanted`` ones are not wanted, ``broken`` ones fail."""

    def render(
        self, _store: Store, _person_id: PersonId, template: str, params: dict[str, Any], /, *, now: datetime
    ) -> Payload | None:
        assert now.tzinfo is not None
        if template == "broken":
            raise LookupError("no such template: Jonathan Whitfield")
        if template == "unwanted":
            return None
        return {"text": " ".join([template, *(str(value) for value in params.values())])}

    def repeat_note(self, _store: Store, _chat_id: int, /) -> str:
        return REPEAT_NOTE


@dataclass
class Office:
    """Everything between Telegram and the database, with a handler that echoes."""

    database: Database
    api: BotApi
    application: AnyApplication
    staff: Staff
    hand: Hand
    echoed: Counter[str] = field(default_factory=Counter)
    set_aside: list[int] = field(default_factory=list)
    kept: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.application.add_handler(MessageHandler(filters.TEXT, self._echo))
        self.application.add_handler(TypeHandler(Update, self._press))
        self.dispatcher = TelegramDispatcher(self.application, on_poison=self._apologise)
        self.runner = self.new_runner()
        self.receiver = Receiver(
            self.application.bot,
            self.database,
            now=self.hand.now,
            received=self.kept.set,
            poll_s=0,
            backoff=Backoff(first_s=0.0, longest_s=0.0),
        )
        self.sender = self.new_sender()

    def new_runner(self) -> InboxRunner:
        return InboxRunner(
            self.database,
            self.dispatcher,
            now=self.hand.now,
            retry_after_s=(0.0, 0.0),
            storage_retry=(0.0, 0.0),
        )

    def new_sender(self, pacer: Pacer | None = None) -> Sender:
        return Sender(
            self.database,
            TelegramMessenger(self.application.bot),
            PlainRenderer(),
            now=self.hand.now,
            ticks=self.hand.ticks,
            pacer=pacer,
        )

    async def reply(self, text: str, *, to: int = ANNA, **options: Any) -> str:
        return await self.database.run(
            lambda store: store.outbox.reply(to, {"text": text}, now=self.hand.now(), **options)
        )

    async def push(self, template: str, *, to: PersonId | None = None, key: str = "", **options: Any) -> bool:
        return await self.database.run(
            lambda store: store.outbox.push(
                to or self.staff.anna.id,
                template,
                options.pop("params", {}),
                now=self.hand.now(),
                dedup_key=key or template,
                **options,
            )
        )

    async def send_for(self, seconds: float, *, step_s: float = 0.25) -> None:
        """Let the sender work while time passes."""
        for _ in range(round(seconds / step_s)):
            while await self.sender.send_ready():
                pass
            self.hand.forward(step_s)

    def texts(self, user_id: int = ANNA) -> list[str]:
        """What a person sees of the bot, oldest first."""
        return [message.text for message in self.api.chat(user_id).from_bot]

    async def states(self) -> list[tuple[OutboxState, str | None]]:
        """State and reason of all rows of the outbox, in their order."""
        rows = await self.database.read(
            lambda store: store.transaction.rows(OUTBOX.select().order_by(OUTBOX.c.id))
        )
        return [(OutboxState(row.state), row.reason) for row in rows]

    async def _echo(self, update: Update, _context: object) -> None:
        message = update.effective_message
        assert message is not None
        text = message.text or ""
        if text.startswith("poison"):
            raise ValueError(text)

        def work(store: Store) -> None:
            if store.inbox.mark_done(update.update_id, now=self.hand.now()):
                store.outbox.reply(message.chat_id, {"text": f"echo {text}"}, now=self.hand.now())
                self.echoed[text] += 1

        await self.database.run(work)
        if text.startswith("late poison"):
            raise ValueError(text)

    async def _press(self, update: Update, _context: object) -> None:
        """Callback queries and all else are left for the runner to mark."""

    def _apologise(self, store: Store, item: InboxItem) -> None:
        self.set_aside.append(item.update_id)
        if item.chat_id is not None:
            store.outbox.reply(item.chat_id, {"text": "Sorry, this failed."}, now=self.hand.now())
