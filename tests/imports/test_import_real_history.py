"""A real shop's year of purchases goes in as it is, and a second time changes nothing."""

from datetime import date
from pathlib import Path

import pytest

from storage.scores.nights import score_all
from tests.imports.crm import Desk, figures
from tests.staff import NOW, Staff

CRM = Path(__file__).parents[3] / "shared" / "data" / "crm"


@pytest.fixture
def crm() -> Path:
    if not CRM.exists():
        pytest.skip("the real history does not lie beside the repository")
    return CRM


def test_a_real_history_is_imported_scored_and_not_changed_by_a_second_import(
    crm: Path, desk: Desk, staff: Staff
) -> None:
    clients, purchases = crm / "clients.csv", crm / "purchases.csv.gz"

    first = desk.brings(clients, purchases, assign="Watches")
    scored = score_all(desk.database, now=NOW, as_of=date(2011, 12, 9))
    second = desk.brings(clients, purchases, assign="Watches")

    assert figures(first.clients) == (4338, 0, 0, 0)
    assert figures(first.purchases) == (85551, 0, 0, 0)
    assert first.given == {"Anna Li": 4338}
    assert (scored.scored, scored.worse) == (4338, 0)
    assert second.changes_nothing
    assert figures(second.purchases) == (0, 0, 85551, 0)
