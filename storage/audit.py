"""The audit trail: who did what to what, in ids only; rows are added, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.people.people import PersonId
from storage.columns import Row, key_field, moment_field, table_of
from storage.ids import new_id
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One recorded act; ``actor`` is None when the time itself acted."""

    at: datetime
    actor: PersonId | None
    act: str
    target: str
    detail: str = ""


class AuditRow(Row, table=True):
    """One recorded act; without references, for it outlives what it names."""

    id: str = key_field()
    at: datetime = moment_field(index=True)
    actor_id: str | None = Field(max_length=32)
    act: str = Field(max_length=64)
    target: str = Field(index=True)
    detail: str


_AUDIT = table_of(AuditRow)


class AuditRepository:
    """The audit trail."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def record(
        self, actor: PersonId | None, act: str, target: str, now: datetime, *, detail: str = ""
    ) -> None:
        """Add an act; ``target`` and ``detail`` hold ids and states, never names or texts."""
        row = {"id": new_id(), "at": now, "actor_id": actor, "act": act, "target": target, "detail": detail}
        self._transaction.insert(_AUDIT, [row])

    def latest(self, *, limit: int = 100) -> Sequence[AuditEntry]:
        """Return the last acts, newest first."""
        newest_first = (_AUDIT.c.at.desc(), _AUDIT.c.id.desc())
        rows = self._transaction.rows(sa.select(_AUDIT).order_by(*newest_first).limit(limit))
        return [
            AuditEntry(
                at=row.at,
                actor=PersonId(row.actor_id) if row.actor_id else None,
                act=row.act,
                target=row.target,
                detail=row.detail,
            )
            for row in rows
        ]
