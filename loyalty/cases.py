"""A case: an opened intervention whose steps run against the clock."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from loyalty.clients import ClientId
from loyalty.levels import Cause
from loyalty.people import PersonId
from loyalty.playbooks import PlaybookName, StepKey

CaseId = NewType("CaseId", str)
StepId = NewType("StepId", str)


class CaseState(StrEnum):
    """Only a person closes a case; an Undo of what opened it withdraws it."""

    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """How a closed case ended."""

    SETTLED = "settled"
    LOST = "lost"
    MOVED = "moved"


class StepState(StrEnum):
    """Where one step stands."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One step with its clock.

    Attributes:
        half_warned_at, late_warned_at: when the warnings at 50 % and 80 % went out.
        breached_at: when the lead was told that the step is overdue.
    """

    id: StepId
    key: StepKey
    position: int
    opened_at: datetime
    due_at: datetime
    state: StepState = StepState.OPEN
    done_at: datetime | None = None
    done_by: PersonId | None = None
    half_warned_at: datetime | None = None
    late_warned_at: datetime | None = None
    breached_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One intervention for one client and one cause."""

    id: CaseId
    client_id: ClientId
    advisor_id: PersonId
    playbook: PlaybookName
    cause: Cause
    opened_at: datetime
    steps: tuple[CaseStep, ...]
    state: CaseState = CaseState.OPEN
    outcome: Outcome | None = None
    closed_at: datetime | None = None

    @property
    def next_step(self) -> CaseStep | None:
        """Return the first step still open, in the playbook's order."""
        return next((step for step in self.steps if step.state is StepState.OPEN), None)
