"""What a log found when it was saved, kept while it can be undone."""

import json
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from loyalty.clients import ClientId
from loyalty.interactions import InteractionId
from loyalty.levels import Cause, Level
from loyalty.standings import Standing
from storage.columns import Row, moment_field, refers_to, table_of
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class UndoRecord:
    """A log and where its client stood before it.

    Attributes:
        planned: the contacts planned with the client before it (``storage.planning.planned_rows``).
    """

    interaction_id: InteractionId
    client_id: ClientId
    before: Standing
    planned: tuple[dict[str, str], ...] = ()


class UndoRecordRow(Row, table=True):
    """One log that may still be undone; ``before`` is the standing as JSON: figures and days only.

    ``planned``: ids and moments of the contacts planned before it, as JSON.
    """

    interaction_id: str = refers_to("interaction.id", primary_key=True, index=False)
    client_id: str = refers_to("client.id")
    saved_at: datetime = moment_field(index=True)
    before: str
    planned: str | None


_TABLE = table_of(UndoRecordRow)


class UndoRecordsRepository:
    """The logs that may still be undone."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def keep(self, record: UndoRecord, *, now: datetime) -> None:
        """Keep what a log found."""
        values = {
            "interaction_id": record.interaction_id,
            "client_id": record.client_id,
            "saved_at": now,
            "before": _as_text(record.before),
            "planned": json.dumps(record.planned),
        }
        self._transaction.insert(_TABLE, [values])

    def of(self, interaction_id: InteractionId) -> UndoRecord | None:
        """Return what a log found, None when that is forgotten."""
        return self._first(_TABLE.c.interaction_id == interaction_id)

    def next_after(self, record: UndoRecord) -> UndoRecord | None:
        """Return the record of the log about the same client saved next, None when there is none."""
        # Ids rise in the order in which they were made.
        later = _TABLE.c.interaction_id > record.interaction_id
        return self._first(_TABLE.c.client_id == record.client_id, later)

    def rebase(self, interaction_id: InteractionId, earlier: UndoRecord) -> None:
        """Let a log have found what an earlier one found, since that one was undone."""
        found = {"before": _as_text(earlier.before), "planned": json.dumps(earlier.planned)}
        self._transaction.change(
            sa.update(_TABLE).where(_TABLE.c.interaction_id == interaction_id).values(found)
        )

    def forget(self, interaction_id: InteractionId) -> None:
        """Drop what a log found."""
        self._transaction.change(sa.delete(_TABLE).where(_TABLE.c.interaction_id == interaction_id))

    def forget_before(self, moment: datetime) -> int:
        """Drop the records of logs saved before a moment; return how many."""
        return self._transaction.change(sa.delete(_TABLE).where(_TABLE.c.saved_at < moment))

    def _first(self, *conditions: sa.ColumnElement[bool]) -> UndoRecord | None:
        found = sa.select(_TABLE).where(*conditions).order_by(_TABLE.c.interaction_id).limit(1)
        row = self._transaction.first(found)
        if row is None:
            return None
        return UndoRecord(
            interaction_id=InteractionId(row.interaction_id),
            client_id=ClientId(row.client_id),
            before=_from_text(row.before),
            planned=tuple(json.loads(row.planned or "[]")),
        )


def _as_text(standing: Standing) -> str:
    values = {field.name: getattr(standing, field.name) for field in fields(standing)}
    return json.dumps(values, default=lambda moment: moment.isoformat())


def _from_text(text: str) -> Standing:
    values: dict[str, Any] = json.loads(text)
    for name in ("scored_at", "level_since"):
        values[name] = datetime.fromisoformat(values[name])
    for name in ("scored_on", "cause_since", "low_since"):
        values[name] = None if values[name] is None else date.fromisoformat(values[name])
    values["level"] = None if values["level"] is None else Level(values["level"])
    return Standing(**{**values, "cause": Cause(values["cause"])})
