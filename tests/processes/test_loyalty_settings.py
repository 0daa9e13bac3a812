"""The firm's own figures of loyalty are read at the start; their faults are told with all others."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.settings import SettingsError, read_settings
from tests.processes.program import KEY


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RAPPORT_KEY", KEY)
    monkeypatch.setenv("RAPPORT_DATABASE", f"sqlite:///{tmp_path / 'rapport.db'}")
    monkeypatch.setenv("RAPPORT_LOYALTY", str(tmp_path / "loyalty.toml"))


def test_the_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "loyalty.toml").write_text("[usual]\nproduct_groups = 7\n", encoding="utf-8")

    assert read_settings(needs_token=False).given_norms.figures == {"target_groups": 7}


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(SettingsError, match="RAPPORT_LOYALTY: cannot be read"):
        read_settings(needs_token=False)


def test_its_faults_are_told_with_those_of_the_other_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORT_KEY", "")
    (tmp_path / "loyalty.toml").write_text("[half_lives]\nevents = 1\nmoods = 9\n", encoding="utf-8")

    with pytest.raises(SettingsError) as refused:
        read_settings(needs_token=False)

    assert [fault[:34] for fault in refused.value.faults] == [
        "RAPPORT_KEY or RAPPORT_KEY_FILE is",
        "RAPPORT_LOYALTY: half_lives.events",
        "RAPPORT_LOYALTY: half_lives.moods:",
    ]


def test_calibrating_says_which_figures_are_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "loyalty.toml").write_text("[usual]\nproduct_groups = 7\n", encoding="utf-8")

    said = CliRunner().invoke(app, ["calibrate"])

    assert said.exit_code == 0, said.output
    assert "Figures that RAPPORT_LOYALTY names stay as they are set there." in said.output
    assert "product groups of a whole client" in said.output
    assert "7 -> 7" in " ".join(said.output.split())
