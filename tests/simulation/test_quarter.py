"""One quarter of a firm, lived through by the real ticks; run with ``-s`` to see the figures."""

import shutil
from pathlib import Path
from tempfile import mkdtemp

import pytest

from storage.database import Database
from tests.simulation.quarter import Lived, live
from tests.staff import KEYS

# Tens of thousands of commits wait for a disk several minutes, and nothing here needs to last.
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder made inside is of this test alone


@pytest.fixture(scope="module")
def lived(sqlite_template: Path) -> Lived:
    """Live the quarter once for all that is asked of it."""
    folder = Path(mkdtemp(prefix="rapport-", dir=_IN_MEMORY if _IN_MEMORY.exists() else None))
    shutil.copyfile(sqlite_template, folder / "rapport.db")
    database = Database(f"sqlite:///{folder / 'rapport.db'}", KEYS)
    quarter = live(database)
    database.close()
    shutil.rmtree(folder)
    print(f"\n{quarter.report()}")  # noqa: T201 - the figures are what this test is for
    return quarter


def test_key_clients_get_what_they_were_promised(lived: Lived) -> None:
    assert lived.findings.kept_vip >= 0.98
    assert lived.findings.kept_key >= 0.98


def test_no_day_of_anybody_is_fuller_than_its_room(lived: Lived) -> None:
    assert max(lived.told.values()) <= 10
    assert lived.planned <= 10


def test_nobody_is_disturbed_outside_working_hours_or_on_days_off(lived: Lived) -> None:
    assert lived.findings.disturbing == []


def test_nothing_is_told_twice(lived: Lived) -> None:
    assert lived.findings.doubled == []


def test_each_overdue_step_reaches_each_lead_once(lived: Lived) -> None:
    assert lived.findings.breaches > 0
    assert lived.findings.escalated_wrongly == []


def test_each_lead_has_one_digest_a_working_day(lived: Lived) -> None:
    assert lived.findings.digests_wrong == []


def test_the_baseline_day_is_silent_but_for_one_list_a_lead(lived: Lived) -> None:
    assert [push.template for push in lived.silent_pushes] == ["team_baseline"] * 2
