"""The clocks of open cases: which step is due for a warning or for the lead, each claimed exactly once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from loyalty.cases import Case, CaseId, CaseState, CaseStep, StepState
from loyalty.clocks import WorkingHours, escalates_at
from loyalty.people import PersonId
from loyalty.playbooks import RED_PLAYBOOK, YELLOW_PLAYBOOK, WorkingClock
from storage.caserows import CASE, STEP
from storage.cases import CasesRepository
from storage.interactions import InteractionsRepository
from storage.people import PeopleRepository
from storage.transaction import Transaction

_IN_WORKING_TIME = {
    (playbook.name, step.key)
    for playbook in (RED_PLAYBOOK, YELLOW_PLAYBOOK)
    for step in playbook.steps
    if isinstance(step.clock, WorkingClock)
}


@dataclass(frozen=True, slots=True)
class DueStep:
    """A claimed step and its case."""

    case: Case
    step: CaseStep


class CaseClocksRepository:
    """Hands out steps whose time has come; what was claimed is never handed out again."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._cases = CasesRepository(transaction)

    def due_half_warning(self, now: datetime) -> DueStep | None:
        """Claim a step of whose clock half has run; none whose later warning or due time has come as well."""
        waiting = (STEP.c.half_warned_at.is_(None), STEP.c.half_warn_at <= now, STEP.c.late_warn_at > now)
        return self._claim(STEP.c.half_warned_at, now, *waiting, order=STEP.c.half_warn_at)

    def due_late_warning(self, now: datetime) -> DueStep | None:
        """Claim a step of whose clock 80 % has run and which is not overdue yet."""
        waiting = (STEP.c.late_warned_at.is_(None), STEP.c.late_warn_at <= now, STEP.c.due_at > now)
        return self._claim(STEP.c.late_warned_at, now, *waiting, order=STEP.c.late_warn_at)

    def due_breach(self, now: datetime) -> DueStep | None:
        """Claim an overdue step of which the lead must hear.

        A step is put off while its advisor acts on the case: a step done or a log since (source: product
        brief, Clocks).
        """
        waiting = (STEP.c.breached_at.is_(None), STEP.c.escalates_at <= now)
        while (row := self._next(*waiting, order=STEP.c.escalates_at)) is not None:
            due = self._due(row)
            at = self._escalates_at(due)
            if at <= now:
                if self._mark(row, STEP.c.breached_at, now):
                    return self._due(row)
            else:
                self._transaction.change(sa.update(STEP).where(STEP.c.id == row.id).values(escalates_at=at))
        return None

    def _claim(
        self, mark: sa.Column[Any], now: datetime, *waiting: sa.ColumnElement[bool], order: sa.Column[Any]
    ) -> DueStep | None:
        while (row := self._next(*waiting, order=order)) is not None:
            if self._mark(row, mark, now):
                return self._due(row)
        return None

    def _next(
        self, *waiting: sa.ColumnElement[bool], order: sa.Column[Any]
    ) -> sa.Row[*tuple[Any, ...]] | None:
        due = self._running(STEP.c.id, STEP.c.case_id).where(*waiting)
        return self._transaction.first(due.order_by(order, STEP.c.id).limit(1))

    def _running(self, *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
        return (
            sa.select(*columns)
            .select_from(STEP.join(CASE, CASE.c.id == STEP.c.case_id))
            .where(STEP.c.state == StepState.OPEN, CASE.c.state == CaseState.OPEN)
        )

    def _mark(self, row: sa.Row[*tuple[Any, ...]], mark: sa.Column[Any], now: datetime) -> bool:
        unclaimed = sa.update(STEP).where(STEP.c.id == row.id, mark.is_(None), STEP.c.state == StepState.OPEN)
        return self._transaction.change(unclaimed.values({mark: now})) == 1

    def _due(self, row: sa.Row[*tuple[Any, ...]]) -> DueStep:
        case = self._cases.anyone(CaseId(row.case_id))
        return DueStep(case, next(step for step in case.steps if step.id == row.id))

    def _escalates_at(self, due: DueStep) -> datetime:
        case, step = due.case, due.step
        done = [each.done_at for each in case.steps if each.done_at is not None]
        logged_at = InteractionsRepository(self._transaction).last_logged_at(
            case.client_id, author=case.advisor_id, since=case.opened_at
        )
        acted_at = max([*done, *([logged_at] if logged_at else [])], default=None)
        hours = self._hours(case.advisor_id) if (case.playbook, step.key) in _IN_WORKING_TIME else None
        return escalates_at(step.due_at, step.opened_at, acted_at, hours=hours)

    def _hours(self, advisor_id: PersonId) -> WorkingHours:
        return PeopleRepository(self._transaction).of(advisor_id).hours
