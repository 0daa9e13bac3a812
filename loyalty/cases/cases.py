"""A case: an opened intervention whose steps run against the clock."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from loyalty.clients import ClientId
from loyalty.levels.levels import Cause
from loyalty.people.people import PersonId, Role
from loyalty.playbooks import LOST_STEP, Phrase, PlaybookName, SkipKey, Step, StepKey

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


class Answer(StrEnum):
    """What the client said to how a matter was dealt with."""

    ACCEPTED = "accepted"
    UNDECIDED = "undecided"
    REFUSED = "refused"


class PauseReason(StrEnum):
    """Why a case rests for a while."""

    CLIENT_AWAY = "client_away"
    CLIENT_ASKED = "client_asked"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Pause:
    """A case at rest: its clocks stand still from ``since`` until ``until``."""

    since: datetime
    until: datetime
    reason: PauseReason


@dataclass(frozen=True, slots=True)
class Cost:
    """What dealing with a matter cost; ``currency`` is an ISO 4217 code if one was said."""

    amount: Decimal
    currency: str | None = None


class StepState(StrEnum):
    """Where one step stands."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One step with its clock.

    Attributes:
        what: the step as the playbook knows it today; ``LOST_STEP`` when it knows it no more.
        assigned_to: the lead, analyst or specialist who does it; None: the case's advisor.
        skip_reason: why a person left it out; None when it was left undone as the case went on or ended.
        skipped_for: the same in words, as far as a playbook knows them.
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
    what: Step = LOST_STEP
    assigned_to: PersonId | None = None
    skip_reason: SkipKey | None = None
    skipped_for: Phrase | None = None

    @property
    def is_left_to_leads(self) -> bool:
        """Tell whether only a lead may finish it, as the second person the playbook asks for."""
        return self.what.role is Role.LEAD and self.assigned_to is not None


@dataclass(frozen=True, slots=True)
class Case:
    """One intervention for one client and one cause.

    Attributes:
        pause: set while its clocks stand still; due times already tell when they run out after it.
        answer, cost: what was learned once it was closed; None while nobody said.
    """

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
    pause: Pause | None = None
    answer: Answer | None = None
    cost: Cost | None = None

    @property
    def next_step(self) -> CaseStep | None:
        """Return the first step still open, in the playbook's order."""
        return next((step for step in self.steps if step.state is StepState.OPEN), None)

    def late_steps(self, now: datetime) -> tuple[CaseStep, ...]:
        """Return the open steps that are overdue, in the playbook's order; none while the case rests.

        Of several the first is the one that is named: the later ones wait for it.
        """
        if self.pause is not None:
            return ()
        return tuple(step for step in self.steps if step.state is StepState.OPEN and step.due_at <= now)
