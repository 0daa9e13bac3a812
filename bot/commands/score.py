"""`rapport score`."""

import time
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.commands.opening import opened
from bot.settings import read_settings
from storage.scores.nights import score_all
from storage.scores.priorities import refresh_worths


def score(
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="Score as of the end of this past day."),
    ] = None,
) -> None:
    """Score all clients and print how many, how long and the levels; the first scoring opens no case."""
    settings = read_settings(needs_token=False)
    began = time.perf_counter()
    console = Console(stderr=True)
    columns = (TextColumn("Scoring"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with (
        opened(settings) as database,
        Progress(*columns, console=console, disable=not console.is_terminal) as bar,
    ):
        task = bar.add_task("score", total=None)
        summary = score_all(
            database,
            now=datetime.now(UTC),
            as_of=as_of.date() if as_of else None,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
        refresh_worths(database, today=summary.scored_on)
    seconds = time.perf_counter() - began
    typer.echo(f"{summary.scored} clients scored as of {summary.scored_on} in {seconds:.1f} s")
    typer.echo(
        f"red {summary.red}, yellow {summary.yellow}, green {summary.green}, "
        f"without a level {summary.without_level} (silent for over a year)"
    )
