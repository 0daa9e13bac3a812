"""The kept sums of clients as rows: a new fact updates those of its client, other changes drop them."""

from array import array
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.clients import ClientId
from loyalty.sums.adding import Fact, KeptSums
from loyalty.sums.layout import Scheme
from storage.among import among
from storage.clients.clientrows import lock_clients
from storage.columns import Row, refers_to, table_of
from storage.transaction import Transaction


class ClientSumsRow(Row, table=True):
    """The sums of one client (``loyalty.sums``): eight bytes a slot, in the order of the processor.

    ``day`` and ``next_on`` are days as whole numbers: the sums hold from the one until before the other.
    """

    # A whole firm is read in the order of the key.
    __table_args__ = ({"sqlite_with_rowid": False},)

    client_id: str = refers_to("client.id", primary_key=True, index=False)
    scheme: str = Field(max_length=16)
    day: int
    next_on: int | None
    sums: bytes = Field(sa_type=sa.LargeBinary)


SUMS = table_of(ClientSumsRow)


def sums_values(client_id: str, scheme: Scheme, sums: Sequence[float]) -> dict[str, Any]:
    """Return the columns of one client's sums."""
    kept = KeptSums(list(sums), scheme)
    return {
        "client_id": client_id,
        "scheme": scheme.fingerprint,
        "day": kept.day,
        "next_on": int(kept.next_on) if kept.next_on < float("inf") else None,
        "sums": array("d", kept.values).tobytes(),
    }


def add_to_sums(transaction: Transaction, client_id: ClientId, fact: Fact, *, on: date) -> None:
    """Add a fact that was just saved to its client's sums, if some are kept; ``on`` is its day."""
    lock_clients(transaction, [client_id])
    row = transaction.first(sa.select(SUMS).where(SUMS.c.client_id == client_id))
    if row is None:
        return
    scheme = known_scheme(transaction, row.scheme)
    day = on.toordinal()
    if scheme is None or (row.next_on is not None and day >= row.next_on):
        drop_sums(transaction, [client_id])
        return
    sums = KeptSums(array("d", row.sums).tolist(), scheme)
    sums.fade_to(day)
    sums.add(fact)
    values = sums_values(client_id, scheme, sums.values)
    transaction.change(sa.update(SUMS).where(SUMS.c.client_id == client_id).values(values))


def drop_sums(transaction: Transaction, client_ids: Collection[ClientId]) -> None:
    """Forget the sums of clients whose facts have changed; they are made anew when they are next needed."""
    lock_clients(transaction, client_ids)
    transaction.change(sa.delete(SUMS).where(among(SUMS.c.client_id, client_ids)))


def drop_sums_where(transaction: Transaction, client_ids: sa.Select[tuple[Any]]) -> None:
    """Forget the sums of the clients that a query names."""
    drop_sums(transaction, [row[0] for row in transaction.rows(client_ids)])


def known_scheme(transaction: Transaction, fingerprint: str) -> Scheme | None:
    """Return the scheme of a fingerprint; None when this process has not used it yet."""
    scheme = transaction.shelf.find(("scheme", fingerprint), fingerprint)
    return scheme if isinstance(scheme, Scheme) else None


def remember_scheme(transaction: Transaction, scheme: Scheme) -> None:
    """Let ``known_scheme`` find a scheme."""
    transaction.shelf.keep(("scheme", scheme.fingerprint), scheme.fingerprint, scheme)
