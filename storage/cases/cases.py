"""The cases: opened once for a client and a cause, worked step by step, closed by a person."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import sqlalchemy as sa

from loyalty.cases.cases import Case, CaseId, CaseState, Outcome, StepState
from loyalty.clients import ClientId
from loyalty.facts.interactions import InteractionId
from loyalty.levels.levels import Cause
from loyalty.people.people import Person, PersonId, Role
from loyalty.playbooks import PlannedStep, Playbook, PlaybookName, SkipKey, StepKey
from storage.access import within_reach
from storage.among import among
from storage.cases.caserows import (
    CASE,
    NO_PAUSE,
    QUIET,
    STEP,
    case_columns,
    case_value,
    new_steps,
    step_columns,
)
from storage.clients.clientrows import CLIENT
from storage.refusals import CaseNotFoundError, CaseNotOpenError, StepAlreadyDoneError
from storage.transaction import Transaction


class CasesRepository:
    """The opened interventions of all clients."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def open(
        self, case: Case, planned: Sequence[PlannedStep], *, interaction_id: InteractionId | None = None
    ) -> bool:
        """Save a new case, whose steps are those ``planned``; False when one is open for the same cause."""
        if not self._transaction.insert_missing(CASE, [case_columns(case, interaction_id)]):
            return False
        self._add_steps(case, planned)
        return True

    def raise_open(
        self,
        client_id: ClientId,
        cause: Cause,
        playbook: Playbook,
        planned: Sequence[PlannedStep],
        *,
        now: datetime,
        interaction_id: InteractionId | None = None,
        assigned: Mapping[Role, PersonId],
    ) -> Case | None:
        """Let an open case go on by a graver playbook, so that one cause stays one case.

        Its open steps are left undone and those ``planned`` follow; a pause ends. Returns None when there is
        no open case for the cause, or when it has this playbook already.
        """
        same = (case for case in self.open_of(client_id) if case.cause is cause)
        case = next((case for case in same if case.playbook.gravity < playbook.name.gravity), None)
        if case is None:
            return None
        self._change_open(case.id, {"playbook": playbook.name, "raised_by": interaction_id, **NO_PAUSE})
        self._change_steps(case.id, {"state": StepState.SKIPPED}, STEP.c.state == StepState.OPEN)
        new = new_steps(planned, opened_at=now, after=len(case.steps), assigned=assigned)
        self._add_steps(replace(case, steps=new), planned)
        return self.anyone(case.id)

    def raised_by(self, interaction_id: InteractionId) -> list[Case]:
        """Return the cases that a log turned from yellow to red."""
        return self._select(sa.select(CASE).where(CASE.c.raised_by == interaction_id))

    def of(self, case_id: CaseId, *, reader: Person) -> Case:
        """Return one case.

        Raises:
            CaseNotFoundError: it does not exist or its client is out of reach.
        """
        found = self._select(self._reached(reader).where(CASE.c.id == case_id))
        if not found:
            raise CaseNotFoundError(case_id)
        return found[0]

    def anyone(self, case_id: CaseId) -> Case:
        """Return one case for a tick or a service, which act for nobody in particular.

        Raises:
            CaseNotFoundError: it does not exist.
        """
        found = self._select(sa.select(CASE).where(CASE.c.id == case_id))
        if not found:
            raise CaseNotFoundError(case_id)
        return found[0]

    def open_of(self, client_id: ClientId) -> list[Case]:
        """Return the open cases of a client, the gravest in front, of equal ones the one opened first."""
        still_open = sa.select(CASE).where(CASE.c.client_id == client_id, CASE.c.state == CaseState.OPEN)
        return sorted(self._select(still_open), key=lambda case: -case.playbook.gravity)

    def open_within(self, reader: Person) -> list[Case]:
        """Return the open cases of all clients within reach, the one opened first in front.

        While a matter of a client is open, nothing is asked or offered: the quiet case beside it is left out.
        """
        grave = CASE.alias()
        is_pushed_aside = sa.exists().where(
            grave.c.client_id == CASE.c.client_id,
            grave.c.state == CaseState.OPEN,
            grave.c.playbook.not_in(QUIET),
        )
        shown = sa.or_(CASE.c.playbook.not_in(QUIET), ~is_pushed_aside)
        return self._select(self._reached(reader).where(CASE.c.state == CaseState.OPEN, shown))

    def opened_since(self, client_id: ClientId, playbook: PlaybookName, moment: datetime) -> bool:
        """Tell whether a case by this playbook was opened for a client after a moment and not taken back."""
        return self._exists(
            CASE.c.client_id == client_id,
            CASE.c.playbook == playbook,
            CASE.c.opened_at > moment,
            CASE.c.state != CaseState.WITHDRAWN,
        )

    def opened_for(self, client_id: ClientId, cause: Cause, *, since: date) -> bool:
        """Tell whether a case for a cause was opened for a client since a day (UTC) and not taken back."""
        return self._exists(
            CASE.c.client_id == client_id,
            CASE.c.cause == cause,
            CASE.c.opened_at >= datetime.combine(since, time(), UTC),
            CASE.c.state != CaseState.WITHDRAWN,
        )

    def settled_since(self, client_id: ClientId, moment: datetime) -> bool:
        """Tell whether a matter of a client was settled after a moment."""
        return self._exists(
            CASE.c.client_id == client_id,
            CASE.c.playbook.not_in(QUIET),
            CASE.c.outcome == Outcome.SETTLED,
            CASE.c.closed_at > moment,
        )

    def opened_by(self, interaction_id: InteractionId) -> list[Case]:
        """Return the cases that a log opened."""
        return self._select(sa.select(CASE).where(CASE.c.interaction_id == interaction_id))

    def tick_step(
        self,
        case_id: CaseId,
        key: StepKey,
        *,
        by: PersonId,
        now: datetime,
    ) -> Case:
        """Mark a step of an open case done; return the case after it.

        Raises:
            CaseNotOpenError: the case was closed or withdrawn.
            StepAlreadyDoneError: somebody was faster.
        """
        case = self.anyone(case_id)
        if case.state is not CaseState.OPEN:
            raise CaseNotOpenError(case_id, by=self._closed_by(case_id), at=case.closed_at)
        if not self.finish_step(case_id, key, by=by, at=now):
            done = next((step for step in self.anyone(case_id).steps if step.key == key), None)
            raise StepAlreadyDoneError(
                case_id, key, by=done.done_by if done else None, at=done.done_at if done else None
            )
        return self.anyone(case_id)

    def skip_step(self, case_id: CaseId, key: StepKey, reason: SkipKey, *, by: PersonId) -> bool:
        """Leave a step out for a reason; False when it is not open."""
        skipped = {"state": StepState.SKIPPED, "skip_reason": reason, "done_by": by}
        return self._change_steps(case_id, skipped, STEP.c.key == key, STEP.c.state == StepState.OPEN)

    def finish_step(
        self,
        case_id: CaseId,
        key: StepKey,
        *,
        by: PersonId,
        at: datetime,
        interaction_id: InteractionId | None = None,
    ) -> bool:
        """Mark a step done, by hand or by a log; False when it is not open."""
        done = {"state": StepState.DONE, "done_at": at, "done_by": by, "interaction_id": interaction_id}
        return self._change_steps(case_id, done, STEP.c.key == key, STEP.c.state == StepState.OPEN)

    def reopen_steps_of(self, interaction_id: InteractionId) -> list[CaseId]:
        """Open the steps that a log finished again, of open cases; return those cases."""
        still_open = sa.select(CASE.c.id).where(CASE.c.state == CaseState.OPEN)
        finished = sa.and_(STEP.c.interaction_id == interaction_id, STEP.c.case_id.in_(still_open))
        rows = self._transaction.rows(sa.select(STEP.c.case_id).where(finished))
        again = {"state": StepState.OPEN, "done_at": None, "done_by": None, "interaction_id": None}
        if rows:
            self._transaction.change(sa.update(STEP).where(finished).values(again))
        return [CaseId(row.case_id) for row in rows]

    def close(self, case_id: CaseId, outcome: Outcome, *, by: PersonId, now: datetime) -> Case:
        """Close an open case; settling it may be a step of its own, what else is open is left undone.

        Raises:
            CaseNotOpenError: it was closed or withdrawn before.
        """
        closed = {
            "state": CaseState.CLOSED,
            "outcome": outcome,
            "closed_at": now,
            "closed_by": by,
            **NO_PAUSE,
        }
        if not self._change_open(case_id, closed):
            case = self.anyone(case_id)
            raise CaseNotOpenError(case_id, by=self._closed_by(case_id), at=case.closed_at)
        if outcome is Outcome.SETTLED:
            done = {"state": StepState.DONE, "done_at": now, "done_by": by}
            keys = [step.key for step in self.anyone(case_id).steps if step.what.settles]
            self._change_steps(case_id, done, STEP.c.key.in_(keys), STEP.c.state == StepState.OPEN)
        self._change_steps(case_id, {"state": StepState.SKIPPED}, STEP.c.state == StepState.OPEN)
        return self.anyone(case_id)

    def withdraw(self, case_id: CaseId, *, by: PersonId, now: datetime) -> bool:
        """Take back an open case that should never have been opened; False when it is not open."""
        withdrawn = {"state": CaseState.WITHDRAWN, "closed_at": now, "closed_by": by, "interaction_id": None}
        return self._change_open(case_id, withdrawn)

    def detach(self, interaction_id: InteractionId) -> None:
        """Forget that a log, which is about to be deleted, opened or raised a case or finished a step."""
        for told_by in (CASE.c.interaction_id, CASE.c.raised_by, STEP.c.interaction_id):
            forgotten = sa.update(told_by.table).where(told_by == interaction_id).values({told_by: None})
            self._transaction.change(forgotten)

    def give(self, client_ids: Collection[ClientId], to: PersonId) -> None:
        """Hand the open cases of some clients to another advisor."""
        still_open = (among(CASE.c.client_id, client_ids), CASE.c.state == CaseState.OPEN)
        self._transaction.change(sa.update(CASE).where(*still_open).values(advisor_id=to))

    def _add_steps(self, case: Case, planned: Sequence[PlannedStep]) -> None:
        both = zip(case.steps, planned, strict=True)
        self._transaction.insert(STEP, [step_columns(case.id, step, plan.warn_at) for step, plan in both])

    def _change_open(self, case_id: CaseId, values: dict[str, Any]) -> bool:
        still_open = (CASE.c.id == case_id, CASE.c.state == CaseState.OPEN)
        return self._transaction.change(sa.update(CASE).where(*still_open).values(values)) == 1

    def _change_steps(
        self, case_id: CaseId, values: dict[str, Any], *conditions: sa.ColumnElement[bool]
    ) -> bool:
        changed = sa.update(STEP).where(STEP.c.case_id == case_id, *conditions).values(values)
        return self._transaction.change(changed) > 0

    def _exists(self, *conditions: sa.ColumnElement[bool]) -> bool:
        return self._transaction.first(sa.select(CASE.c.id).where(*conditions).limit(1)) is not None

    def _closed_by(self, case_id: CaseId) -> PersonId | None:
        person_id = self._transaction.value(sa.select(CASE.c.closed_by).where(CASE.c.id == case_id))
        return None if person_id is None else PersonId(person_id)

    def _reached(self, reader: Person) -> sa.Select[Any]:
        return (
            sa.select(CASE).join(CLIENT, CLIENT.c.id == CASE.c.client_id).where(within_reach(reader, CLIENT))
        )

    def _select(self, statement: sa.Select[Any]) -> list[Case]:
        rows = self._transaction.rows(statement)
        if not rows:
            return []
        steps: dict[str, list[Any]] = defaultdict(list)
        of_cases = among(STEP.c.case_id, [row.id for row in rows])
        for step in self._transaction.rows(sa.select(STEP).where(of_cases)):
            steps[step.case_id].append(step)
        cases = [case_value(row, steps[row.id], self._transaction.playbooks) for row in rows]
        return sorted(cases, key=lambda case: (case.opened_at, case.id))
