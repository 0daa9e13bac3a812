"""Who and what the samples speak of."""

from dataclasses import dataclass
from datetime import timedelta

from loyalty.clients import Client, Tier
from loyalty.levels.levels import Cause, Level
from loyalty.people.people import Language
from tests.wording import firm
from tests.wording.firm import NOON

LATER = NOON + timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Names:
    """Who and what is spoken of in the samples."""

    client: str
    advisor: str
    lead: str
    team: str
    note: str


def ordinary(language: Language) -> Names:
    names = firm.NAMES[language]
    return Names(names["client"], names["advisor"], names["lead"], names["team"], firm.NOTES[language])


def client_of(names: Names, *, tier: Tier = Tier.VIP) -> Client:
    return firm.a_client(names.client, tier=tier)


LEVELS = (
    (Level.RED, Cause.COMPLAINT_OPEN),
    (Level.RED, Cause.WISH_TO_LEAVE),
    (Level.RED, Cause.SILENCE),
    (Level.YELLOW, Cause.MAY_LEAVE),
    (Level.YELLOW, Cause.LOW_INTENT),
    (Level.YELLOW, Cause.CALMING),
    (Level.GREEN, Cause.FEW_PURCHASES),
    (Level.GREEN, Cause.ALL_WELL),
    (None, Cause.DORMANT),
)
