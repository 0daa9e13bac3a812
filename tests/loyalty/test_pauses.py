"""A clock that stood still has the same time left when it goes on, over nights, weekends and summer time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.people.clocks import (
    WorkingHours,
    a_working_day_later,
    add_working_time,
    due_after_days,
    restarted,
    working_time_between,
)

HONG_KONG = WorkingHours("Asia/Hong_Kong", time(9), time(18), frozenset(range(6)))
LONDON = WorkingHours("Europe/London", time(9), time(18), frozenset(range(5)))
BERLIN_NIGHT = WorkingHours("Europe/Berlin", time(0), time(8), frozenset(range(7)))
EVERYBODY = st.sampled_from([HONG_KONG, LONDON, BERLIN_NIGHT])
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 525_600).map(lambda minutes: NEW_YEAR + timedelta(minutes=minutes))
SPANS = st.timedeltas(timedelta(0), timedelta(days=30))
CLOCKS = st.timedeltas(timedelta(minutes=1), timedelta(hours=40))


def local(hours: WorkingHours, *when: int) -> datetime:
    year, month, day, *clock = when
    return datetime.combine(date(year, month, day), time(*clock), ZoneInfo(hours.zone)).astimezone(UTC)


@settings(max_examples=100, deadline=None)
@given(MOMENTS, CLOCKS, SPANS, EVERYBODY)
def test_what_was_left_in_working_time_is_left_again(
    stopped_at: datetime, left: timedelta, rest: timedelta, hours: WorkingHours
) -> None:
    due_at = add_working_time(stopped_at, left, hours)
    goes_on_at = stopped_at + rest

    moved = restarted(due_at, stopped_at=stopped_at, goes_on_at=goes_on_at, hours=hours)

    assert moved >= max(due_at, goes_on_at)
    assert working_time_between(goes_on_at, moved, hours) == left


@settings(max_examples=100, deadline=None)
@given(MOMENTS, CLOCKS, SPANS, SPANS, EVERYBODY)
def test_ending_a_pause_early_gives_back_what_was_left(
    stopped_at: datetime, left: timedelta, rest: timedelta, more: timedelta, hours: WorkingHours
) -> None:
    due_at = add_working_time(stopped_at, left, hours)
    ended_at, until = stopped_at + rest, stopped_at + rest + more
    moved = restarted(due_at, stopped_at=stopped_at, goes_on_at=until, hours=hours)

    back = restarted(moved, stopped_at=until, goes_on_at=ended_at, hours=hours)

    assert working_time_between(ended_at, back, hours) == left


@settings(max_examples=100, deadline=None)
@given(MOMENTS, st.integers(1, 20), SPANS, EVERYBODY)
def test_days_lose_no_working_time_and_still_end_in_it(
    stopped_at: datetime, days: int, rest: timedelta, hours: WorkingHours
) -> None:
    due_at = due_after_days(stopped_at, days, hours)
    goes_on_at = stopped_at + rest

    moved = restarted(due_at, stopped_at=stopped_at, goes_on_at=goes_on_at, hours=hours)

    assert moved >= due_at
    assert working_time_between(goes_on_at, moved, hours) == working_time_between(stopped_at, due_at, hours)


@settings(max_examples=50, deadline=None)
@given(MOMENTS, CLOCKS, SPANS)
def test_a_plain_clock_moves_by_the_whole_pause(
    stopped_at: datetime, left: timedelta, rest: timedelta
) -> None:
    moved = restarted(stopped_at + left, stopped_at=stopped_at, goes_on_at=stopped_at + rest)

    assert moved == stopped_at + left + rest


def test_a_due_time_at_the_start_of_work_stays_at_one() -> None:
    monday_nine = local(LONDON, 2026, 11, 30, 9, 0)

    moved = restarted(
        monday_nine,
        stopped_at=local(LONDON, 2026, 11, 26, 12, 0),
        goes_on_at=local(LONDON, 2026, 11, 27, 12, 0),
        hours=LONDON,
    )

    assert moved == local(LONDON, 2026, 12, 1, 9, 0)


def test_a_pause_over_a_night_moves_nothing() -> None:
    due_at = local(LONDON, 2026, 11, 25, 9, 0)

    moved = restarted(
        due_at,
        stopped_at=local(LONDON, 2026, 11, 24, 18, 30),
        goes_on_at=local(LONDON, 2026, 11, 25, 9, 0),
        hours=LONDON,
    )

    assert moved == due_at


@pytest.mark.parametrize(
    ("heard", "offered"),
    [
        ((2026, 11, 24, 14, 12), (2026, 11, 25, 14, 12)),
        ((2026, 11, 27, 14, 12), (2026, 11, 30, 14, 12)),
        ((2026, 11, 24, 21, 0), (2026, 11, 25, 18, 0)),
    ],
)
def test_a_working_day_later_is_the_same_time_of_the_next_one(
    heard: tuple[int, ...], offered: tuple[int, ...]
) -> None:
    assert a_working_day_later(local(LONDON, *heard), LONDON) == local(LONDON, *offered)
