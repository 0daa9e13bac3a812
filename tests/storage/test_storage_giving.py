"""Giving and closing a client: what moves, what stops, and who may."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from loyalty.cases.cases import CaseState, Outcome
from loyalty.clients import Client, Closing
from loyalty.levels.levels import Level
from loyalty.people.people import Person, PersonId, Role
from storage.cases.interventions import save_log
from storage.chat.outbox import OUTBOX
from storage.clients.closing import close_client, reopen_client
from storage.columns import table_of
from storage.database import Database
from storage.errors import ClientNotFoundError, PersonNotFoundError
from storage.people.giving import give_client
from storage.people.people import MembershipRow
from storage.scores.nights import score_all
from storage.store import Store
from tests.audited import audited
from tests.logs import COMPLAINT, a_log
from tests.staff import NOW, Staff

LATER = NOW + timedelta(hours=1)
MEMBERSHIP = table_of(MembershipRow)


@pytest.fixture
def dora(store: Store, staff: Staff) -> Person:
    """An advisor of Anna's team."""
    return store.people.find_or_add("Dora Wu", role=Role.ADVISOR, team_id=staff.team.id)


@pytest.fixture
def client(store: Store, staff: Staff) -> Client:
    """A client of Anna's with an open complaint and a promise."""
    client = store.clients.add(name="Chen Wei", team_id=staff.team.id, advisor_id=staff.anna.id, now=NOW)
    save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW)
    store.touchpoints.promise(client.id, advisor_id=staff.anna.id, due_at=LATER, note="catalogue", now=NOW)
    return client


def push(store: Store, to: PersonId, template: str, client: Client) -> None:
    store.outbox.push(
        to, template, {}, now=NOW, dedup_key=f"{template}:{to}", subject=f"case:x:{to}", about=client.id
    )


def waiting(store: Store, who: Person) -> list[str]:
    rows = store.transaction.rows(
        sa.select(OUTBOX.c.template).where(OUTBOX.c.person_id == who.id, OUTBOX.c.state == "queued")
    )
    return sorted(row.template for row in rows)


def test_cases_contacts_and_reach_move_to_the_new_advisor(
    store: Store, staff: Staff, dora: Person, client: Client
) -> None:
    give_client(store, client.id, dora.id, by=staff.boris, now=LATER, message="He likes you.")

    assert store.clients.of(client.id, reader=dora).advisor_id == dora.id
    assert [case.advisor_id for case in store.cases.open_of(client.id)] == [dora.id]
    assert [each.advisor_id for each in store.touchpoints.open_about(client.id)] == [dora.id]
    assert store.interactions.count(client.id) == 1
    assert store.clients.several([client.id], reader=staff.anna) == []
    handover = store.handovers.last_of(client.id)
    assert handover is not None
    assert (handover.given_by, handover.given_from, handover.given_to, handover.message) == (
        staff.boris.id,
        staff.anna.id,
        dora.id,
        "He likes you.",
    )
    assert "client.given" in [entry.act for entry in audited(store) if entry.target == client.id]


def test_what_waits_for_the_old_advisor_goes_to_the_new_one(
    store: Store, staff: Staff, dora: Person, client: Client
) -> None:
    push(store, staff.anna.id, "case_warning", client)
    push(store, staff.boris.id, "red_alert", client)
    give_client(store, client.id, dora.id, by=staff.boris, now=LATER)

    assert "case_warning" in waiting(store, dora)


def test_the_old_advisor_hears_only_that_the_client_was_given(
    store: Store, staff: Staff, dora: Person, client: Client
) -> None:
    push(store, staff.anna.id, "case_warning", client)
    give_client(store, client.id, dora.id, by=staff.boris, now=LATER)

    assert waiting(store, staff.anna) == ["client_taken"]


def test_giving_twice_changes_nothing(store: Store, staff: Staff, dora: Person, client: Client) -> None:
    first = give_client(store, client.id, dora.id, by=staff.boris, now=LATER)

    assert give_client(store, client.id, dora.id, by=staff.boris, now=LATER) is None
    assert store.handovers.last_of(client.id) == first


