"""One open transaction: the statements repositories run and the keys they seal with."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import repeat
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.compiler import SQLCompiler

from loyalty.index.given_norms import GivenNorms
from loyalty.playbooks import Playbooks
from storage.encryption import KeyRing
from storage.shelf import Shelf

Values = Mapping[str, Any]

_ROWS_A_PORTION = 10_000


class Transaction:
    """What a repository works with; it neither begins nor commits, the unit of work does.

    Attributes:
        playbooks: the firm's playbooks, by which cases are opened and read.
        given_norms: what the firm set of the loyalty figure.
        locked: the ids of the rows that are locked until the transaction ends.
    """

    __slots__ = ("connection", "given_norms", "keys", "locked", "playbooks", "shelf")

    def __init__(
        self,
        connection: sa.Connection,
        keys: KeyRing,
        shelf: Shelf[Any],
        playbooks: Playbooks,
        given_norms: GivenNorms,
    ) -> None:
        self.connection = connection
        self.keys = keys
        self.shelf = shelf
        self.playbooks = playbooks
        self.given_norms = given_norms
        self.locked: set[str] = set()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Open a part that can fail by itself: what it did is rolled back, the transaction goes on."""
        locked = set(self.locked)
        try:
            with self.connection.begin_nested():
                yield
        except BaseException:
            self.locked = locked
            raise

    def rows(
        self, statement: sa.Executable, values: Values | None = None
    ) -> Sequence[sa.Row[*tuple[Any, ...]]]:
        """Return all rows of a select; ``values`` are those of its named parameters."""
        return self.connection.execute(statement, values).all()

    def plain_rows(self, statement: sa.Select[Any]) -> Sequence[Sequence[Any]]:
        """Return all rows as the driver gives them, for very many of texts, numbers and bytes alone."""
        cursor = self.connection.execute(statement).cursor
        assert cursor is not None
        return cursor.fetchall()

    def stream(self, statement: sa.Executable) -> Iterator[sa.Row[*tuple[Any, ...]]]:
        """Yield the rows of a select in portions, for more of them than should lie in memory."""
        options = {"yield_per": _ROWS_A_PORTION}
        yield from self.connection.execute(statement, execution_options=options)

    def first(self, statement: sa.Executable) -> sa.Row[*tuple[Any, ...]] | None:
        """Return the first row of a select, None when there is none."""
        return self.connection.execute(statement).first()

    def value(self, statement: sa.Executable) -> Any:
        """Return the first column of the first row, None when there is no row."""
        return self.connection.execute(statement).scalar()

    def change(self, statement: sa.UpdateBase) -> int:
        """Run an update or delete; return how many rows it met, so that a claim can ask for exactly one."""
        return self.connection.execute(statement).rowcount

    def change_many(self, statement: sa.UpdateBase, values: Sequence[Values]) -> None:
        """Run an update with named parameters once for each set of values; no values are no statement."""
        if values:
            self.connection.execute(statement, list(values))

    def change_quickly(
        self,
        statement: sa.UpdateBase,
        columns: Mapping[str, Sequence[Any]],
        *,
        constants: Values = MappingProxyType({}),
    ) -> int:
        """Do what ``change_many`` does in a fraction of its time, from columns; return how many rows it met.

        All parameters are named. Values of columns must be what the driver takes as they are: numbers, bytes
        and texts; those of ``constants``, which are the same in all rows, may be of any type.
        """
        compiled = statement.compile(dialect=self.connection.dialect)
        assert isinstance(compiled, SQLCompiler)
        return self._run_quickly(compiled, columns, constants)

    def upsert_quickly(
        self,
        table: sa.Table,
        columns: Mapping[str, Sequence[Any]],
        *,
        key: Sequence[str],
        constants: Values = MappingProxyType({}),
    ) -> None:
        """Do what ``upsert`` does in a fraction of its time; see ``change_quickly``."""
        dialect, names = self.connection.dialect, (*columns, *constants)
        statement = _upsert(table, names, tuple(key), dialect.name)
        compiled = statement.compile(dialect=dialect, column_keys=names)
        assert isinstance(compiled, SQLCompiler)
        self._run_quickly(compiled, columns, constants)

    def _run_quickly(
        self, compiled: SQLCompiler, columns: Mapping[str, Sequence[Any]], constants: Values
    ) -> int:
        size = len(next(iter(columns.values())))
        if not size:
            return 0
        values: dict[str, Iterable[Any]] = dict(columns)
        for name, value in constants.items():
            kind = compiled.binds[name].type
            processor = kind.dialect_impl(compiled.dialect).bind_processor(compiled.dialect)
            values[name] = repeat(processor(value) if processor else value, size)
        if compiled.positiontup:
            rows: list[Any] = list(zip(*(values[name] for name in compiled.positiontup), strict=True))
        else:
            rows = [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]
        return self.connection.exec_driver_sql(str(compiled), rows).rowcount

    def insert(self, table: sa.Table, rows: Sequence[Values]) -> None:
        """Write new rows, all with the same columns; no rows are no statement."""
        if rows:
            self.connection.execute(sa.insert(table), list(rows))

    def insert_missing(self, table: sa.Table, rows: Sequence[Values]) -> int:
        """Write the rows that break no unique key and leave out the others; return how many were written."""
        if not rows:
            return 0
        statement = _insert_missing(table, self.connection.dialect.name)
        return self.connection.execute(statement, list(rows)).rowcount

    def upsert(self, table: sa.Table, rows: Sequence[Values], *, key: Sequence[str]) -> None:
        """Write rows, replacing the given columns of those whose ``key`` columns are already there."""
        if not rows:
            return
        self.connection.execute(
            _upsert(table, tuple(rows[0]), tuple(key), self.connection.dialect.name), list(rows)
        )


# These statements are kept, since making one takes longer than running it.
@cache
def _insert_missing(table: sa.Table, dialect: str) -> sa.Insert:
    # An insert's row count is given away unless it is asked for (SQLAlchemy, "preserve_rowcount").
    return _insert(table, dialect).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


@cache
def _upsert(table: sa.Table, names: tuple[str, ...], key: tuple[str, ...], dialect: str) -> sa.Insert:
    statement = _insert(table, dialect)
    replaced = {name: statement.excluded[name] for name in names if name not in key}
    if not replaced:
        return statement.on_conflict_do_nothing(index_elements=key)
    return statement.on_conflict_do_update(index_elements=key, set_=replaced)


def _insert(table: sa.Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
