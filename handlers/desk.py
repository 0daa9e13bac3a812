"""The desk: what a handler has before it while it works on one update, inside one unit of work."""

from dataclasses import dataclass, field
from datetime import datetime

from handlers.incoming import Incoming
from loyalty.clients import ClientId
from loyalty.people.people import Language, Person
from storage.chat.buttons import ButtonPress
from storage.chat.messages import payload_of
from storage.store import Store
from wording.reader import Reader
from wording.screen import Screen


@dataclass(slots=True)
class Toast:
    """What the pressed button answers; an alert stays until it is tapped away."""

    text: str = ""
    alert: bool = False


@dataclass(slots=True)
class Desk:
    """One person, one update, one transaction.

    Handlers are plain functions of a desk: they read, ask one rule or one service call, and say what to
    show. All effects and all replies commit together when the handler returns.

    Attributes:
        now: when the update is worked on (aware UTC).
        press: the resolved button when one was pressed.
        brand_names: the firm's own names, for reading notes.
    """

    store: Store
    person: Person
    incoming: Incoming
    now: datetime
    brand_names: tuple[str, ...] = ()
    press: ButtonPress | None = None
    toast: Toast = field(default_factory=Toast)

    @property
    def reader(self) -> Reader:
        """Return for whom texts are worded."""
        return reader_for(self.person)

    @property
    def target(self) -> str:
        """Return what the pressed button is about; empty for messages."""
        return self.press.target if self.press else ""

    @property
    def data(self) -> str:
        """Return what the pressed button carries besides its target."""
        return (self.press.data or "") if self.press else ""

    def say(self, screen: Screen, *, about: ClientId | None = None, subject: str | None = None) -> None:
        """Send a new message.

        ``about`` is the client it shows: a reply to it is a note on that client; ``subject`` names it for
        whatever changes it later.
        """
        payload = payload_of(self.store, screen, presser=self.person.id, now=self.now)
        self.store.outbox.reply(self.incoming.chat_id, payload, now=self.now, about=about, subject=subject)

    def show(self, screen: Screen, *, about: ClientId | None = None) -> None:
        """Redraw the message whose button was pressed; answer a typed message with a new one."""
        if self.press is None or self.incoming.message_id is None:
            self.say(screen, about=about)
            return
        payload = payload_of(self.store, screen, presser=self.person.id, now=self.now)
        self.store.outbox.reply(
            self.incoming.chat_id,
            payload,
            now=self.now,
            edits_message_id=self.incoming.message_id,
            about=about,
        )

    def drop_buttons(self) -> None:
        """Take the buttons off the message whose button was pressed; its text stays."""
        if self.incoming.message_id is not None:
            self.store.outbox.reply(
                self.incoming.chat_id,
                {"method": "editMessageReplyMarkup"},
                now=self.now,
                edits_message_id=self.incoming.message_id,
                anew=False,
            )

    def note(self, text: str, *, alert: bool = False) -> None:
        """Answer the pressed button with a line that passes."""
        self.toast = Toast(text, alert)


def reader_for(person: Person) -> Reader:
    """Return how texts are worded for a person: English until a language was chosen."""
    return Reader(language=person.language or Language.EN, zone=person.hours.zone, name=person.name)
