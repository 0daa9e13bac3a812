"""Taking a new client back: added by mistake, gone again as long as nobody kept anything on it."""

from datetime import datetime

import sqlalchemy as sa

from loyalty.clients import Client, ClientId
from loyalty.drafts import DraftId, DraftState
from loyalty.people.people import Person
from loyalty.planning.touchpoints import TouchpointKind, TouchpointState
from storage.cases.caserows import CaseRow
from storage.clients.closing import may_close
from storage.clients.worths import ClientWorthRow
from storage.columns import table_of
from storage.errors import ClientNotFoundError
from storage.people.handovers import HandoverRow
from storage.plans.todaylines import TodayLineRow
from storage.plans.touchpoints import TouchpointRow
from storage.records.correctionrows import CorrectionRow
from storage.records.drafts import DraftRow
from storage.records.interactions import InteractionRow
from storage.records.purchases import PurchaseRow
from storage.records.signals import SignalRow
from storage.records.sumrows import ClientSumsRow
from storage.records.undo import UNDO_FOR
from storage.records.undorecords import UndoRecordRow
from storage.refusals import ClientInUseError, UndoTooLateError
from storage.scores.overriderows import LevelOverrideRow
from storage.scores.standingrows import LevelChangeRow, SnapshotRow, StandingRow
from storage.scores.stoodrows import ClientStoodRow
from storage.store import Store

# What somebody did or told: then the client is no mistake. A matter stands even when it was withdrawn.
TOLD = tuple(
    table_of(row) for row in (InteractionRow, PurchaseRow, SignalRow, CaseRow, LevelOverrideRow, HandoverRow)
)
# What the bot made of a new client by itself; the planned contacts come on top.
MADE = tuple(
    table_of(row)
    for row in (
        *(StandingRow, SnapshotRow, LevelChangeRow, ClientStoodRow, ClientSumsRow, ClientWorthRow),
        *(UndoRecordRow, CorrectionRow, TodayLineRow, TouchpointRow),
    )
)
_CONTACT, _DRAFT = table_of(TouchpointRow), table_of(DraftRow)
_DECIDED = sa.or_(
    _CONTACT.c.kind == TouchpointKind.PROMISE,
    _CONTACT.c.state.in_((TouchpointState.PUT_OFF, TouchpointState.DONE, TouchpointState.SKIPPED)),
)


def take_back(store: Store, client_id: str, *, by: Person, now: datetime) -> tuple[Client, list[DraftId]]:
    """Delete a client added within the last 30 seconds, as if it had never been.

    Returns the client as it was, and the notes that waited for it: they wait for another.

    Raises:
        ClientNotFoundError: it is out of reach, somebody else's, or was taken back before.
        UndoTooLateError: it was added more than 30 seconds ago.
        ClientInUseError: something has been logged, asked or decided about it since.
    """
    client = store.clients.of(client_id, reader=by)
    if not may_close(client, by):
        raise ClientNotFoundError(client_id)
    if now > client.added_at + UNDO_FOR:
        raise UndoTooLateError(client_id, client.added_at + UNDO_FOR)
    store.standings.lock([client.id])
    if _is_in_use(store, client.id):
        raise ClientInUseError(client.id)
    drafts = _free_drafts(store, client.id, author=by)
    store.outbox.cancel_about(client.id)
    for table in MADE:
        store.transaction.change(sa.delete(table).where(table.c.client_id == client.id))
    store.clients.remove(client)
    store.audit.record(by.id, "client.taken_back", client.id, now)
    return client, drafts


def _is_in_use(store: Store, client_id: ClientId) -> bool:
    decided = sa.exists().where(_CONTACT.c.client_id == client_id, _DECIDED)
    told = [sa.exists().where(table.c.client_id == client_id) for table in TOLD]
    return bool(store.transaction.value(sa.select(sa.or_(decided, *told))))


def _free_drafts(store: Store, client_id: ClientId, *, author: Person) -> list[DraftId]:
    """Let the notes about a client wait for another; return those of the author that still wait."""
    theirs = _DRAFT.c.client_id == client_id
    waiting = (theirs, _DRAFT.c.author_id == author.id, _DRAFT.c.state == DraftState.WAITING)
    rows = store.transaction.rows(sa.select(_DRAFT.c.id).where(*waiting).order_by(_DRAFT.c.id))
    store.transaction.change(sa.update(_DRAFT).where(theirs).values(client_id=None))
    return [DraftId(row.id) for row in rows]
