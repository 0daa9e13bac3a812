"""The one plain sentence to whoever sent an update that could not be worked on."""

from collections.abc import Callable
from datetime import datetime

from handlers.desk import reader_for
from loyalty.people.people import Language
from storage.chat.inbox import InboxItem
from storage.store import Store
from wording.reader import Reader
from wording.start import apology


def apologise(now: Callable[[], datetime]) -> Callable[[Store, InboxItem], None]:
    """Return what queues the sentence, in the reader's language; nobody is told when no chat is known."""

    def work(store: Store, item: InboxItem) -> None:
        if item.chat_id is None or item.chat_id < 0:
            return
        person = store.people.by_telegram(item.chat_id)
        reader = reader_for(person) if person else Reader(Language.EN, "UTC")
        payload = {"text": apology(reader=reader).text, "parse_mode": "HTML"}
        store.outbox.reply(item.chat_id, payload, now=now())

    return work
