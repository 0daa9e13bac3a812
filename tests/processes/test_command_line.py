"""The installed command: its version, its help, and settings that are wrong."""

import re
from importlib.metadata import version

import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.processes.program import Program

COMMANDS = (
    "run",
    "demo",
    "migrate",
    "import",
    "invite",
    "end-access",
    "score",
    "calibrate",
    "evaluate",
    "audit-scores",
    "tone",
    "doctor",
)


@pytest.mark.process
async def test_the_installed_command_tells_its_version(program: Program) -> None:
    said = await program.does("--version")

    assert (said.code, said.out, said.err) == (0, f"rapport {version('rapport')}\n", "")


@pytest.mark.process
async def test_all_faults_of_the_settings_are_told_at_once(program: Program) -> None:
    said = await program.does(
        "run",
        RAPPORT_TOKEN="no token",
        RAPPORT_BOT_API="api.telegram.org",
        RAPPORT_DATABASE="mysql://localhost/rapport",
        RAPPORT_KEY="",
    )

    assert said.code == 2
    assert said.out == ""
    assert [line.split()[0] for line in said.err.splitlines()] == [
        "RAPPORT_BOT_API",
        "RAPPORT_DATABASE",
        "RAPPORT_TOKEN",
        "RAPPORT_KEY",
    ]


@pytest.mark.process
async def test_a_wrong_key_is_told_without_showing_it(program: Program) -> None:
    said = await program.does("run", RAPPORT_KEY="c2hvcnQ=")

    assert said.code == 2
    assert said.err.startswith("RAPPORT_KEY: ")
    assert "c2hvcnQ" not in said.err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    shown = CliRunner().invoke(app, [command, "--help"])

    assert shown.exit_code == 0
    assert f"rapport {command}" in shown.output or "Usage" in shown.output


def test_the_help_names_every_command() -> None:
    shown = CliRunner().invoke(app, ["--help"])

    listed = re.findall(r"^[│\s]+(\w[\w-]*)\s{2,}\S", shown.output, flags=re.MULTILINE)
    assert shown.exit_code == 0
    assert set(COMMANDS) == set(listed)
