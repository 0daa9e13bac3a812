"""What every handler shares, and the typed context that carries it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from telegram import Bot, Update
from telegram.ext import Application, CallbackContext

from handlers.busy import BusyNotices
from storage.database import Database

SERVICES = "services"


@dataclass(frozen=True, slots=True)
class Services:
    """The wiring handed in by the composition root.

    Attributes:
        now: the one clock, aware UTC.
        wake: tells the sender that there is something to send.
        brand_names: the firm's own names, for reading notes.
        busy: tells people whose updates the database keeps waiting.
    """

    database: Database
    now: Callable[[], datetime]
    wake: Callable[[], None]
    brand_names: tuple[str, ...] = ()
    busy: BusyNotices = field(default_factory=BusyNotices)


class RapportContext(CallbackContext[Bot, dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of one update."""

    @property
    def services(self) -> Services:
        """Return the shared wiring."""
        return cast("Services", self.application.bot_data[SERVICES])


Handle = Callable[[Update, RapportContext], Any]
AnyApplication = Application[Any, RapportContext, Any, Any, Any, Any]
