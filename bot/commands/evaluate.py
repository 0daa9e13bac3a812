"""`rapport evaluate`: how good the engines are on the firm's own data, beside simpler ones."""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from bot.commands.opening import opened
from bot.settings import read_settings
from loyalty.outlook.evaluation import Evaluation
from storage.scores.outlooks import evaluation

evaluate = typer.Typer(no_args_is_help=True, help="Judge the engines on the firm's own data.")
_RULES = {
    "repeat_rate_and_value": "repeat rate and yearly value",
    "silence": "days since the last purchase",
    "silence_in_own_gaps": "the same in own gaps",
}


@evaluate.command("outlook")
def evaluate_outlook(
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="Judge the window that ended on this day."),
    ] = None,
    horizon: Annotated[
        int | None, typer.Option(min=7, max=730, help="Days of the window; by default the firm's rhythm.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print figures for programs.")] = False,
) -> None:
    """Judge the outlook on the newest finished window, which it was not fitted on."""
    settings = read_settings(needs_token=False)
    today = as_of.date() if as_of else datetime.now(UTC).date()
    with opened(settings) as database:
        found = evaluation(database, today=today, horizon=horizon)
    if as_json:
        typer.echo(json.dumps(_content(found)))
        return
    if found is None:
        typer.echo(
            f"Nothing to judge by: nobody had bought on two days before the window that ended {today}."
        )
        return
    for line in _lines(found):
        typer.echo(line)


def _content(found: Evaluation | None) -> dict[str, object] | None:
    if found is None:
        return None
    card = asdict(found.card) | {
        "window_start": date.fromordinal(found.card.window_start).isoformat(),
        "window_end": date.fromordinal(found.card.window_end).isoformat(),
    }
    return {
        "card": card,
        "rules_auc": dict(found.rules),
        "silenced": found.silenced,
        "told_of_silenced": found.told,
        "lead_days": found.lead_days,
    }


def _lines(found: Evaluation) -> list[str]:
    card = found.card
    start, end = date.fromordinal(card.window_start), date.fromordinal(card.window_end)
    lines = [
        f"Window {start} to {end}, {card.window_end - card.window_start} days; form: {card.form}",
        f"{card.clients:,} clients with two purchase days before it; "
        f"{card.base_rate:.1%} bought nothing in it (base rate)",
        f"{'outlook':<30} AUC {_figure(card.auc)}  balanced accuracy {_figure(card.balanced_accuracy)}  "
        f"Brier {card.brier:.3f}",
    ]
    lines += [f"{_RULES[name]:<30} AUC {_figure(auc)}" for name, auc in found.rules.items()]
    if found.silenced:
        lead = "" if found.lead_days is None else f", a median {found.lead_days:.0f} days before"
        lines.append(
            f"{found.told:.0%} of the {found.silenced:,} who fell silent for so long in that window "
            f"were among the riskiest fifth at a weekly look{lead}"
        )
    return lines


def _figure(value: float | None) -> str:
    return "none" if value is None else f"{value:.3f}"
