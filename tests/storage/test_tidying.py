"""What has served is deleted, what is still told stays."""

from datetime import timedelta

import pytest

from loyalty.clients import Client
from loyalty.planning.touchpoints import TouchpointState
from scheduler.housekeeping import TIDYINGS
from storage.refusals import TouchpointNotFoundError
from storage.store import Store
from tests.planned import a_contact
from tests.staff import NOW, Staff

MONTHS_AGO = NOW - timedelta(days=90)


@pytest.fixture
def client(store: Store, staff: Staff) -> Client:
    return store.clients.add(name="Chen Wei", team_id=staff.team.id, advisor_id=staff.anna.id, now=NOW)


def test_contacts_dropped_long_ago_are_deleted(store: Store, client: Client) -> None:
    dropped = a_contact(store, client, due_at=MONTHS_AGO, state=TouchpointState.DROPPED)

    TIDYINGS["contacts"](store, NOW)

    with pytest.raises(TouchpointNotFoundError):
        store.touchpoints.anyone(dropped.id)


@pytest.mark.parametrize(
    "state", [state for state in TouchpointState if state is not TouchpointState.DROPPED]
)
def test_contacts_that_were_wanted_stay(store: Store, client: Client, state: TouchpointState) -> None:
    kept = a_contact(store, client, due_at=MONTHS_AGO, state=state)

    TIDYINGS["contacts"](store, NOW)

    assert store.touchpoints.anyone(kept.id).state is state


def test_contacts_dropped_lately_stay(store: Store, client: Client) -> None:
    kept = a_contact(store, client, due_at=NOW - timedelta(days=3), state=TouchpointState.DROPPED)

    TIDYINGS["contacts"](store, NOW)

    assert store.touchpoints.anyone(kept.id).state is TouchpointState.DROPPED
