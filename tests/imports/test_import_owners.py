"""Whose an imported client is: the advisor of the file, the one before, or a fair share of a team."""

import pytest
import sqlalchemy as sa

from loyalty.clients import Client
from loyalty.people.people import Role
from storage.cases.interventions import save_log
from storage.chat.outbox import OUTBOX
from storage.imports import ImportRefusedError
from tests.imports.crm import Desk, faults, figures
from tests.logs import COMPLAINT, a_log
from tests.staff import NOW, Staff

OWNED = "client_ref,advisor"


def _clients(desk: Desk) -> dict[str, Client]:
    with desk.database.reading() as store:
        return store.clients.by_refs([f"C{number}" for number in range(20)])


def test_the_advisor_of_the_file_owns_the_client_and_may_change(desk: Desk, staff: Staff) -> None:
    desk.brings(desk.clients("C1,anna  LI", "C2,Chen Outside", heading=OWNED))
    first = _clients(desk)

    report = desk.brings(desk.clients("C1,Chen Outside", "C2,", heading=OWNED))

    assert (first["C1"].advisor_id, first["C1"].team_id) == (staff.anna.id, staff.team.id)
    assert (first["C2"].advisor_id, first["C2"].team_id) == (staff.chen.id, staff.other_team.id)
    assert figures(report.clients) == (0, 1, 1, 0)
    assert {client.advisor_id for client in _clients(desk).values()} == {staff.chen.id}
    with desk.database.reading() as store:
        assert store.clients.within(staff.anna) == []
        assert len(store.clients.within(staff.chen)) == 2


def test_what_is_open_planned_and_waits_to_be_sent_follows_the_client(desk: Desk, staff: Staff) -> None:
    desk.brings(desk.clients("C1,Anna Li", heading=OWNED))
    client = _clients(desk)["C1"]
    with desk.database.unit() as store:
        save_log(store, a_log(client, staff.boris, reading=COMPLAINT), now=NOW)
        for person in (staff.anna, staff.boris):
            store.touchpoints.promise(client.id, advisor_id=person.id, due_at=NOW, note="list", now=NOW)

    desk.brings(desk.clients("C1,Chen Outside", heading=OWNED))

    with desk.database.reading() as store:
        assert [case.advisor_id for case in store.cases.open_of(client.id)] == [staff.chen.id]
        # What a lead wants to be reminded of stays the lead's.
        planned = [each.advisor_id for each in store.touchpoints.open_about(client.id)]
        assert planned == [staff.chen.id, staff.boris.id]
        told = sa.select(OUTBOX.c.person_id).where(OUTBOX.c.template == "case_opened")
        assert [row.person_id for row in store.transaction.rows(told)] == [staff.chen.id]


def test_the_open_case_of_a_client_nobody_looked_after_follows_too(desk: Desk, staff: Staff) -> None:
    with desk.database.unit() as store:
        client = store.clients.add(name="Chen", ref="C1", team_id=staff.team.id, advisor_id=None, now=NOW)
        save_log(store, a_log(client, staff.boris, reading=COMPLAINT), now=NOW)
        assert [case.advisor_id for case in store.cases.open_of(client.id)] == [staff.boris.id]

    desk.brings(desk.clients("C1,", heading=OWNED), assign="Watches")

    with desk.database.reading() as store:
        assert [case.advisor_id for case in store.cases.open_of(client.id)] == [staff.anna.id]


def test_clients_without_an_owner_are_shared_out_evenly_and_always_alike(desk: Desk, staff: Staff) -> None:
    with desk.database.unit() as store:
        emil = store.people.find_or_add("Emil Ho", role=Role.ADVISOR, team_id=staff.team.id)
        assert store.clients.within(emil) == []
    path = desk.clients("C0,Emil Ho", "C1,", "C2,", "C3,", "C4,", heading=OWNED)

    report = desk.brings(path, assign="WATCHES")

    assert (report.team, report.given) == ("Watches", {"Anna Li": 3, "Emil Ho": 1})
    owners = {ref: client.advisor_id for ref, client in _clients(desk).items()}
    assert owners == {
        "C0": emil.id,
        "C1": staff.anna.id,
        "C2": staff.anna.id,
        "C3": emil.id,
        "C4": staff.anna.id,
    }
    with desk.database.reading() as store:
        assert len(store.clients.within(emil)) == 2


