"""The firm's values have defaults until they are saved, and wrong keys are refused at the start."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from loyalty.index.given_norms import given_norms_from
from loyalty.index.norms import Norms
from loyalty.levels.levels import FIXED_LINES, Lines
from loyalty.people.people import Role
from storage.columns import table_of
from storage.database import Database
from storage.encryption import KeyRing
from storage.errors import SealBrokenError, WrongKeyError
from storage.firm import KeyCheckRow
from storage.store import Store
from tests.staff import NOW, hire_staff

OLD, NEW = bytes([1]) * 32, bytes([2]) * 32
OpenDatabase = Callable[..., Database]


def test_a_new_firm_has_defaults(store: Store) -> None:
    firm = store.firm

    assert (firm.lines(), firm.norms()) == (FIXED_LINES, Norms())
    assert (firm.lines_set_at(), firm.next_nightly_at(), firm.baseline_at(), firm.bot_name()) == (None,) * 4


def test_what_was_saved_last_comes_back(store: Store) -> None:
    norms = Norms(house_gap_days=41.5, yearly_target=6, target_groups=3)

    for later in (timedelta(0), timedelta(days=7)):
        store.firm.save_lines(Lines(yellow=0.61, red=0.82), NOW + later)
    store.firm.save_norms(norms)
    store.firm.save_next_nightly_at(NOW)
    store.firm.save_baseline_at(NOW)
    store.firm.save_bot_name("rapport_bot")

    assert (store.firm.lines(), store.firm.lines_set_at()) == (Lines(0.61, 0.82), NOW + timedelta(days=7))
    assert store.firm.norms() == norms
    assert (store.firm.next_nightly_at(), store.firm.baseline_at()) == (NOW, NOW)
    assert store.firm.bot_name() == "rapport_bot"


def test_the_same_keys_are_accepted_every_time(database_url: str, open_database: OpenDatabase) -> None:
    database = open_database(database_url, keys=KeyRing([OLD]))

    database.check_keys()
    database.check_keys()


def test_another_key_is_refused_at_the_start(database_url: str, open_database: OpenDatabase) -> None:
    open_database(database_url, keys=KeyRing([OLD])).check_keys()

    with pytest.raises(WrongKeyError) as caught:
        open_database(database_url, keys=KeyRing([NEW])).check_keys()

    assert caught.value.key_id == KeyRing([OLD]).key_ids[0]


def test_after_a_rotation_both_keys_are_needed(database_url: str, open_database: OpenDatabase) -> None:
    open_database(database_url, keys=KeyRing([OLD])).check_keys()

    open_database(database_url, keys=KeyRing([NEW, OLD])).check_keys()

    for too_few in (KeyRing([OLD]), KeyRing([NEW])):
        with pytest.raises(WrongKeyError):
            open_database(database_url, keys=too_few).check_keys()


def test_a_key_of_the_same_name_and_other_content_is_refused(database: Database) -> None:
    database.check_keys()
    with database.unit() as store:
        store.transaction.change(sa.update(table_of(KeyCheckRow)).values(sealed=b"\\x01" + bytes(60)))

    with pytest.raises((SealBrokenError, WrongKeyError)):
        database.check_keys()


def test_clients_sealed_before_and_after_a_rotation_are_both_read(
    database_url: str, open_database: OpenDatabase
) -> None:
    before, after = KeyRing([OLD]), KeyRing([NEW, OLD])
    with open_database(database_url, keys=before).unit() as store:
        staff = hire_staff(store)
        team_id, advisor_id = staff.team.id, staff.anna.id
        store.clients.add(name="Wu", team_id=team_id, advisor_id=advisor_id, now=NOW, phone="+85291234567")

    with open_database(database_url, keys=after).unit() as store:
        store.clients.add(name="Xu", team_id=team_id, advisor_id=advisor_id, now=NOW, phone="+85291234567")
        found = store.clients.by_phone("+85291234567", reader=staff.anna)
        same_anna = store.people.find_or_add("Anna Li", role=Role.ADVISOR, team_id=team_id)

    assert [client.name for client in found] == ["Wu", "Xu"]
    assert same_anna == staff.anna


def test_what_the_firm_set_holds_over_what_its_purchases_say(
    database_url: str, open_database: OpenDatabase
) -> None:
    given = given_norms_from("[usual]\nproduct_groups = 7\n[half_lives]\ncontacts = 60\n")
    database = open_database(database_url, given_norms=given)
    with database.unit() as store:
        store.firm.save_norms(Norms(house_gap_days=41.5, target_groups=3))

    with database.reading() as store:
        norms = store.firm.norms()

    assert (norms.house_gap_days, norms.target_groups, norms.half_lives.contacts) == (41.5, 7, 60)
