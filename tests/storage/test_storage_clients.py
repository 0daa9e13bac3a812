"""Clients are reached by their advisor and the team's lead only, and their personal fields lie sealed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from loyalty.clientfields import Birthday
from loyalty.clients import Client, ClientId, Tier
from loyalty.people.people import Language, Person, Role
from storage.clients.takingback import MADE, TOLD, take_back
from storage.columns import Row
from storage.database import Database
from storage.errors import ClientNotFoundError, RefTakenError
from storage.ids import new_id
from storage.plans.planning import replan
from storage.scores.scoring import rescore
from storage.store import Store
from tests.staff import NOW, Staff


def a_client_of(staff: Staff, *, name: str = "Chen Wei", **fields: object) -> Client:
    client = Client(ClientId(new_id()), name, staff.team.id, staff.anna.id, NOW)
    return replace(client, **fields)


def test_a_client_comes_back_as_it_was_added(store: Store, staff: Staff) -> None:
    added = store.clients.add(
        name="陈伟 <b>",
        team_id=staff.team.id,
        advisor_id=staff.anna.id,
        now=NOW,
        tier=Tier.VIP,
        ref="C-7",
        aliases=("Wei", "陈先生"),
        language=Language.ZH,
        zone="Asia/Hong_Kong",
        country="HK",
        birthday=Birthday(month=2, day=29, year=None),
        phone="+85291234567",
        email="Wei@Example.com",
    )

    assert store.clients.of(added.id, reader=staff.anna) == added
    assert store.clients.anyone(added.id) == added


def test_advisor_and_lead_reach_a_client_and_nobody_else_does(store: Store, staff: Staff) -> None:
    client = store.clients.add(name="Chen", team_id=staff.team.id, advisor_id=staff.anna.id, now=NOW)
    admin = store.people.find_or_add("Dora", role=Role.ADMIN, team_id=staff.team.id)
    colleague = store.people.find_or_add("Emil", role=Role.ADVISOR, team_id=staff.team.id)
    specialist = store.people.find_or_add("Fay", role=Role.SPECIALIST, team_id=staff.team.id)

    for reader in (staff.anna, staff.boris):
        assert store.clients.within(reader) == [client]
        assert store.clients.several([client.id], reader=reader) == [client]
        assert len(store.clients.book_within(reader)) == 1
    for reader in (staff.chen, admin, colleague, specialist, replace(staff.anna, active=False)):
        assert store.clients.within(reader) == []
        assert store.clients.several([client.id], reader=reader) == []
        assert len(store.clients.book_within(reader)) == 0
        with pytest.raises(ClientNotFoundError):
            store.clients.of(client.id, reader=reader)
        with pytest.raises(ClientNotFoundError):
            store.clients.change(client.id, reader=reader, name="Mine")
        with pytest.raises(ClientNotFoundError):
            store.clients.move(client.id, reader.id, reader=reader)


def test_a_former_advisor_who_leads_now_reaches_the_team_only(store: Store, staff: Staff) -> None:
    client = store.clients.add(name="Chen", team_id=staff.other_team.id, advisor_id=staff.boris.id, now=NOW)

    assert store.clients.within(staff.boris) == []
    assert store.clients.within(staff.chen) == []
    assert store.clients.anyone(client.id) == client


def test_several_come_in_the_order_asked_for(store: Store, staff: Staff) -> None:
    clients = [a_client_of(staff, name=f"Client {number}") for number in range(3)]
    store.clients.add_many(clients)

    found = store.clients.several([clients[2].id, "unknown", clients[0].id], reader=staff.anna)

    assert found == [clients[2], clients[0]]


def test_only_the_given_fields_change(store: Store, staff: Staff) -> None:
    client = store.clients.add(
        name="Chen", team_id=staff.team.id, advisor_id=staff.anna.id, now=NOW, phone="+85291234567"
    )

    changed = store.clients.change(client.id, reader=staff.anna, tier=Tier.KEY, phone=None)

    assert changed == replace(client, tier=Tier.KEY, phone=None)
    assert store.clients.of(client.id, reader=staff.boris) == changed
    assert store.clients.by_phone("+85291234567", reader=staff.anna) == []


def test_a_phone_and_an_address_are_found_exactly_and_within_reach(store: Store, staff: Staff) -> None:
    client = store.clients.add(
        name="Chen",
        team_id=staff.team.id,
        advisor_id=staff.anna.id,
        now=NOW,
        phone="+85291234567",
        email="wei@example.com",
    )

    assert store.clients.by_phone("+85291234567", reader=staff.anna) == [client]
    assert store.clients.by_email("WEI@example.com", reader=staff.boris) == [client]
    assert store.clients.by_phone("+8529123456", reader=staff.anna) == []
    assert store.clients.by_phone("+85291234567", reader=staff.chen) == []


def test_a_reference_belongs_to_one_client(store: Store, staff: Staff) -> None:
    client = store.clients.add(
        name="Chen", team_id=staff.team.id, advisor_id=staff.anna.id, now=NOW, ref="C-7"
    )
    other = store.clients.add(name="Wu", team_id=staff.team.id, advisor_id=staff.anna.id, now=NOW)

    with pytest.raises(RefTakenError) as caught:
        store.clients.add(name="X", team_id=staff.team.id, advisor_id=None, now=NOW, ref="C-7")
    with pytest.raises(RefTakenError):
        store.clients.change(other.id, reader=staff.anna, ref="C-7")

    assert caught.value.client_id == client.id
    assert store.clients.change(client.id, reader=staff.anna, ref="C-7") == client
    assert store.clients.by_refs(["C-7", "C-8"]) == {"C-7": client}


def test_a_moved_client_is_the_new_advisors_from_the_next_query_on(store: Store, staff: Staff) -> None:
    client = store.clients.add(name="Chen", team_id=staff.team.id, advisor_id=staff.anna.id, now=NOW)

    moved = store.clients.move(client.id, staff.chen.id, reader=staff.boris)

    assert moved == replace(client, advisor_id=staff.chen.id, team_id=staff.other_team.id)
    assert store.clients.within(staff.chen) == [moved]
    assert store.clients.within(staff.anna) == []
    assert store.clients.within(staff.boris) == []


def test_a_client_moved_within_the_team_stays_in_it(store: Store, staff: Staff) -> None:
    emil = store.people.find_or_add("Emil", role=Role.ADVISOR, team_id=staff.other_team.id)
    emil = store.people.find_or_add("Emil", role=Role.ADVISOR, team_id=staff.team.id)
    client = store.clients.add(name="Chen", team_id=staff.team.id, advisor_id=staff.anna.id, now=NOW)

    assert store.clients.move(client.id, emil.id, reader=staff.boris).team_id == staff.team.id


def test_many_clients_are_overwritten_at_once(store: Store, staff: Staff) -> None:
    clients = [a_client_of(staff, name=f"Client {number}") for number in range(3)]
    store.clients.add_many(clients)
    renamed = [replace(client, name=client.name + "!", advisor_id=staff.chen.id) for client in clients]

    store.clients.save_many(renamed)

    assert store.clients.within(staff.chen) == renamed
    assert store.clients.within(staff.anna) == []


@pytest.mark.parametrize("change", ["add", "rename", "alias", "move", "save"])
def test_names_are_read_anew_after_each_kind_of_change(database: Database, staff: Staff, change: str) -> None:
    with database.unit() as store:
        client = store.clients.add(name="Chen", team_id=staff.team.id, advisor_id=staff.anna.id, now=NOW)
        emil = store.people.find_or_add("Emil", role=Role.ADVISOR, team_id=staff.team.id)
    changes = {
        "add": lambda s: s.clients.add(name="Wu", team_id=staff.team.id, advisor_id=emil.id, now=NOW),
        "rename": lambda s: s.clients.change(client.id, reader=staff.anna, name="Wu"),
        "alias": lambda s: s.clients.change(client.id, reader=staff.anna, aliases=("Wu",)),
        "move": lambda s: s.clients.move(client.id, emil.id, reader=staff.boris),
        "save": lambda s: s.clients.save_many([replace(client, name="Wu", advisor_id=emil.id)]),
    }
    readers = (staff.anna, staff.boris, emil)
    _found(database, readers)

    with database.unit() as store:
        changes[change](store)
    kept = _found(database, readers)

    with database.reading() as store:
        fresh = [store.clients.within(reader) for reader in readers]
        found = [len(store.clients.book_within(reader)) for reader in readers]
    assert kept == [
        {name: [each.id for each in clients if name in (each.name, *each.aliases)] for name in ("Chen", "Wu")}
        for clients in fresh
    ]
    assert found == [len(each) for each in fresh]


def test_a_change_that_no_name_shows_leaves_the_book_in_place(database: Database, staff: Staff) -> None:
    with database.unit() as store:
        client = store.clients.add(name="Chen", team_id=staff.team.id, advisor_id=staff.anna.id, now=NOW)
        before = store.clients.book_within(staff.anna)

    with database.unit() as store:
        changed = store.clients.change(client.id, reader=staff.anna, tier=Tier.VIP)
        store.clients.save_many([replace(changed, country="HK")])

    with database.reading() as store:
        assert store.clients.book_within(staff.anna) is before


def test_names_kept_by_a_transaction_that_failed_are_never_shown(database: Database, staff: Staff) -> None:
    with database.unit() as store:
        client = store.clients.add(name="Chen", team_id=staff.team.id, advisor_id=staff.anna.id, now=NOW)

    def rename_and_fail() -> None:
        with database.unit() as store:
            store.clients.change(client.id, reader=staff.anna, name="Nobody")
            store.clients.book_within(staff.anna)
            raise LookupError

    with pytest.raises(LookupError):
        rename_and_fail()
    with database.unit() as store:
        store.clients.add(name="Wu", team_id=staff.team.id, advisor_id=staff.anna.id, now=NOW)

    (found,) = _found(database, (staff.anna,))
    assert [len(found["Chen"]), len(found["Wu"])] == [1, 1]


def test_no_personal_field_lies_open_in_the_file(
    sqlite_url: str, open_database: Callable[..., Database]
) -> None:
    names = ("Anna Quillfeather", "Chen Wei-Ambrosius", "陈大伟")
    database = open_database(sqlite_url)
    with database.unit() as store:
        team = store.teams.find_or_add("Watches")
        anna = store.people.find_or_add(names[0], role=Role.ADVISOR, team_id=team.id)
        store.clients.add(
            name=names[1],
            team_id=team.id,
            advisor_id=anna.id,
            now=NOW,
            aliases=(names[2],),
            phone="+85291234567",
            email="wei@example.com",
        )
    database.close()

    file = Path(sqlite_url.removeprefix("sqlite:///"))
    content = b"".join(each.read_bytes() for each in file.parent.glob(file.name + "*"))

    assert b"Watches" in content
    for secret in (*names, "+85291234567", "wei@example.com"):
        assert secret.encode() not in content


def _found(database: Database, readers: tuple[Person, ...]) -> list[dict[str, list[str]]]:
    with database.reading() as store:
        books = [store.clients.book_within(reader) for reader in readers]
        return [{name: book.exact(name) for name in ("Chen", "Wu")} for book in books]


def test_whatever_refers_to_a_client_keeps_or_goes_with_one_taken_back() -> None:
    referring = {
        table.name
        for table in Row.metadata.tables.values()
        if any(key.column.table.name == "client" for key in table.foreign_keys)
    }

    assert {table.name for table in (*TOLD, *MADE)} | {"draft"} == referring


def test_a_client_taken_back_leaves_no_row_and_can_be_added_again(store: Store, staff: Staff) -> None:
    team_id, advisor_id = staff.team.id, staff.anna.id
    client = store.clients.add(
        name="Chen Wei", team_id=team_id, advisor_id=advisor_id, now=NOW, tier=Tier.VIP
    )
    rescore(store, client.id, now=NOW, baseline=True)
    replan(store, staff.anna.id, now=NOW)
    assert store.touchpoints.open_about(client.id)

    taken, drafts = take_back(store, client.id, by=staff.anna, now=NOW)

    assert (taken, drafts) == (client, [])
    assert store.touchpoints.open_about(client.id) == []
    with pytest.raises(ClientNotFoundError):
        take_back(store, client.id, by=staff.anna, now=NOW)
    assert store.plan_loads.is_stale(staff.anna.id)
    store.clients.add(name="Chen Wei", team_id=team_id, advisor_id=advisor_id, now=NOW)
    assert len(store.clients.book_within(staff.anna).exact("chen wei")) == 1


def test_only_who_may_close_a_client_takes_it_back(store: Store, staff: Staff) -> None:
    client = store.clients.add(name="Chen Wei", team_id=staff.team.id, advisor_id=staff.anna.id, now=NOW)

    with pytest.raises(ClientNotFoundError):
        take_back(store, client.id, by=staff.chen, now=NOW)

    assert store.clients.of(client.id, reader=staff.anna) == client
