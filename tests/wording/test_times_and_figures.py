"""Days, clock times, spans, numbers and money as each language writes them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from loyalty.clientfields import Birthday
from loyalty.people.people import Language
from tests.wording.firm import NOON, a_reader, at
from wording import dates, figures
from wording.cleaning import cleaned, clipped, given_name, lines_clipped
from wording.reader import Reader

EN, ZH = a_reader(Language.EN), a_reader(Language.ZH)


@pytest.mark.parametrize(
    ("moment", "english", "chinese"),
    [
        (at(24, 14, 12), "14:12", "14:12"),
        (at(25, 9), "09:00 tomorrow", "明天09:00"),
        (at(23, 18), "18:00 yesterday", "昨天18:00"),
        (at(27, 10, 12), "Fri 27 Nov, 10:12", "11月27日10:12"),
        (datetime(2027, 1, 4, 2, tzinfo=UTC), "Mon 4 Jan 2027, 10:00", "2027年1月4日10:00"),
    ],
)
def test_a_due_time_is_a_clock_time_with_its_day(moment: datetime, english: str, chinese: str) -> None:
    assert dates.due(moment, EN, now=NOON) == english
    assert dates.due(moment, ZH, now=NOON) == chinese


def test_a_clock_of_working_hours_says_so() -> None:
    assert dates.due(at(25, 14, 12), EN, now=NOON, in_working_hours=True) == "14:12 tomorrow, working hours"
    assert dates.due(at(25, 14, 12), ZH, now=NOON, in_working_hours=True) == "明天14:12（工作时间）"


@pytest.mark.parametrize(
    ("moment", "english", "chinese"),
    [
        (at(24, 10, 12), "today 10:12", "今天10:12"),
        (at(23, 18), "yesterday 18:00", "昨天18:00"),
        (at(27, 10, 12), "Fri 27 Nov, 10:12", "11月27日 周五 10:12"),
    ],
)
def test_a_moment_is_told_by_day_and_time(moment: datetime, english: str, chinese: str) -> None:
    assert dates.when(moment, EN, now=NOON) == english
    assert dates.when(moment, ZH, now=NOON) == chinese


@pytest.mark.parametrize(
    ("moment", "english", "chinese"),
    [
        (at(24, 10, 12), "at 10:12", "10:12"),
        (at(23, 18), "yesterday at 18:00", "昨天18:00"),
        (at(20, 18), "on Fri 20 Nov at 18:00", "11月20日18:00"),
    ],
)
def test_a_past_act_is_told_with_its_moment(moment: datetime, english: str, chinese: str) -> None:
    assert dates.at(moment, EN, now=NOON) == english
    assert dates.at(moment, ZH, now=NOON) == chinese


def test_a_moment_after_a_comma_needs_its_day_only_on_other_days() -> None:
    assert dates.since(at(24, 10, 12), EN, now=NOON) == "10:12"
    assert dates.since(at(23, 18), EN, now=NOON) == "yesterday 18:00"
    assert dates.since(at(20, 18), ZH, now=NOON) == "11月20日18:00"


def test_a_reminder_is_told_by_its_full_date() -> None:
    assert dates.full(at(24, 18), EN, now=NOON) == "Tue 24 Nov, 18:00"
    assert dates.full(at(26, 9), ZH, now=NOON) == "11月26日 周四 09:00"


def test_days_are_counted_in_the_readers_zone() -> None:
    late_evening = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)
    in_london = Reader(Language.EN, "Europe/London")

    assert dates.day_of(late_evening, in_london, now=NOON) == "today"
    assert dates.day_of(late_evening, EN, now=NOON) == "tomorrow"
    assert dates.clock(late_evening, EN) == "01:30"
    assert dates.clock_with_seconds(late_evening, in_london) == "17:30:00"


def test_a_day_of_another_year_has_its_year() -> None:
    assert dates.day(date(2011, 12, 9), EN, now=NOON) == "9 Dec 2011"
    assert dates.day(date(2011, 12, 9), ZH, now=NOON) == "2011年12月9日"
    assert dates.day(date(2026, 12, 3), ZH, now=NOON) == "12月3日"
    assert dates.weekday(date(2026, 11, 24), ZH) == "11月24日 周二"


@pytest.mark.parametrize(
    ("span", "english", "chinese"),
    [
        (timedelta(seconds=20), "1 min", "1分钟"),
        (timedelta(minutes=48, seconds=59), "48 min", "48分钟"),
        (timedelta(hours=3), "3 h", "3小时"),
        (timedelta(hours=3, minutes=28), "3 h 28 min", "3小时28分钟"),
        (timedelta(hours=22, minutes=48), "22 h", "22小时"),
        (timedelta(days=3, hours=5), "3 days", "3天"),
    ],
)
def test_a_span_is_told_in_its_own_units(span: timedelta, english: str, chinese: str) -> None:
    assert dates.lasting(span, EN) == english
    assert dates.lasting(span, ZH) == chinese


def test_a_number_of_days_knows_its_singular() -> None:
    assert [dates.days_long(days, EN) for days in (1, 96)] == ["1 day", "96 days"]
    assert [dates.days_long(days, ZH) for days in (1, 96)] == ["1天", "96天"]


def test_a_birthday_may_lack_its_year() -> None:
    assert dates.birthday(Birthday(month=12, day=3, year=1975), EN) == "3 Dec 1975"
    assert dates.birthday(Birthday(month=2, day=29, year=None), ZH) == "2月29日"


@pytest.mark.parametrize(
    ("amount", "currency", "english", "chinese"),
    [
        (177_356.11, "HKD", "HK$ 177,000", "17.7万港元"),
        (1_234_567, "GBP", "£ 1,230,000", "123万英镑"),
        (234_567_890, None, "235,000,000", "2.35亿"),
        (990.4, "CHF", "CHF 990", "990瑞士法郎"),
        (0, None, "0", "0"),
        (-12_345, "EUR", "€ -12,300", "-1.23万欧元"),
    ],
)
def test_money_is_told_to_three_figures(
    amount: float, currency: str | None, english: str, chinese: str
) -> None:
    assert figures.money(amount, currency, Language.EN) == english
    assert figures.money(amount, currency, Language.ZH) == chinese


@pytest.mark.parametrize(
    ("share", "english", "chinese"),
    [
        (0.71, "about 7 in 10", "约七成"),
        (0.02, "less than 1 in 10", "不到一成"),
        (0.97, "more than 9 in 10", "九成以上"),
    ],
)
def test_a_chance_is_words_and_a_round_figure(share: float, english: str, chinese: str) -> None:
    assert figures.chance(share, Language.EN) == english
    assert figures.chance(share, Language.ZH) == chinese


def test_numbers_are_rounded_as_people_do() -> None:
    assert [figures.whole(number) for number in (45.5, 46.5, 46.2)] == [46, 47, 46]
    assert figures.percent(0.45, Language.EN) == "45 %"
    assert figures.percent(0.45, Language.ZH) == "45%"
    assert figures.points(-5.5) == "−5.5"
    assert figures.points(3.44) == "+3.4"
    assert figures.counted(4615, Language.EN) == "4,615"


def test_spans_of_years_and_months_are_words_in_chinese() -> None:
    assert [figures.years(each, Language.ZH) for each in (5, 12)] == ["五年", "12年"]
    assert [figures.years(each, Language.EN) for each in (1, 5)] == ["1 year", "5 years"]
    assert [figures.months(each, Language.ZH) for each in (3, 12)] == ["三个月", "12个月"]
    assert [figures.months(each, Language.EN) for each in (1, 3)] == ["1 month", "3 months"]


def test_text_is_cut_at_a_word_with_an_ellipsis() -> None:
    assert clipped("Watch three weeks in service", 20) == "Watch three weeks…"
    assert clipped("手表送修三周无人告知", 5) == "手表送修…"
    assert clipped("two\n lines", 20) == "two lines"


def test_a_long_note_is_cut_by_telegrams_units() -> None:
    lines = lines_clipped("🌸" * 10 + "\nend", 9)

    assert lines == ["🌸" * 4 + "…"]
    assert lines_clipped("one\n\ntwo", 100) == ["one", "", "two"]


def test_signs_that_turn_or_hide_text_are_taken_out() -> None:
    assert cleaned("a\u202eb\u200b\x00\ud83dc\td") == "abc d"
    assert cleaned("👨‍👩‍👧") == "👨‍👩‍👧"
    assert cleaned("محمد") == "\u2068محمد\u2069"


def test_people_are_called_by_their_first_name() -> None:
    assert [given_name(name) for name in ("Anna Li", "李安", "")] == ["Anna", "李安", ""]
