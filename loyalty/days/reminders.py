"""A reminder: a planned contact with what is needed to act on it, gathered once for whoever words it."""

from dataclasses import dataclass

from loyalty.clients import Client
from loyalty.facts.interactions import Interaction
from loyalty.levels.standings import Standing
from loyalty.planning.touchpoints import Touchpoint


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """A client as somebody needs to know one before writing.

    Attributes:
        standing: where the client stands, if that is known.
        last: the latest contact, as far as the reader may see it.
        turn: how many drafted texts came before, so that the next has other words.
    """

    client: Client
    standing: Standing | None = None
    last: Interaction | None = None
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Reminder:
    """A planned contact and whom it is with; ``known.turn`` counts the drafts of earlier contacts only.

    Attributes:
        stands_in_for: the name of the colleague whose contact it is; empty for the reader's own.
    """

    touchpoint: Touchpoint
    known: Acquaintance
    stands_in_for: str = ""

    @property
    def client(self) -> Client:
        """Return whom the contact is with."""
        return self.known.client
