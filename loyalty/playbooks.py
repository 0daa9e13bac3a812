"""The playbooks as data: which steps an opened case has, and when each is due."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from loyalty.clocks import WorkingHours, add_working_time, due_after_days, warning_times
from loyalty.levels import Level


class PlaybookName(StrEnum):
    """Which playbook; the names people see are wording's."""

    PUT_RIGHT = "put_right"
    WIN_BACK = "win_back"


class StepKey(StrEnum):
    """Which step of a playbook."""

    CALL = "call"
    PLAN = "plan"
    SETTLE = "settle"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class WorkingClock:
    """A clock that runs in the advisor's working hours only."""

    length: timedelta


@dataclass(frozen=True, slots=True)
class PlainClock:
    """A clock that runs day and night."""

    length: timedelta


@dataclass(frozen=True, slots=True)
class DaysClock:
    """Calendar days, moved to the next working hour when they end outside."""

    days: int


Clock = WorkingClock | PlainClock | DaysClock


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do in a case; all steps open with the case."""

    key: StepKey
    order: int
    clock: Clock


@dataclass(frozen=True, slots=True)
class Playbook:
    """The steps that answer a level, in their order."""

    name: PlaybookName
    steps: tuple[Step, ...]


# 4 h, 72 h and 96 h: plan of personalised needs 6.4 and 3.2; working hours and calendar days: product brief.
RED_PLAYBOOK = Playbook(
    PlaybookName.PUT_RIGHT,
    (
        Step(StepKey.CALL, 1, WorkingClock(timedelta(hours=4))),
        Step(StepKey.PLAN, 2, DaysClock(3)),
        Step(StepKey.SETTLE, 3, DaysClock(4)),
    ),
)
YELLOW_PLAYBOOK = Playbook(PlaybookName.WIN_BACK, (Step(StepKey.CONTACT, 1, DaysClock(3)),))


def playbook_for(level: Level) -> Playbook | None:
    """Return the playbook a level opens; green has none, its next planned touchpoint is enough."""
    return {Level.RED: RED_PLAYBOOK, Level.YELLOW: YELLOW_PLAYBOOK}.get(level)


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of an opened case: when it is due, and the moments of the 50 % and 80 % warnings, in UTC."""

    key: StepKey
    due_at: datetime
    warn_at: tuple[datetime, datetime]


def steps_opened(playbook: Playbook, *, opened_at: datetime, hours: WorkingHours) -> tuple[PlannedStep, ...]:
    """Return the steps of a case opened at ``opened_at`` (aware), in their order."""
    return tuple(
        _planned(step, opened_at=opened_at, hours=hours)
        for step in sorted(playbook.steps, key=lambda step: step.order)
    )


def _planned(step: Step, *, opened_at: datetime, hours: WorkingHours) -> PlannedStep:
    due_at = due_at_of(step.clock, opened_at=opened_at, hours=hours)
    warn_at = warning_times(opened_at, due_at, hours, in_working_time=isinstance(step.clock, WorkingClock))
    return PlannedStep(step.key, due_at, warn_at)


def due_at_of(clock: Clock, *, opened_at: datetime, hours: WorkingHours) -> datetime:
    """Return the moment (UTC) at which a clock started at ``opened_at`` has run out."""
    if isinstance(clock, DaysClock):
        return due_after_days(opened_at, clock.days, hours)
    if isinstance(clock, WorkingClock):
        return add_working_time(opened_at, clock.length, hours)
    return opened_at.astimezone(UTC) + clock.length
