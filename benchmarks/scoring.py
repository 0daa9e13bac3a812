"""Measures how fast a whole firm is rescored, beside a plain aggregate of the same rows in SQL.

``python -m benchmarks.scoring [CLIENTS]``: a made-up firm, eight purchases a client; one million unless told.
Each figure stands beside its bar. Memory is the peak of a process that does nothing but that one night.
"""

import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import numpy as np
import sqlalchemy as sa

from benchmarks.firm import KEYS
from loyalty.clients import Client, ClientId, Tier
from loyalty.contacts import Channel, Direction
from loyalty.facts.interactions import Interaction, InteractionId, MoodReading, MoodSource
from loyalty.outlook.fitting import fit
from loyalty.outlook.outlook import PurchaseColumns
from loyalty.people.people import Person, Role
from loyalty.tone import Mood
from storage.cases.interventions import score_night
from storage.clients.clientrows import CLIENT, client_values
from storage.columns import table_of
from storage.database import Database
from storage.ids import new_id
from storage.records.purchases import PurchaseRow
from storage.records.sumrows import drop_sums
from storage.scores.scoring import index_now, rescore, score_baseline
from storage.store import Store

CLIENTS, PURCHASES_EACH, DAYS = 1_000_000, 8, 900
CHANGED, LOGGED, FITTED = 10_000, 200, 100_000
NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)
_PURCHASE = table_of(PurchaseRow)
_GROUPS = ("watches", "jewels", "leather", "scarves", "perfume")
_MIB = 1024
# Eight million rows in half a minute: the repositories would take ten times as long.
_INSERT = (
    "INSERT INTO purchase (client_id, order_ref, category, purchased_on, amount, currency) "
    "VALUES (?, ?, ?, ?, ?, ?)"
)

T = TypeVar("T")


def main() -> None:
    """Make the firm, then print each figure beside its bar."""
    clients = int(sys.argv[1]) if len(sys.argv) > 1 else CLIENTS
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'rapport.db'}"
        database = Database(url, KEYS)
        print(f"scoring: a made-up firm of {clients:,} clients with {clients * PURCHASES_EACH:,} purchases")
        author = _timed("made in", lambda: found(database, clients))
        _timed("first scoring, which builds all sums", lambda: score_night(database, now=NOW))
        _measure_nights(database, url)
        _measure_changed(database)
        _measure_logs(database, author)
        database.close()
    _measure_outlook()


def found(database: Database, clients: int) -> Person:
    """Fill an empty database with clients and their purchases; return the advisor of all of them."""
    database.migrate()
    with database.unit() as store:
        team = store.teams.find_or_add("Central")
        person = store.people.find_or_add("Anna Ashgrove", role=Role.ADVISOR, team_id=team.id)
    chance = np.random.default_rng(7)
    for some in _parts(clients, 10_000):
        with database.unit() as store:
            made = [
                Client(ClientId(new_id()), f"Client {place}", team.id, person.id, NOW, Tier.STANDARD)
                for place in some
            ]
            extra = {"drafts_shown": 0, "needs_offered_at": None}
            store.transaction.insert(CLIENT, [client_values(each, KEYS) | extra for each in made])
            store.transaction.connection.exec_driver_sql(_INSERT, list(_purchases(made, chance)))
    return person


def _purchases(clients: list[Client], chance: np.random.Generator) -> Iterator[tuple[object, ...]]:
    size = (len(clients), PURCHASES_EACH)
    days = [(NOW - timedelta(days=ago)).date().isoformat() for ago in range(DAYS)]
    ages = chance.integers(0, DAYS, size).tolist()
    groups = chance.integers(0, len(_GROUPS), size).tolist()
    amounts = chance.lognormal(8, 1, size).tolist()
    orders = [f"order {number}" for number in range(PURCHASES_EACH)]
    for client, aged, grouped, spent in zip(clients, ages, groups, amounts, strict=True):
        for order, ago, group, amount in zip(orders, aged, grouped, spent, strict=True):
            yield client.id, order, _GROUPS[group], days[ago], amount, "HKD"


