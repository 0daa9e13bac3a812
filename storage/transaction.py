"""One open transaction: the statements repositories run and the keys they seal with."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from storage.encryption import KeyRing
from storage.shelf import Shelf

Values = Mapping[str, Any]


class Transaction:
    """What a repository works with; it neither begins nor commits, the unit of work does."""

    __slots__ = ("connection", "keys", "shelf")

    def __init__(self, connection: sa.Connection, keys: KeyRing, shelf: Shelf[Any]) -> None:
        self.connection = connection
        self.keys = keys
        self.shelf = shelf

    def rows(self, statement: sa.Executable) -> Sequence[sa.Row[*tuple[Any, ...]]]:
        """Return all rows of a select."""
        return self.connection.execute(statement).all()

    def first(self, statement: sa.Executable) -> sa.Row[*tuple[Any, ...]] | None:
        """Return the first row of a select, None when there is none."""
        return self.connection.execute(statement).first()

    def value(self, statement: sa.Executable) -> Any:
        """Return the first column of the first row, None when there is no row."""
        return self.connection.execute(statement).scalar()

    def change(self, statement: sa.UpdateBase) -> int:
        """Run an update or delete; return how many rows it met, so that a claim can ask for exactly one."""
        return self.connection.execute(statement).rowcount

    def insert(self, table: sa.Table, rows: Sequence[Values]) -> None:
        """Write new rows, all with the same columns; no rows are no statement."""
        if rows:
            self.connection.execute(sa.insert(table), list(rows))

    def insert_missing(self, table: sa.Table, rows: Sequence[Values]) -> int:
        """Write the rows that break no unique key and leave out the others; return how many were written."""
        if not rows:
            return 0
        # An insert's row count is given away unless it is asked for (SQLAlchemy, "preserve_rowcount").
        statement = self._insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
        return self.connection.execute(statement, list(rows)).rowcount

    def upsert(self, table: sa.Table, rows: Sequence[Values], *, key: Sequence[str]) -> None:
        """Write rows, replacing the given columns of those whose ``key`` columns are already there."""
        if not rows:
            return
        statement = self._insert(table)
        replaced = {name: statement.excluded[name] for name in rows[0] if name not in key}
        if replaced:
            self.connection.execute(
                statement.on_conflict_do_update(index_elements=list(key), set_=replaced), list(rows)
            )
        else:
            self.connection.execute(statement.on_conflict_do_nothing(index_elements=list(key)), list(rows))

    def _insert(self, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
        if self.connection.dialect.name == "postgresql":
            return postgresql.insert(table)
        return sqlite.insert(table)
