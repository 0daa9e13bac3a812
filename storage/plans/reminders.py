"""Reminders: what a message about a planned contact tells, gathered in one place for whoever words it."""

import sqlalchemy as sa

from loyalty.clients import Client, ClientId
from loyalty.days.reminders import Acquaintance, Reminder
from loyalty.people.people import Person
from loyalty.planning.touchpoints import Touchpoint, TouchpointKind, TouchpointState
from storage.clients.clientrows import CLIENT
from storage.columns import table_of
from storage.plans.touchpoints import TouchpointRow
from storage.store import Store

_TOUCHPOINT = table_of(TouchpointRow)


def reminder_of(store: Store, touchpoint: Touchpoint, *, reader: Person) -> Reminder:
    """Gather what a reader needs to act on a planned contact.

    Raises:
        ClientNotFoundError: the client is out of the reader's reach.
    """
    client = store.clients.of(touchpoint.client_id, reader=reader)
    is_own = touchpoint.advisor_id == reader.id
    return Reminder(
        touchpoint=touchpoint,
        known=_known(store, client, reader, kind=touchpoint.kind),
        stands_in_for="" if is_own else store.people.of(touchpoint.advisor_id).name,
    )


def acquaintance(store: Store, client: Client, *, reader: Person) -> Acquaintance:
    """Gather what a reader needs to write to a client now, planned or not."""
    return _known(store, client, reader, kind=TouchpointKind.HELLO)


def count_draft(store: Store, client_id: ClientId) -> None:
    """Keep that an unplanned draft was shown, so that the next one has other words."""
    store.transaction.change(
        sa.update(CLIENT).where(CLIENT.c.id == client_id).values(drafts_shown=CLIENT.c.drafts_shown + 1)
    )


def _known(store: Store, client: Client, reader: Person, *, kind: TouchpointKind) -> Acquaintance:
    latest = store.interactions.latest(client.id, reader=reader, limit=1)
    return Acquaintance(
        client=client,
        standing=store.standings.of(client.id),
        last=latest[0] if latest else None,
        turn=_turn(store, client.id, kind),
    )


def _turn(store: Store, client_id: ClientId, kind: TouchpointKind) -> int:
    """Count the drafted texts this client may have had for contacts of this kind."""
    used = sa.select(sa.func.coalesce(sa.func.sum(_TOUCHPOINT.c.draft + 1), 0)).where(
        _TOUCHPOINT.c.client_id == client_id,
        _TOUCHPOINT.c.kind == kind,
        _TOUCHPOINT.c.state == TouchpointState.DONE,
    )
    shown = sa.select(CLIENT.c.drafts_shown).where(CLIENT.c.id == client_id)
    return int(store.transaction.value(used)) + int(store.transaction.value(shown))
