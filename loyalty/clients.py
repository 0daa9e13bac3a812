"""A client as the firm knows it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from loyalty.clientfields import Birthday
from loyalty.people.people import Language, PersonId, TeamId

ClientId = NewType("ClientId", str)


class Tier(StrEnum):
    """How much attention a client is promised; ``vip`` is high value (source: product brief, Tiers)."""

    VIP = "vip"
    KEY = "key"
    STANDARD = "standard"


class Closing(StrEnum):
    """Why nobody contacts a client any more."""

    LEFT = "left"
    MOVED = "moved"
    DIED = "died"
    DORMANT = "dormant"


@dataclass(frozen=True, slots=True)
class Client:
    """One client; personal fields are decrypted here and nowhere written to a log.

    Attributes:
        ref: the key of the firm's CRM; None for a client added in the chat.
        zone: IANA name; the client's birthdays and calendar months are counted there.
        phone: E.164.
        likes: what the client cares for, in the advisor's words.
        needs_basic: what must be right for the client, in the advisor's words.
        needs_emotional: what touches the client, in the advisor's words.
        reached_by: how and when the client likes to be reached, in the advisor's words.
        consented_on: since which day the client has agreed that notes are kept, as the advisor says.
        closed_at: since when nothing is planned, scored or sent for the client.
    """

    id: ClientId
    name: str
    team_id: TeamId
    advisor_id: PersonId | None
    added_at: datetime
    tier: Tier = Tier.STANDARD
    ref: str | None = None
    aliases: tuple[str, ...] = ()
    language: Language | None = None
    zone: str | None = None
    country: str | None = None
    birthday: Birthday | None = None
    phone: str | None = None
    email: str | None = None
    likes: str | None = None
    reached_by: str | None = None
    needs_basic: str | None = None
    needs_emotional: str | None = None
    consented_on: date | None = None
    closed_at: datetime | None = None
    closed_as: Closing | None = None
