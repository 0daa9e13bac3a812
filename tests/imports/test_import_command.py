"""`rapport import` as it is typed: what it prints, and its exit codes."""

import sys
from pathlib import Path

import pytest

from bot.cli import main
from tests.imports.crm import CLIENTS, PURCHASES

KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="


@pytest.fixture(autouse=True)
def _office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RAPPORT_KEY", KEY)
    monkeypatch.setenv("RAPPORT_DATABASE", sqlite_url)
    Path("clients.csv").write_text(f"{CLIENTS}\nC1,Chen,,,,,,\nC2,Li,,,,,,\n", encoding="utf-8")
    Path("purchases.csv").write_text(
        f"{PURCHASES},colour\nC1,O1,2024-01-05,A,5,GBP,red\nC9,O1,2024-01-05,A,5,GBP,red\n", encoding="utf-8"
    )


def _run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[object, str, str]:
    monkeypatch.setattr(sys, "argv", ["rapport", *words])
    with pytest.raises(SystemExit) as end:
        main()
    said = capsys.readouterr()
    return end.value.code, said.out, said.err


def test_a_bad_row_is_told_and_ends_with_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(monkeypatch, capsys, "invite", "--role", "advisor", "--team", "Central", "--name", "Anna Li")

    code, out, err = _run(
        monkeypatch, capsys, "import", "--clients", "clients.csv", "--purchases", "purchases.csv"
    )

    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "purchases.csv: 1 of 2 rows bad",
        "  line 3: client_ref “C9” is neither in the database nor a good row of clients.csv",
        "Nothing was written. Correct the rows, or add --skip-bad to leave them out.",
    ]


def test_the_outcome_is_told_and_a_second_run_says_that_nothing_changed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(monkeypatch, capsys, "invite", "--role", "advisor", "--team", "Central", "--name", "Anna Li")
    files = ("import", "--clients", "clients.csv", "--purchases", "purchases.csv", "--skip-bad")

    dry = _run(monkeypatch, capsys, *files, "--assign", "Central", "--dry-run")
    first = _run(monkeypatch, capsys, *files, "--assign", "Central")
    second = _run(monkeypatch, capsys, *files, "--assign", "Central")

    told = [
        "clients.csv (UTF-8, comma): 2 rows, 2 new, 0 changed, 0 unchanged",
        "purchases.csv (UTF-8, comma): 2 rows, 1 new, 0 changed, 0 unchanged, 1 left out",
        "  columns ignored: colour",
        "clients without an advisor shared out in Central: Anna Li 2",
    ]
    assert (dry[0], first[0], second[0]) == (0, 0, 0)
    assert dry[1].splitlines() == [*told, "Dry run: nothing was written."]
    assert first[1].splitlines()[:-1] == told
    assert first[1].splitlines()[-1].endswith("Next: `rapport score` brings the levels up to date.")
    assert second[1].splitlines()[-1] == "Nothing changed: the database has all of this already."
    assert first[2].splitlines()[0] == "purchases.csv: 1 of 2 rows left out"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "give --clients FILE, --purchases FILE or --signals FILE, or several"),
        (("--clients", "gone.csv"), "gone.csv: there is no such file"),
        (
            ("--clients", "clients.csv"),
            "clients need a team and there is none yet: "
            '`rapport invite --role advisor --team "NAME" --name NAME` makes one',
        ),
    ],
)
def test_what_cannot_be_imported_is_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    assert _run(monkeypatch, capsys, "import", *words) == (1, "", f"{sentence}\n")


def test_more_bad_rows_than_are_shown_are_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"C1,O{number},2024-01-05,A,x,GBP\n" for number in range(1025))
    Path("purchases.csv").write_text(f"{PURCHASES}\n{rows}", encoding="utf-8")

    code, _, err = _run(monkeypatch, capsys, "import", "--purchases", "purchases.csv")

    assert code == 1
    assert err.splitlines()[0] == "purchases.csv: 1,025 of 1,025 rows bad"
    assert err.splitlines()[21] == "  and 1,005 more"
