"""`rapport tone`: the firm's own weights of the tone engine, fitted from corrections, listed, undone."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer

from bot.commands.opening import opened
from bot.settings import read_settings
from loyalty.corrections.figures import FEWEST_CORRECTIONS, MOST_LOST, RefitFigures, Refusal
from loyalty.corrections.refitting import refit
from storage.database import Database
from storage.records.toneversions import ToneVersion

tone = typer.Typer(no_args_is_help=True, help="Let the tone engine learn from the firm's corrections.")


class FittedLanguage(StrEnum):
    """The languages the engine has weights for."""

    EN = "en"
    ZH = "zh"


_NAMES = {"en": "English", "zh": "Chinese"}
_Language = Annotated[FittedLanguage | None, typer.Option("--language", help="Only this one.")]


@tone.command("refit")
def refit_tone(language: _Language = None) -> None:
    """Fit the moods anew to the shipped notes and the firm's corrections; kept only if that helps."""
    settings = read_settings(needs_token=False)
    with opened(settings) as database:
        for each in (language,) if language else FittedLanguage:
            _refit(database, each)


@tone.command("history")
def show_history() -> None:
    """List the versions with their figures, and say which is in use."""
    settings = read_settings(needs_token=False)
    with opened(settings) as database, database.reading() as store:
        versions = store.tone_versions.all()
        counts = {each: store.corrections.count(each.value) for each in FittedLanguage}
    for each in FittedLanguage:
        typer.echo(f"{_NAMES[each]}: {counts[each]} corrections kept")
        own = [version for version in versions if version.language == each.value]
        in_use = any(version.in_use for version in own)
        typer.echo(f"  {'  ' if in_use else '* '}shipped")
        for number, version in enumerate(own, start=1):
            typer.echo(f"  {'* ' if version.in_use else '  '}{number}  {_told(version)}")
    typer.echo("* in use")


@tone.command("undo")
def undo_tone(language: _Language = None) -> None:
    """Go back to the version before."""
    settings = read_settings(needs_token=False)
    with opened(settings) as database, database.unit() as store:
        for each in (language,) if language else FittedLanguage:
            given_up = store.tone_versions.undo(each.value)
            if given_up is None:
                typer.echo(f"{_NAMES[each]}: the shipped weights are in use, nothing to undo")
                continue
            back_to = "the shipped weights" if given_up.before is None else "the version before"
            typer.echo(f"{_NAMES[each]}: back to {back_to}")


def _refit(database: Database, language: FittedLanguage) -> None:
    name = _NAMES[language]
    with database.reading() as store:
        corrections = store.corrections.all_of(language.value)
    found = refit(
        corrections,
        language=language.value,
        progress=lambda doing: typer.echo(f"{name}: {doing} …", err=True),
    )
    if found.packed is None:
        typer.echo(f"{name}: not refitted. {_why(found.figures)}")
        return
    with database.unit() as store:
        store.tone_versions.use(language.value, found.packed, found.figures, now=datetime.now(UTC))
    typer.echo(f"{name}: refitted and in use. {_gains(found.figures)}")
    typer.echo("A running bot reads with it from the next note on; `rapport tone undo` takes it back.")


def _why(figures: RefitFigures) -> str:
    match figures.refusal:
        case Refusal.TOO_FEW:
            return f"There are {figures.corrections} corrections, {FEWEST_CORRECTIONS} are needed."
        case Refusal.NO_BETTER:
            return f"Corrections it had not seen would be read no better. {_gains(figures)}"
        case _:
            return f"The shipped notes would lose more than {MOST_LOST:.2f}. {_gains(figures)}"


def _gains(figures: RefitFigures) -> str:
    return (
        f"Macro-F1 in 5 folds: corrections {figures.corrections_before:.3f} -> "
        f"{figures.corrections_after:.3f}, shipped notes {figures.notes_before:.3f} -> "
        f"{figures.notes_after:.3f}."
    )


def _told(version: ToneVersion) -> str:
    made = version.made_at.strftime("%Y-%m-%d %H:%M UTC")
    return f"{made}, {version.figures.corrections} corrections. {_gains(version.figures)}"
