"""`rapport audit-scores`."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.commands.opening import opened
from bot.settings import read_settings
from loyalty.outlook.fairness import FEWEST_CLIENTS, GroupAudit
from storage.scores.audits import score_audit


def audit_scores(
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="Judge the window that ended on this day."),
    ] = None,
) -> None:
    """Compare computed levels and the outlook's truth between groups of clients; name groups that differ."""
    settings = read_settings(needs_token=False)
    today = as_of.date() if as_of else datetime.now(UTC).date()
    with opened(settings) as database:
        found = score_audit(database, today=today)
    if not found.groups:
        typer.echo(f"Nothing to compare: no group has {FEWEST_CLIENTS} clients. Run `rapport score` first.")
        return
    typer.echo(f"{'group':<26} {'red or yellow, 95 %':<26} {'red':>6}   left: foretold, really (of)")
    for each in found.groups:
        typer.echo(_line(each))
    also = f", also of {found.set_by_leads:,} whose level a lead has set" if found.set_by_leads else ""
    typer.echo(f"Levels as computed{also}")
    named = [f"{each.grouping} {each.group}" for each in found.groups if each.differs_in_level]
    typer.echo(f"Levels differ beyond chance: {', '.join(named) or 'no group'}")
    named = [f"{each.grouping} {each.group}" for each in found.groups if each.differs_in_truth]
    typer.echo(f"Foretold wrongly beyond chance: {', '.join(named) or 'no group'}")


def _line(each: GroupAudit) -> str:
    low, high = each.flagged.interval
    name = f"{each.grouping} {each.group}"
    share = f"{each.flagged.value:6.1%} ({low:.1%} to {high:.1%})"
    truth = f"{each.expected:.0f}, {each.left} ({each.judged:,})" if each.judged else "not judged"
    return f"{name:<26} {share:<26} {each.red.value:>6.1%}   {truth}"
