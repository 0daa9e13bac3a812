"""Fields of a client are read as people type them, or refused with a reason."""

from collections.abc import Callable
from contextlib import suppress
from datetime import time
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.clientfields import (
    NAME_CHARS,
    AmbiguousBirthdayError,
    BackwardHoursError,
    Birthday,
    FieldError,
    ForeignPhoneError,
    ImpossibleBirthdayError,
    LunarBirthdayError,
    MissingNameError,
    SeveralZonesError,
    UnknownZoneError,
    UnreadableBirthdayError,
    UnreadableHoursError,
    UnreadablePhoneError,
    birthday_of,
    clean_name,
    clock_of,
    phone_of,
    zone_of,
)
from loyalty.clientfields.places import HALF_HOURS, countries_of_several, zones_of_places
from loyalty.errors import RapportError


@pytest.mark.parametrize(
    ("text", "month", "day", "year"),
    [
        ("3 Dec", 12, 3, None),
        ("3 December 1980", 12, 3, 1980),
        ("Dec 3rd, 1980", 12, 3, 1980),
        ("december 3", 12, 3, None),
        ("3rd of December", 12, 3, None),
        ("3-Dec-1980", 12, 3, 1980),
        ("Sept 9", 9, 9, None),
        ("May 5", 5, 5, None),
        ("29 Feb", 2, 29, None),
        ("1980-12-03", 12, 3, 1980),
        ("1980/12/3", 12, 3, 1980),
        ("1980.12.3", 12, 3, 1980),
        ("19801203", 12, 3, 1980),
        ("--12-03", 12, 3, None),
        ("12月3日", 12, 3, None),
        ("12月3号", 12, 3, None),
        ("1980年12月3日", 12, 3, 1980),
        ("１９８０年１２月３日", 12, 3, 1980),
        ("十二月三日", 12, 3, None),
        ("十月二十日", 10, 20, None),
        ("一九八〇年十二月廿五日", 12, 25, 1980),
        ("三月卅一日", 3, 31, None),
        ("25/12", 12, 25, None),
        ("12/25", 12, 25, None),
        ("25.12.1980", 12, 25, 1980),
        ("5/5", 5, 5, None),
    ],
)
def test_a_birthday_is_read(text: str, month: int, day: int, year: int | None) -> None:
    assert birthday_of(text) == Birthday(month, day, year)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("12/3", AmbiguousBirthdayError),
        ("03.12.1980", AmbiguousBirthdayError),
        ("农历八月十五", LunarBirthdayError),
        ("正月初一", LunarBirthdayError),
        ("31 June", ImpossibleBirthdayError),
        ("29 Feb 1981", ImpossibleBirthdayError),
        ("2月30日", ImpossibleBirthdayError),
        ("1880-01-01", ImpossibleBirthdayError),
        ("1980-13-01", ImpossibleBirthdayError),
        ("3 foo", UnreadableBirthdayError),
        ("十十月三日", UnreadableBirthdayError),
        ("next week", UnreadableBirthdayError),
        ("", UnreadableBirthdayError),
        ("3 Dec" + " " * 60, UnreadableBirthdayError),
    ],
)
def test_a_birthday_that_is_none_is_refused(text: str, error: type[FieldError]) -> None:
    with pytest.raises(error):
        birthday_of(text)


def test_both_readings_of_an_ambiguous_birthday_are_offered() -> None:
    with pytest.raises(AmbiguousBirthdayError) as refused:
        birthday_of("12/3/1980")

    assert refused.value.choices == ("1980-03-12", "1980-12-03")
    assert [birthday_of(choice) for choice in refused.value.choices] == [
        Birthday(3, 12, 1980),
        Birthday(12, 3, 1980),
    ]


def test_the_choices_without_a_year_can_be_read_again() -> None:
    with pytest.raises(AmbiguousBirthdayError) as refused:
        birthday_of("12/3")

    assert [birthday_of(choice) for choice in refused.value.choices] == [Birthday(3, 12), Birthday(12, 3)]


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("9123 4567", "HK", "+85291234567"),
        ("+852 9123 4567", None, "+85291234567"),
        ("0044 20 7946 0958", None, "+442079460958"),
        ("(020) 7946 0958", "GB", "+442079460958"),
        ("13800138000", "cn", "+8613800138000"),
        ("１３８００１３８０００", "CN", "+8613800138000"),
        ("+1 650-253-0000", "XX", "+16502530000"),
        ("020 7946 0958", "United Kingdom", "+442079460958"),
        ("13800138000", "中国", "+8613800138000"),
        ("650-253-0000", "USA", "+16502530000"),
    ],
)
def test_a_phone_number_becomes_international(text: str, region: str | None, number: str) -> None:
    assert phone_of(text, region) == number


