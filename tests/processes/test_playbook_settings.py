"""The firm's own playbooks are read at the start; their faults are told with those of other settings."""

from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.settings import Settings, SettingsError, read_settings
from loyalty.playbooks import PlaybookName
from tests.processes.program import KEY

SHIPPED = files("loyalty.playbooks").joinpath("win_back.toml").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RAPPORT_KEY", KEY)
    monkeypatch.setenv("RAPPORT_DATABASE", f"sqlite:///{tmp_path / 'rapport.db'}")
    monkeypatch.setenv("RAPPORT_PLAYBOOKS", str(tmp_path))


def settings_with(folder: Path, **texts: str) -> Settings:
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return read_settings(needs_token=False)


def test_a_file_of_the_same_name_replaces_the_shipped_playbook(tmp_path: Path) -> None:
    settings = settings_with(tmp_path, win_back=SHIPPED.replace('"Win back interest"', '"Start anew"'))

    assert settings.playbooks.own == {PlaybookName.WIN_BACK}
    assert settings.playbooks.of(PlaybookName.WIN_BACK).title.en == "Start anew"


def test_without_the_setting_the_shipped_ones_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAPPORT_PLAYBOOKS")

    assert read_settings(needs_token=False).playbooks.own == frozenset()


def test_faults_are_told_with_those_of_the_other_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORT_KEY", "")

    with pytest.raises(SettingsError) as refused:
        settings_with(tmp_path, win_back=SHIPPED.replace('"10 days"', '"10 d"'), other="")

    assert [fault.split(":")[0] for fault in refused.value.faults] == [
        "RAPPORT_KEY or RAPPORT_KEY_FILE is missing",
        "RAPPORT_PLAYBOOKS",
        "RAPPORT_PLAYBOOKS",
    ]
    assert "other.toml: no playbook has this name" in refused.value.faults[1]
    assert 'win_back.toml, step 2: clock: "10 d" is no clock' in refused.value.faults[2]


@pytest.mark.parametrize("folder", ["", "nowhere"])
def test_a_folder_without_playbooks_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.setenv("RAPPORT_PLAYBOOKS", str(tmp_path / folder))

    with pytest.raises(SettingsError, match="holds no file that ends in"):
        read_settings(needs_token=False)


def test_a_file_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "win_back.toml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(SettingsError, match="RAPPORT_PLAYBOOKS: cannot be read"):
        read_settings(needs_token=False)


def test_the_doctor_tells_whose_playbooks_hold(tmp_path: Path) -> None:
    (tmp_path / "win_back.toml").write_text(SHIPPED, encoding="utf-8")

    assert "playbooks: 3 with 8 steps, the firm's own: win_back" in CliRunner().invoke(app, "doctor").output


def test_the_doctor_names_every_fault(tmp_path: Path) -> None:
    (tmp_path / "win_back.toml").write_text("level = 1", encoding="utf-8")

    said = CliRunner().invoke(app, "doctor")

    assert said.exit_code == 2
    assert "✗ RAPPORT_PLAYBOOKS: win_back.toml: level: must be a text" in said.output
    assert "✗ RAPPORT_PLAYBOOKS: win_back.toml: step: is missing" in said.output
