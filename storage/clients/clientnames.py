"""The names a reader may search: opened once and kept in the process until a client within reach changes."""

from collections.abc import Iterable, Iterator

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.names import NameBook, NameEntry
from loyalty.people.people import Person
from storage.access import reach_of, stood_in_for, within_reach
from storage.clients.clientrows import CLIENT, aliases_of, name_of
from storage.columns import Row, table_of
from storage.ids import new_id
from storage.transaction import Transaction


class NamesVersionRow(Row, table=True):
    """The version of the client names within a scope: a person's own clients, or a team's."""

    scope: str = Field(primary_key=True, max_length=32)
    version: str = Field(max_length=32)


_VERSION = table_of(NamesVersionRow)


class ClientNames:
    """The books that search the names within the reach of readers."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def book(self, reader: Person) -> NameBook:
        """Return the book of all clients within reach, in the order in which they were added."""
        absent = [row.person_id for row in self._transaction.rows(stood_in_for(reader))]
        reach = reach_of(reader, absent)
        shelf = self._transaction.shelf
        # The version is read before the names: what changes in between is read again next time, never missed.
        version = frozenset(map(tuple, self._transaction.rows(_versions(reach.scopes))))
        kept: NameBook | None = shelf.find(("names", reach), version)
        if kept is None:
            kept = NameBook(self._read(reader))
            shelf.keep(("names", reach), version, kept, weight=len(kept))
        return kept

    def mark_changed(self, scopes: Iterable[str | None]) -> None:
        """Give the scopes a new version, in the transaction that changes their clients."""
        # A version is drawn, not counted: after a rollback the next count would be the same again. Sorted, so
        # that two transactions lock the rows in one order.
        rows = [{"scope": scope, "version": new_id()} for scope in sorted({s for s in scopes if s})]
        self._transaction.upsert(_VERSION, rows, key=("scope",))

    def _read(self, reader: Person) -> Iterator[NameEntry]:
        client, keys = CLIENT.c, self._transaction.keys
        rows = self._transaction.rows(
            sa.select(client.id, client.name, client.aliases)
            .where(within_reach(reader, CLIENT))
            .order_by(client.id)
        )
        return (
            NameEntry(row.id, (name_of(row.id, row.name, keys), *aliases_of(row.id, row.aliases, keys)))
            for row in rows
        )


def _versions(scopes: tuple[str, ...]) -> sa.Select[str, str]:
    return sa.select(_VERSION.c.scope, _VERSION.c.version).where(_VERSION.c.scope.in_(scopes))
