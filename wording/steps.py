"""A step of a case as it is told: what to do, until when, and who did it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from loyalty.cases.cases import Case, CaseStep, StepState
from loyalty.people.people import PersonId
from loyalty.playbooks import Phrase, StepKey, StepWords, WorkingClock


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step as it is told.

    Attributes:
        words: how its playbook calls it.
        in_working_hours: its clock runs in working hours only and did not run out on the day it began.
        left: time until it is due; None once it is done or overdue, and while the case rests.
        rests: the case rests, so that nothing is due until it goes on.
        done_by: name of who did it or left it out; empty when not known.
        doer: name of who has to do it when that is not the advisor.
        skipped_for: why somebody left it out; None when it was only left undone.
    """

    key: StepKey
    words: StepWords
    due_at: datetime
    state: StepState
    in_working_hours: bool
    left: timedelta | None
    rests: bool
    done_at: datetime | None
    done_by: str
    doer: str = ""
    skipped_for: Phrase | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it still has to be done."""
        return self.state is StepState.OPEN

    @property
    def is_late(self) -> bool:
        """Tell whether it is overdue and still open."""
        return self.is_open and self.left is None and not self.rests

    @property
    def was_late(self) -> bool:
        """Tell whether it was done after its time."""
        return self.done_at is not None and self.done_at > self.due_at


def step_line(
    step: CaseStep,
    case: Case,
    *,
    now: datetime,
    names: Mapping[PersonId, str] | None = None,
) -> StepLine:
    """Return a step of ``case`` as it is told; ``names`` tells who the people are."""
    return told_step(step, rests=case.pause is not None, now=now, names=names)


def told_step(
    step: CaseStep, *, rests: bool, now: datetime, names: Mapping[PersonId, str] | None = None
) -> StepLine:
    """Return a step as it is told; ``rests`` says that its case is paused."""
    names = names or {}
    is_open = step.state is StepState.OPEN
    is_ahead = is_open and step.due_at > now and not rests
    return StepLine(
        key=step.key,
        words=step.what.words,
        due_at=step.due_at,
        state=step.state,
        in_working_hours=isinstance(step.what.clock, WorkingClock)
        and step.due_at.date() != step.opened_at.date(),
        left=step.due_at - now if is_ahead else None,
        rests=is_open and rests and step.due_at > now,
        done_at=step.done_at,
        done_by=names.get(step.done_by, "") if step.done_by is not None else "",
        doer=names.get(step.assigned_to, "") if step.assigned_to is not None else "",
        skipped_for=step.skipped_for,
    )


def next_line(case: Case | None, *, now: datetime) -> StepLine | None:
    """Return the next open step of a case, if there is one."""
    if case is None or case.next_step is None:
        return None
    return step_line(case.next_step, case, now=now)
