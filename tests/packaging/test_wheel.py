"""The wheel: what lies in it, and that it works where the source tree is not."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers", "loyalty", "scheduler", "storage", "wording")
VERSION = version("rapport")
KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with the wheel; dependencies are those of this environment, without the tree."""
    home = tmp_path_factory.mktemp("elsewhere")
    _run(sys.executable, "-m", "venv", str(home))
    python = home / "bin" / "python"
    _run(str(python), "-m", "pip", "install", "-q", "--no-index", "--no-deps", str(wheel), cwd=home)
    own = Path(_run(str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    # A plain line in a path file adds the folder alone, not the link to the source tree that lies in it.
    (own / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return home


def test_the_wheel_holds_our_packages_and_nothing_else(wheel: Path) -> None:
    assert _top_level(wheel) == {*PACKAGES, f"rapport-{VERSION}.dist-info"}


def test_every_file_of_our_packages_is_in_the_wheel(wheel: Path) -> None:
    ours = {
        str(file.relative_to(ROOT))
        for package in PACKAGES
        for file in (ROOT / package).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }

    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert packed == ours


@pytest.mark.parametrize(
    "pattern",
    [
        "wording/templates/en/card.html.j2",
        "wording/templates/zh/card.html.j2",
        "wording/labels/zh.toml",
        "storage/migrations/versions/0001_create_the_tables.py",
        "loyalty/tone/data/weights_en.npz",
        "bot/sandbox/page/index.html",
        "bot/demo/clients.toml",
        f"rapport-{VERSION}.dist-info/licenses/LICENSE",
    ],
)
def test_data_files_are_in_the_wheel(wheel: Path, pattern: str) -> None:
    assert pattern in zipfile.ZipFile(wheel).namelist()


def test_the_installed_command_runs_from_another_folder(elsewhere: Path, tmp_path: Path) -> None:
    assert _run(str(elsewhere / "bin" / "rapport"), "--version", cwd=tmp_path) == f"rapport {VERSION}\n"


def test_the_installed_command_finds_its_migrations(elsewhere: Path, tmp_path: Path) -> None:
    said = _run(str(elsewhere / "bin" / "rapport"), "migrate", cwd=tmp_path, RAPPORT_KEY=KEY)

    assert "up to date" in said
    assert (tmp_path / "rapport.db").exists()


def test_the_installed_templates_and_models_can_be_read(elsewhere: Path, tmp_path: Path) -> None:
    program = """
import bot, pathlib
from loyalty.people.people import Language
from loyalty.tone import tone_of
from wording.reader import Reader
from wording.start import apology
print(pathlib.Path(bot.__file__).parent.parent)
print(len(apology(reader=Reader(Language.ZH, "UTC")).text) > 0, tone_of("她很生气，要投诉").mood)
"""

    where, read = _run(str(elsewhere / "bin" / "python"), "-c", program, cwd=tmp_path).splitlines()

    assert Path(where).is_relative_to(elsewhere)
    assert read == "True negative"


def _top_level(wheel: Path) -> set[str]:
    return {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}


def _run(*command: str, cwd: Path | None = None, **settings: str) -> str:
    environment = {"PATH": os.environ.get("PATH", ""), **settings}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
