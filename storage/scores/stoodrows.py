"""How clients stood after their last scoring, packed beside the standings, so that a night reads it fast."""

from collections.abc import Collection, Sequence

import numpy as np
import sqlalchemy as sa
from sqlmodel import Field

from loyalty.clients import ClientId
from loyalty.sums.figures import Flags
from storage.among import among
from storage.columns import Row, refers_to, table_of
from storage.scores.stood import Stood, standing_stood
from storage.transaction import Transaction


class ClientStoodRow(Row, table=True):
    """The last scoring of one client (``Stood.packed``); none when the standing was written since."""

    # A whole firm is read in the order of the key.
    __table_args__ = ({"sqlite_with_rowid": False},)

    client_id: str = refers_to("client.id", primary_key=True, index=False)
    stood: bytes = Field(sa_type=sa.LargeBinary)


_STOOD = table_of(ClientStoodRow)


def stood_of_chunk(transaction: Transaction, client_ids: Sequence[ClientId]) -> Stood:
    """Return how many clients stood, whose ids are in order; of whom it is not kept, as never scored."""
    between = _STOOD.c.client_id.between(client_ids[0], client_ids[-1])
    ordered = sa.select(_STOOD.c.client_id, _STOOD.c.stood).where(between).order_by(_STOOD.c.client_id)
    rows = transaction.plain_rows(ordered)
    if [row[0] for row in rows] == client_ids:
        return Stood.unpacked([row[1] for row in rows])
    kept: dict[str, bytes] = {row[0]: row[1] for row in rows}
    return Stood.unpacked([kept.get(client_id) for client_id in client_ids])


def stood_of(transaction: Transaction, client_ids: Sequence[ClientId]) -> Stood:
    """Return how some clients stand, in the order of their ids."""
    kept = _kept(transaction, client_ids)
    if missing := [client_id for client_id in client_ids if client_id not in kept]:
        kept |= zip(missing, standing_stood(transaction, missing).packed(), strict=True)
    return Stood.unpacked([kept[client_id] for client_id in client_ids])


def keep_stood(transaction: Transaction, client_ids: Sequence[ClientId], stood: Stood) -> None:
    """Keep how clients stand for the next night."""
    columns = {"client_id": client_ids, "stood": stood.packed()}
    transaction.upsert_quickly(_STOOD, columns, key=("client_id",))


def replace_stood(
    transaction: Transaction, client_ids: Sequence[ClientId], before: Stood, after: Stood
) -> Flags:
    """Keep how clients stand now unless somebody was scored since ``before``; return who was not."""
    theirs = sa.update(_STOOD).where(
        _STOOD.c.client_id == sa.bindparam("id"), _STOOD.c.stood == sa.bindparam("was")
    )
    columns = {"id": client_ids, "was": before.packed(), "is_now": after.packed()}
    replaced = transaction.change_quickly(theirs.values(stood=sa.bindparam("is_now")), columns)
    if replaced == len(client_ids):
        return np.ones(len(client_ids), dtype=bool)
    found = _kept(transaction, client_ids)
    pairs = zip(client_ids, columns["is_now"], strict=True)
    return np.array([found.get(client_id) == stood for client_id, stood in pairs], dtype=bool)


def forget_stood(transaction: Transaction, client_ids: Collection[ClientId]) -> None:
    """Note that the standings of clients are written otherwise than was kept."""
    transaction.change(sa.delete(_STOOD).where(among(_STOOD.c.client_id, client_ids)))


def _kept(transaction: Transaction, client_ids: Collection[ClientId]) -> dict[str, bytes]:
    found = sa.select(_STOOD.c.client_id, _STOOD.c.stood).where(among(_STOOD.c.client_id, client_ids))
    return {row[0]: row[1] for row in transaction.plain_rows(found)}
