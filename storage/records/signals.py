"""The signals: dated facts about a client beside contacts and purchases, each open until it is closed."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.clients import ClientId
from loyalty.facts.interactions import InteractionId
from loyalty.facts.signals import MATTERS, Signal, SignalId, SignalKind
from loyalty.people.people import Person
from storage.access import within_reach
from storage.among import among
from storage.clients.clientrows import CLIENT
from storage.columns import Row, key_field, refers_to, sealed_field, table_of
from storage.encryption import KeyRing
from storage.ids import new_id
from storage.records.factreading import signal_fact
from storage.records.sumrows import add_to_sums, drop_sums_where
from storage.refusals import SignalNotFoundError
from storage.transaction import Transaction


class SignalRow(Row, table=True):
    """One signal; a detail in words is sealed."""

    __table_args__ = (sa.Index("ix_signal_client_id_kind", "client_id", "kind"),)

    id: str = key_field()
    client_id: str = refers_to("client.id", index=False)
    kind: str = Field(max_length=32)
    opened_on: date
    closed_on: date | None
    value: float | None
    tone: float | None
    about_us: bool
    detail: bytes | None = sealed_field()
    interaction_id: str | None = refers_to("interaction.id")


SIGNAL = table_of(SignalRow)
_TABLE = SIGNAL


def signal_columns(signal: Signal, keys: KeyRing) -> dict[str, Any]:
    """Return a fact as it is written."""
    place = ("signal", "detail", signal.id)
    return {
        "id": signal.id,
        "client_id": signal.client_id,
        "kind": signal.kind,
        "opened_on": signal.opened_on,
        "closed_on": signal.closed_on,
        "value": signal.value,
        "tone": signal.tone,
        "about_us": signal.about_us,
        "detail": keys.seal(signal.detail, place=place) if signal.detail else None,
        "interaction_id": signal.interaction_id,
    }


class SignalsRepository:
    """The signals of all clients."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(
        self,
        kind: SignalKind,
        client_id: ClientId,
        *,
        on: date,
        value: float | None = None,
        tone: float | None = None,
        about_us: bool = False,
        detail: str = "",
        interaction_id: InteractionId | None = None,
    ) -> SignalId:
        """Save a fact dated ``on``; a complaint or a wish to leave is open from that day."""
        signal = Signal(
            id=SignalId(new_id()),
            client_id=client_id,
            kind=kind,
            opened_on=on,
            value=value,
            tone=tone,
            about_us=about_us,
            detail=detail,
            interaction_id=interaction_id,
        )
        self._transaction.insert(_TABLE, [signal_columns(signal, self._transaction.keys)])
        add_to_sums(self._transaction, client_id, signal_fact(signal), on=on)
        return signal.id

    def of(self, signal_id: str, *, reader: Person) -> Signal:
        """Return a fact of a client within reach.

        Raises:
            SignalNotFoundError: there is none with this id within reach.
        """
        reached = (_TABLE.c.id == signal_id, within_reach(reader, CLIENT))
        joined = sa.select(_TABLE).join(CLIENT, CLIENT.c.id == _TABLE.c.client_id)
        row = self._transaction.first(joined.where(*reached))
        if row is None:
            raise SignalNotFoundError(signal_id)
        return self._signal(row)

    def page(
        self, client_id: ClientId, *, kinds: Collection[SignalKind] = (), offset: int = 0, limit: int = 6
    ) -> list[Signal]:
        """Return the facts of a client, newest first; without ``kinds`` those of all kinds."""
        theirs = [_TABLE.c.client_id == client_id]
        if kinds:
            theirs.append(_TABLE.c.kind.in_(sorted(kinds)))
        newest_first = (_TABLE.c.opened_on.desc(), _TABLE.c.id.desc())
        found = sa.select(_TABLE).where(*theirs).order_by(*newest_first).offset(offset).limit(limit)
        return [self._signal(row) for row in self._transaction.rows(found)]

    def change(self, signal_id: SignalId, *, value: float | None, closed_on: date | None) -> bool:
        """Write what of a fact may change; False when it is gone."""
        self._drop_sums(_TABLE.c.id == signal_id)
        same = sa.update(_TABLE).where(_TABLE.c.id == signal_id)
        return self._transaction.change(same.values(value=value, closed_on=closed_on)) == 1

    def close(self, signal_id: SignalId, *, on: date) -> bool:
        """Close an open signal; False when it was closed before."""
        self._drop_sums(_TABLE.c.id == signal_id)
        still_open = sa.and_(_TABLE.c.id == signal_id, _TABLE.c.closed_on.is_(None))
        return self._transaction.change(sa.update(_TABLE).where(still_open).values(closed_on=on)) == 1

    def close_matters(self, client_id: ClientId, *, on: date) -> list[SignalId]:
        """Close the complaints and wishes to leave of a client that are open; return which these were."""
        open_ids = [signal_id for kind in MATTERS for signal_id in self.open_of(client_id, kind)]
        for signal_id in open_ids:
            self.close(signal_id, on=on)
        return open_ids

    def open_of(self, client_id: ClientId, kind: SignalKind) -> list[SignalId]:
        """Return the signals of a kind that nobody closed, oldest first."""
        still_open = (_TABLE.c.client_id == client_id, _TABLE.c.kind == kind, _TABLE.c.closed_on.is_(None))
        rows = self._transaction.rows(
            sa.select(_TABLE.c.id).where(*still_open).order_by(_TABLE.c.opened_on, _TABLE.c.id)
        )
        return [SignalId(row.id) for row in rows]

    def open_complaints(self, client_id: ClientId) -> list[SignalId]:
        """Return the complaints of a client that are not solved, oldest first."""
        return self.open_of(client_id, SignalKind.COMPLAINT)

    def kinds_of_interaction(self, interaction_id: InteractionId) -> dict[SignalKind, SignalId]:
        """Return what an interaction gave rise to; it holds at most one signal of a kind."""
        rows = self._transaction.rows(
            sa.select(_TABLE.c.id, _TABLE.c.kind).where(_TABLE.c.interaction_id == interaction_id)
        )
        return {SignalKind(row.kind): SignalId(row.id) for row in rows}

    def delete(self, signal_ids: Sequence[SignalId]) -> None:
        """Remove signals that never were true."""
        if signal_ids:
            self._drop_sums(among(_TABLE.c.id, signal_ids))
            self._transaction.change(sa.delete(_TABLE).where(among(_TABLE.c.id, signal_ids)))

    def delete_of_interaction(self, interaction_id: InteractionId) -> None:
        """Remove all that an interaction gave rise to."""
        self._drop_sums(_TABLE.c.interaction_id == interaction_id)
        self._transaction.change(sa.delete(_TABLE).where(_TABLE.c.interaction_id == interaction_id))

    def of_clients(self, client_ids: Sequence[ClientId]) -> list[Signal]:
        """Return all facts of some clients, in the order in which they were kept: for imports."""
        theirs = sa.select(_TABLE).where(among(_TABLE.c.client_id, client_ids)).order_by(_TABLE.c.id)
        return [self._signal(row) for row in self._transaction.rows(theirs)]

    def _drop_sums(self, which: sa.ColumnElement[bool]) -> None:
        drop_sums_where(self._transaction, sa.select(_TABLE.c.client_id).where(which))

    def _signal(self, row: sa.Row[*tuple[Any, ...]]) -> Signal:
        place = ("signal", "detail", row.id)
        return Signal(
            id=SignalId(row.id),
            client_id=ClientId(row.client_id),
            kind=SignalKind(row.kind),
            opened_on=row.opened_on,
            closed_on=row.closed_on,
            value=row.value,
            tone=row.tone,
            about_us=row.about_us,
            detail=self._transaction.keys.open(row.detail, place=place) if row.detail else "",
            interaction_id=None if row.interaction_id is None else InteractionId(row.interaction_id),
        )
