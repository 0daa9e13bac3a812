"""Files as a CRM writes them, and what importing them comes to."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage.database import Database
from storage.imports import FileReport, ImportReport, ImportRequest, import_files
from tests.staff import NOW

CLIENTS = "client_ref,name,country,tier,birthday,phone,advisor,aliases"
SIGNALS = "client_ref,kind,on,value,closed_on,tone,about_us,detail"
PURCHASES = "client_ref,order_ref,purchased_on,category,amount,currency"


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder for files and the database they are imported into."""

    folder: Path
    database: Database

    def file(
        self, name: str, heading: str, *rows: str, encoding: str = "utf-8", packed: bool = False
    ) -> Path:
        """Write a file of a heading and rows."""
        content = "\n".join((heading, *rows, "")).encode(encoding)
        return self.bytes(name, gzip.compress(content) if packed else content)

    def bytes(self, name: str, content: bytes) -> Path:
        """Write a file of bytes."""
        path = self.folder / name
        path.write_bytes(content)
        return path

    def clients(self, *rows: str, heading: str = CLIENTS) -> Path:
        """Write clients.csv; a row may stop early, the rest of its cells are empty."""
        return self.file("clients.csv", heading, *_filled(rows, heading))

    def purchases(self, *rows: str, heading: str = PURCHASES) -> Path:
        """Write purchases.csv; a row may stop early, the rest of its cells are empty."""
        return self.file("purchases.csv", heading, *_filled(rows, heading))

    def signals(self, *rows: str, heading: str = SIGNALS) -> Path:
        """Write signals.csv; a row may stop early, the rest of its cells are empty."""
        return self.file("signals.csv", heading, *_filled(rows, heading))

    def brings(
        self, clients: Path | None = None, purchases: Path | None = None, **options: Any
    ) -> ImportReport:
        """Import files at the moment of all tests."""
        return import_files(self.database, ImportRequest(clients, purchases, **options), now=NOW)


def faults(report: FileReport | None) -> list[tuple[int, str]]:
    """Return the faults of a file as line and sentence."""
    assert report is not None
    return [(fault.line, fault.sentence) for fault in report.bad.first]


def figures(report: FileReport | None) -> tuple[int, int, int, int]:
    """Return how many rows were new, changed, unchanged and bad."""
    assert report is not None
    return report.added, report.changed, report.unchanged, report.bad.count


def _filled(rows: Iterable[str], heading: str) -> list[str]:
    return [row + "," * (heading.count(",") - row.count(",")) for row in rows]
