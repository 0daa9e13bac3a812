"""Writes checked purchases: what is new is added, what differs is changed, the rest is left untouched."""

from collections.abc import Sequence
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from loyalty.clients import ClientId
from storage.among import among
from storage.clients.clientrows import CLIENT
from storage.columns import table_of
from storage.imports.faults import Fault
from storage.imports.purchaselines import PurchaseEntry
from storage.records.purchases import PurchaseRow
from storage.records.sumrows import drop_sums
from storage.store import Store

_TABLE = table_of(PurchaseRow)
_KEY = ("client_id", "order_ref", "category")

_Insert = TypeVar("_Insert", postgresql.Insert, sqlite.Insert)


class PurchaseWriter:
    """Writes the purchases of one file; ``unknown`` is what to say of a client nobody knows."""

    def __init__(self, store: Store, *, unknown: str) -> None:
        self._store = store
        self._unknown = unknown
        self._connection = store.transaction.connection
        self._takes_arrays = self._connection.dialect.name == "postgresql"
        self._statement = _whole_columns() if self._takes_arrays else _settled(sqlite.insert(_TABLE))
        self._before = store.purchases.count()
        self._touched = 0
        self._lines_before: dict[ClientId, int] = {}

    def write(self, entries: Sequence[PurchaseEntry]) -> list[Fault]:
        """Write some rows; return what is wrong with those that were left out."""
        ids = self._client_ids(sorted({entry.client_ref for entry in entries}))
        # In the order of the key neighbouring rows land on one page.
        rows = sorted(
            (ids[entry.client_ref], entry.order_ref, entry.category, entry)
            for entry in entries
            if entry.client_ref in ids
        )
        met = sorted(ids.values() - self._lines_before.keys())
        self._lines_before |= self._lines(met)
        self._touched += self._upsert([_values(client_id, entry) for client_id, _, _, entry in rows])
        return [
            Fault(entry.line, f"client_ref “{entry.client_ref[:30]}” {self._unknown}")
            for entry in entries
            if entry.client_ref not in ids
        ]

    def finish(self) -> None:
        """Let the figures of all clients met be worked out from their purchases again.

        At the end, since until then nobody else is kept from working with these clients.
        """
        drop_sums(self._store.transaction, self._lines_before)

    def added_to(self) -> list[ClientId]:
        """Return the clients of whom purchases are known that were not before."""
        now = self._lines(sorted(self._lines_before))
        return [client_id for client_id, before in self._lines_before.items() if now[client_id] > before]

    def counts(self) -> tuple[int, int]:
        """Return how many purchases were new and how many changed."""
        added = self._store.purchases.count() - self._before
        return added, self._touched - added

    def _upsert(self, rows: Sequence[dict[str, object]]) -> int:
        """Return how many rows were new or differed."""
        if not rows:
            return 0
        # A server answers each row of many on its own, which takes twice as long as one statement.
        values = {name: [row[name] for row in rows] for name in rows[0]} if self._takes_arrays else rows
        # An insert's row count is given away unless it is asked for (SQLAlchemy, "preserve_rowcount").
        done = self._connection.execute(
            self._statement, values, execution_options={"preserve_rowcount": True}
        )
        return done.rowcount

    def _lines(self, client_ids: Sequence[ClientId]) -> dict[ClientId, int]:
        return dict.fromkeys(client_ids, 0) | self._store.purchases.counts(client_ids)

    def _client_ids(self, refs: Sequence[str]) -> dict[str, ClientId]:
        found = sa.select(CLIENT.c.ref, CLIENT.c.id).where(among(CLIENT.c.ref, refs))
        return {row.ref: ClientId(row.id) for row in self._store.transaction.rows(found)}


def _whole_columns() -> postgresql.Insert:
    """Take each column as one array, row by row beside each other."""
    arrays = [
        sa.func.unnest(sa.bindparam(column.name, type_=postgresql.ARRAY(column.type))) for column in _TABLE.c
    ]
    return _settled(postgresql.insert(_TABLE).from_select(_TABLE.c.keys(), sa.select(*arrays)))


def _settled(insert: _Insert) -> _Insert:
    """Where the key is there, update what differs; a currency or margin not told is kept."""
    told = {
        "purchased_on": insert.excluded.purchased_on,
        "amount": insert.excluded.amount,
        "currency": sa.func.coalesce(insert.excluded.currency, _TABLE.c.currency),
        "margin": sa.func.coalesce(insert.excluded.margin, _TABLE.c.margin),
    }
    differs = sa.or_(*(_TABLE.c[name].is_distinct_from(value) for name, value in told.items()))
    return insert.on_conflict_do_update(index_elements=_KEY, set_=told, where=differs)


def _values(client_id: str, entry: PurchaseEntry) -> dict[str, object]:
    return {
        "client_id": client_id,
        "order_ref": entry.order_ref,
        "category": entry.category,
        "purchased_on": entry.purchased_on,
        "amount": entry.amount,
        "currency": entry.currency,
        "margin": entry.margin,
    }
