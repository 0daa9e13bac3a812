"""The command line: one `rapport` with a command for each thing to do."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from bot.commands import (
    audit,
    calibrate,
    demo,
    doctor,
    end_access,
    evaluate,
    evaluate_tone,
    files,
    invite,
    migrate,
    run,
    score,
    tone,
)
from bot.settings import SettingsError
from loyalty.errors import RapportError

DONE, REFUSED, SETTINGS_WRONG = 0, 1, 2

app = typer.Typer(
    name="rapport",
    help="Rapport: a Telegram assistant for relationship managers and their leads.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def _main(
    show_version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    if show_version:
        typer.echo(f"rapport {version('rapport')}")
        raise typer.Exit(DONE)


app.command("run", help="Run the bot: receive, answer, remind. Needs the token and the network.")(run.run)
app.command("demo", help="Show Rapport on a page in the browser, without token or network.")(demo.demo)
app.command("migrate", help="Bring the database up to this version.")(migrate.migrate)
app.command("import", help="Import clients, purchases and signals from the CRM's files, all or nothing.")(
    files.import_files
)
app.command("invite", help="Invite somebody: prints /start TOKEN to send on.")(invite.invite)
app.command("end-access", help="End the access of somebody who leaves; the clients go to a colleague.")(
    end_access.end_access
)
app.command("score", help="Score all clients now, or as of a past day.")(score.score)
app.command("calibrate", help="Read from the purchases what is usual in this firm, and use it.")(
    calibrate.calibrate
)
app.command("audit-scores", help="Compare computed levels and truth of the outlook between groups.")(
    audit.audit_scores
)
evaluate.evaluate.command("tone")(evaluate_tone.evaluate_tone)
app.add_typer(evaluate.evaluate, name="evaluate")
app.add_typer(tone.tone, name="tone")
app.command("doctor", help="Check settings, database, keys and the way to Telegram.")(doctor.doctor)


def main() -> None:
    """Run a command; exit 0 when done, 1 when refused or the input is bad, 2 when settings are wrong."""
    try:
        app(standalone_mode=True)
    except SettingsError as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)  # noqa: T201 - the command line speaks here
        sys.exit(SETTINGS_WRONG)
    except RapportError as error:
        print(f"{error}", file=sys.stderr)  # noqa: T201 - the command line speaks here
        sys.exit(REFUSED)


if __name__ == "__main__":
    main()
