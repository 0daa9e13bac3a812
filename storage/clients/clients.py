"""Clients: added, changed and moved; whoever asks sees those within reach only."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

import sqlalchemy as sa

from loyalty.clientfields import Birthday
from loyalty.clients import Client, ClientId, Tier
from loyalty.names import NameBook
from loyalty.people.people import Language, Person, PersonId, Role, TeamId
from storage.access import within_reach
from storage.among import among
from storage.clients.clientnames import ClientNames
from storage.clients.clientrows import CLIENT, client_of, client_values, comparable_email
from storage.columns import table_of
from storage.errors import ClientNotFoundError, RefTakenError
from storage.ids import new_id
from storage.people.people import MembershipRow
from storage.plans.planloads import mark_stale
from storage.transaction import Transaction

_MEMBERSHIP = table_of(MembershipRow)
# Both engines take some 32,000 values in one statement (SQLite, SQLITE_MAX_VARIABLE_NUMBER): stay far below.
_MOST_VALUES = 1000


class ClientFields(TypedDict, total=False):
    """What may be known of a client beside the name, the team and the advisor."""

    tier: Tier
    ref: str | None
    aliases: tuple[str, ...]
    language: Language | None
    zone: str | None
    country: str | None
    birthday: Birthday | None
    phone: str | None
    email: str | None
    likes: str | None
    reached_by: str | None
    needs_basic: str | None
    needs_emotional: str | None
    consented_on: date | None


class ClientChanges(ClientFields, total=False):
    """What of a client may be changed; the team and the advisor change by moving the client."""

    name: str


class ClientsRepository:
    """The firm's clients."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._names = ClientNames(transaction)

    def add(
        self,
        *,
        name: str,
        team_id: TeamId,
        advisor_id: PersonId | None,
        now: datetime,
        **fields: Unpack[ClientFields],
    ) -> Client:
        """Add a client.

        Raises:
            RefTakenError: another client has this reference.
        """
        client = Client(
            id=ClientId(new_id()), name=name, team_id=team_id, advisor_id=advisor_id, added_at=now, **fields
        )
        if client.ref is not None:
            self._refuse_taken(client.ref)
        self.add_many([client])
        return client

    def add_many(self, clients: Sequence[Client]) -> None:
        """Add clients made by the caller, with ids from ``new_id`` and references nobody has yet."""
        keys = self._transaction.keys
        self._transaction.insert(CLIENT, [client_values(client, keys) for client in clients])
        self._mark_changed(clients)
        mark_stale(self._transaction, [client.advisor_id for client in clients])

    def of(self, client_id: str, *, reader: Person) -> Client:
        """Return a client within reach.

        Raises:
            ClientNotFoundError: there is none with this id within reach; whether it exists is not told.
        """
        found = self._select(CLIENT.c.id == client_id, within_reach(reader, CLIENT))
        if not found:
            raise ClientNotFoundError(client_id)
        return found[0]

    def anyone(self, client_id: str) -> Client:
        """Return a client whoever asks: for what time starts, never for what a person asked.

        Raises:
            ClientNotFoundError: there is none with this id.
        """
        found = self._select(CLIENT.c.id == client_id)
        if not found:
            raise ClientNotFoundError(client_id)
        return found[0]

    def several(self, client_ids: Sequence[str], *, reader: Person) -> list[Client]:
        """Return those of the clients that are within reach, in the order asked for."""
        found = self._among(CLIENT.c.id, client_ids, within_reach(reader, CLIENT))
        by_id = {client.id: client for client in found}
        return [by_id[ClientId(client_id)] for client_id in client_ids if client_id in by_id]

    def within(self, reader: Person) -> list[Client]:
        """Return all clients within reach, in the order in which they were added."""
        return self._select(within_reach(reader, CLIENT))

    def book_within(self, reader: Person) -> NameBook:
        """Return the book that searches the clients within reach; quick, for it is kept until one changes."""
        return self._names.book(reader)

    def by_phone(self, phone: str, *, reader: Person) -> list[Client]:
        """Return the clients within reach with exactly this number (E.164)."""
        blinds = self._transaction.keys.blinds(phone)
        return self._select(CLIENT.c.phone_blind.in_(blinds), within_reach(reader, CLIENT))

    def by_email(self, email: str, *, reader: Person) -> list[Client]:
        """Return the clients within reach with this address, whatever its letter case."""
        blinds = self._transaction.keys.blinds(comparable_email(email))
        return self._select(CLIENT.c.email_blind.in_(blinds), within_reach(reader, CLIENT))

    def by_refs(self, refs: Sequence[str]) -> dict[str, Client]:
        """Return the clients of the whole firm by reference, as far as they are known: for imports."""
        return {client.ref: client for client in self._among(CLIENT.c.ref, refs) if client.ref}

    def change(self, client_id: str, *, reader: Person, **fields: Unpack[ClientChanges]) -> Client:
        """Change what is given of a client within reach, leaving the rest as it is.

        Raises:
            ClientNotFoundError: it is not within reach.
            RefTakenError: another client has the new reference.
        """
        before = self.of(client_id, reader=reader)
        after = replace(before, **fields)
        if after.ref is not None and after.ref != before.ref:
            self._refuse_taken(after.ref)
        touched = set(fields) | {f"{field}_blind" for field in fields}
        values = client_values(after, self._transaction.keys).items()
        self._write(after.id, {column: value for column, value in values if column in touched})
        if _shown(after) != _shown(before):
            self._mark_changed([after])
        if _planned_by(after) != _planned_by(before):
            mark_stale(self._transaction, [after.advisor_id])
        return after

    def save_many(self, clients: Sequence[Client]) -> None:
        """Overwrite clients known by id, whoever asks: for imports; advisor and team may change too."""
        before = {client.id: client for client in self._among(CLIENT.c.id, [each.id for each in clients])}
        for client in clients:
            self._write(client.id, client_values(client, self._transaction.keys))
        renamed = [each for each in clients if _shown(each) != _shown(before[each.id])]
        self._mark_changed([*renamed, *(before[each.id] for each in renamed)])
        pairs = [(before[each.id], each) for each in clients]
        differ = [pair for pair in pairs if _planned_by(pair[0]) != _planned_by(pair[1])]
        mark_stale(self._transaction, [client.advisor_id for pair in differ for client in pair])

    def move(self, client_id: str, to: PersonId, *, reader: Person) -> Client:
        """Give a client within reach to another advisor, in the same team if that one works there.

        Raises:
            ClientNotFoundError: it is not within reach.
        """
        before = self.of(client_id, reader=reader)
        after = replace(before, advisor_id=to, team_id=self._team_for(to, staying_in=before.team_id))
        self._write(after.id, {"advisor_id": after.advisor_id, "team_id": after.team_id})
        self._mark_changed([before, after])
        mark_stale(self._transaction, [before.advisor_id, after.advisor_id])
        return after

    def remove(self, client: Client) -> None:
        """Delete a client that nothing refers to any more."""
        self._transaction.change(sa.delete(CLIENT).where(CLIENT.c.id == client.id))
        self._mark_changed([client])
        mark_stale(self._transaction, [client.advisor_id])

    def _select(self, *conditions: sa.ColumnElement[bool]) -> list[Client]:
        rows = self._transaction.rows(sa.select(CLIENT).where(*conditions).order_by(CLIENT.c.id))
        return [client_of(row, self._transaction.keys) for row in rows]

    def _among(
        self, column: sa.Column[Any], values: Sequence[str], *conditions: sa.ColumnElement[bool]
    ) -> list[Client]:
        return self._select(among(column, values), *conditions)

    def _write(self, client_id: str, values: dict[str, Any]) -> None:
        if not values:
            return
        if self._transaction.change(sa.update(CLIENT).where(CLIENT.c.id == client_id).values(values)) == 0:
            raise ClientNotFoundError(client_id)

    def _mark_changed(self, clients: Iterable[Client]) -> None:
        self._names.mark_changed(scope for client in clients for scope in (client.advisor_id, client.team_id))

    def _refuse_taken(self, ref: str) -> None:
        holder = self._transaction.value(sa.select(CLIENT.c.id).where(CLIENT.c.ref == ref))
        if holder is not None:
            raise RefTakenError(holder)

    def _team_for(self, advisor_id: PersonId, *, staying_in: TeamId) -> TeamId:
        teams = self._transaction.rows(
            sa.select(_MEMBERSHIP.c.team_id)
            .where(_MEMBERSHIP.c.person_id == advisor_id, _MEMBERSHIP.c.role == Role.ADVISOR.value)
            .order_by(_MEMBERSHIP.c.team_id)
        )
        advised = [TeamId(row.team_id) for row in teams]
        return staying_in if staying_in in advised or not advised else advised[0]


def _shown(client: Client) -> tuple[Any, ...]:
    """Return what the lists of names depend on."""
    return client.name, client.aliases, client.advisor_id, client.team_id


def _planned_by(client: Client) -> tuple[Any, ...]:
    """Return what the plan of contacts depends on."""
    born = client.birthday and (client.birthday.month, client.birthday.day)
    return (
        client.advisor_id,
        client.tier,
        client.zone,
        client.country,
        client.language,
        born,
        client.closed_at,
    )
