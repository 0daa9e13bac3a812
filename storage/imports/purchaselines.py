"""Reads a row of the purchases file."""

from datetime import date
from typing import NamedTuple

from storage.imports.cells import amount_of, currency_of, day_of, required_text, short_text
from storage.imports.faults import BadCellError
from storage.imports.tables import Layout, Record, Table

PURCHASES = Layout(
    required=("client_ref", "order_ref", "purchased_on", "amount"),
    optional=("category", "currency", "margin"),
    key=("client_ref", "order_ref", "category"),
)


class PurchaseEntry(NamedTuple):
    """A purchase as the file tells it; what the file does not tell is None."""

    line: int
    client_ref: str
    order_ref: str
    purchased_on: date
    category: str
    amount: float
    currency: str | None
    margin: float | None

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells a line of an order from all others."""
        return (self.client_ref, self.order_ref, self.category)


class PurchaseReader:
    """Reads the rows of one purchases file; ``latest`` is the last day that is not in the future."""

    def __init__(self, table: Table, *, latest: date) -> None:
        self._latest = latest
        names = ("client_ref", "order_ref", "purchased_on", "category", "amount", "currency", "margin")
        self._at = tuple(table.position(name) for name in names)

    def read(self, record: Record) -> PurchaseEntry:
        """Check a row.

        Raises:
            BadCellError: of the first cell that is wrong.
        """
        cells = record.cells
        client, order, day, category, amount, currency, margin = self._at
        paid = amount_of(cells[amount], "amount")
        if paid < 0:
            raise BadCellError("amount is below zero: leave returns out, or net them in their order")
        return PurchaseEntry(
            line=record.line,
            client_ref=required_text(cells[client], "client_ref"),
            order_ref=required_text(cells[order], "order_ref"),
            purchased_on=day_of(cells[day], "purchased_on", latest=self._latest),
            category=short_text(cells[category], "category"),
            amount=paid,
            currency=currency_of(cells[currency]) if cells[currency] else None,
            margin=amount_of(cells[margin], "margin") if cells[margin].strip() else None,
        )
