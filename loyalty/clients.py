"""A client as the firm knows it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from loyalty.clientfields import Birthday
from loyalty.people import Language, PersonId, TeamId

ClientId = NewType("ClientId", str)


class Tier(StrEnum):
    """How much attention a client is promised; ``vip`` is high value (source: product brief, Tiers)."""

    VIP = "vip"
    KEY = "key"
    STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class Client:
    """One client; personal fields are decrypted here and nowhere written to a log.

    Attributes:
        ref: the key of the firm's CRM; None for a client added in the chat.
        zone: IANA name; the client's birthdays and calendar months are counted there.
        phone: E.164.
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
