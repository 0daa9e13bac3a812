"""A level set by a lead: how long it holds, what outranks it, and how the computed level is kept beneath."""

import calendar
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

from loyalty.clientfields import ImpossibleDaysError
from loyalty.clients import ClientId
from loyalty.levels.levels import Cause, Level
from loyalty.levels.standings import Standing
from loyalty.people.people import PersonId

OverrideId = NewType("OverrideId", str)

# What should hold for longer is no exception but a wrong rule: decision of ours, told in docs/loyalty.md.
LONGEST = timedelta(days=366)


class HoldsFor(StrEnum):
    """The usual times a level is set for."""

    TWO_WEEKS = "two_weeks"
    MONTH = "month"
    THREE_MONTHS = "three_months"


@dataclass(frozen=True, slots=True)
class Override:
    """A level a lead set for a client.

    Attributes:
        last_on: the last day on which it holds, in the lead's own calendar.
        ends_at: midnight after that day.
        reason: why, in the lead's words.
    """

    id: OverrideId
    client_id: ClientId
    level: Level
    last_on: date
    ends_at: datetime
    set_by: PersonId
    set_at: datetime
    reason: str


def last_day(holds_for: HoldsFor, *, today: date) -> date:
    """Return the last day of a level set today; a month later is the same day, or the month's last."""
    if holds_for is HoldsFor.TWO_WEEKS:
        return today + timedelta(days=14)
    months = today.month - 1 + (1 if holds_for is HoldsFor.MONTH else 3)
    year, month = today.year + months // 12, months % 12 + 1
    return date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def check_last_day(last_on: date, *, today: date) -> None:
    """Refuse a last day that cannot be meant.

    Raises:
        ImpossibleDaysError: it is over, or more than a year ahead.
    """
    if last_on < today or last_on - today > LONGEST:
        raise ImpossibleDaysError(last_on.isoformat())


def ends_after(last_on: date, *, zone: str) -> datetime:
    """Return midnight (UTC) after a day of a calendar."""
    return datetime.combine(last_on + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC)


def computed(standing: Standing) -> Standing:
    """Return the standing by the figures alone, whatever level was set; the next one follows from it."""
    if standing.computed_cause is None:
        return standing
    return replace(
        standing,
        level=standing.computed_level,
        cause=standing.computed_cause,
        cause_since=standing.computed_since,
        computed_level=None,
        computed_cause=None,
        computed_since=None,
    )


def effective(
    found: Standing, *, before: Standing | None, override: Override | None, is_overruled: bool = False
) -> Standing:
    """Return the standing that holds: the computed one, or the level a lead set over it.

    Args:
        found: as computed, its ``level_since`` meant for a client without a level set.
        before: the standing that held until now.
        override: the level set that is in force.
        is_overruled: a serious complaint or a wish to leave came after it was set; then that decides as long
            as it is open (source: product brief, "Facts override").
    """
    if override is None or is_overruled:
        if before is None or before.computed_cause is None:
            return found
        kept = before.level is found.level
        return replace(found, level_since=before.level_since if kept else found.scored_at)
    kept = before is not None and before.level is override.level
    return replace(
        found,
        level=override.level,
        cause=Cause.SET_BY_LEAD,
        cause_since=override.set_at.date(),
        level_since=before.level_since if before is not None and kept else found.scored_at,
        computed_level=found.level,
        computed_cause=found.cause,
        computed_since=found.cause_since,
    )


@dataclass(frozen=True, slots=True)
class SetLevel:
    """A level set by a lead with what it takes to tell of it; ``by_name`` is the lead's name."""

    override: Override
    by_name: str