@pytest.mark.parametrize(
    ("text", "region", "error"),
    [
        ("13800138000", None, ForeignPhoneError),
        ("13800138000", "XX", ForeignPhoneError),
        ("13800138000", "UTC", ForeignPhoneError),
        ("12", "HK", UnreadablePhoneError),
        ("abc", "GB", UnreadablePhoneError),
        ("+999123", None, UnreadablePhoneError),
        ("", None, UnreadablePhoneError),
        ("1" * 100, "GB", UnreadablePhoneError),
    ],
)
def test_a_phone_number_that_is_none_is_refused(
    text: str, region: str | None, error: type[FieldError]
) -> None:
    with pytest.raises(error):
        phone_of(text, region)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/London", "Europe/London"),
        ("europe/london", "Europe/London"),
        ("London", "Europe/London"),
        (" hong  kong ", "Asia/Hong_Kong"),
        ("香港", "Asia/Hong_Kong"),
        ("上海", "Asia/Shanghai"),
        ("上海市", "Asia/Shanghai"),
        ("北京时间", "Asia/Shanghai"),
        ("臺灣", "Asia/Taipei"),
        ("Shanghai", "Asia/Shanghai"),
        ("London time", "Europe/London"),
        ("Zürich", "Europe/Zurich"),
        ("Channel Islands", "Europe/Jersey"),
        ("EIRE", "Europe/Dublin"),
        ("United Kingdom", "Europe/London"),
        ("Japan", "Asia/Tokyo"),
        ("New York", "America/New_York"),
        ("port-au-prince", "America/Port-au-Prince"),
        ("UTC", "Etc/UTC"),
        ("Etc/GMT-8", "Etc/GMT-8"),
        ("UTC+8", "Etc/GMT-8"),
        ("GMT -5", "Etc/GMT+5"),
        ("+08:00", "Etc/GMT-8"),
        ("UTC+0", "Etc/UTC"),
        ("UTC+5:30", "Asia/Kolkata"),
        ("东八区", "Etc/GMT-8"),
        ("西五区", "Etc/GMT+5"),
    ],
)
def test_a_zone_is_found_by_name_place_or_offset(text: str, zone: str) -> None:
    assert zone_of(text) == zone


@pytest.mark.parametrize(
    "text", ["", "Atlantis", "UTC+15", "UTC-13", "UTC+8:10", "东九十区", "Unspecified", "x" * 100, "\ud800"]
)
def test_an_unknown_zone_is_refused(text: str) -> None:
    with pytest.raises(UnknownZoneError):
        zone_of(text)


def test_a_country_of_several_zones_offers_them() -> None:
    with pytest.raises(SeveralZonesError) as refused:
        zone_of("USA")

    assert [zone_of(choice) for choice in refused.value.choices] == list(refused.value.choices)


def test_every_zone_we_name_exists() -> None:
    named = {*zones_of_places().values(), *HALF_HOURS.values()}.union(*countries_of_several().values())

    assert named <= available_timezones()


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("9:30-18:30", time(9, 30), time(18, 30)),
        ("9-18", time(9), time(18)),
        ("9-6", time(9), time(18)),
        ("9am-6pm", time(9), time(18)),
        ("12am-12pm", time(0), time(12)),
        ("12pm - 8pm", time(12), time(20)),
        ("09:00 – 18:00", time(9), time(18)),
        ("9：30～18：30", time(9, 30), time(18, 30)),
        ("9.30-18.30", time(9, 30), time(18, 30)),
        ("from 9 to 17", time(9), time(17)),
        ("上午9点到下午6点半", time(9), time(18, 30)),
        ("9点半至18点", time(9, 30), time(18)),
        ("9-24", time(9), time(23, 59)),
    ],
)
def test_working_hours_are_read(text: str, start: time, end: time) -> None:
    assert clock_of(text) == (start, end)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("22-6", BackwardHoursError),
        ("18-9", BackwardHoursError),
        ("9pm-9am", BackwardHoursError),
        ("25-26", UnreadableHoursError),
        ("9:75-18:00", UnreadableHoursError),
        ("office hours", UnreadableHoursError),
        ("", UnreadableHoursError),
        ("9-18" + " " * 80, UnreadableHoursError),
    ],
)
def test_hours_that_are_none_are_refused(text: str, error: type[FieldError]) -> None:
    with pytest.raises(error):
        clock_of(text)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" Chen\u200b  Wei\n", "Chen Wei"),
        ("<b>Bob</b> & {{7*7}}", "<b>Bob</b> & {{7*7}}"),
        ("\u202eevil\u202c", "evil"),
        ("a\x00b\x07", "ab"),
        ("\ud800Bob", "Bob"),
        ("陳偉", "陳偉"),
        ("Jose\u0301", "José"),
        ("x" * 300, "x" * NAME_CHARS),
        ("🌸", "🌸"),
    ],
)
def test_a_name_is_cleaned_of_what_nobody_sees(typed: str, name: str) -> None:
    assert clean_name(typed) == name


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "\ud800", "\u200b\u202e", "\u3164", "\u2800"])
def test_a_name_of_nothing_is_refused(typed: str) -> None:
    with pytest.raises(MissingNameError):
        clean_name(typed)


def test_each_refusal_has_its_own_code_and_keeps_the_typed_text_out_of_its_message() -> None:
    kinds = FieldError.__subclasses__()

    assert len({kind.code for kind in kinds}) == len(kinds) > 10
    for kind in kinds:
        error = kind("Chen Wei 91234567")
        assert isinstance(error, RapportError)
        assert str(error) == kind.code
        assert error.text == "Chen Wei 91234567"


@pytest.mark.parametrize("read", [birthday_of, phone_of, zone_of, clock_of, clean_name])
@given(text=st.text(max_size=90))
def test_any_text_is_read_or_refused(read: Callable[[str], object], text: str) -> None:
    with suppress(FieldError):
        read(text)


@given(st.text(alphabet="0123456789-/.年月日号 十一二三初 decmay廿", max_size=16))
def test_any_date_like_text_is_read_or_refused(text: str) -> None:
    with suppress(FieldError):
        assert birthday_of(str(birthday_of(text))) == birthday_of(text)
