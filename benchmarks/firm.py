"""A firm to measure with: advisors with clients, their purchases and contacts, all made up."""

import random
from datetime import UTC, datetime, timedelta

from loyalty.clients import ClientId
from loyalty.contacts import Channel, Direction
from loyalty.facts.interactions import Interaction, InteractionId, MoodReading, MoodSource
from loyalty.people.people import Language, Person, Role
from loyalty.tone import Mood
from storage.database import Database
from storage.encryption import KeyRing
from storage.ids import new_id
from storage.records.purchases import PurchaseLine
from storage.scores.nights import score_all
from storage.store import Store

KEYS = KeyRing([bytes(range(32))])
ADVISORS, CLIENTS_EACH = 50, 80
PURCHASES_EACH, CONTACTS_EACH = 12, 4
FIRST_ACCOUNT = 1001
_FIRST = (
    "Amara",
    "Beatrix",
    "Cordelia",
    "Dashiell",
    "Evander",
    "Florentine",
    "Gideon",
    "Honoria",
    "Isolde",
    "Jasper",
)
_LAST = (
    "Ashgrove",
    "Birkenau",
    "Castellane",
    "Dunmoreth",
    "Eglantine",
    "Fairweather",
    "Greyfriars",
    "Hollis",
)
_CALM = MoodReading(mood=Mood.NEUTRAL, source=MoodSource.CONFIRMED, signed=0.0, confidence=1.0)


def client_names() -> list[str]:
    """Return the names of each advisor's clients: no advisor sees those of another."""
    return [f"{first} {last}" for last in _LAST for first in _FIRST][:CLIENTS_EACH]


def found_firm(database: Database) -> datetime:
    """Fill an empty database and return when; the advisors' accounts are numbered from ``FIRST_ACCOUNT``."""
    database.migrate()
    chance, now = random.Random(7), datetime.now(UTC)
    with database.unit() as store:
        team = store.teams.find_or_add("Central")
        for place in range(ADVISORS):
            person = store.people.find_or_add(f"Advisor {place}", role=Role.ADVISOR, team_id=team.id)
            store.people.bind(person.id, FIRST_ACCOUNT + place)
            store.people.save_language(person.id, Language.EN)
            for name in client_names():
                client = store.clients.add(name=name, team_id=team.id, advisor_id=person.id, now=now)
                _add_past(store, client.id, person, chance=chance, now=now)
    score_all(database, now=now)
    return now


def _add_past(
    store: Store, client_id: ClientId, author: Person, *, chance: random.Random, now: datetime
) -> None:
    days = [chance.randrange(1, 900) for _ in range(PURCHASES_EACH)]
    store.purchases.save_many(
        [
            PurchaseLine(
                client_id=client_id,
                order_ref=f"order {number}",
                purchased_on=(now - timedelta(days=ago)).date(),
                category=chance.choice(("watches", "jewels", "leather")),
                amount=chance.lognormvariate(8, 1),
                currency="HKD",
            )
            for number, ago in enumerate(days)
        ]
    )
    for _ in range(CONTACTS_EACH):
        at = now - timedelta(days=chance.randrange(1, 200))
        store.interactions.add(
            Interaction(
                id=InteractionId(new_id()),
                client_id=client_id,
                author_id=author.id,
                occurred_at=at,
                logged_at=at,
                channel=Channel.CALL,
                direction=Direction.OUTBOUND_ANSWERED,
                text="Called about the new pieces of the season.",
                reading=_CALM,
            )
        )
