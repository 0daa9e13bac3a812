"""The firm of the simulated quarter: two leads, six advisors in three zones, 480 clients with some past."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from loyalty.clientfields import Birthday
from loyalty.clients import Client, ClientId, Tier
from loyalty.contacts import Channel, Direction
from loyalty.facts.interactions import Interaction, InteractionId, MoodReading, MoodSource
from loyalty.people.clocks import WorkingHours
from loyalty.people.people import Language, Person, Role
from loyalty.tone import CueName, Mood
from storage.database import Database
from storage.ids import new_id
from storage.plans.planning import advisors_with_clients, replan
from storage.records.purchases import PurchaseLine
from storage.scores.nights import score_all
from storage.store import Store

BEGIN, END = date(2026, 10, 1), date(2026, 12, 31)
# Half past seven in Hong Kong on the first day.
START = datetime(2026, 9, 30, 23, 30, tzinfo=UTC)
VIP_EACH, KEY_EACH, CLIENTS_EACH = 12, 16, 80
CALM = MoodReading(mood=Mood.NEUTRAL, source=MoodSource.CONFIRMED, signed=0.0, confidence=1.0)
COMPLAINT = MoodReading(
    mood=Mood.NEGATIVE,
    source=MoodSource.CONFIRMED,
    signed=-0.9,
    confidence=1.0,
    cues=(CueName.COMPLAINT,),
)
# Summer time ends in London on 25 October and in New York on 1 November.
ZONES = ("Asia/Hong_Kong", "Europe/London", "America/New_York")
_COUNTRIES = {"Asia/Hong_Kong": "HK", "Europe/London": "GB", "America/New_York": "US"}
_WORKDAYS = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class SimulatedFirm:
    """Who works at the firm; ``team_of`` names colleagues who can stand in for each other."""

    leads: tuple[Person, ...]
    advisors: tuple[Person, ...]
    clients: tuple[Client, ...]


def found_firm(database: Database, *, seed: int) -> SimulatedFirm:
    """Fill an empty database and plan the first contacts; the same firm from one seed."""
    chance = random.Random(seed)
    with database.unit() as store:
        leads = [_hire(store, f"Lead {team}", Role.LEAD, team, place=team * 2) for team in range(2)]
        advisors = [_hire(store, f"Advisor {each}", Role.ADVISOR, each % 2, place=each) for each in range(6)]
        clients = [client for each in advisors for client in _clients(each, chance)]
        store.clients.add_many(clients)
        for client in clients:
            _tell_past(store, client, chance)
    score_all(database, now=START, baseline=True)
    with database.unit() as store:
        for advisor_id in advisors_with_clients(store):
            replan(store, advisor_id, now=START)
    return SimulatedFirm(tuple(leads), tuple(advisors), tuple(clients))


def a_log(
    client_id: ClientId,
    author: Person,
    *,
    now: datetime,
    direction: Direction = Direction.OUTBOUND_ANSWERED,
    reading: MoodReading = CALM,
) -> Interaction:
    """Return a contact of just now."""
    return Interaction(
        id=InteractionId(new_id()),
        client_id=client_id,
        author_id=author.id,
        occurred_at=now,
        logged_at=now,
        channel=Channel.CALL,
        direction=direction,
        text="Spoke on the phone.",
        reading=reading,
    )


def _hire(store: Store, name: str, role: Role, team: int, *, place: int) -> Person:
    hours = WorkingHours(ZONES[place // 2 % 3], time(9), time(18), _WORKDAYS)
    where = store.teams.find_or_add(f"Team {team}")
    person = store.people.find_or_add(name, role=role, team_id=where.id, hours=hours)
    store.people.bind(person.id, 1000 + place + 100 * (role is Role.LEAD))
    store.people.save_language(person.id, Language.EN)
    return store.people.of(person.id)


def _clients(advisor: Person, chance: random.Random) -> list[Client]:
    (team_id,) = advisor.teams_as(Role.ADVISOR)
    return [
        Client(
            id=ClientId(new_id()),
            name=f"Client {place} of {advisor.name}",
            team_id=team_id,
            advisor_id=advisor.id,
            added_at=START - timedelta(days=700),
            tier=_tier(place),
            # One in eight lives where another advisor does.
            zone=advisor.hours.zone if place % 8 else chance.choice(ZONES),
            country=_COUNTRIES[advisor.hours.zone],
            language=chance.choice((None, Language.ZH, Language.EN)),
            birthday=Birthday(chance.randrange(1, 13), chance.randrange(1, 29), None),
        )
        for place in range(CLIENTS_EACH)
    ]


def _tier(place: int) -> Tier:
    return Tier.VIP if place < VIP_EACH else Tier.KEY if place < VIP_EACH + KEY_EACH else Tier.STANDARD


def _tell_past(store: Store, client: Client, chance: random.Random) -> None:
    gap, day = chance.randrange(25, 90), START.date() - timedelta(days=chance.randrange(1, 60))
    store.purchases.save_many(
        [
            PurchaseLine(
                client_id=client.id,
                order_ref=f"order {number}",
                purchased_on=day - timedelta(days=gap * number),
                category="watches",
                amount=chance.lognormvariate(8, 1),
                currency="HKD",
            )
            for number in range(6)
        ]
    )
    assert client.advisor_id is not None
    author = store.people.of(client.advisor_id)
    store.interactions.add(a_log(client.id, author, now=START - timedelta(days=chance.randrange(2, 80))))
