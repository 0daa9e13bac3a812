"""The one message that leaves without the database: that it is busy, and that nothing is lost."""

import logging

from telegram import Bot
from telegram.error import TelegramError

from handlers.incoming import Incoming
from loyalty.people.people import Language
from wording.reader import Reader
from wording.start import busy
from wording.toasts import toast

logger = logging.getLogger(__name__)


class BusyNotices:
    """Tells each person whose update has to wait, once an update."""

    def __init__(self) -> None:
        self._told: set[int] = set()

    async def tell(self, bot: Bot, incoming: Incoming) -> None:
        """Say that the update is kept, in the language of Telegram, as the one chosen cannot be read."""
        if incoming.update_id in self._told or not incoming.is_private:
            return
        self._told.add(incoming.update_id)
        chinese = (incoming.language_code or "").startswith("zh")
        reader = Reader(Language.ZH if chinese else Language.EN, "UTC")
        try:
            if incoming.query_id is not None:
                await bot.answer_callback_query(incoming.query_id, toast("busy", reader))
            else:
                await bot.send_message(incoming.chat_id, busy(reader=reader).text, parse_mode="HTML")
        except TelegramError as error:
            logger.info("update %s waits untold: %s", incoming.update_id, type(error).__name__)

    def forget(self, update_id: int) -> None:
        """Let go of an update that was worked on."""
        self._told.discard(update_id)
