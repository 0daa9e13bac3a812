"""Imports clients, purchases and signals in one transaction: all rows, unless bad ones may be left out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol, TypeVar

from storage.database import Database
from storage.imports.clientlines import CLIENTS, ClientReader
from storage.imports.clientwriting import ClientWriter
from storage.imports.encodings import NAMES
from storage.imports.faults import Fault, FileRefusedError, ImportRefusedError
from storage.imports.owners import Owners, refuse_without_team, share_out, team_to_assign
from storage.imports.purchaselines import PURCHASES, PurchaseReader
from storage.imports.purchasewriting import PurchaseWriter
from storage.imports.repeats import Survey, survey
from storage.imports.reports import FileReport, ImportReport, ImportRequest, Progress
from storage.imports.rows import Entry, chunks
from storage.imports.signallines import SIGNALS, SignalReader
from storage.imports.signalwriting import SignalWriter
from storage.imports.sources import source_of
from storage.imports.tables import Layout, Record, Table, table_of
from storage.records.sumrows import drop_sums
from storage.scores.scoring import score_baseline
from storage.store import Store

# Somewhere on earth the day has already begun (zone Pacific/Kiritimati).
_EARLIEST_ZONE = timedelta(hours=14)
_CLIENTS_A_CHUNK = 1000
_PURCHASES_A_CHUNK = 5000
_SIGNALS_A_CHUNK = 2000

E = TypeVar("E", bound=Entry)


class _TakenBack(Exception):
    """The work is done and is not to stay."""


class _Writer(Protocol[E]):
    def write(self, entries: list[E]) -> list[Fault]: ...


@dataclass(frozen=True, slots=True)
class _Checked:
    """A file read once from end to end before anything is written."""

    table: Table
    survey: Survey

    def report(self) -> FileReport:
        encoding = NAMES[self.table.source.encoding]
        packed = ", packed" if self.table.source.packed else ""
        told = f"{encoding}, {self.table.delimiter_name}{packed}"
        return FileReport(self.table.name, told, self.survey.rows, self.table.unknown)


def import_files(
    database: Database, request: ImportRequest, *, now: datetime, progress: Progress = lambda *_: None
) -> ImportReport:
    """Import files; importing them again changes nothing.

    New clients have no standing until the next scoring, and the first one opens no case and tells nobody.

    Raises:
        FileRefusedError: a file cannot be read as a table.
        ImportRefusedError: clients would have no team to be in.
        StorageError: the database could not; nothing was written.
    """
    if request.assign is not None and request.clients is None:
        raise ImportRefusedError("--assign shares out the clients of a file: give it with --clients")
    clients = _checked(request.clients, CLIENTS, progress)
    purchases = _checked(request.purchases, PURCHASES, progress)
    signals = _checked(request.signals, SIGNALS, progress)
    if clients is not None and {"order_ref", "amount"} <= set(clients.table.unknown):
        raise FileRefusedError(clients.table.name, "these are purchases: give the file with --purchases")
    report = ImportReport()
    try:
        with database.unit() as store:
            if clients is not None:
                _import_clients(store, clients, report, request, now=now, progress=progress)
            if purchases is not None:
                _import_purchases(store, purchases, report, now=now, progress=progress)
            if signals is not None:
                _import_signals(store, signals, report, now=now, progress=progress)
            report.refused = not request.skip_bad and any(each.bad.count for each in report.files)
            if report.refused or request.dry_run or report.changes_nothing:
                raise _TakenBack
            store.audit.record(None, "imported", "firm", now, detail=_figures(report))
    except _TakenBack:
        return report
    report.written = True
    return report


def _checked(path: Path | None, layout: Layout, progress: Progress) -> _Checked | None:
    if path is None:
        return None
    table = table_of(source_of(path), layout)
    found = survey(table, progress=lambda rows: progress(f"Reading {table.name}", rows, None))
    if found.rows == 0:
        raise FileRefusedError(table.name, "there are headings but no rows")
    return _Checked(table, found)


def _import_clients(
    store: Store,
    file: _Checked,
    report: ImportReport,
    request: ImportRequest,
    *,
    now: datetime,
    progress: Progress,
) -> None:
    team = None if request.assign is None else team_to_assign(store, request.assign)
    refuse_without_team(store)
    reader = ClientReader(file.table, today=_latest_day(now))
    writer = ClientWriter(store, Owners(store, assign=team), now=now)
    report.clients = file.report()
    report.clients.passed_over = reader.passed_over
    _import_rows(file, report.clients, reader.read, writer, size=_CLIENTS_A_CHUNK, progress=progress)
    report.clients.added, report.clients.changed = writer.added, writer.changed
    if team is not None:
        given = share_out(store, writer.ownerless, team=team)
        report.team, report.given = team.name, {person.name: count for person, count in given.items()}


def _import_purchases(
    store: Store, file: _Checked, report: ImportReport, *, now: datetime, progress: Progress
) -> None:
    writer = PurchaseWriter(store, unknown=_unknown(report))
    reader = PurchaseReader(file.table, latest=_latest_day(now))
    report.purchases = file.report()
    _import_rows(file, report.purchases, reader.read, writer, size=_PURCHASES_A_CHUNK, progress=progress)
    writer.finish()
    # What a file tells of the past is no news, be it enough to see at last who fell silent long ago.
    score_baseline(store, writer.added_to(), now=now)
    report.purchases.added, report.purchases.changed = writer.counts()


def _import_signals(
    store: Store, file: _Checked, report: ImportReport, *, now: datetime, progress: Progress
) -> None:
    writer = SignalWriter(store, unknown=_unknown(report))
    reader = SignalReader(file.table, latest=_latest_day(now))
    report.signals = file.report()
    _import_rows(file, report.signals, reader.read, writer, size=_SIGNALS_A_CHUNK, progress=progress)
    report.signals.added, report.signals.changed = writer.added, writer.changed
    writer.replan()
    drop_sums(store.transaction, writer.touched)
    # A file full of old complaints must not wake everybody in the night (product brief, Baseline day).
    score_baseline(store, writer.touched, now=now)


def _unknown(report: ImportReport) -> str:
    if report.clients is None:
        return "is not in the database: import the client first"
    return f"is neither in the database nor a good row of {report.clients.name}"


def _import_rows(
    file: _Checked,
    report: FileReport,
    read: Callable[[Record], E],
    writer: _Writer[E],
    *,
    size: int,
    progress: Progress,
) -> None:
    done = 0
    for good, bad in chunks(file.table, read, repeated=file.survey.repeated, size=size):
        for fault in sorted([*bad, *writer.write(good)], key=lambda fault: fault.line):
            report.bad.add(fault)
        done += len(good) + len(bad)
        progress(f"Importing {report.name}", done, report.rows)


def _latest_day(now: datetime) -> date:
    return (now + _EARLIEST_ZONE).date()


def _figures(report: ImportReport) -> str:
    return "; ".join(
        f"{each.added} new, {each.changed} changed, {each.bad.count} left out" for each in report.files
    )
