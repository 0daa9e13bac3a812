"""A step of a case as it is told: what to do, until when, and who did it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from loyalty.cases import Case, CaseStep, StepState
from loyalty.people import PersonId
from loyalty.playbooks import RED_PLAYBOOK, YELLOW_PLAYBOOK, StepKey, WorkingClock

_IN_WORKING_HOURS = frozenset(
    (playbook.name, step.key)
    for playbook in (RED_PLAYBOOK, YELLOW_PLAYBOOK)
    for step in playbook.steps
    if isinstance(step.clock, WorkingClock)
)


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step as it is told.

    Attributes:
        in_working_hours: its clock runs in working hours only and did not run out on the day it began.
        left: time until it is due; None once it is done or overdue.
        done_by: name of who did it; empty when not known.
    """

    key: StepKey
    due_at: datetime
    state: StepState
    in_working_hours: bool
    left: timedelta | None
    done_at: datetime | None
    done_by: str

    @property
    def is_open(self) -> bool:
        """Tell whether it still has to be done."""
        return self.state is StepState.OPEN

    @property
    def is_late(self) -> bool:
        """Tell whether it is overdue and still open."""
        return self.is_open and self.left is None

    @property
    def was_late(self) -> bool:
        """Tell whether it was done after its time."""
        return self.done_at is not None and self.done_at > self.due_at


def step_line(
    step: CaseStep, case: Case, *, now: datetime, names: Mapping[PersonId, str] | None = None
) -> StepLine:
    """Return a step of ``case`` as it is told; ``names`` tells who the people are."""
    is_ahead = step.state is StepState.OPEN and step.due_at > now
    return StepLine(
        key=step.key,
        due_at=step.due_at,
        state=step.state,
        in_working_hours=(case.playbook, step.key) in _IN_WORKING_HOURS
        and step.due_at.date() != step.opened_at.date(),
        left=step.due_at - now if is_ahead else None,
        done_at=step.done_at,
        done_by=(names or {}).get(step.done_by, "") if step.done_by is not None else "",
    )


def next_line(case: Case | None, *, now: datetime) -> StepLine | None:
    """Return the next open step of a case, if there is one."""
    if case is None or case.next_step is None:
        return None
    return step_line(case.next_step, case, now=now)
