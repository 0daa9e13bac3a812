"""Measures the digests of 300 leads beside the naive way: reading each client of the team, one by one.

Gathering and wording happen inside the sender's transaction, so they have to be short; the picture is drawn
outside of it. Times are of the processor, on this machine and in this run; the ratios travel better.
"""

import random
import resource
import statistics
import tempfile
import tracemalloc
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import process_time

from benchmarks.firm import KEYS, client_names
from loyalty.clients import Client, ClientId
from loyalty.contacts import Channel, Direction
from loyalty.facts.interactions import Interaction, InteractionId, MoodReading, MoodSource
from loyalty.levels.levels import Cause, Level
from loyalty.levels.standings import Standing
from loyalty.people.people import Language, Person, Role
from loyalty.planning import PlanLoad
from loyalty.tone import Mood
from storage.database import Database
from storage.ids import new_id
from storage.people.teamdays import digest_of
from storage.store import Store
from wording.digest import digest
from wording.reader import Reader

LEADS, ADVISORS_EACH, CLIENTS_EACH = 300, 3, 40
NOW = datetime(2026, 11, 25, 0, 30, tzinfo=UTC)
_READER = Reader(Language.EN, "Asia/Hong_Kong")
_PICTURES = 20
_NAIVE = 20
_A_DAY = timedelta(days=1)
_LEVELS = (Level.GREEN,) * 16 + (Level.YELLOW,) * 3 + (Level.RED,)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'rapport.db'}", KEYS)
        leads = found(database)
        size = f"{ADVISORS_EACH} advisors and {ADVISORS_EACH * CLIENTS_EACH} clients each"
        print(f"digest: {LEADS} leads, {size}, SQLite")
        ours = timed(database, leads, words)
        naive = statistics.median(timed(database, leads[:_NAIVE], one_by_one))
        median = statistics.median(ours)
        print(f"gather and word   median {1000 * median:8.1f} ms   worst {1000 * max(ours):8.1f} ms")
        print(f"read one by one   median {1000 * naive:8.1f} ms   ×{naive / median:.1f}")
        print(f"all {LEADS}, in a row  {sum(ours):8.1f} s")
        drawing(database, leads)
        memory(database, leads)
        database.close()


def words(store: Store, lead: Person) -> object:
    """Gather and word a digest as the sender does."""
    return digest(digest_of(store, lead, since=NOW - _A_DAY, now=NOW), reader=_READER, now=NOW)


def one_by_one(store: Store, lead: Person) -> object:
    """Gather levels, changes and last contacts client by client, the way lists are first written."""
    counts: Counter[Level | None] = Counter()
    silent = changed = 0
    for client in store.clients.within(lead):
        standing = store.standings.of(client.id)
        counts[standing.level if standing else None] += 1
        changes = store.standings.changes(client.id, limit=50)
        changed += any(change.changed_at > NOW - _A_DAY for change in changes)
        latest = store.interactions.latest(client.id, reader=lead, limit=1)
        silent += not latest or latest[0].occurred_at < NOW - 90 * _A_DAY
        store.cases.open_of(client.id)
    return counts, changed, silent


def timed(
    database: Database, leads: Sequence[Person], work: Callable[[Store, Person], object]
) -> list[float]:
    """Return the seconds each lead's work took."""
    took = []
    for lead in leads:
        began = process_time()
        with database.reading() as store:
            work(store, lead)
        took.append(process_time() - began)
    return took


def drawing(database: Database, leads: Sequence[Person]) -> None:
    """Print what the first picture and the later ones take."""
    took, sizes = [], []
    for lead in leads[:_PICTURES]:
        with database.reading() as store:
            told = digest(digest_of(store, lead, since=NOW - _A_DAY, now=NOW), reader=_READER, now=NOW)
        assert told.picture is not None
        began = process_time()
        sizes.append(len(told.picture.png()))
        took.append(process_time() - began)
    later = statistics.median(took[1:])
    print(f"picture           first  {1000 * took[0]:8.0f} ms   later {1000 * later:8.0f} ms")
    print(f"picture           {max(sizes) / 1000:.0f} kB at most")


def memory(database: Database, leads: Sequence[Person]) -> None:
    """Print what one digest and all of them leave and need."""
    tracemalloc.start()
    timed(database, leads[:_NAIVE], words)
    _, ours = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    timed(database, leads[:_NAIVE], one_by_one)
    _, naive = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    whole = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at peak    {ours / 1e6:8.1f} MB   one by one {naive / 1e6:.1f} MB")
    print(f"whole process     {whole:8.0f} MB, matplotlib included")


def found(database: Database) -> list[Person]:
    """Fill an empty database and return the leads."""
    database.migrate()
    chance, leads = random.Random(7), []
    for number in range(LEADS):
        with database.unit() as store:
            team = store.teams.find_or_add(f"Team {number}")
            leads.append(store.people.find_or_add(f"Lead {number}", role=Role.LEAD, team_id=team.id))
            for place in range(ADVISORS_EACH):
                name = f"Advisor {number} {place}"
                advisor = store.people.find_or_add(name, role=Role.ADVISOR, team_id=team.id)
                load = PlanLoad(chance.randrange(4, 16), 10, place, NOW)
                store.plan_loads.save(advisor.id, load, next_at=NOW + _A_DAY)
                _clients(store, advisor, chance)
    return leads


def _clients(store: Store, advisor: Person, chance: random.Random) -> None:
    (team_id,) = advisor.teams_as(Role.ADVISOR)
    clients = [
        Client(ClientId(new_id()), name, team_id, advisor.id, NOW - 400 * _A_DAY)
        for name in client_names()[:CLIENTS_EACH]
    ]
    store.clients.add_many(clients)
    before: dict[ClientId, Standing] = {}
    for back in sorted(chance.sample(range(60), 4), reverse=True):
        at = NOW - back * _A_DAY
        some = clients if not before else chance.sample(clients, CLIENTS_EACH // 5)
        scored = [(before.get(each.id), _standing(each.id, at, chance)) for each in some]
        store.standings.save_many(scored)
        before |= {after.client_id: after for _, after in scored}
    for client in chance.sample(clients, CLIENTS_EACH // 2):
        store.interactions.add(_contact(client.id, advisor, NOW - chance.randrange(1, 120) * _A_DAY))


def _standing(client_id: ClientId, at: datetime, chance: random.Random) -> Standing:
    return replace(_STANDING, client_id=client_id, scored_at=at, level_since=at, level=chance.choice(_LEVELS))


def _contact(client_id: ClientId, author: Person, at: datetime) -> Interaction:
    return Interaction(
        id=InteractionId(new_id()),
        client_id=client_id,
        author_id=author.id,
        occurred_at=at,
        logged_at=at,
        channel=Channel.CALL,
        direction=Direction.OUTBOUND_ANSWERED,
        text="Called about the new pieces of the season.",
        reading=MoodReading(mood=Mood.NEUTRAL, source=MoodSource.CONFIRMED, signed=0.0, confidence=1.0),
    )


_STANDING = Standing(
    client_id=ClientId(""),
    scored_at=NOW,
    scored_on=date(2026, 11, 25),
    index=50.0,
    coverage=0.5,
    outlook=0.3,
    risk=0.3,
    level=Level.GREEN,
    cause=Cause.ALL_WELL,
    cause_since=None,
    level_since=NOW,
    calm_days=0,
)


if __name__ == "__main__":
    main()
