"""Measures planning the contacts of 10,000 clients beside the naive way: every client on a fixed day.

The naive way is what reminder lists do: each contact at even steps from the first day, each occasion on its
day, whoever works then and however full the day is.
"""

import random
import tempfile
import tracemalloc
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter

from benchmarks.firm import KEYS, client_names
from loyalty.clientfields import Birthday
from loyalty.clients import Client, ClientId, Tier
from loyalty.contacts import Channel, Direction
from loyalty.facts.interactions import Interaction, InteractionId, MoodReading
from loyalty.people.clocks import WorkingHours
from loyalty.people.people import Language, Person, Role
from loyalty.planning import Agenda, Plan, Planned, PlanningClient, agenda_of, plan
from loyalty.planning.cadence import contacts_a_quarter
from loyalty.planning.occasions import OccasionFacts, occasions_between
from loyalty.planning.touchpoints import TouchpointKind
from loyalty.tone import Mood
from storage.cases.interventions import save_log
from storage.database import Database
from storage.ids import new_id
from storage.plans.planning import replan
from storage.store import Store

ADVISORS, CLIENTS_EACH = 125, 80
NOW = datetime(2027, 1, 4, 0, 30, tzinfo=UTC)
HOURS = WorkingHours("Asia/Hong_Kong", time(9), time(18), frozenset(range(5)))
_LOGS = 40

Planner = Callable[[Agenda, Sequence[PlanningClient]], Sequence[Planned]]


def tier_of(place: int) -> Tier:
    """Return the tier of one of an advisor's clients: 12 vip, 16 key, 52 standard."""
    return Tier.VIP if place < 12 else Tier.KEY if place < 28 else Tier.STANDARD


def made_up(agenda: Agenda, chance: random.Random) -> list[PlanningClient]:
    """Return the clients of one advisor, with contacts of the last weeks and all occasions."""
    clients = []
    for place in range(CLIENTS_EACH):
        facts = OccasionFacts(
            tier=tier_of(place),
            birthday=Birthday(chance.randrange(1, 13), chance.randrange(1, 29), None),
            country=chance.choice(("HK", "CN", "GB", "US", "AE")),
            language=chance.choice((None, Language.ZH, Language.EN)),
            known_since=date(2024, chance.randrange(1, 13), chance.randrange(1, 29)),
            largest_purchase_on=date(2025, chance.randrange(1, 13), chance.randrange(1, 29)),
        )
        clients.append(
            PlanningClient(
                id=ClientId(f"{chance.getrandbits(64):016x}"),
                tier=facts.tier,
                since=date(2024, 1, 1),
                contact_days=tuple(agenda.today - timedelta(days=chance.randrange(40)) for _ in range(3)),
                occasions=occasions_between(facts, first=agenda.today, last=agenda.horizon),
            )
        )
    return clients


