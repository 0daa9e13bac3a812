"""Measures importing and scoring a history beside csv and executemany into plain SQLite, in the same run.

Without files in the arguments: the real history beside the repository, or a made-up one of the same size.
"""

import csv
import gzip
import multiprocessing
import random
import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

from loyalty.people.people import Role
from storage.database import Database
from storage.encryption import KeyRing
from storage.imports import ImportReport, ImportRequest, import_files
from storage.scores.nights import score_all

CRM = Path(__file__).parents[2] / "shared" / "data" / "crm"
CLIENTS, ORDERS_EACH = 4_300, 20
LAST_DAY = date(2011, 12, 9)
_KEYS = KeyRing([bytes(range(32))])

Step = Callable[[Path, Path, Path], str]
"""Works in a folder on the two files and says what it did."""


def plain_sqlite(folder: Path, clients: Path, purchases: Path) -> str:
    """Do the least that any program must: read, convert, insert; nothing is checked, sealed or compared."""
    with sqlite3.connect(folder / "plain.db") as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE client (ref TEXT PRIMARY KEY, country TEXT)")
        connection.execute(
            "CREATE TABLE purchase (ref TEXT, order_ref TEXT, category TEXT, day TEXT, amount REAL,"
            " currency TEXT, PRIMARY KEY (ref, order_ref, category)) WITHOUT ROWID"
        )
        rows = ((row["client_ref"], row.get("country")) for row in _rows(clients))
        connection.executemany("INSERT INTO client VALUES (?, ?)", rows)
        lines = (
            (
                row["client_ref"],
                row["order_ref"],
                row["category"],
                date.fromisoformat(row["purchased_on"]).isoformat(),
                float(row["amount"]),
                row["currency"],
            )
            for row in _rows(purchases)
        )
        done = connection.executemany("INSERT INTO purchase VALUES (?, ?, ?, ?, ?, ?)", lines)
    connection.close()
    return f"{done.rowcount:,} purchases"


def first_import(folder: Path, clients: Path, purchases: Path) -> str:
    """Import into an empty firm of three advisors."""
    database = Database(f"sqlite:///{folder / 'rapport.db'}", _KEYS)
    database.migrate()
    with database.unit() as store:
        team = store.teams.find_or_add("Central")
        for name in ("Anna", "Emil", "Fay"):
            store.people.find_or_add(name, role=Role.ADVISOR, team_id=team.id)
    return _figures(_imported(database, clients, purchases))


def second_import(folder: Path, clients: Path, purchases: Path) -> str:
    """Import the same files again."""
    return _figures(_imported(Database(f"sqlite:///{folder / 'rapport.db'}", _KEYS), clients, purchases))


def scoring(folder: Path, _clients: Path, _purchases: Path) -> str:
    """Score all clients as of the last day of the history."""
    database = Database(f"sqlite:///{folder / 'rapport.db'}", _KEYS)
    with sqlite3.connect(folder / "rapport.db") as connection:
        ((newest,),) = connection.execute("SELECT max(purchased_on) FROM purchase")
    connection.close()
    scored = score_all(database, now=datetime.now(UTC), as_of=date.fromisoformat(newest))
    database.close()
    return f"{scored.scored:,} clients, red {scored.red}, yellow {scored.yellow}"


STEPS: tuple[Step, ...] = (plain_sqlite, first_import, second_import, scoring)


def measured(step: Step, folder: Path, clients: Path, purchases: Path) -> tuple[str, float, float, float]:
    """Return what a step said, its seconds, and the process's peak memory before and after in MiB."""
    before, began = _peak_mib(), perf_counter()
    said = step(folder, clients, purchases)
    return said, perf_counter() - began, before, _peak_mib()


def main() -> None:
    """Print a line for each step, each in a process of its own so that its memory is its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clients, purchases = _files(folder)
        print(f"{clients.name} and {purchases.name}, {sum(1 for _ in _rows(purchases)):,} purchases")
        fresh = multiprocessing.get_context("spawn")
        for step in STEPS:
            with fresh.Pool(1) as process:
                said, seconds, before, after = process.apply(measured, (step, folder, clients, purchases))
            title = step.__name__.replace("_", " ")
            print(f"  {title:14} {seconds:6.2f} s, peak {after:.0f} MiB (+{after - before:.0f}); {said}")


def _imported(database: Database, clients: Path, purchases: Path) -> ImportReport:
    report = import_files(database, ImportRequest(clients, purchases, "Central"), now=datetime.now(UTC))
    database.close()
    return report


def _figures(report: ImportReport) -> str:
    told = (f"{file.added:,} new, {file.changed:,} changed of {file.rows:,}" for file in report.files)
    return "; ".join(told)


def _files(folder: Path) -> tuple[Path, Path]:
    if len(sys.argv) == 3:
        return Path(sys.argv[1]), Path(sys.argv[2])
    if CRM.exists():
        return CRM / "clients.csv", CRM / "purchases.csv.gz"
    return _made_up(folder, random.Random(7))


def _made_up(folder: Path, chance: random.Random) -> tuple[Path, Path]:
    clients, purchases = folder / "clients.csv", folder / "purchases.csv"
    refs = [f"C{number}" for number in range(CLIENTS)]
    clients.write_text(
        "\n".join(("client_ref,country", *(f"{ref},France" for ref in refs), "")), encoding="utf-8"
    )
    with purchases.open("w", encoding="utf-8") as file:
        print("client_ref,order_ref,purchased_on,category,amount,currency", file=file)
        for order in range(CLIENTS * ORDERS_EACH):
            day = LAST_DAY - timedelta(days=chance.randrange(370))
            print(f"{chance.choice(refs)},{order},{day},A,{chance.lognormvariate(4, 1):.2f},EUR", file=file)
    return clients, purchases


def _rows(path: Path) -> "csv.DictReader[str]":
    packed = path.suffix == ".gz"
    return csv.DictReader(gzip.open(path, "rt", encoding="utf-8") if packed else path.open(encoding="utf-8"))


def _peak_mib() -> float:
    # Not getrusage: its peak counts the parent's memory too (Linux, fork before exec).
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main()
