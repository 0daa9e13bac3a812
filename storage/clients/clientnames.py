"""The names a reader may search: opened once and kept in the process until a client within reach changes."""

from collections.abc import Callable, Iterable, Sized
from typing import TypeVar

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.names import NameBook, NameEntry
from loyalty.people.people import Person
from storage.access import reach_of, stood_in_for, within_reach
from storage.clients.clientrows import CLIENT, aliases_of, name_of
from storage.columns import Row, table_of
from storage.ids import new_id
from storage.transaction import Transaction

T = TypeVar("T", bound=Sized)


class NamesVersionRow(Row, table=True):
    """The version of the client names within a scope: a person's own clients, or a team's."""

    scope: str = Field(primary_key=True, max_length=32)
    version: str = Field(max_length=32)


_VERSION = table_of(NamesVersionRow)


class ClientNames:
    """The names within the reach of readers, and the books that search them."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def entries(self, reader: Person) -> list[NameEntry]:
        """Return name and aliases of all clients within reach, in the order in which they were added."""
        return list(self._kept("entries", reader, self._read))

    def book(self, reader: Person) -> NameBook:
        """Return the book of all clients within reach."""
        return self._kept("book", reader, lambda who: NameBook(self.entries(who)))

    def mark_changed(self, scopes: Iterable[str | None]) -> None:
        """Give the scopes a new version, in the transaction that changes their clients."""
        # A version is drawn, not counted: after a rollback the next count would be the same again. Sorted, so
        # that two transactions lock the rows in one order.
        rows = [{"scope": scope, "version": new_id()} for scope in sorted({s for s in scopes if s})]
        self._transaction.upsert(_VERSION, rows, key=("scope",))

    def _kept(self, kind: str, reader: Person, build: Callable[[Person], T]) -> T:
        absent = [row.person_id for row in self._transaction.rows(stood_in_for(reader))]
        reach = reach_of(reader, absent)
        shelf = self._transaction.shelf
        # The version is read before the names: what changes in between is read again next time, never missed.
        version = frozenset(map(tuple, self._transaction.rows(_versions(reach.scopes))))
        kept: T | None = shelf.find((kind, reach), version)
        if kept is None:
            kept = build(reader)
            shelf.keep((kind, reach), version, kept, weight=len(kept))
        return kept

    def _read(self, reader: Person) -> tuple[NameEntry, ...]:
        client, keys = CLIENT.c, self._transaction.keys
        rows = self._transaction.rows(
            sa.select(client.id, client.name, client.aliases)
            .where(within_reach(reader, CLIENT))
            .order_by(client.id)
        )
        return tuple(
            NameEntry(row.id, (name_of(row.id, row.name, keys), *aliases_of(row.id, row.aliases, keys)))
            for row in rows
        )


def _versions(scopes: tuple[str, ...]) -> sa.Select[str, str]:
    return sa.select(_VERSION.c.scope, _VERSION.c.version).where(_VERSION.c.scope.in_(scopes))
