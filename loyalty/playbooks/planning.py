"""When the steps of an opened case are due, and when their advisor is warned."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from loyalty.people.clocks import WorkingHours, add_working_time, due_after_days, warning_times
from loyalty.playbooks.values import Clock, ContactClock, DaysClock, Playbook, Step, StepKey, WorkingClock


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of an opened case: when it is due, and the moments of the 50 % and 80 % warnings, in UTC."""

    key: StepKey
    due_at: datetime
    warn_at: tuple[datetime, datetime]
    what: Step


def steps_opened(
    playbook: Playbook, *, opened_at: datetime, hours: WorkingHours, contact_at: datetime | None = None
) -> tuple[PlannedStep, ...]:
    """Return the steps of a case opened at ``opened_at`` (aware), in their order.

    ``contact_at`` is when the next contact with the client is planned, for the clocks that follow it.
    """
    return tuple(
        _planned(step, opened_at=opened_at, hours=hours, contact_at=contact_at) for step in playbook.steps
    )


def _planned(
    step: Step, *, opened_at: datetime, hours: WorkingHours, contact_at: datetime | None
) -> PlannedStep:
    due_at = due_at_of(step.clock, opened_at=opened_at, hours=hours, contact_at=contact_at)
    warn_at = warning_times(opened_at, due_at, hours, in_working_time=isinstance(step.clock, WorkingClock))
    return PlannedStep(step.key, due_at, warn_at, step)


def due_at_of(
    clock: Clock, *, opened_at: datetime, hours: WorkingHours, contact_at: datetime | None = None
) -> datetime:
    """Return the moment (UTC) at which a clock started at ``opened_at`` has run out."""
    if isinstance(clock, DaysClock):
        latest = due_after_days(opened_at, clock.days, hours)
        if isinstance(clock, ContactClock) and contact_at is not None and contact_at > opened_at:
            return min(latest, _end_of_work(contact_at, hours))
        return latest
    if isinstance(clock, WorkingClock):
        return add_working_time(opened_at, clock.length, hours)
    return opened_at.astimezone(UTC) + clock.length


def _end_of_work(moment: datetime, hours: WorkingHours) -> datetime:
    """Return when work ends on the local day of a moment; the moment itself if that is later."""
    zone = ZoneInfo(hours.zone)
    end = datetime.combine(moment.astimezone(zone).date(), hours.end, zone)
    return max(end.astimezone(UTC), moment.astimezone(UTC))
