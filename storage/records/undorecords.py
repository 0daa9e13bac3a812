"""What a log, or the change of a fact, found when it was saved; kept while it can be undone."""

import json
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, NewType

import sqlalchemy as sa

from loyalty.cases.cases import CaseId
from loyalty.clients import ClientId
from loyalty.facts.interactions import InteractionId
from loyalty.facts.signals import SignalId
from loyalty.levels.levels import Cause, Level
from loyalty.levels.standings import Standing
from loyalty.people.people import PersonId
from loyalty.planning.touchpoints import TouchpointId
from loyalty.playbooks import PlaybookName
from storage.cases.caseimages import CaseImage
from storage.columns import Row, key_field, moment_field, refers_to, table_of
from storage.transaction import Transaction

ChangeId = NewType("ChangeId", str)
"""One change of a fact: adding it, settling it, or another value."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """What changed with a fact.

    Attributes:
        by: who changed it, and alone may take that back.
        is_new: the fact was added; otherwise ``value`` and ``closed_on`` are those it had before.
        case_id: the case that opened or turned red because of it.
        raised: that case was open before.
    """

    signal_id: SignalId
    by: PersonId
    is_new: bool
    value: float | None = None
    closed_on: date | None = None
    case_id: CaseId | None = None
    raised: bool = False


@dataclass(frozen=True, slots=True)
class UndoRecord:
    """A log, or a change of a fact, and where its client stood before it.

    Attributes:
        planned: the contacts planned with the client before it (``storage.plans.planning.planned_rows``).
        fact: what changed with a fact; None for a log.
        cases: the open cases as they lay before it.
        snapshot: the row of the snapshot of its day, if there was one.
        touchpoint_id: the planned contact a log was named for.
    """

    saved_id: InteractionId | ChangeId
    client_id: ClientId
    saved_at: datetime
    before: Standing
    planned: tuple[dict[str, str], ...] = ()
    fact: FactChange | None = None
    cases: tuple[CaseImage, ...] = ()
    snapshot: dict[str, Any] | None = None
    touchpoint_id: TouchpointId | None = None


class UndoRecordRow(Row, table=True):
    """One log or change of a fact that may still be undone, by the id of either.

    ``before`` is the standing as JSON: figures and days only. ``planned``: ids and moments of the contacts
    planned before it; ``fact``: the ``FactChange``; ``found``: the rest of ``UndoRecord``; all as JSON.
    """

    saved_id: str = key_field()
    client_id: str = refers_to("client.id")
    saved_at: datetime = moment_field(index=True)
    before: str
    planned: str | None
    fact: str | None
    found: str | None


_TABLE = table_of(UndoRecordRow)


class UndoRecordsRepository:
    """The logs and changes of facts that may still be undone."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def keep(self, record: UndoRecord) -> None:
        """Keep what a log or a change found."""
        values = {
            "saved_id": record.saved_id,
            "client_id": record.client_id,
            "saved_at": record.saved_at,
            "before": _as_text(record.before),
            "planned": json.dumps(record.planned),
            "fact": _fact_as_text(record.fact),
            "found": _found_as_text(record),
        }
        self._transaction.insert(_TABLE, [values])

    def of(self, saved_id: InteractionId | ChangeId) -> UndoRecord | None:
        """Return what a log or a change found, None when that is forgotten."""
        row = self._transaction.first(sa.select(_TABLE).where(_TABLE.c.saved_id == saved_id))
        return None if row is None else _record(row)

    def since(self, record: UndoRecord) -> list[UndoRecord]:
        """Return what was saved about the same client after a record and is kept, oldest first."""
        theirs = sa.select(_TABLE).where(
            _TABLE.c.client_id == record.client_id,
            _TABLE.c.saved_id != record.saved_id,
            # Ids rise in the order in which they were made.
            sa.tuple_(_TABLE.c.saved_at, _TABLE.c.saved_id) > sa.tuple_(record.saved_at, record.saved_id),
        )
        rows = self._transaction.rows(theirs.order_by(_TABLE.c.saved_at, _TABLE.c.saved_id))
        return [_record(row) for row in rows]

    def note_case(self, saved_id: InteractionId | ChangeId, fact: FactChange) -> None:
        """Keep which case a change opened or turned red."""
        kept = sa.update(_TABLE).where(_TABLE.c.saved_id == saved_id)
        self._transaction.change(kept.values(fact=_fact_as_text(fact)))

    def forget(self, saved_id: InteractionId | ChangeId) -> None:
        """Drop what a log or a change found."""
        self._transaction.change(sa.delete(_TABLE).where(_TABLE.c.saved_id == saved_id))

    def forget_before(self, moment: datetime) -> int:
        """Drop what was found before a moment; return how many records that were."""
        return self._transaction.change(sa.delete(_TABLE).where(_TABLE.c.saved_at < moment))


def _record(row: sa.Row[*tuple[Any, ...]]) -> UndoRecord:
    found: dict[str, Any] = json.loads(row.found or "{}")
    return UndoRecord(
        saved_id=InteractionId(row.saved_id) if row.fact is None else ChangeId(row.saved_id),
        client_id=ClientId(row.client_id),
        before=_from_text(row.before),
        planned=tuple(json.loads(row.planned or "[]")),
        fact=None if row.fact is None else _fact_from_text(row.fact),
        cases=tuple(_image(each) for each in found.get("cases", ())),
        snapshot=_snapshot(found.get("snapshot")),
        touchpoint_id=found.get("touchpoint"),
        saved_at=row.saved_at,
    )


def _found_as_text(record: UndoRecord) -> str:
    found = {
        "cases": [
            {field.name: getattr(image, field.name) for field in fields(image)} for image in record.cases
        ],
        "snapshot": record.snapshot,
        "touchpoint": record.touchpoint_id,
    }
    return json.dumps(found, default=lambda moment: moment.isoformat())


def _image(values: dict[str, Any]) -> CaseImage:
    since, until, reason = values["pause"]
    return CaseImage(
        case_id=CaseId(values["case_id"]),
        playbook=PlaybookName(values["playbook"]),
        pause=(since and datetime.fromisoformat(since), until and datetime.fromisoformat(until), reason),
        step_ids=tuple(values["step_ids"]),
        open_ids=tuple(values["open_ids"]),
    )


def _snapshot(values: dict[str, Any] | None) -> dict[str, Any] | None:
    return values and {**values, "scored_on": date.fromisoformat(values["scored_on"])}


def _fact_as_text(fact: FactChange | None) -> str | None:
    if fact is None:
        return None
    values = {field.name: getattr(fact, field.name) for field in fields(fact)}
    return json.dumps(values, default=lambda day: day.isoformat())


def _fact_from_text(text: str) -> FactChange:
    values: dict[str, Any] = json.loads(text)
    closed_on = values["closed_on"]
    return FactChange(**{**values, "closed_on": closed_on and date.fromisoformat(closed_on)})


def _as_text(standing: Standing) -> str:
    values = {field.name: getattr(standing, field.name) for field in fields(standing)}
    return json.dumps(values, default=lambda moment: moment.isoformat())


def _from_text(text: str) -> Standing:
    values: dict[str, Any] = json.loads(text)
    for name in ("scored_at", "level_since"):
        values[name] = datetime.fromisoformat(values[name])
    for name in ("scored_on", "cause_since", "low_since", "computed_since"):
        values[name] = date.fromisoformat(values[name]) if values.get(name) else None
    for name in ("level", "computed_level"):
        values[name] = Level(values[name]) if values.get(name) else None
    for name in ("cause", "computed_cause"):
        values[name] = Cause(values[name]) if values.get(name) else None
    return Standing(**values)