def test_only_a_lead_of_the_team_gives_and_only_to_an_advisor_of_theirs(
    store: Store, staff: Staff, dora: Person, client: Client
) -> None:
    other_lead = store.people.find_or_add("Liang", role=Role.LEAD, team_id=staff.other_team.id)
    for somebody in (staff.anna, dora, staff.chen, other_lead):
        with pytest.raises(ClientNotFoundError):
            give_client(store, client.id, dora.id, by=somebody, now=LATER)
    for nobody in (staff.chen.id, staff.boris.id, PersonId("unknown")):
        with pytest.raises(PersonNotFoundError):
            give_client(store, client.id, nobody, by=staff.boris, now=LATER)
    assert store.clients.anyone(client.id).advisor_id == staff.anna.id


def test_a_lead_of_two_teams_gives_across_them(store: Store, staff: Staff, client: Client) -> None:
    store.transaction.insert(
        MEMBERSHIP, [{"person_id": staff.boris.id, "team_id": staff.other_team.id, "role": Role.LEAD}]
    )

    give_client(store, client.id, staff.chen.id, by=store.people.of(staff.boris.id), now=LATER)

    assert store.clients.anyone(client.id).team_id == staff.other_team.id
    assert store.clients.of(client.id, reader=staff.chen).name == "Chen Wei"


def test_closing_ends_cases_contacts_and_what_waits(store: Store, staff: Staff, client: Client) -> None:
    case = store.cases.open_of(client.id)[0]
    push(store, staff.anna.id, "case_warning", client)
    close_client(store, client.id, Closing.MOVED, by=staff.anna, now=LATER)

    closed = store.cases.anyone(case.id)
    assert (closed.state, closed.outcome) == (CaseState.CLOSED, Outcome.MOVED)
    assert store.touchpoints.open_about(client.id) == []
    assert store.clients.of(client.id, reader=staff.anna).closed_as is Closing.MOVED
    assert waiting(store, staff.anna) == []
    assert "client.closed" in [entry.act for entry in audited(store) if entry.target == client.id]


def test_a_closed_client_counts_nowhere_and_is_found_by_name(
    store: Store, staff: Staff, client: Client
) -> None:
    assert store.standings.counts(staff.boris) == {Level.RED: 1}
    close_client(store, client.id, Closing.LEFT, by=staff.boris, now=LATER)

    assert store.standings.counts(staff.boris) == {}
    assert store.standings.within(staff.boris, levels=list(Level)) == []
    assert store.clients.book_within(staff.boris).exact("chen wei") == [client.id]


def test_closing_and_opening_again_happen_once(store: Store, staff: Staff, client: Client) -> None:
    assert close_client(store, client.id, Closing.DORMANT, by=staff.anna, now=LATER)
    assert not close_client(store, client.id, Closing.DIED, by=staff.boris, now=LATER)
    assert store.clients.anyone(client.id).closed_as is Closing.DORMANT

    assert reopen_client(store, client.id, by=staff.anna, now=LATER)
    assert not reopen_client(store, client.id, by=staff.anna, now=LATER)
    opened = store.clients.anyone(client.id)
    assert (opened.closed_at, opened.closed_as) == (None, None)
    assert store.cases.open_of(client.id) == []
    assert store.standings.of(client.id) is not None


def test_only_the_own_advisor_and_the_lead_close(
    store: Store, staff: Staff, dora: Person, client: Client
) -> None:
    for somebody in (dora, staff.chen, replace(staff.anna, active=False)):
        with pytest.raises(ClientNotFoundError):
            close_client(store, client.id, Closing.LEFT, by=somebody, now=LATER)
    assert store.clients.anyone(client.id).closed_at is None


def test_the_night_scores_no_closed_client(database: Database, staff: Staff) -> None:
    with database.unit() as store:
        kept = [
            store.clients.add(name=name, team_id=staff.team.id, advisor_id=staff.anna.id, now=NOW)
            for name in ("Chen Wei", "Lin Yue")
        ]
        close_client(store, kept[0].id, Closing.LEFT, by=staff.anna, now=NOW)

    assert score_all(database, now=LATER).scored == 1
