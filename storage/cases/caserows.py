"""How a case and its steps lie in the tables, and how they are read back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.cases.cases import (
    Answer,
    Case,
    CaseId,
    CaseState,
    CaseStep,
    Cost,
    Outcome,
    Pause,
    PauseReason,
    StepId,
    StepState,
)
from loyalty.clients import ClientId
from loyalty.facts.interactions import InteractionId
from loyalty.levels.levels import Cause
from loyalty.people.people import PersonId, Role
from loyalty.playbooks import PlannedStep, PlaybookName, Playbooks, SkipKey, StepKey
from storage.columns import Row, key_field, moment_field, refers_to, table_of
from storage.ids import new_id

_OPEN = sa.text("state = 'open'")
_NOBODY: Mapping[Role, PersonId] = MappingProxyType({})


class CaseRow(Row, table=True):
    """One case; a client has at most one open case for one cause.

    ``interaction_id`` is the log that opened it, ``raised_by`` the one that turned it from yellow to red.
    """

    __table_args__ = (
        sa.Index(
            "uq_case_client_id_cause_open",
            "client_id",
            "cause",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: str = key_field()
    client_id: str = refers_to("client.id")
    advisor_id: str = refers_to("person.id")
    playbook: str = Field(max_length=24)
    cause: str = Field(max_length=24)
    opened_at: datetime = moment_field()
    state: str = Field(max_length=16)
    outcome: str | None = Field(max_length=16)
    closed_at: datetime | None = moment_field()
    closed_by: str | None = refers_to("person.id", index=False)
    interaction_id: str | None = refers_to("interaction.id")
    raised_by: str | None = refers_to("interaction.id")
    paused_at: datetime | None = moment_field()
    paused_until: datetime | None = moment_field()
    pause_reason: str | None = Field(max_length=16)
    answer: str | None = Field(max_length=16)
    cost: Decimal | None = Field(sa_type=sa.Numeric(14, 2))
    currency: str | None = Field(max_length=3)


class CaseStepRow(Row, table=True):
    """One step; the two ``…_warn_at`` and ``escalates_at`` are when a tick looks at it next.

    ``interaction_id`` is the log that finished it, if one did; ``offered_at`` is when the lead was offered to
    give the client to somebody else.
    """

    __table_args__ = (
        sa.UniqueConstraint("case_id", "key"),
        sa.Index("ix_case_step_state_escalates_at", "state", "escalates_at"),
    )

    id: str = key_field()
    case_id: str = refers_to("case.id", index=False)
    key: str = Field(max_length=32)
    position: int
    opened_at: datetime = moment_field()
    due_at: datetime = moment_field()
    half_warn_at: datetime = moment_field()
    late_warn_at: datetime = moment_field()
    escalates_at: datetime = moment_field()
    state: str = Field(max_length=16)
    done_at: datetime | None = moment_field()
    done_by: str | None = refers_to("person.id", index=False)
    half_warned_at: datetime | None = moment_field()
    late_warned_at: datetime | None = moment_field()
    breached_at: datetime | None = moment_field()
    interaction_id: str | None = refers_to("interaction.id")
    skip_reason: str | None = Field(max_length=32)
    offered_at: datetime | None = moment_field()
    assigned_to: str | None = refers_to("person.id")


CASE = table_of(CaseRow)
STEP = table_of(CaseStepRow)

NO_PAUSE: dict[str, Any] = {"paused_at": None, "paused_until": None, "pause_reason": None}
QUIET = tuple(name for name in PlaybookName if name.is_quiet)

_Line = sa.Row[*tuple[Any, ...]]


def case_columns(case: Case, interaction_id: InteractionId | None) -> dict[str, Any]:
    """Return a new case as it is written."""
    return {
        "id": case.id,
        "client_id": case.client_id,
        "advisor_id": case.advisor_id,
        "playbook": case.playbook,
        "cause": case.cause,
        "opened_at": case.opened_at,
        "state": case.state,
        "outcome": case.outcome,
        "closed_at": case.closed_at,
        "closed_by": None,
        "interaction_id": interaction_id,
        "raised_by": None,
    }


def new_steps(
    planned: Iterable[PlannedStep],
    *,
    opened_at: datetime,
    after: int = 0,
    assigned: Mapping[Role, PersonId] = _NOBODY,
) -> tuple[CaseStep, ...]:
    """Return new steps of a case in the order planned, behind the ``after`` steps it has already.

    ``assigned`` tells who does the steps of a role; what nobody is assigned to is the advisor's.
    """
    return tuple(
        CaseStep(
            id=StepId(new_id()),
            key=step.key,
            position=position,
            opened_at=opened_at,
            due_at=step.due_at,
            what=step.what,
            assigned_to=assigned.get(step.what.role),
        )
        for position, step in enumerate(planned, start=after + 1)
    )


def new_case(
    client_id: ClientId,
    advisor_id: PersonId,
    playbook: PlaybookName,
    cause: Cause,
    planned: Iterable[PlannedStep],
    *,
    opened_at: datetime,
    assigned: Mapping[Role, PersonId] = _NOBODY,
) -> Case:
    """Return a case that opens; ``assigned`` as for ``new_steps``."""
    return Case(
        id=CaseId(new_id()),
        client_id=client_id,
        advisor_id=advisor_id,
        playbook=playbook,
        cause=cause,
        opened_at=opened_at,
        steps=new_steps(planned, opened_at=opened_at, assigned=assigned),
    )


def step_columns(case_id: CaseId, step: CaseStep, warn_at: tuple[datetime, datetime]) -> dict[str, Any]:
    """Return a new step as it is written, with the moments of its two warnings."""
    half_warn_at, late_warn_at = warn_at
    return {
        "id": step.id,
        "case_id": case_id,
        "key": step.key,
        "position": step.position,
        "opened_at": step.opened_at,
        "due_at": step.due_at,
        "half_warn_at": half_warn_at,
        "late_warn_at": late_warn_at,
        "escalates_at": step.due_at,
        "state": step.state,
        "assigned_to": step.assigned_to,
    }


def case_value(row: _Line, steps: Iterable[_Line], playbooks: Playbooks) -> Case:
    """Return the case of a row and the rows of its steps, told in the words of the playbooks."""
    return Case(
        id=CaseId(row.id),
        client_id=ClientId(row.client_id),
        advisor_id=PersonId(row.advisor_id),
        playbook=PlaybookName(row.playbook),
        cause=Cause(row.cause),
        opened_at=row.opened_at,
        steps=tuple(
            step_value(step, playbooks) for step in sorted(steps, key=lambda step: int(step.position))
        ),
        state=CaseState(row.state),
        outcome=None if row.outcome is None else Outcome(row.outcome),
        closed_at=row.closed_at,
        pause=_pause(row),
        answer=None if row.answer is None else Answer(row.answer),
        cost=None if row.cost is None else Cost(row.cost, row.currency),
    )


def _pause(row: _Line) -> Pause | None:
    if row.paused_at is None:
        return None
    return Pause(row.paused_at, row.paused_until, PauseReason(row.pause_reason))


def step_value(row: _Line, playbooks: Playbooks) -> CaseStep:
    """Return the step of a row."""
    reason = None if row.skip_reason is None else SkipKey(row.skip_reason)
    return CaseStep(
        id=StepId(row.id),
        key=StepKey(row.key),
        position=row.position,
        opened_at=row.opened_at,
        due_at=row.due_at,
        state=StepState(row.state),
        done_at=row.done_at,
        done_by=None if row.done_by is None else PersonId(row.done_by),
        half_warned_at=row.half_warned_at,
        late_warned_at=row.late_warned_at,
        breached_at=row.breached_at,
        what=playbooks.step(StepKey(row.key)),
        assigned_to=None if row.assigned_to is None else PersonId(row.assigned_to),
        skip_reason=reason,
        skipped_for=None if reason is None else playbooks.known_reasons.get(reason),
    )
