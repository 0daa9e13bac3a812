"""`rapport import`."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from bot.commands.opening import opened
from bot.settings import read_settings
from storage.imports import FileReport, ImportRefusedError, ImportReport, ImportRequest
from storage.imports import import_files as import_into

_REFUSED = 1


def import_files(
    clients: Annotated[Path | None, typer.Option(help="The clients: CSV, plain or .gz.")] = None,
    purchases: Annotated[Path | None, typer.Option(help="The purchases: CSV, plain or .gz.")] = None,
    signals: Annotated[
        Path | None, typer.Option(help="Answers, events, referrals and other facts: CSV, plain or .gz.")
    ] = None,
    assign: Annotated[
        str | None,
        typer.Option(metavar="TEAM", help="Share the clients without an advisor evenly in this team."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen and write nothing.")
    ] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave bad rows out and import the rest.")
    ] = False,
) -> None:
    """Import clients, purchases and signals and say what is new; one bad row and nothing is written."""
    if clients is None and purchases is None and signals is None:
        raise ImportRefusedError("give --clients FILE, --purchases FILE or --signals FILE, or several")
    request = ImportRequest(clients, purchases, assign, dry_run=dry_run, skip_bad=skip_bad, signals=signals)
    settings = read_settings(needs_token=False)
    began = time.perf_counter()
    with opened(settings) as database, _Bars() as bars:
        report = import_into(database, request, now=datetime.now(UTC), progress=bars.show)
    for file in report.files:
        _tell_faults(file, left_out=skip_bad)
    if report.refused:
        typer.echo("Nothing was written. Correct the rows, or add --skip-bad to leave them out.", err=True)
        raise typer.Exit(_REFUSED)
    _tell_outcome(report, dry_run=dry_run, seconds=time.perf_counter() - began)


class _Bars:
    """Progress bars on a terminal, nothing elsewhere."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._progress = Progress(*columns, console=console, disable=not console.is_terminal, transient=True)
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> "_Bars":
        self._progress.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._progress.stop()

    def show(self, what: str, done: int, total: int | None) -> None:
        """Move the bar of what is being done."""
        if what not in self._tasks:
            self._tasks[what] = self._progress.add_task(what, total=total)
        self._progress.update(self._tasks[what], completed=done, total=total)


def _tell_faults(file: FileReport, *, left_out: bool) -> None:
    if file.bad.count == 0:
        return
    what = "left out" if left_out else "bad"
    typer.echo(f"{file.name}: {file.bad.count:,} of {file.rows:,} rows {what}", err=True)
    for fault in file.bad.first:
        typer.echo(f"  line {fault.line}: {fault.sentence}", err=True)
    if more := file.bad.count - len(file.bad.first):
        typer.echo(f"  and {more:,} more", err=True)


def _tell_outcome(report: ImportReport, *, dry_run: bool, seconds: float) -> None:
    for file in report.files:
        typer.echo(f"{file.name} ({file.format}): {_figures(file)}")
        if file.ignored:
            typer.echo(f"  columns ignored: {', '.join(file.ignored)}")
        for sentence, count in file.passed_over.items():
            typer.echo(f"  {sentence} ({count:,} rows)")
    if report.given:
        shares = ", ".join(f"{name} {count:,}" for name, count in report.given.items())
        typer.echo(f"clients without an advisor shared out in {report.team}: {shares}")
    if dry_run:
        typer.echo("Dry run: nothing was written.")
    elif report.written:
        typer.echo(f"Imported in {seconds:.1f} s. Next: `rapport score` brings the levels up to date.")
    else:
        typer.echo("Nothing changed: the database has all of this already.")


def _figures(file: FileReport) -> str:
    figures = (
        f"{file.rows:,} rows, {file.added:,} new, {file.changed:,} changed, {file.unchanged:,} unchanged"
    )
    return f"{figures}, {file.bad.count:,} left out" if file.bad.count else figures
