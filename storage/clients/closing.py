"""Closing: a client nobody contacts any more, and one who is taken up again."""

from datetime import datetime

import sqlalchemy as sa

from loyalty.cases.cases import Outcome
from loyalty.clients import Client, ClientId, Closing
from loyalty.people.people import Person, Role
from storage.cases.alerts import tell_of_close
from storage.clients.clientrows import CLIENT
from storage.errors import ClientNotFoundError
from storage.scores.scoring import rescore
from storage.store import Store


def may_close(client: Client, person: Person) -> bool:
    """Tell whether somebody may close a client or open it again: its advisor, or a lead of its team."""
    return client.advisor_id == person.id or client.team_id in person.teams_as(Role.LEAD)


def close_client(store: Store, client_id: ClientId, why: Closing, *, by: Person, now: datetime) -> bool:
    """Stop all that is planned, open or about to be sent for a client; False when it is closed already.

    Raises:
        ClientNotFoundError: it is out of reach, or somebody else's to close.
    """
    client = _closable(store, client_id, by)
    closed = (
        sa.update(CLIENT)
        .where(CLIENT.c.id == client_id, CLIENT.c.closed_at.is_(None))
        .values(closed_at=now, closed_as=why)
    )
    if store.transaction.change(closed) != 1:
        return False
    for case in store.cases.open_of(client.id):
        # Nothing was settled: a complaint of somebody who left stays what it was.
        ended = Outcome.MOVED if why is Closing.MOVED else Outcome.LOST
        store.cases.close(case.id, ended, by=by.id, now=now)
        tell_of_close(store, case, by=by.id, now=now)
    store.touchpoints.drop_about(client_id, now=now)
    store.plan_loads.mark_stale([client.advisor_id])
    store.outbox.cancel_about(client_id)
    store.audit.record(by.id, "client.closed", client_id, now, detail=why)
    return True


def reopen_client(store: Store, client_id: ClientId, *, by: Person, now: datetime) -> bool:
    """Take a closed client up again, with a level worked out anew; False when it is open already.

    Raises:
        ClientNotFoundError: it is out of reach, or somebody else's to open.
    """
    client = _closable(store, client_id, by)
    opened = (
        sa.update(CLIENT)
        .where(CLIENT.c.id == client_id, CLIENT.c.closed_at.is_not(None))
        .values(closed_at=None, closed_as=None)
    )
    if store.transaction.change(opened) != 1:
        return False
    rescore(store, client_id, now=now, baseline=True)
    store.plan_loads.mark_stale([client.advisor_id])
    store.audit.record(by.id, "client.reopened", client_id, now)
    return True


def _closable(store: Store, client_id: ClientId, by: Person) -> Client:
    client = store.clients.of(client_id, reader=by)
    if not may_close(client, by):
        raise ClientNotFoundError(client_id)
    return client
