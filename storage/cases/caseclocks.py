"""The clocks of open cases: which step is due for a warning or for the lead, each claimed exactly once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from loyalty.cases.cases import Case, CaseId, CaseState, CaseStep, StepState
from loyalty.people.clocks import WorkingHours, a_working_day_later, escalates_at
from loyalty.people.people import PersonId
from loyalty.playbooks import WorkingClock
from storage.cases.caserows import CASE, QUIET, STEP
from storage.cases.cases import CasesRepository
from storage.people.absences import AbsencesRepository
from storage.people.people import PeopleRepository
from storage.records.interactions import InteractionsRepository
from storage.setbacks import naming
from storage.transaction import Transaction

_Line = sa.Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class DueStep:
    """A claimed step and its case."""

    case: Case
    step: CaseStep


class CaseClocksRepository:
    """Hands out steps whose time has come; what was claimed is never handed out again.

    Quiet cases have no warnings and reach no lead. A pause needs no look: it moves the clocks behind its end.
    Steps named in ``without`` are left out; one that cannot be handed out raises ``RowFailedError``.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._cases = CasesRepository(transaction)

    def due_half_warning(self, now: datetime, *, without: Collection[str] = ()) -> DueStep | None:
        """Claim a step of whose clock half has run; none whose later warning or due time has come as well."""
        waiting = (STEP.c.half_warned_at.is_(None), STEP.c.half_warn_at <= now, STEP.c.late_warn_at > now)
        return self._claim(STEP.c.half_warned_at, now, *waiting, order=STEP.c.half_warn_at, without=without)

    def due_late_warning(self, now: datetime, *, without: Collection[str] = ()) -> DueStep | None:
        """Claim a step of whose clock 80 % has run and which is not overdue yet."""
        waiting = (STEP.c.late_warned_at.is_(None), STEP.c.late_warn_at <= now, STEP.c.due_at > now)
        return self._claim(STEP.c.late_warned_at, now, *waiting, order=STEP.c.late_warn_at, without=without)

    def due_breach(self, now: datetime, *, without: Collection[str] = ()) -> DueStep | None:
        """Claim an overdue step of which the lead must hear.

        A step is put off while its advisor, or who stands in, acts on the case: a step done or a log since
        (source: product brief, Clocks).
        """
        waiting = (STEP.c.breached_at.is_(None), STEP.c.escalates_at <= now)
        while (row := self._next(*waiting, order=STEP.c.escalates_at, without=without)) is not None:
            with naming(row.id):
                due = self._due(row)
                at = self._escalates_at(due, warned_at=row.late_warn_at)
                if at > now:
                    self._look_again(row, at)
                elif self._mark(row, STEP.c.breached_at, now):
                    self._look_again(row, a_working_day_later(now, self._hours(due.case.advisor_id)))
                    return self._due(row)
        return None

    def due_offer(self, now: datetime, *, without: Collection[str] = ()) -> DueStep | None:
        """Claim a step whose lead may want to give the client to somebody else.

        That is one working day after the lead heard, or after the advisor's last act since, once a step
        (source: product brief, Clocks).
        """
        waiting = (STEP.c.breached_at.is_not(None), STEP.c.offered_at.is_(None), STEP.c.escalates_at <= now)
        while (row := self._next(*waiting, order=STEP.c.escalates_at, without=without)) is not None:
            with naming(row.id):
                due = self._due(row)
                assert due.step.breached_at is not None
                quiet_since = max(due.step.breached_at, self._acted_at(due.case) or due.step.breached_at)
                at = a_working_day_later(quiet_since, self._hours(due.case.advisor_id))
                if at > now:
                    self._look_again(row, at)
                elif self._mark(row, STEP.c.offered_at, now):
                    return self._due(row)
        return None

    def _claim(
        self,
        mark: sa.Column[Any],
        now: datetime,
        *waiting: sa.ColumnElement[bool],
        order: sa.Column[Any],
        without: Collection[str],
    ) -> DueStep | None:
        while (row := self._next(*waiting, order=order, without=without)) is not None:
            with naming(row.id):
                if self._mark(row, mark, now):
                    return self._due(row)
        return None

    def _next(
        self, *waiting: sa.ColumnElement[bool], order: sa.Column[Any], without: Collection[str]
    ) -> _Line | None:
        due = (
            sa.select(STEP.c.id, STEP.c.case_id, STEP.c.late_warn_at)
            .select_from(STEP.join(CASE, CASE.c.id == STEP.c.case_id))
            .where(STEP.c.state == StepState.OPEN, CASE.c.state == CaseState.OPEN)
            .where(CASE.c.playbook.not_in(QUIET), STEP.c.id.not_in(without), *waiting)
        )
        return self._transaction.first(due.order_by(order, STEP.c.id).limit(1))

    def _mark(self, row: _Line, mark: sa.Column[Any], now: datetime) -> bool:
        unclaimed = sa.update(STEP).where(STEP.c.id == row.id, mark.is_(None), STEP.c.state == StepState.OPEN)
        return self._transaction.change(unclaimed.values({mark: now})) == 1

    def _look_again(self, row: _Line, at: datetime) -> None:
        self._transaction.change(sa.update(STEP).where(STEP.c.id == row.id).values(escalates_at=at))

    def _due(self, row: _Line) -> DueStep:
        case = self._cases.anyone(CaseId(row.case_id))
        return DueStep(case, next(step for step in case.steps if step.id == row.id))

    def _escalates_at(self, due: DueStep, *, warned_at: datetime) -> datetime:
        clock = due.step.what.clock
        return escalates_at(
            due.step.due_at,
            warned_at=warned_at,
            acted_at=self._acted_at(due.case),
            length=clock.length,
            hours=self._hours(due.case.advisor_id) if isinstance(clock, WorkingClock) else None,
        )

    def _acted_at(self, case: Case) -> datetime | None:
        """Return when a step was last done, or its advisor or who stood in last logged a contact."""
        done = [step.done_at for step in case.steps if step.done_at is not None]
        stood_in = AbsencesRepository(self._transaction).stood_in_since(case.advisor_id, case.opened_at)
        logged_at = InteractionsRepository(self._transaction).last_logged_at(
            case.client_id, authors={case.advisor_id, *stood_in}, since=case.opened_at
        )
        return max([*done, *([logged_at] if logged_at else [])], default=None)

    def _hours(self, advisor_id: PersonId) -> WorkingHours:
        return PeopleRepository(self._transaction).of(advisor_id).hours
