"""Days off are read as people type them, and mornings come once a day whatever the clocks do."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from loyalty.clientfields import ImpossibleDaysError, UnreadableDaysError
from loyalty.days.mornings import next_morning
from loyalty.people.absences import check_days
from loyalty.people.clocks import WorkingHours
from loyalty.people.daysoff import days_of

TODAY = date(2026, 11, 24)
FIRST, FIFTH = date(2026, 12, 1), date(2026, 12, 5)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("1 Dec", FIRST, None),
        ("2026-12-01", FIRST, None),
        ("12月1日", FIRST, None),
        ("十二月一日", FIRST, None),
        ("Dec 1", FIRST, None),
        ("today", TODAY, None),
        ("明天", date(2026, 11, 25), None),
        ("3 Jan", date(2027, 1, 3), None),
        ("1-5 Dec", FIRST, FIFTH),
        ("1 to 5 December", FIRST, FIFTH),
        ("Dec 1-5", FIRST, FIFTH),
        ("1 Dec - 5 Dec", FIRST, FIFTH),
        ("from 1 Dec to 5 Dec", FIRST, FIFTH),
        ("1 Dec–5 Dec", FIRST, FIFTH),
        ("12月1日到12月5日", FIRST, FIFTH),
        ("12月1-5日", FIRST, FIFTH),
        ("12月1日至5日", FIRST, FIFTH),
        ("2026-12-01/2026-12-05", FIRST, FIFTH),
        ("28 Dec - 2 Jan", date(2026, 12, 28), date(2027, 1, 2)),
        ("today - 5 Dec", TODAY, FIFTH),
        ("29 Feb", date(2028, 2, 29), None),
    ],
)
def test_days_are_read(typed: str, first: date, last: date | None) -> None:
    assert days_of(typed, today=TODAY) == (first, last)


@pytest.mark.parametrize(
    "typed", ["", "soon", "32 Dec", "1 Dec to 3 Dec to 5 Dec", "12/3", "31 June", "0000-00-00", "x" * 200]
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableDaysError):
        days_of(typed, today=TODAY)


@pytest.mark.parametrize("typed", ["20 Dec to 18 Dec", "12月20日到12月18日"])
def test_days_back_to_front_are_no_year_off(typed: str) -> None:
    with pytest.raises(ImpossibleDaysError):
        days_of(typed, today=TODAY)
    with pytest.raises(ImpossibleDaysError):
        days_of("18 Dec", today=TODAY, since=date(2026, 12, 20))


def test_a_long_leave_is_typed_with_its_year() -> None:
    assert days_of("20 Dec to 2027-12-18", today=TODAY) == (date(2026, 12, 20), date(2027, 12, 18))


@pytest.mark.parametrize(
    ("first", "last"),
    [(FIFTH, FIRST), (date(2026, 11, 1), date(2026, 11, 23)), (FIRST, date(2027, 12, 3))],
)
def test_days_that_cannot_be_meant_are_refused(first: date, last: date) -> None:
    with pytest.raises(ImpossibleDaysError):
        check_days(first, last, today=TODAY)


def test_a_year_off_that_began_before_today_may_be_meant() -> None:
    check_days(date(2026, 11, 1), date(2027, 11, 1), today=TODAY)


def hours(zone: str, start: time = time(9), days: str = "01234") -> WorkingHours:
    return WorkingHours(zone, start, time(18), frozenset(int(day) for day in days))


def mornings(hours: WorkingHours, after: datetime, many: int, *, at: time | None = None) -> list[datetime]:
    found = []
    for _ in range(many):
        after = next_morning(after, hours, at=at)
        found.append(after)
    return found


def test_the_next_morning_is_the_start_of_the_next_working_day() -> None:
    friday_noon = datetime(2026, 11, 27, 4, tzinfo=UTC)

    assert next_morning(friday_noon, hours("Asia/Hong_Kong")) == datetime(2026, 11, 30, 1, tzinfo=UTC)


def test_the_next_morning_is_at_the_hour_chosen_and_past_the_days_off() -> None:
    off = {date(2026, 11, 25), date(2026, 11, 26)}
    found = next_morning(
        datetime(2026, 11, 24, 4, tzinfo=UTC), hours("Asia/Hong_Kong"), at=time(7, 30), days_off=off
    )

    assert found == datetime(2026, 11, 26, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo"])
@pytest.mark.parametrize("at", [time(0), time(1, 30), time(2, 30), time(23, 59)])
def test_each_day_of_a_year_of_changing_clocks_has_one_morning(zone: str, at: time) -> None:
    every_day = hours(zone, days="0123456")
    found = mornings(every_day, datetime(2028, 1, 1, tzinfo=UTC), 366, at=at)
    days = [each.astimezone(ZoneInfo(zone)).date() for each in found]

    assert sorted(set(days)) == days
    assert date(2028, 2, 29) in days
    assert all(after - before == timedelta(days=1) for before, after in itertools.pairwise(days))


def test_who_never_works_hears_nothing_for_long() -> None:
    after = datetime(2026, 11, 24, tzinfo=UTC)
    off = {date(2026, 11, 1) + timedelta(days=number) for number in range(700)}

    assert next_morning(after, hours("Asia/Hong_Kong"), days_off=off) > after + timedelta(days=400)