def _measure_nights(database: Database, url: str) -> None:
    """Rescore as the next two nights do, the second in a process of its own, beside the plain aggregate."""
    plain_s = min(_aggregate_s(database) for _ in range(2))
    print(f"  {'plain SQL aggregate of the same rows':<42} {plain_s:8.2f} s")
    began = perf_counter()
    score_night(database, now=NOW + timedelta(days=1))
    took_s = perf_counter() - began
    _tell("rescoring all of them the next night", took_s, "s", 2.5 * plain_s, "2.5 x the aggregate")
    peak_mib = float(
        subprocess.run(
            [sys.executable, "-m", "benchmarks.scoring", "--night", url],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    )
    _tell("peak memory of such a night", peak_mib, "MiB", 256.0, "")


def _aggregate_s(database: Database) -> float:
    """Return how long one fading sum a client takes in SQL, rows fetched."""
    age = sa.func.julianday(NOW.date().isoformat()) - sa.func.julianday(_PURCHASE.c.purchased_on)
    left = sa.func.sum(sa.func.pow(2.0, -age / 135))
    with database.reading() as store:
        began = perf_counter()
        for _ in store.transaction.stream(
            sa.select(_PURCHASE.c.client_id, left).group_by(_PURCHASE.c.client_id)
        ):
            pass
        return perf_counter() - began


def _night(url: str) -> None:
    """Score one night and print the peak memory of this process in MiB."""
    database = Database(url, KEYS)
    score_night(database, now=NOW + timedelta(days=2))
    database.close()
    # What getrusage tells also counts the process that started this one (getrusage(2), "ru_maxrss").
    told = Path("/proc/self/status").read_text(encoding="ascii")
    print(int(told.split("VmHWM:")[1].split()[0]) / _MIB)


def _measure_changed(database: Database) -> None:
    """Score clients of whom every fact has to be read again, as after a file of purchases."""
    ids = _some_ids(database, CHANGED)
    with database.unit() as store:
        drop_sums(store.transaction, ids)
    began = perf_counter()
    with database.unit() as store:
        score_baseline(store, ids, now=NOW + timedelta(days=3))
    _tell(f"{len(ids):,} changed: read, scored, written", perf_counter() - began, "s", 1.0, "")


def _measure_logs(database: Database, author: Person) -> None:
    """Time one logged contact: up to the new index of its client, and with the new standing, committed."""
    now = NOW + timedelta(days=3)
    to_index, to_standing = [], []
    for client_id in _some_ids(database, LOGGED):
        with database.unit() as store:
            began = perf_counter()
            _log(store, client_id, author)
            index_now(store, client_id, now=now)
            to_index.append(perf_counter() - began)
        began = perf_counter()
        with database.unit() as store:
            _log(store, client_id, author)
            rescore(store, client_id, now=now)
        to_standing.append(perf_counter() - began)
    _tell("one fact to the new index, median", 1000 * sorted(to_index)[LOGGED // 2], "ms", 5.0, "")
    whole_ms = 1000 * sorted(to_standing)[LOGGED // 2]
    print(f"  {'  with the new level, written and committed':<42} {whole_ms:8.2f} ms")


def _log(store: Store, client_id: ClientId, author: Person) -> None:
    at = NOW + timedelta(days=3)
    calm = MoodReading(Mood.POSITIVE, MoodSource.CONFIRMED, signed=0.5, confidence=1.0)
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
            reading=calm,
        )
    )


def _measure_outlook() -> None:
    """Time the fit of the outlook and the chances of all clients it was fitted on."""
    chance = np.random.default_rng(3)
    client = np.repeat(np.arange(FITTED), PURCHASES_EACH)
    day = chance.integers(0, DAYS, len(client))
    order = np.lexsort((day, client))
    rows = PurchaseColumns(client, day[order], chance.lognormal(8, 1, len(client)), np.ones(len(client)))
    began = perf_counter()
    fitted = fit(rows, today=DAYS, horizon_days=90, house_gap_days=60)
    fitted.chances(rows, today=DAYS)
    took_s = perf_counter() - began
    _tell(f"outlook of {FITTED:,} clients: fit and chances", took_s, "s", 5.0, f"({fitted.form})")


def _some_ids(database: Database, count: int) -> list[ClientId]:
    with database.reading() as store:
        ids = [row.id for row in store.transaction.rows(sa.select(CLIENT.c.id))]
    return [ClientId(client_id) for client_id in sorted(random.Random(1).sample(ids, min(count, len(ids))))]


def _parts(total: int, size: int) -> Iterator[range]:
    for start in range(0, total, size):
        yield range(start, min(start + size, total))


def _timed(name: str, work: Callable[[], T]) -> T:
    began = perf_counter()
    result = work()
    print(f"  {name:<42} {perf_counter() - began:8.2f} s", flush=True)
    return result


def _tell(name: str, measured: float, unit: str, bar: float, note: str) -> None:
    verdict = "met" if measured <= bar else "MISSED"
    print(f"  {name:<42} {measured:8.2f} {unit:<4} bar {bar:7.2f} {unit} {verdict} {note}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--night"]:
        _night(sys.argv[2])
    else:
        main()