def naive(agenda: Agenda, clients: Sequence[PlanningClient]) -> list[Planned]:
    """Plan each client alone: contacts at even steps over the quarter, occasions on their day."""
    planned = []
    whole = (agenda.horizon - agenda.today).days + 1
    for client in clients:
        planned += [Planned(client.id, each.kind, each.on, each.key, each.on) for each in client.occasions]
        count = contacts_a_quarter(client.tier)
        for number in range(count):
            day = agenda.today + timedelta(days=number * whole // count)
            planned.append(Planned(client.id, TouchpointKind.HELLO, day))
    return planned


def levelled(agenda: Agenda, clients: Sequence[PlanningClient]) -> Sequence[Planned]:
    """Plan as Rapport does."""
    return plan(agenda, clients).contacts


def main() -> None:
    """Print seconds, memory and how the days are loaded, of both ways; then plans in the database."""
    agenda = agenda_of(HOURS, now=NOW, capacity=10)
    chance = random.Random(7)
    firms = [made_up(agenda, chance) for _ in range(ADVISORS)]
    print(f"Planning {ADVISORS * CLIENTS_EACH:,} clients of {ADVISORS} advisors on {len(agenda.days)} days:")
    for planner in (naive, levelled):
        _measure(planner, agenda, firms)
    _replan(agenda, firms)
    with tempfile.TemporaryDirectory(prefix="rapport-planning-") as folder:
        _in_database(Path(folder))


def _measure(planner: Planner, agenda: Agenda, firms: Sequence[Sequence[PlanningClient]]) -> None:
    began = perf_counter()
    plans = [planner(agenda, clients) for clients in firms]
    seconds = perf_counter() - began
    tracemalloc.start()
    planner(agenda, firms[0])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    loads = [Counter(each.day for each in contacts) for contacts in plans]
    days = set(agenda.days)
    over = sum(load > agenda.capacity for each in loads for load in each.values())
    idle = sum(load for each in loads for day, load in each.items() if day not in days)
    most = max(max(each.values()) for each in loads)
    print(
        f"  {planner.__name__:8} {seconds:5.2f} s, {peak / 2**20:.1f} MiB an advisor; "
        f"{sum(map(len, plans)):,} contacts, fullest day {most}, days over the limit {over:,}, "
        f"contacts on days off {idle:,}"
    )


def _replan(agenda: Agenda, firms: Sequence[Sequence[PlanningClient]]) -> None:
    """Time a night on which nothing changed, and count what moves."""
    before = [plan(agenda, clients) for clients in firms]
    again = [[_with(client, made) for client in clients] for clients, made in zip(firms, before, strict=True)]
    began = perf_counter()
    after = [plan(agenda, clients) for clients in again]
    seconds = perf_counter() - began
    moved = sum(len(set(a.contacts) ^ set(b.contacts)) for a, b in zip(before, after, strict=True))
    print(f"  planned again unchanged: {seconds:.2f} s, {moved} contacts moved")


def _with(client: PlanningClient, made: Plan) -> PlanningClient:
    return replace(client, planned=tuple(each for each in made.contacts if each.client_id == client.id))


def _in_database(folder: Path) -> None:
    database = Database(f"sqlite:///{folder / 'planning.db'}", KEYS)
    database.migrate()
    with database.unit() as store:
        people = [_hire(store, place) for place in range(ADVISORS)]
    print(f"In SQLite, {ADVISORS * CLIENTS_EACH:,} clients:")
    for label, at in (("first plan", NOW), ("the next night", NOW + timedelta(days=1))):
        began, slowest = perf_counter(), 0.0
        for person in people:
            started = perf_counter()
            with database.unit() as store:
                replan(store, person.id, now=at)
            slowest = max(slowest, perf_counter() - started)
        print(f"  {label:15} {perf_counter() - began:5.2f} s, slowest advisor {1000 * slowest:.0f} ms")
    waits = sorted(_log_times(database, people[0]))
    print(
        f"  saving a log, with its client's plan: median {waits[len(waits) // 2]:.1f} ms, "
        f"worst {waits[-1]:.1f} ms"
    )
    database.close()


def _hire(store: Store, place: int) -> Person:
    chance = random.Random(place)
    team = store.teams.find_or_add(f"Team {place % 10}")
    person = store.people.find_or_add(f"Advisor {place}", role=Role.ADVISOR, team_id=team.id, hours=HOURS)
    names = client_names()
    store.clients.add_many(
        [
            Client(
                id=ClientId(new_id()),
                name=names[number],
                team_id=team.id,
                advisor_id=person.id,
                added_at=NOW - timedelta(days=800),
                tier=tier_of(number),
                country="HK",
                birthday=Birthday(chance.randrange(1, 13), chance.randrange(1, 29), None),
            )
            for number in range(CLIENTS_EACH)
        ]
    )
    return person


def _log_times(database: Database, person: Person) -> list[float]:
    waits = []
    with database.reading() as store:
        clients = store.clients.within(person)[:_LOGS]
    for client in clients:
        log = Interaction(
            id=InteractionId(new_id()),
            client_id=client.id,
            author_id=person.id,
            occurred_at=NOW,
            logged_at=NOW,
            channel=Channel.CALL,
            direction=Direction.OUTBOUND_ANSWERED,
            text="Called about the new pieces.",
            reading=MoodReading(mood=Mood.NEUTRAL),
        )
        began = perf_counter()
        with database.unit() as store:
            save_log(store, log, now=NOW)
        waits.append(1000 * (perf_counter() - began))
    return waits


if __name__ == "__main__":
    main()
