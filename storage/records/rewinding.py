"""Rewinding: takes logs and changes of facts back in reverse order, so that what stays can follow again."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from loyalty.cases.cases import Case, CaseId, CaseState
from loyalty.facts.interactions import InteractionId
from loyalty.facts.signals import MEETINGS, SignalKind
from loyalty.people.people import PersonId
from storage.cases.caseimages import FormerCases, Lowered
from storage.columns import table_of
from storage.plans.fulfilment import give_back
from storage.plans.planning import restore_planned
from storage.records.correctionrows import CorrectionRow
from storage.records.interactions import InteractionRow
from storage.records.signals import SIGNAL
from storage.records.sumrows import drop_sums
from storage.records.undorecords import FactChange, UndoRecord
from storage.store import Store

_INTERACTION, _CORRECTION = table_of(InteractionRow), table_of(CorrectionRow)
# What hangs on a log comes after it.
_LIFTED = (
    (_INTERACTION, _INTERACTION.c.id),
    (SIGNAL, SIGNAL.c.interaction_id),
    (_CORRECTION, _CORRECTION.c.interaction_id),
)


@dataclass(slots=True)
class Rewound:
    """A log or a change that is taken back, with what it takes to put it where it was.

    Attributes:
        rows: the rows of a log, or the fact that was changed, as they lay.
        former: what it did to cases.
        reopened: cases of which it had finished a step.
    """

    record: UndoRecord
    rows: list[tuple[sa.Table, list[dict[str, Any]]]] = field(default_factory=list)
    former: FormerCases = field(default_factory=FormerCases)
    reopened: list[CaseId] = field(default_factory=list)


def rewind(store: Store, record: UndoRecord, *, by: PersonId, now: datetime) -> Rewound:
    """Take the last of a client's logs and changes back, telling nobody: cases, standing, plan, and itself.

    What a person closed meanwhile stays closed, without the log that is gone.
    """
    rewound = Rewound(record)
    fact = record.fact
    if fact is None:
        log_id = InteractionId(record.saved_id)
        rewound.reopened = store.cases.reopen_steps_of(log_id)
        opened, raised = store.cases.opened_by(log_id), store.cases.raised_by(log_id)
        rewound.former = _take_back_cases(store, record, opened, raised, by=by, now=now)
        store.cases.detach(log_id)
        store.standings.restore(
            record.before, snapshot=record.snapshot, saved_at=record.saved_at, interaction_id=log_id
        )
        give_back(store, log_id)
        restore_planned(store, record.client_id, record.planned, now=now)
        rewound.rows = _lift(store, log_id)
    else:
        theirs = [store.cases.anyone(fact.case_id)] if fact.case_id is not None else []
        opened, raised = ([], theirs) if fact.raised else (theirs, [])
        rewound.former = _take_back_cases(store, record, opened, raised, by=by, now=now)
        store.standings.restore(
            record.before, snapshot=record.snapshot, saved_at=record.saved_at, signal_id=fact.signal_id
        )
        rewound.rows = _change_back(store, fact)
        _replan(store, record, rewound.rows)
    drop_sums(store.transaction, [record.client_id])
    store.undo_records.forget(record.saved_id)
    return rewound


def put_down(store: Store, rewound: Rewound) -> None:
    """Write a log, or a change of a fact, again as it lay; what follows from it is the caller's."""
    record, fact = rewound.record, rewound.record.fact
    if fact is None or fact.is_new:
        for table, rows in rewound.rows:
            store.transaction.insert(table, rows)
    else:
        for _, (row,) in rewound.rows:
            store.signals.change(fact.signal_id, value=row["value"], closed_on=row["closed_on"])
    if fact is None:
        store.case_images.attach(rewound.former, InteractionId(record.saved_id))
    else:
        _replan(store, record, rewound.rows)
    drop_sums(store.transaction, [record.client_id])


def _take_back_cases(
    store: Store, record: UndoRecord, opened: list[Case], raised: list[Case], *, by: PersonId, now: datetime
) -> FormerCases:
    images = {image.case_id: image for image in record.cases}
    lowered: list[Lowered] = []
    for case in raised:
        if case.state is CaseState.OPEN and case.id in images:
            lowered.append(store.case_images.lower(images[case.id]))
    withdrawn = [case for case in opened if store.cases.withdraw(case.id, by=by, now=now)]
    return FormerCases(
        opened=tuple(withdrawn),
        raised=tuple(lowered),
        ended=tuple(case for case in opened if case.state is CaseState.CLOSED),
        ended_red=tuple(case for case in raised if case.state is CaseState.CLOSED),
    )


def _lift(store: Store, log_id: InteractionId) -> list[tuple[sa.Table, list[dict[str, Any]]]]:
    lifted = []
    for table, key in _LIFTED:
        rows = store.transaction.rows(sa.select(table).where(key == log_id))
        lifted.append((table, [dict(row._mapping) for row in rows]))
    for table, key in reversed(_LIFTED):
        store.transaction.change(sa.delete(table).where(key == log_id))
    return lifted


def _change_back(store: Store, fact: FactChange) -> list[tuple[sa.Table, list[dict[str, Any]]]]:
    """Give a fact what it had before, or remove one that was added; return it as it lay, if it is there."""
    rows = store.transaction.rows(sa.select(SIGNAL).where(SIGNAL.c.id == fact.signal_id))
    if not rows:
        return []
    if fact.is_new:
        store.signals.delete([fact.signal_id])
    else:
        store.signals.change(fact.signal_id, value=fact.value, closed_on=fact.closed_on)
    return [(SIGNAL, [dict(rows[0]._mapping)])]


def _replan(store: Store, record: UndoRecord, rows: list[tuple[sa.Table, list[dict[str, Any]]]]) -> None:
    if any(SignalKind(row["kind"]) in MEETINGS for _, lain in rows for row in lain):
        store.plan_loads.mark_stale([store.clients.anyone(record.client_id).advisor_id])
