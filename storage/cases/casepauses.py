"""Pauses: a case rests for a stated time and reason, and its clocks run out so much later."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from loyalty.cases.cases import Case, CaseId, CaseState, Pause, StepState
from loyalty.people.clocks import WorkingHours, restarted
from loyalty.playbooks import PlainClock, StepKey
from storage.cases.caserows import CASE, NO_PAUSE, STEP
from storage.cases.cases import CasesRepository
from storage.setbacks import naming
from storage.transaction import Transaction

_MOMENTS = (STEP.c.half_warn_at, STEP.c.late_warn_at, STEP.c.due_at, STEP.c.escalates_at)


class CasePausesRepository:
    """Begins and ends pauses; what a clock had left when it stopped is left again when it goes on."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._cases = CasesRepository(transaction)

    def begin(self, case: Case, pause: Pause, *, hours: WorkingHours) -> bool:
        """Let an open case rest; False when it rests already or is open no more.

        ``hours`` are the advisor's: clocks of working hours and of days lose no working time.
        """
        rested = {"paused_at": pause.since, "paused_until": pause.until, "pause_reason": pause.reason}
        running = (CASE.c.id == case.id, CASE.c.state == CaseState.OPEN, CASE.c.paused_at.is_(None))
        if self._transaction.change(sa.update(CASE).where(*running).values(rested)) == 0:
            return False
        self._move_clocks(case.id, stopped_at=pause.since, goes_on_at=pause.until, hours=hours)
        return True

    def end(self, case: Case, *, now: datetime, hours: WorkingHours) -> bool:
        """Let a resting case go on before its time; False when it does not rest."""
        if case.pause is None or not self._clear(case.id):
            return False
        if now < case.pause.until:
            self._move_clocks(case.id, stopped_at=case.pause.until, goes_on_at=now, hours=hours)
        return True

    def due_end(self, now: datetime, *, without: Collection[str] = ()) -> Case | None:
        """Claim a case whose pause is over, none of ``without``; its clocks know already when they run out.

        Raises:
            RowFailedError: the case cannot be read.
        """
        over = sa.select(CASE.c.id).where(CASE.c.state == CaseState.OPEN, CASE.c.paused_until <= now)
        over = over.where(CASE.c.id.not_in(without))
        first = over.order_by(CASE.c.paused_until, CASE.c.id).limit(1)
        while (row := self._transaction.first(first)) is not None:
            with naming(row.id):
                if self._clear(CaseId(row.id)):
                    return self._cases.anyone(CaseId(row.id))
        return None

    def _clear(self, case_id: CaseId) -> bool:
        resting = sa.update(CASE).where(CASE.c.id == case_id, CASE.c.paused_at.is_not(None))
        return self._transaction.change(resting.values(NO_PAUSE)) == 1

    def _move_clocks(
        self, case_id: CaseId, *, stopped_at: datetime, goes_on_at: datetime, hours: WorkingHours
    ) -> None:
        """Move what lies ahead; a step that was overdue when the clocks stopped stays overdue."""
        still_open = sa.select(STEP).where(STEP.c.case_id == case_id, STEP.c.state == StepState.OPEN)
        for row in self._transaction.rows(still_open):
            clock = self._transaction.playbooks.step(StepKey(row.key)).clock
            counted = None if isinstance(clock, PlainClock) else hours
            moved: dict[str, Any] = {}
            for column in _MOMENTS:
                moment: datetime = row._mapping[column]
                if moment > stopped_at:
                    moved[column.name] = restarted(
                        moment, stopped_at=stopped_at, goes_on_at=goes_on_at, hours=counted
                    )
            if moved:
                self._transaction.change(sa.update(STEP).where(STEP.c.id == row.id).values(moved))
