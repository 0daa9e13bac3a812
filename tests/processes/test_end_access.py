"""`rapport end-access` as it is typed."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main
from loyalty.people.people import Role
from storage.database import Database
from storage.encryption import KeyRing
from tests.logs import a_client
from tests.staff import Staff, hire_staff

KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
Typed = Callable[..., tuple[object, str, str]]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> Database:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RAPPORT_KEY", KEY)
    monkeypatch.setenv("RAPPORT_DATABASE", sqlite_url)
    return Database(sqlite_url, KeyRing([bytes(range(32))]))


@pytest.fixture
def staff(database: Database) -> Staff:
    with database.unit() as store:
        staff = hire_staff(store)
        store.people.find_or_add("Tom Yip", role=Role.ADVISOR, team_id=staff.team.id)
        a_client(store, staff)
        return staff


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    def typed(*words: str) -> tuple[object, str, str]:
        monkeypatch.setattr(sys, "argv", ["rapport", *words])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return end.value.code, said.out, said.err

    return typed


def test_the_clients_go_to_the_colleague_named(database: Database, staff: Staff, run: Typed) -> None:
    code, out, _ = run("end-access", "--name", "anna li", "--give-to", "Tom Yip")

    assert (code, out) == (0, "access ended, 1 clients given\n")
    with database.reading() as store:
        assert not store.people.of(staff.anna.id).active


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--name", "Anna Li"), "looks after clients"),
        (("--name", "Anna Li", "--give-to", "Chen Outside"), "not found"),
        (("--name", "Nobody Known"), "no such person"),
    ],
)
def test_who_takes_the_clients_must_be_said_and_fit(
    database: Database, staff: Staff, run: Typed, words: tuple[str, ...], said: str
) -> None:
    code, _, err = run("end-access", *words)

    assert code != 0
    assert said in err
    with database.reading() as store:
        assert store.people.of(staff.anna.id).active


def test_a_lead_leaves_without_clients(database: Database, staff: Staff, run: Typed) -> None:
    code, out, _ = run("end-access", "--name", "Boris Zhou", "--team", "Watches")

    assert (code, out) == (0, "access ended, 0 clients given\n")
