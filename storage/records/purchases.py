"""The purchases as the CRM tells them: one line per order and product group, never twice."""

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlmodel import Field

from loyalty.clients import ClientId
from loyalty.outlook.outlook import PurchaseColumns
from loyalty.sums.bought import PurchaseLines
from storage.among import among
from storage.clients.clientrows import CLIENT
from storage.columns import Row, refers_to, table_of
from storage.records.sumrows import drop_sums
from storage.transaction import Transaction

_KEY = ("client_id", "order_ref", "category")
# So many characters of an id tell shares of a four-thousandth apart.
_DRAWN_BY = 3
_DAYS_BEFORE_1970 = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    """One line of an order; client, order and category identify it.

    Attributes:
        amount, margin: in ``currency`` (ISO 4217); zero is valid.
    """

    client_id: ClientId
    order_ref: str
    purchased_on: date
    category: str
    amount: float
    currency: str | None = None
    margin: float | None = None


@dataclass(frozen=True, slots=True)
class PurchasesSaved:
    """How many lines were new, and how many replaced an older version of themselves."""

    added: int
    changed: int


class PurchaseRow(Row, table=True):
    """One line of an order."""

    # The lines of a client lie together, since scoring reads them client by client.
    __table_args__ = ({"sqlite_with_rowid": False},)

    client_id: str = refers_to("client.id", primary_key=True, index=False)
    order_ref: str = Field(primary_key=True)
    category: str = Field(primary_key=True)
    purchased_on: date
    amount: float
    currency: str | None = Field(max_length=3)
    margin: float | None


_TABLE = table_of(PurchaseRow)


