"""Clocks in working hours and calendar days, over nights, weekends and changes of summer time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.errors import InvalidFactError, InvalidHoursError, NaiveMomentError
from loyalty.people.clocks import (
    WorkingHours,
    add_working_time,
    due_after_days,
    escalates_at,
    next_working_moment,
    warning_times,
    working_time_between,
)

HONG_KONG = WorkingHours("Asia/Hong_Kong", time(9), time(18), frozenset(range(6)))
LONDON = WorkingHours("Europe/London", time(9), time(18), frozenset(range(5)))
BERLIN_NIGHT = WorkingHours("Europe/Berlin", time(0), time(8), frozenset(range(7)))
FOUR_HOURS = timedelta(hours=4)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def local(hours: WorkingHours, *when: int) -> datetime:
    year, month, day, *clock = when
    return datetime.combine(date(year, month, day), time(*clock), ZoneInfo(hours.zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        ((2026, 11, 24, 10, 12), (2026, 11, 24, 14, 12)),
        ((2026, 11, 24, 21, 0), (2026, 11, 25, 13, 0)),
        ((2026, 11, 24, 14, 0), (2026, 11, 24, 18, 0)),
        ((2026, 11, 24, 16, 30), (2026, 11, 25, 11, 30)),
        ((2026, 11, 28, 17, 0), (2026, 11, 30, 12, 0)),
        ((2026, 11, 29, 3, 0), (2026, 11, 30, 13, 0)),
    ],
)
def test_four_working_hours_skip_night_and_sunday(opened: tuple[int, ...], due: tuple[int, ...]) -> None:
    assert add_working_time(local(HONG_KONG, *opened), FOUR_HOURS, HONG_KONG) == local(HONG_KONG, *due)


def test_an_hour_lost_to_summer_time_is_not_counted() -> None:
    # 29 March 2026: 02:00 becomes 03:00 in Berlin.
    opened_at = local(BERLIN_NIGHT, 2026, 3, 29, 0, 0)

    assert add_working_time(opened_at, FOUR_HOURS, BERLIN_NIGHT) == local(BERLIN_NIGHT, 2026, 3, 29, 5, 0)


def test_an_hour_won_from_summer_time_is_counted_twice() -> None:
    # 25 October 2026: 03:00 becomes 02:00 in Berlin.
    opened_at = local(BERLIN_NIGHT, 2026, 10, 25, 0, 0)

    assert add_working_time(opened_at, FOUR_HOURS, BERLIN_NIGHT) == local(BERLIN_NIGHT, 2026, 10, 25, 3, 0)


def test_hours_that_summer_time_swallows_are_no_working_hours() -> None:
    early = WorkingHours("Europe/Berlin", time(2), time(3), frozenset({6}))

    found = next_working_moment(local(early, 2026, 3, 29, 0, 0), early)

    assert found == local(early, 2026, 4, 5, 2, 0)


def test_days_keep_the_local_time_over_a_change_of_summer_time() -> None:
    opened_at = local(LONDON, 2026, 10, 23, 10, 12)

    assert due_after_days(opened_at, 3, LONDON) == local(LONDON, 2026, 10, 26, 10, 12)


def test_days_that_end_outside_move_to_the_next_working_hour() -> None:
    assert due_after_days(local(LONDON, 2026, 11, 25, 10, 0), 3, LONDON) == local(LONDON, 2026, 11, 30, 9, 0)
    assert due_after_days(local(LONDON, 2026, 11, 23, 21, 0), 3, LONDON) == local(LONDON, 2026, 11, 27, 9, 0)


def test_working_time_is_its_own_next_moment_and_the_end_is_not() -> None:
    noon = local(LONDON, 2026, 11, 24, 12, 0)

    assert next_working_moment(noon, LONDON) == noon
    assert next_working_moment(local(LONDON, 2026, 11, 24, 18, 0), LONDON) == local(
        LONDON, 2026, 11, 25, 9, 0
    )


def test_working_time_between_counts_only_the_hours() -> None:
    friday, monday = local(LONDON, 2026, 11, 27, 16, 0), local(LONDON, 2026, 11, 30, 10, 0)

    assert working_time_between(friday, monday, LONDON) == timedelta(hours=3)
    assert working_time_between(monday, friday, LONDON) == timedelta(0)
    assert working_time_between(friday + timedelta(hours=4), monday, LONDON) == timedelta(hours=1)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, 525_600).map(lambda minutes: NEW_YEAR + timedelta(minutes=minutes)),
    st.timedeltas(timedelta(0), timedelta(days=3)),
    st.sampled_from([HONG_KONG, LONDON, BERLIN_NIGHT]),
)
def test_adding_working_time_is_undone_by_measuring_it(
    opened_at: datetime, length: timedelta, hours: WorkingHours
) -> None:
    due_at = add_working_time(opened_at, length, hours)

    assert due_at.tzinfo is UTC
    assert working_time_between(opened_at, due_at, hours) == length


def test_warnings_in_working_time_come_at_half_and_four_fifths() -> None:
    opened_at, due_at = local(HONG_KONG, 2026, 11, 24, 21, 0), local(HONG_KONG, 2026, 11, 25, 13, 0)

    half, late = warning_times(opened_at, due_at, HONG_KONG, in_working_time=True)

    assert half == local(HONG_KONG, 2026, 11, 25, 11, 0)
    assert late == local(HONG_KONG, 2026, 11, 25, 12, 12)


def test_warnings_of_days_move_into_working_hours_before_the_due_time() -> None:
    opened_at, due_at = local(LONDON, 2026, 11, 26, 10, 0), local(LONDON, 2026, 11, 30, 9, 0)

    half, late = warning_times(opened_at, due_at, LONDON, in_working_time=False)

    # Half is Saturday: the next working moment is the due time itself, so the warning stays where it was.
    assert half == opened_at + 0.5 * (due_at - opened_at)
    assert late < due_at
    assert warning_times(opened_at, local(LONDON, 2026, 11, 30, 16, 0), LONDON, in_working_time=False)[
        1
    ] == local(LONDON, 2026, 11, 30, 9, 0)


WARNED_AT = local(LONDON, 2026, 11, 24, 12, 12)
DUE_AT = local(LONDON, 2026, 11, 24, 13, 0)


@pytest.mark.parametrize(
    ("acted", "escalated"),
    [
        (None, (13, 0)),
        ((10, 0), (13, 0)),
        ((12, 12), (13, 0)),
        ((12, 50), (13, 38)),
        ((13, 30), (14, 18)),
    ],
)
@pytest.mark.parametrize("hours", [None, LONDON])
def test_each_act_since_the_late_warning_moves_the_escalation(
    acted: tuple[int, int] | None, escalated: tuple[int, int], hours: WorkingHours | None
) -> None:
    acted_at = acted and local(LONDON, 2026, 11, 24, *acted)

    found = escalates_at(
        DUE_AT, warned_at=WARNED_AT, acted_at=acted_at or None, length=FOUR_HOURS, hours=hours
    )

    assert found == local(LONDON, 2026, 11, 24, *escalated)


def test_an_act_at_the_end_of_the_day_moves_the_escalation_into_the_next() -> None:
    due_at = local(LONDON, 2026, 11, 24, 18, 0)

    moved = escalates_at(
        due_at,
        warned_at=local(LONDON, 2026, 11, 24, 17, 12),
        acted_at=due_at - timedelta(minutes=8),
        length=FOUR_HOURS,
        hours=LONDON,
    )

    assert moved == local(LONDON, 2026, 11, 25, 9, 40)


@pytest.mark.parametrize(
    ("start", "end", "workdays"),
    [(9, 9, {0}), (18, 9, {0}), (9, 18, set()), (9, 18, {7})],
)
def test_hours_without_any_work_are_refused(start: int, end: int, workdays: set[int]) -> None:
    with pytest.raises(InvalidHoursError, match="working hours"):
        WorkingHours("Europe/London", time(start), time(end), frozenset(workdays))


def test_naive_moments_and_negative_lengths_are_refused() -> None:
    with pytest.raises(NaiveMomentError, match="no time zone"):
        next_working_moment(DUE_AT.replace(tzinfo=None), LONDON)
    with pytest.raises(InvalidFactError, match="length"):
        add_working_time(DUE_AT, -FOUR_HOURS, LONDON)
