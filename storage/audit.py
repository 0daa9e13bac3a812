"""The audit trail: who did what to what, in ids only; rows are added, never changed."""

from datetime import datetime

from sqlmodel import Field

from loyalty.people.people import PersonId
from storage.columns import Row, key_field, moment_field, table_of
from storage.ids import new_id
from storage.transaction import Transaction


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
        """Add an act; ``actor`` is None when time itself or the command line acted.

        ``target`` and ``detail`` hold ids and states, never names or texts.
        """
        row = {"id": new_id(), "at": now, "actor_id": actor, "act": act, "target": target, "detail": detail}
        self._transaction.insert(_AUDIT, [row])