def test_a_second_sharing_moves_nobody_and_new_clients_go_to_who_has_fewest(desk: Desk, staff: Staff) -> None:
    desk.brings(desk.clients("C1,", "C2,", heading=OWNED), assign="Watches")
    with desk.database.unit() as store:
        emil = store.people.find_or_add("Emil Ho", role=Role.ADVISOR, team_id=staff.team.id)

    report = desk.brings(desk.clients("C1,", "C2,", "C3,", heading=OWNED), assign="Watches")

    assert report.given == {"Emil Ho": 1}
    owners = {ref: client.advisor_id for ref, client in _clients(desk).items()}
    assert owners == {"C1": staff.anna.id, "C2": staff.anna.id, "C3": emil.id}


def test_known_clients_without_an_owner_are_shared_out_too(desk: Desk, staff: Staff) -> None:
    with desk.database.unit() as store:
        store.clients.add(name="Chen", ref="C1", team_id=staff.other_team.id, advisor_id=None, now=NOW)

    report = desk.brings(desk.clients("C1,", heading=OWNED), assign="Watches")

    assert report.given == {"Anna Li": 1}
    assert not report.changes_nothing
    client = _clients(desk)["C1"]
    assert (client.team_id, client.advisor_id) == (staff.team.id, staff.anna.id)


def test_with_several_teams_a_new_client_needs_an_advisor_or_a_team(file_desk: Desk) -> None:
    report = file_desk.brings(file_desk.clients("C1,", heading=OWNED))

    sentence = "advisor is not given and there are several teams: give one, or add --assign TEAM"
    assert faults(report.clients) == [(2, sentence)]


def test_the_only_team_takes_clients_without_an_advisor(empty_desk: Desk) -> None:
    with empty_desk.database.unit() as store:
        team = store.teams.find_or_add("Central")

    empty_desk.brings(empty_desk.clients("C1,", heading=OWNED))

    client = _clients(empty_desk)["C1"]
    assert (client.team_id, client.advisor_id) == (team.id, None)


def test_a_firm_without_teams_is_told_how_to_make_one(empty_desk: Desk) -> None:
    path = empty_desk.clients("C1,", heading=OWNED)

    with pytest.raises(ImportRefusedError, match='rapport invite --role advisor --team "NAME"'):
        empty_desk.brings(path)
    with pytest.raises(ImportRefusedError, match=r'there is no team “Central”: .* --team "Central"'):
        empty_desk.brings(path, assign="Central")


def test_a_team_without_advisors_cannot_share(empty_desk: Desk) -> None:
    with empty_desk.database.unit() as store:
        store.teams.find_or_add("Central")

    with pytest.raises(ImportRefusedError, match="the team “Central” has no advisors yet"):
        empty_desk.brings(empty_desk.clients("C1,", heading=OWNED), assign="central")


def test_sharing_needs_a_file_of_clients(file_desk: Desk) -> None:
    with pytest.raises(ImportRefusedError, match="--assign shares out the clients of a file"):
        file_desk.brings(purchases=file_desk.purchases("C1,O1,2026-01-01,A,5"), assign="Watches")


def test_a_name_that_may_be_several_people_needs_the_team(desk: Desk, staff: Staff) -> None:
    with desk.database.unit() as store:
        store.people.find_or_add("Anna Li", role=Role.ADVISOR, team_id=staff.other_team.id)
    path = desk.clients("C1,Anna Li", heading=OWNED)

    refused = desk.brings(path)
    taken = desk.brings(path, assign="Jewels")
    again = desk.brings(path)

    sentence = "advisor “Anna Li” may be several people or teams: add --assign TEAM"
    assert faults(refused.clients) == [(2, sentence)]
    assert figures(taken.clients) == (1, 0, 0, 0)
    assert _clients(desk)["C1"].team_id == staff.other_team.id
    assert again.changes_nothing


def test_an_advisor_who_left_takes_no_clients(file_desk: Desk) -> None:
    with file_desk.database.unit() as store:
        (anna,) = (person for person in store.people.everyone() if person.name == "Anna Li")
        store.people.deactivate(anna.id)

    report = file_desk.brings(file_desk.clients("C1,Anna Li", heading=OWNED))

    assert faults(report.clients) == [(2, "advisor “Anna Li” advises in no team: invite that person first")]
