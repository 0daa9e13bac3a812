"""The inbox: every update as Telegram sent it, kept before it is acknowledged and until it is done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from storage.columns import Row, moment_field, sealed_field, table_of
from storage.errors import SealBrokenError
from storage.transaction import Transaction

# Telegram offers an update again for a day at most, and may begin with other ids after a quiet week (Bot API,
# Update): a finished row must outlive the one and be gone before the other.
FINISHED_KEPT_FOR = timedelta(days=6)


class InboxState(StrEnum):
    """Where one update stands."""

    PENDING = "pending"
    DONE = "done"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class ReceivedUpdate:
    """One update as it came in: ``payload`` is its JSON, ``chat_id`` the chat whose order it belongs to."""

    update_id: int
    chat_id: int | None
    payload: str


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One update waiting to be worked on; ``attempts`` counts the times it failed."""

    update_id: int
    chat_id: int | None
    payload: str
    attempts: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much waits, and since when the oldest of it (None when nothing does)."""

    count: int
    oldest_at: datetime | None


class InboxRow(Row, table=True):
    """One update; the payload is blanked when it is done."""

    __table_args__ = (sa.Index("ix_inbox_state_update_id", "state", "update_id"),)

    update_id: int = Field(primary_key=True, sa_type=sa.BigInteger, sa_column_kwargs={"autoincrement": False})
    chat_id: int | None = Field(sa_type=sa.BigInteger)
    state: str = Field(max_length=16)
    payload: bytes | None = sealed_field()
    attempts: int
    outcome: str | None = None
    received_at: datetime = moment_field()
    finished_at: datetime | None = moment_field()


_INBOX = table_of(InboxRow)
# Built once, because every update needs it.
_MARK_DONE = (
    sa.update(_INBOX)
    .where(_INBOX.c.update_id == sa.bindparam("done_id"), _INBOX.c.state == InboxState.PENDING)
    .values(
        state=InboxState.DONE,
        payload=None,
        outcome=sa.bindparam("how"),
        finished_at=sa.bindparam("now", type_=_INBOX.c.finished_at.type),
    )
)


class InboxRepository:
    """The updates of the bot, each worked on once."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def store_batch(self, updates: Sequence[ReceivedUpdate], *, now: datetime) -> int:
        """Keep updates, leaving out those already known; return how many were new."""
        return self._transaction.insert_missing(
            _INBOX,
            [
                {
                    "update_id": update.update_id,
                    "chat_id": update.chat_id,
                    "state": InboxState.PENDING,
                    "payload": self._transaction.keys.seal(update.payload, place=_place(update.update_id)),
                    "attempts": 0,
                    "received_at": now,
                }
                for update in updates
            ],
        )

    def ready(
        self, *, limit: int, without: Collection[int] = (), without_chats: Collection[int] = ()
    ) -> list[InboxItem]:
        """Return what to work on in Telegram's order, leaving out some ids and all updates of some chats."""
        rows = self._transaction.rows(
            sa.select(_INBOX)
            .where(
                _INBOX.c.state == InboxState.PENDING,
                _INBOX.c.update_id.not_in(without),
                sa.or_(_INBOX.c.chat_id.is_(None), _INBOX.c.chat_id.not_in(without_chats)),
            )
            .order_by(_INBOX.c.update_id)
            .limit(limit)
        )
        return [
            InboxItem(
                update_id=row.update_id,
                chat_id=row.chat_id,
                payload=self._opened(row.payload, row.update_id),
                attempts=row.attempts,
                received_at=row.received_at,
            )
            for row in rows
        ]

    def unfinished(self, update_ids: Collection[int]) -> list[int]:
        """Return which of these updates nobody has marked yet."""
        rows = self._transaction.rows(
            sa.select(_INBOX.c.update_id).where(
                _INBOX.c.update_id.in_(update_ids), _INBOX.c.state == InboxState.PENDING
            )
        )
        return [row.update_id for row in rows]

    def mark_done(self, update_id: int, *, now: datetime, outcome: str = "handled") -> bool:
        """Mark an update in the transaction of its effects.

        False says that it was done before, perhaps by another process: then nothing may be done for it again.
        """
        done = self._transaction.connection.execute(
            _MARK_DONE, {"done_id": update_id, "now": now, "how": outcome}
        )
        return done.rowcount == 1

    def mark_failed(self, update_id: int, *, error: str) -> int | None:
        """Count a failed attempt; return how many there were, None when the update is done or set aside.

        ``error`` is the kind of the exception.
        """
        mine = sa.and_(_INBOX.c.update_id == update_id, _INBOX.c.state == InboxState.PENDING)
        self._transaction.change(
            sa.update(_INBOX).where(mine).values(attempts=_INBOX.c.attempts + 1, outcome=error)
        )
        attempts = self._transaction.value(sa.select(_INBOX.c.attempts).where(mine))
        return None if attempts is None else int(attempts)

    def quarantine(self, update_id: int, *, now: datetime) -> bool:
        """Set an update aside that cannot be worked on; its payload stays, for whoever looks into it."""
        return (
            self._transaction.change(
                sa.update(_INBOX)
                .where(_INBOX.c.update_id == update_id, _INBOX.c.state == InboxState.PENDING)
                .values(state=InboxState.QUARANTINED, finished_at=now)
            )
            == 1
        )

    def backlog(self) -> Backlog:
        """Return what waits to be worked on."""
        row = self._transaction.first(
            sa.select(sa.func.count(), sa.func.min(_INBOX.c.received_at)).where(
                _INBOX.c.state == InboxState.PENDING
            )
        )
        return Backlog(count=row[0], oldest_at=row[1]) if row else Backlog(count=0, oldest_at=None)

    def forget_finished(self, *, now: datetime) -> int:
        """Delete what was finished six days ago or earlier; return how many rows."""
        return self._transaction.change(
            sa.delete(_INBOX).where(
                _INBOX.c.state != InboxState.PENDING, _INBOX.c.finished_at <= now - FINISHED_KEPT_FOR
            )
        )

    def _opened(self, sealed: bytes, update_id: int) -> str:
        try:
            return self._transaction.keys.open(sealed, place=_place(update_id))
        except SealBrokenError:
            # One damaged row must not stop the others: an empty payload fails by itself and is set aside.
            return ""


def _place(update_id: int) -> tuple[str, str, str]:
    return ("inbox", "payload", str(update_id))
