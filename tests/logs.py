"""Builders of clients, logs and purchases: a test states only what matters to it."""

from datetime import datetime, timedelta
from itertools import count

from loyalty.clients import Client, ClientId
from loyalty.contacts import Channel, Direction
from loyalty.facts.interactions import Interaction, InteractionId, MoodReading, MoodSource
from loyalty.people.people import Person
from loyalty.playbooks import StepKey
from loyalty.tone import CueName, Mood
from storage.ids import new_id
from storage.records.purchases import PurchaseLine
from storage.store import Store
from tests.staff import NOW, Staff

COMPLAINT = MoodReading(
    mood=Mood.NEGATIVE,
    source=MoodSource.CONFIRMED,
    signed=-0.9,
    confidence=1.0,
    evidence=("three weeks",),
    cues=(CueName.COMPLAINT,),
)
WISH_TO_LEAVE = MoodReading(
    mood=Mood.NEGATIVE, source=MoodSource.CONFIRMED, signed=-0.8, confidence=1.0, cues=(CueName.EXIT,)
)
CALM = MoodReading(mood=Mood.NEUTRAL, source=MoodSource.CONFIRMED, signed=0.0, confidence=1.0)

CALL, PLAN, SETTLE = StepKey("call"), StepKey("plan"), StepKey("settle")
CONTACT, OFFER = StepKey("contact"), StepKey("offer")

_orders = count(1)


def a_client(store: Store, staff: Staff, name: str = "Chen Wei") -> Client:
    """Add a client of Anna."""
    return store.clients.add(name=name, team_id=staff.team.id, advisor_id=staff.anna.id, now=NOW)


def a_log(
    client: Client,
    author: Person,
    *,
    at: datetime = NOW,
    logged_at: datetime | None = None,
    reading: MoodReading = CALM,
    direction: Direction = Direction.OUTBOUND_ANSWERED,
    text: str = "Called about the watch.",
    private: bool = False,
) -> Interaction:
    """Return a call, logged when it was made unless said otherwise."""
    return Interaction(
        id=InteractionId(new_id()),
        client_id=client.id,
        author_id=author.id,
        occurred_at=at,
        logged_at=logged_at or at,
        channel=Channel.CALL,
        direction=direction,
        text=text,
        reading=reading,
        private=private,
    )


def a_purchase(client_id: ClientId, days_ago: int, *, category: str = "watches") -> PurchaseLine:
    """Return a line of an order made ``days_ago`` days before the moment of the tests."""
    return PurchaseLine(
        client_id=client_id,
        order_ref=f"order {next(_orders)}",
        purchased_on=(NOW - timedelta(days=days_ago)).date(),
        category=category,
        amount=100.0,
        currency="HKD",
    )
