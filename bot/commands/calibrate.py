"""`rapport calibrate`."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.commands.opening import opened
from bot.settings import read_settings
from loyalty.index.norms import Norms
from loyalty.outlook.outlook import horizon_days
from storage.scores.outlooks import calibrate as calibrate_norms


def calibrate(
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="Read the purchases up to this day only."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show it and change nothing.")] = False,
) -> None:
    """Read from the firm's own purchases what is usual there, show before and after, and use it."""
    settings = read_settings(needs_token=False)
    today = as_of.date() if as_of else datetime.now(UTC).date()
    with opened(settings) as database:
        found = calibrate_norms(database, today=today, keep=not dry_run)
    typer.echo(f"{found.clients:,} clients with purchases")
    for name, before, after in _figures(found.before, found.after):
        typer.echo(f"{name:<38} {before:>8} -> {after}")
    if settings.given_norms.figures:
        typer.echo("Figures that RAPPORT_LOYALTY names stay as they are set there.")
    if found.before == found.after:
        typer.echo("Nothing changed: in use already, or too few clients bought on three days.")
    elif dry_run:
        typer.echo("Dry run: nothing was changed.")
    else:
        typer.echo("In use from now on. Next: `rapport score` brings figures and levels up to date.")


def _figures(before: Norms, after: Norms) -> list[tuple[str, str, str]]:
    def both(name: str, show: str) -> tuple[str, str, str]:
        return name, show.format(before), show.format(after)

    return [
        both("usual days between purchases", "{0.house_gap_days:.1f}"),
        both("purchase days a year", "{0.yearly_target:.1f}"),
        both("product groups of a whole client", "{0.target_groups}"),
        ("days the outlook looks ahead", str(horizon_days(before)), str(horizon_days(after))),
    ]
