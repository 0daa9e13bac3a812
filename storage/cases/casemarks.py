"""What hangs on a case besides its steps: the note behind it, how it ended, which leads have seen it."""

from datetime import datetime

import sqlalchemy as sa

from loyalty.cases.cases import Answer, CaseId, CaseState, Cost
from loyalty.facts.interactions import InteractionId
from loyalty.people.people import PersonId
from storage.cases.caserows import CASE
from storage.columns import Row, moment_field, refers_to, table_of
from storage.transaction import Transaction


class CaseSeenRow(Row, table=True):
    """A lead who said to have seen the alert of a case."""

    case_id: str = refers_to("case.id", primary_key=True, index=False)
    person_id: str = refers_to("person.id", primary_key=True, index=False)
    seen_at: datetime = moment_field()


_SEEN = table_of(CaseSeenRow)


class CaseMarksRepository:
    """Reads and writes the marks."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def log_of(self, case_id: CaseId) -> InteractionId | None:
        """Return the log that made the case red, else the one that opened it."""
        row = self._transaction.first(
            sa.select(CASE.c.raised_by, CASE.c.interaction_id).where(CASE.c.id == case_id)
        )
        found = (row.raised_by or row.interaction_id) if row else None
        return None if found is None else InteractionId(found)

    def ended_by(self, case_id: CaseId) -> PersonId | None:
        """Return who closed or withdrew the case."""
        found = self._transaction.value(sa.select(CASE.c.closed_by).where(CASE.c.id == case_id))
        return None if found is None else PersonId(found)

    def save_answer(self, case_id: CaseId, answer: Answer) -> bool:
        """Keep how the client took the outcome; False when the case is not closed."""
        return self._change_closed(case_id, answer=answer)

    def save_cost(self, case_id: CaseId, cost: Cost) -> bool:
        """Keep what dealing with the matter cost; False when the case is not closed."""
        return self._change_closed(case_id, cost=cost.amount, currency=cost.currency)

    def mark_seen(self, case_id: CaseId, by: PersonId, *, now: datetime) -> bool:
        """Keep that somebody has seen the alert; False when that was known."""
        row = {"case_id": case_id, "person_id": by, "seen_at": now}
        return self._transaction.insert_missing(_SEEN, [row]) == 1

    def seen_at(self, case_id: CaseId, by: PersonId) -> datetime | None:
        """Return when somebody said to have seen the alert."""
        seen: datetime | None = self._transaction.value(
            sa.select(_SEEN.c.seen_at).where(_SEEN.c.case_id == case_id, _SEEN.c.person_id == by)
        )
        return seen

    def _change_closed(self, case_id: CaseId, **values: object) -> bool:
        closed = (CASE.c.id == case_id, CASE.c.state == CaseState.CLOSED)
        return self._transaction.change(sa.update(CASE).where(*closed).values(values)) == 1