class PurchasesRepository:
    """The purchases of all clients."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def save_many(self, lines: Sequence[PurchaseLine]) -> PurchasesSaved:
        """Write the lines that are new or differ from what is stored; saving them again changes nothing."""
        wanted = {(line.client_id, line.order_ref, line.category): _columns(line) for line in lines}
        stored = self._stored({line.client_id for line in lines})
        new = [values for key, values in wanted.items() if key not in stored]
        changed = [values for key, values in wanted.items() if key in stored and stored[key] != values]
        self._transaction.insert(_TABLE, new)
        self._transaction.upsert(_TABLE, changed, key=_KEY)
        drop_sums(self._transaction, {ClientId(values["client_id"]) for values in (*new, *changed)})
        return PurchasesSaved(len(new), len(changed))

    def count(self, client_id: ClientId | None = None) -> int:
        """Return how many lines are stored, of one client or of all."""
        counted = sa.select(sa.func.count()).select_from(_TABLE)
        if client_id is not None:
            counted = counted.where(_TABLE.c.client_id == client_id)
        return int(self._transaction.value(counted))

    def counts(self, client_ids: Collection[ClientId]) -> dict[ClientId, int]:
        """Return how many lines each of some clients has; those without any are left out."""
        theirs = sa.select(_TABLE.c.client_id, sa.func.count()).where(among(_TABLE.c.client_id, client_ids))
        rows = self._transaction.rows(theirs.group_by(_TABLE.c.client_id))
        return {ClientId(client_id): count for client_id, count in rows}

    def usual_currency(self, client_id: ClientId) -> str | None:
        """Return the currency most of a client's lines are in, None when the files name none."""
        counted = (
            sa.select(_TABLE.c.currency)
            .where(_TABLE.c.client_id == client_id, _TABLE.c.currency.is_not(None))
            .group_by(_TABLE.c.currency)
            .order_by(sa.func.count().desc(), _TABLE.c.currency)
        )
        found: str | None = self._transaction.value(counted.limit(1))
        return found

    def buyers_among(self, client_ids: Collection[ClientId]) -> set[ClientId]:
        """Return those of some clients who ever bought anything."""
        theirs = sa.select(_TABLE.c.client_id).where(among(_TABLE.c.client_id, client_ids)).distinct()
        return {ClientId(row.client_id) for row in self._transaction.rows(theirs)}

    def columns(self, *, at_most: int | None = None) -> tuple[list[ClientId], PurchaseColumns]:
        """Return all purchases as columns; the client with number n stands at place n of the list.

        One row is a client's purchase day; a row takes about 32 bytes, so ten million rows some 320 MB. In a
        firm of more than ``at_most`` clients about so many are drawn, always the same.
        """
        day = _TABLE.c.purchased_on
        summed = (
            sa.select(
                _TABLE.c.client_id,
                day,
                sa.func.sum(_TABLE.c.amount).label("amount"),
                sa.func.count(sa.distinct(_TABLE.c.category)).label("groups"),
            )
            .where(self._drawn(at_most))
            .group_by(_TABLE.c.client_id, day)
            .order_by(_TABLE.c.client_id, day)
        )
        client_ids: list[ClientId] = []
        numbers, days, amounts, groups = array("q"), array("q"), array("d"), array("d")
        for client_id, bought_on, amount, group_count in self._transaction.stream(summed):
            if not client_ids or client_ids[-1] != client_id:
                client_ids.append(ClientId(client_id))
            numbers.append(len(client_ids) - 1)
            days.append(bought_on.toordinal())
            amounts.append(amount)
            groups.append(group_count)
        return client_ids, PurchaseColumns.of(numbers, days, amounts, groups)

    def _drawn(self, at_most: int | None) -> sa.ColumnElement[bool]:
        clients = self._transaction.value(sa.select(sa.func.count()).select_from(CLIENT)) if at_most else 0
        if not at_most or clients <= at_most:
            return sa.true()
        # The end of the 32 characters of an id is random (``storage.ids``).
        share = at_most / clients
        return (
            sa.func.substr(_TABLE.c.client_id, 33 - _DRAWN_BY) < f"{int(share * 16**_DRAWN_BY):0{_DRAWN_BY}x}"
        )

    def lines(self, client_ids: Sequence[ClientId]) -> PurchaseLines:
        """Return all lines of some hundred clients; they are numbered in the order given."""
        columns = (_TABLE.c.client_id, _TABLE.c.category, _TABLE.c.purchased_on, _TABLE.c.amount)
        theirs = sa.select(*columns).where(among(_TABLE.c.client_id, client_ids))
        rows = self._transaction.plain_rows(theirs)
        client, category, bought_on, amount = zip(*rows, strict=True) if rows else ((), (), (), ())
        numbers = {client_id: number for number, client_id in enumerate(client_ids)}
        groups = {each: number for number, each in enumerate(dict.fromkeys(category))}
        # NumPy reads days in a fraction of the time, as texts (SQLite) or dates (PostgreSQL).
        days = np.array(bought_on, dtype="datetime64[D]").astype(np.int64) + _DAYS_BEFORE_1970
        return PurchaseLines.of(
            list(map(numbers.__getitem__, client)),
            list(map(groups.__getitem__, category)),
            days,
            amount,
        )

    def groups_of_regulars(self, *, purchase_days: int) -> list[int]:
        """Return how many product groups each client bought in who bought on so many days or more."""
        counted = (
            sa.select(sa.func.count(sa.distinct(_TABLE.c.category)).label("groups"))
            .group_by(_TABLE.c.client_id)
            .having(sa.func.count(sa.distinct(_TABLE.c.purchased_on)) >= purchase_days)
        )
        return [row.groups for row in self._transaction.rows(counted)]

    def _stored(self, client_ids: Collection[ClientId]) -> dict[tuple[str, str, str], dict[str, Any]]:
        theirs = sa.select(_TABLE).where(among(_TABLE.c.client_id, client_ids))
        return {
            (row.client_id, row.order_ref, row.category): dict(row._mapping)
            for row in self._transaction.rows(theirs)
        }


def _columns(line: PurchaseLine) -> dict[str, Any]:
    return {
        "client_id": line.client_id,
        "order_ref": line.order_ref,
        "category": line.category,
        "purchased_on": line.purchased_on,
        "amount": line.amount,
        "currency": line.currency,
        "margin": line.margin,
    }
