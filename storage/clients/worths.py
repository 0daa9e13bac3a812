"""What the clients are worth: worked out once a week for all, and for one client when nothing is kept yet."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.clients import ClientId
from loyalty.value import LONGEST_LOOK, MARGIN_SHARE, YEARS, Basis, Spending, Worth, worth_of
from storage.among import among
from storage.columns import Row, refers_to, table_of
from storage.records.purchases import PurchaseRow
from storage.transaction import Transaction

if TYPE_CHECKING:
    from storage.store import Store

_HOLDS_FOR = timedelta(days=7)


class ClientWorthRow(Row, table=True):
    """What one client is worth (``loyalty.value.Worth``).

    ``relative``: times the median of its currency, so that sums in several can be compared.
    """

    client_id: str = refers_to("client.id", primary_key=True, index=False)
    amount: float
    currency: str | None = Field(max_length=3)
    yearly: float
    basis: str = Field(max_length=16)
    months: int
    as_of: date
    relative: float


WORTH = table_of(ClientWorthRow)
_PURCHASE = table_of(PurchaseRow)


class WorthsRepository:
    """What the clients are worth."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def of(self, client_id: ClientId) -> Worth | None:
        """Return what was kept for a client; None for who bought nothing of late, or is new."""
        row = self._transaction.first(sa.select(WORTH).where(WORTH.c.client_id == client_id))
        if row is None:
            return None
        return Worth(
            amount=row.amount,
            currency=row.currency,
            years=YEARS,
            yearly=row.yearly,
            basis=Basis(row.basis),
            months=row.months,
            as_of=row.as_of,
        )

    def worked_out(self, client_ids: Collection[ClientId], *, today: date) -> dict[ClientId, Worth]:
        """Return what each of some clients is worth by the purchases of late, kept or not.

        It is told in the currency most was spent in; who spent nothing is left out.
        """
        best: dict[ClientId, tuple[Spending, int]] = {}
        for row in self._transaction.rows(_spent(today).where(among(_PURCHASE.c.client_id, client_ids))):
            client_id, spending = ClientId(row.client_id), Spending(*row[2:6])
            known_days = (today - row.first_on).days
            if client_id in best:
                former, former_days = best[client_id]
                known_days = max(known_days, former_days)
                spending = max(former, spending, key=lambda each: each.amount)
            best[client_id] = spending, known_days
        return {
            client_id: worth_of(spending, known_days=known_days, as_of=today)
            for client_id, (spending, known_days) in best.items()
            if spending.amount > 0 and spending.earned > 0
        }

    def keep(self, client_ids: Collection[ClientId], worths: dict[ClientId, Worth]) -> None:
        """Keep what some clients are worth; those left out are worth nothing that is known."""
        gone = [client_id for client_id in client_ids if client_id not in worths]
        self._transaction.change(sa.delete(WORTH).where(among(WORTH.c.client_id, gone)))
        rows = [_columns(client_id, worth) for client_id, worth in worths.items()]
        self._transaction.upsert(WORTH, rows, key=("client_id",))

    def compare(self) -> None:
        """Measure each worth by the median of those in the same currency."""
        amounts: dict[str | None, list[float]] = {}
        for currency, amount in self._transaction.rows(sa.select(WORTH.c.currency, WORTH.c.amount)):
            amounts.setdefault(currency, []).append(amount)
        for currency, all_of_it in amounts.items():
            median = sorted(all_of_it)[len(all_of_it) // 2]
            own = sa.update(WORTH).where(WORTH.c.currency.is_not_distinct_from(currency))
            self._transaction.change(own.values(relative=WORTH.c.amount / median))


def worth_of_client(store: "Store", client_id: ClientId, *, today: date) -> Worth | None:
    """Return what a client is worth, as kept or, for who is not among those, as of today."""
    kept = store.worths.of(client_id)
    return kept or store.worths.worked_out([client_id], today=today).get(client_id)


def are_worths_due(store: "Store", today: date) -> bool:
    """Tell whether a week has passed since the worth of all clients was worked out."""
    last_on = store.firm.worths_on()
    return last_on is None or today - last_on >= _HOLDS_FOR


def _spent(today: date) -> sa.Select[Any]:
    """Return the purchases of each client and currency, those of the last two years as sums."""
    table = _PURCHASE.c
    # Who has bought for less than two years has bought nothing before them: one window fits all.
    recent = table.purchased_on > today - LONGEST_LOOK

    def total(value: sa.ColumnElement[Any]) -> sa.ColumnElement[float]:
        return sa.func.coalesce(sa.func.sum(sa.case((recent, value), else_=0.0)), 0.0)

    return (
        sa.select(
            table.client_id,
            sa.func.min(table.purchased_on).label("first_on"),
            table.currency,
            total(table.amount).label("amount"),
            total(sa.func.coalesce(table.margin, MARGIN_SHARE * table.amount)).label("earned"),
            total(sa.case((table.margin.is_not(None), table.amount), else_=0.0)).label("with_margin"),
        )
        .where(table.purchased_on <= today)
        .group_by(table.client_id, table.currency)
    )


def _columns(client_id: ClientId, worth: Worth) -> dict[str, Any]:
    return {
        "client_id": client_id,
        "amount": worth.amount,
        "currency": worth.currency,
        "yearly": worth.yearly,
        "basis": worth.basis,
        "months": worth.months,
        "as_of": worth.as_of,
        "relative": 1.0,
    }
