"""A day that has been is read as people type it, or refused with a reason."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.clientfields import (
    AmbiguousBirthdayError,
    ComingDayError,
    FieldError,
    ImpossibleBirthdayError,
    LunarBirthdayError,
    UnreadableDayError,
    past_day_of,
)

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12 May 2026", date(2026, 5, 12)),
        ("2026-05-12", date(2026, 5, 12)),
        ("12 May", date(2026, 5, 12)),
        ("since 3 Dec", date(2025, 12, 3)),
        ("24 Nov", TODAY),
        ("25 Nov", date(2025, 11, 25)),
        ("29 Feb", date(2024, 2, 29)),
        ("13/5", date(2026, 5, 13)),
        ("1/12/2026", date(2026, 1, 12)),
        ("Today", TODAY),
        ("yesterday", date(2026, 11, 23)),
        ("今天", TODAY),
        ("今天起", TODAY),
        ("前天", date(2026, 11, 22)),
        ("5月12日", date(2026, 5, 12)),
        ("五月十二号", date(2026, 5, 12)),
        ("自2025年5月12日起", date(2025, 5, 12)),
    ],
)
def test_a_day_without_a_year_is_the_last_one(text: str, day: date) -> None:
    assert past_day_of(text, today=TODAY) == day


@pytest.mark.parametrize("text", ["25 Nov 2026", "2027-01-01", "2026年12月1日", "1/12/2027"])
def test_a_day_to_come_is_refused(text: str) -> None:
    with pytest.raises(ComingDayError):
        past_day_of(text, today=TODAY)


def test_of_two_readings_that_have_been_both_are_choices_that_can_be_read() -> None:
    with pytest.raises(AmbiguousBirthdayError) as caught:
        past_day_of("3/5", today=TODAY)

    assert caught.value.choices == ("2026-03-05", "2026-05-03")
    assert [past_day_of(choice, today=TODAY) for choice in caught.value.choices] == [
        date(2026, 3, 5),
        date(2026, 5, 3),
    ]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("when we met", UnreadableDayError),
        ("", UnreadableDayError),
        ("tomorrow", UnreadableDayError),
        ("12 May 2026 " * 9, UnreadableDayError),
        ("31 June", ImpossibleBirthdayError),
        ("农历五月十二", LunarBirthdayError),
    ],
)
def test_what_is_no_day_is_refused(text: str, error: type[FieldError]) -> None:
    with pytest.raises(error):
        past_day_of(text, today=TODAY)


@given(st.text(alphabet="0123456789-/.年月日号起 十一二三今昨天 decmayo", max_size=16))
def test_any_date_like_text_is_a_day_that_has_been_or_refused(text: str) -> None:
    with suppress(FieldError):
        assert past_day_of(text, today=TODAY) <= TODAY
