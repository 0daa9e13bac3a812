"""The dispatcher: runs one kept update through python-telegram-bot's handlers and tells what they raised."""

import json
from collections.abc import Callable
from typing import Any

from telegram import Update
from telegram.ext import Application

from storage.chat.inbox import InboxItem
from storage.store import Store

Apology = Callable[[Store, InboxItem], None]
AnyApplication = Application[Any, Any, Any, Any, Any, Any]


class TelegramDispatcher:
    """Runs updates, several at once if asked; the application needs to be initialized, not started."""

    def __init__(self, application: AnyApplication, *, on_poison: Apology) -> None:
        """``on_poison`` queues the sentence for an update set aside, in the transaction that does so."""
        self._application = application
        self._on_poison = on_poison
        self._raised: dict[int, Exception] = {}
        application.add_error_handler(self._note)

    async def run(self, item: InboxItem) -> None:
        """Work on an update.

        Raises:
            Exception: whatever a handler raised; the library only shows it to error handlers.
        """
        update = Update.de_json(json.loads(item.payload), self._application.bot)
        await self._application.process_update(update)
        error = self._raised.pop(item.update_id, None)
        if error is not None:
            raise error

    def apologise(self, store: Store, item: InboxItem) -> None:
        """Queue one plain sentence to whoever sent an update that was set aside."""
        self._on_poison(store, item)

    async def _note(self, update: object, context: Any) -> None:
        if isinstance(update, Update):
            self._raised[update.update_id] = context.error
