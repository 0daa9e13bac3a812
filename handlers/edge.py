"""The edge: turns an update into a desk, runs a handler in one unit of work, answers the pressed button."""

import logging
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.error import TelegramError

from handlers.desk import Desk, Toast
from handlers.errors import explain_refusal
from handlers.incoming import Incoming, incoming_of
from handlers.services import RapportContext, Services
from loyalty.errors import RapportError
from storage.errors import StorageError
from storage.people.covers import end_overdue
from storage.plans.daylists import keep_brief_true
from storage.store import Store
from wording import start

logger = logging.getLogger(__name__)

Handler = Callable[[Desk], None]
# What is done for somebody who is not known: only the invitation at /start.
Doorkeeper = Callable[[Store, Incoming, Services], None]


def at_desk(
    handler: Handler, *, doorkeeper: Doorkeeper | None = None
) -> Callable[[Update, RapportContext], Coroutine[Any, Any, None]]:
    """Make a handler of python-telegram-bot out of a plain function of a desk.

    Effects, the mark on the inbox row and all replies commit together. A refusal of ours (``RapportError``)
    undoes the effects and is answered with its sentence; a failing database is left to the inbox, which
    tries the update again.
    """

    async def handle(update: Update, context: RapportContext) -> None:
        incoming = incoming_of(update)
        if incoming is None:
            return
        services = context.services
        toast, waits = Toast(), False
        try:
            toast = await services.database.run(_work(handler, doorkeeper, incoming, services))
        except StorageError:
            waits = True
            await services.busy.tell(context.bot, incoming)
            raise
        except RapportError as error:
            logger.info("update %s refused: %s", incoming.update_id, type(error).__name__)
            refusal = error
            toast = await services.database.run(
                _work(lambda desk: explain_refusal(desk, refusal), None, incoming, services)
            )
        finally:
            services.wake()
            if not waits:
                services.busy.forget(incoming.update_id)
                await _answer(context, incoming, toast)

    return handle


def _work(
    handler: Handler, doorkeeper: Doorkeeper | None, incoming: Incoming, services: Services
) -> Callable[[Store], Toast]:
    def work(store: Store) -> Toast:
        now = services.now()
        if not store.inbox.mark_done(incoming.update_id, now=now):
            return Toast()
        if not incoming.is_private:
            return Toast()
        person = store.people.by_telegram(incoming.user_id)
        if person is None:
            _meet(store, doorkeeper, incoming, services)
            return Toast()
        if person.unreachable_since is not None:
            store.people.mark_reachable(person.id)
            person = replace(person, unreachable_since=None)
        end_overdue(store, person, now=now)
        desk = Desk(store, person, incoming, now, services.brand_names)
        handler(desk)
        keep_brief_true(store, desk.person, now=now)
        return desk.toast

    return work


def _meet(store: Store, doorkeeper: Doorkeeper | None, incoming: Incoming, services: Services) -> None:
    if doorkeeper is not None:
        doorkeeper(store, incoming, services)
        return
    answer_stranger(store, incoming, services)


def answer_stranger(store: Store, incoming: Incoming, services: Services) -> None:
    """Say one polite sentence to somebody who is not of the firm; a button of theirs gets nothing more."""
    if incoming.query_id is None:
        payload = {"text": start.stranger().text, "parse_mode": "HTML"}
        store.outbox.reply(incoming.chat_id, payload, now=services.now())


async def _answer(context: RapportContext, incoming: Incoming, toast: Toast) -> None:
    if incoming.query_id is None:
        return
    try:
        await context.bot.answer_callback_query(incoming.query_id, toast.text or None, show_alert=toast.alert)
    except TelegramError as error:
        # Answers to old presses are refused; what the press did stands all the same.
        logger.info("callback of update %s not answered: %s", incoming.update_id, type(error).__name__)
