"""Setbacks: rows whose handling failed, when each gets its next turn, and how a failure names its row."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.duties import Duty
from loyalty.errors import RapportError
from storage.columns import Row, moment_field, table_of
from storage.errors import StorageError
from storage.transaction import Transaction

# Soon enough for what mends itself, rare enough not to fill the log; by the next morning all had their turn.
_FIRST_AFTER = timedelta(minutes=1)
_LONGEST_AFTER = timedelta(hours=6)
# A row that fails again is set back again within a round of ticks, ten seconds long.
_OVER_AFTER = timedelta(minutes=5)

WHOLE = ""
"""Stands for all rows of a duty, when not even the next one can be found."""


class RowFailedError(RapportError):
    """The handling of one row raised; the cause is chained."""

    def __init__(self, row_id: str, /) -> None:
        super().__init__(f"row {row_id} failed")
        self.row_id = row_id


@contextmanager
def naming(row_id: str) -> Iterator[None]:
    """Let what is raised within name the row it is about; of names within names the outermost counts.

    Trouble of the database is nobody's own and goes on as it is.

    Raises:
        RowFailedError: the handling failed.
    """
    try:
        yield
    except StorageError:
        raise
    except Exception as error:
        raise RowFailedError(row_id) from error


@dataclass(frozen=True, slots=True)
class Setback:
    """One row that failed, how often in a row, and when it gets its next turn."""

    duty: Duty
    row_id: str
    failures: int
    retry_at: datetime


class SetbackRow(Row, table=True):
    """One row of another table that failed; without a reference, since it may be a row of any."""

    duty: str = Field(primary_key=True, max_length=24)
    row_id: str = Field(primary_key=True, max_length=32)
    failures: int
    retry_at: datetime = moment_field()
    failed_since: datetime = moment_field()


_TABLE = table_of(SetbackRow)
# Built once, because every round and every message asks.
_WAITING = sa.select(_TABLE.c.duty, _TABLE.c.row_id).where(
    _TABLE.c.retry_at > sa.bindparam("now", type_=_TABLE.c.retry_at.type)
)


class SetbacksRepository:
    """The rows that failed, by duty."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def waiting(self, now: datetime) -> dict[Duty, frozenset[str]]:
        """Return the rows whose next turn has not come yet, by duty; all others are left to it."""
        rows = self._transaction.rows(_WAITING, {"now": now})
        found: dict[Duty, set[str]] = {}
        for row in rows:
            found.setdefault(Duty(row.duty), set()).add(row.row_id)
        return {duty: frozenset(row_ids) for duty, row_ids in found.items()}

    def add(self, duty: Duty, row_id: str, *, now: datetime) -> Setback:
        """Put a row off that failed, twice as long as the last time: a minute at first, six hours at most."""
        theirs = (_TABLE.c.duty == duty, _TABLE.c.row_id == row_id)
        failures = (self._transaction.value(sa.select(_TABLE.c.failures).where(*theirs)) or 0) + 1
        retry_at = now + min(_FIRST_AFTER * 2 ** min(failures - 1, 16), _LONGEST_AFTER)
        values = {"duty": duty, "row_id": row_id, "failures": failures, "retry_at": retry_at}
        if failures == 1:
            self._transaction.insert(_TABLE, [{**values, "failed_since": now}])
        else:
            self._transaction.change(sa.update(_TABLE).where(*theirs).values(values))
        return Setback(duty, row_id, failures, retry_at)

    def due(self, duty: Duty, now: datetime) -> str | None:
        """Return the row of a duty whose next turn came first; None when none has come."""
        over = sa.select(_TABLE.c.row_id).where(_TABLE.c.duty == duty, _TABLE.c.retry_at <= now)
        found = self._transaction.value(over.order_by(_TABLE.c.retry_at, _TABLE.c.row_id).limit(1))
        return None if found is None else str(found)

    def end(self, duty: Duty, row_id: str) -> None:
        """Note that a row was handled after all."""
        self._transaction.change(sa.delete(_TABLE).where(_TABLE.c.duty == duty, _TABLE.c.row_id == row_id))

    def count(self, now: datetime, *, duty: Duty | None = None) -> int:
        """Return how many rows are set back now, of one duty or of all."""
        still = [_TABLE.c.retry_at > now - _OVER_AFTER]
        if duty is not None:
            still.append(_TABLE.c.duty == duty)
        return int(self._transaction.value(sa.select(sa.func.count()).select_from(_TABLE).where(*still)))

    def forget_before(self, moment: datetime) -> None:
        """Forget what had its next turn before a moment and did not fail again; night scores are kept.

        The turn of a night's score is given by this table itself, so it stands until it is taken.
        """
        over = (_TABLE.c.retry_at < moment, _TABLE.c.duty != Duty.SCORES)
        self._transaction.change(sa.delete(_TABLE).where(*over))
