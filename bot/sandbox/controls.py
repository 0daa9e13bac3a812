"""What the chat page asks of the product around it: its people, things to try, and the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in both languages of the page."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody the visitor can be; ``colour`` is a hue of 0-359 degrees, ``zone`` an IANA name."""

    user_id: int
    name: str
    role: Words
    team: str
    initials: str
    colour: int
    language: str = "en"
    zone: str = "Asia/Hong_Kong"


@dataclass(frozen=True, slots=True)
class ThingToTry:
    """One suggestion; ``text`` fills the composer of ``user_id`` and may be empty."""

    title: Words
    hint: Words
    user_id: int
    text: str = ""


class SandboxControls(Protocol):
    """Implemented by whoever runs the product in the sandbox."""

    def people(self) -> Sequence[DemoPerson]:
        """Return the people in the order the page lists them."""
        ...

    def things_to_try(self) -> Sequence[ThingToTry]:
        """Return the suggestions, best first."""
        ...

    def now(self) -> datetime:
        """Return the sandbox's present, aware UTC."""
        ...

    async def turn_clock(self, by: timedelta) -> None:
        """Turn the clock forward step by step and return when everything due on the way has happened."""
        ...
