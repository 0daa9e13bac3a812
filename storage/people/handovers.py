"""Handovers: who gave which client to whom, when, and with which words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NewType

import sqlalchemy as sa

from loyalty.clients import ClientId
from loyalty.people.people import PersonId
from storage.columns import Row, key_field, moment_field, refers_to, sealed_field, table_of
from storage.encryption import KeyRing
from storage.errors import NotFoundError
from storage.ids import new_id
from storage.transaction import Transaction

HandoverId = NewType("HandoverId", str)


@dataclass(frozen=True, slots=True)
class Handover:
    """One client given to another advisor.

    Attributes:
        given_from: the advisor before; None when nobody looked after the client.
        message: what who gave it wrote to the new advisor; empty without words.
    """

    id: HandoverId
    client_id: ClientId
    given_by: PersonId
    given_from: PersonId | None
    given_to: PersonId
    given_at: datetime
    message: str = ""


class HandoverNotFoundError(NotFoundError):
    """No handover with this id."""

    subject = "handover"


class HandoverRow(Row, table=True):
    """One client given to another advisor; the words are sealed."""

    id: str = key_field()
    client_id: str = refers_to("client.id")
    given_by: str = refers_to("person.id", index=False)
    given_from: str | None = refers_to("person.id", index=False)
    given_to: str = refers_to("person.id", index=False)
    given_at: datetime = moment_field()
    message: bytes | None = sealed_field()


_TABLE = table_of(HandoverRow)


class HandoversRepository:
    """The handovers of all clients."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(
        self,
        client_id: ClientId,
        *,
        given_by: PersonId,
        given_from: PersonId | None,
        given_to: PersonId,
        message: str,
        now: datetime,
    ) -> Handover:
        """Keep that a client was given to another advisor."""
        handover = Handover(
            HandoverId(new_id()), client_id, given_by, given_from, given_to, given_at=now, message=message
        )
        values: dict[str, Any] = {name: getattr(handover, name) for name in Handover.__slots__}
        sealed = self._transaction.keys.seal(message, place=_place(handover.id)) if message else None
        self._transaction.insert(_TABLE, [{**values, "message": sealed}])
        return handover

    def of(self, handover_id: HandoverId) -> Handover:
        """Return one handover; who may read it is for the caller to know.

        Raises:
            HandoverNotFoundError: there is none.
        """
        row = self._transaction.first(sa.select(_TABLE).where(_TABLE.c.id == handover_id))
        if row is None:
            raise HandoverNotFoundError(handover_id)
        return _handover(row, self._transaction.keys)

    def last_of(self, client_id: ClientId) -> Handover | None:
        """Return the last handover of a client, None when it was never given to anybody else."""
        newest = (
            sa.select(_TABLE).where(_TABLE.c.client_id == client_id).order_by(_TABLE.c.id.desc()).limit(1)
        )
        row = self._transaction.first(newest)
        return None if row is None else _handover(row, self._transaction.keys)


def _place(handover_id: str) -> tuple[str, str, str]:
    return "handover", "message", handover_id


def _handover(row: sa.Row[*tuple[Any, ...]], keys: KeyRing) -> Handover:
    return Handover(
        id=HandoverId(row.id),
        client_id=ClientId(row.client_id),
        given_by=PersonId(row.given_by),
        given_from=PersonId(row.given_from) if row.given_from else None,
        given_to=PersonId(row.given_to),
        given_at=row.given_at,
        message=keys.open(row.message, place=_place(row.id)) if row.message else "",
    )
