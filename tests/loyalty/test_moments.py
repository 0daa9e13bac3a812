"""Days and times in words, English and Chinese, as people type them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.moments import (
    AmbiguousMomentError,
    FarMomentError,
    ImpossibleDayError,
    Later,
    MissingTimeError,
    MomentError,
    PastMomentError,
    UnreadableMomentError,
    later_moment,
    moment_and_rest,
    moment_of,
    promised_in,
    start_of_work,
)
from loyalty.people.clocks import WorkingHours
from tests.staff import NOW

ZONE = ZoneInfo("Asia/Hong_Kong")
HOURS = WorkingHours("Asia/Hong_Kong", time(9), time(18), frozenset(range(5)))
# NOW is Tuesday 24 November 2026, 10:12 in Hong Kong.


def told(text: str, *, now: datetime = NOW) -> str:
    """Return the moment of a text by Hong Kong's clock."""
    return f"{moment_of(text, now=now, hours=HOURS).astimezone(ZONE):%a %d %b %Y %H:%M}"


READ = {
    # Weekdays: the next one
    "Friday": "Fri 27 Nov 2026 09:00",
    "Friday 3 pm": "Fri 27 Nov 2026 15:00",
    "friday at 3": "Fri 27 Nov 2026 15:00",
    "Fri 15:00": "Fri 27 Nov 2026 15:00",
    "on Friday, 3.30 p.m.": "Fri 27 Nov 2026 15:30",
    "by Friday": "Fri 27 Nov 2026 09:00",
    "tuesday": "Tue 01 Dec 2026 09:00",
    "this Friday": "Fri 27 Nov 2026 09:00",
    "coming Monday": "Mon 30 Nov 2026 09:00",
    "next Tue morning": "Tue 01 Dec 2026 09:00",
    "next Mon": "Mon 30 Nov 2026 09:00",
    "next week Tuesday": "Tue 01 Dec 2026 09:00",
    "Tuesday next week": "Tue 01 Dec 2026 09:00",
    "monday week": "Mon 07 Dec 2026 09:00",
    "Sat": "Sat 28 Nov 2026 09:00",
    "weekend": "Sat 28 Nov 2026 09:00",
    "Thursday morning at 10": "Thu 26 Nov 2026 10:00",
    "10:30 on Thursday": "Thu 26 Nov 2026 10:30",
    # Counted from now
    "tomorrow": "Wed 25 Nov 2026 09:00",
    "tmr 4pm": "Wed 25 Nov 2026 16:00",
    "tomorrow evening": "Wed 25 Nov 2026 20:00",
    "tomorrow at noon": "Wed 25 Nov 2026 12:00",
    "the day after tomorrow 14:00": "Thu 26 Nov 2026 14:00",
    "tonight": "Tue 24 Nov 2026 20:00",
    "tonight at 9": "Tue 24 Nov 2026 21:00",
    "today 5pm": "Tue 24 Nov 2026 17:00",
    "this afternoon": "Tue 24 Nov 2026 14:00",
    "in 3 days": "Fri 27 Nov 2026 09:00",
    "in 4 days": "Mon 30 Nov 2026 09:00",
    "in two weeks": "Tue 08 Dec 2026 09:00",
    "two weeks from now": "Tue 08 Dec 2026 09:00",
    "in a week's time": "Tue 01 Dec 2026 09:00",
    "in a fortnight": "Tue 08 Dec 2026 09:00",
    "in a month": "Thu 24 Dec 2026 09:00",
    "in a couple of days": "Thu 26 Nov 2026 09:00",
    "in an hour": "Tue 24 Nov 2026 11:12",
    "in half an hour": "Tue 24 Nov 2026 10:42",
    "in 1 hour and a half": "Tue 24 Nov 2026 11:42",
    "in 90 minutes": "Tue 24 Nov 2026 11:42",
    "next week": "Mon 30 Nov 2026 09:00",
    "next month": "Tue 01 Dec 2026 09:00",
    "end of the month": "Mon 30 Nov 2026 09:00",
    "in a year": "Wed 24 Nov 2027 09:00",
    # Dates
    "27 Nov 10:30": "Fri 27 Nov 2026 10:30",
    "27 November": "Fri 27 Nov 2026 09:00",
    "Nov 27": "Fri 27 Nov 2026 09:00",
    "27th of November, 10am": "Fri 27 Nov 2026 10:00",
    "December 3, 2026 at 3pm": "Thu 03 Dec 2026 15:00",
    "Fri 27 Nov, 10:12": "Fri 27 Nov 2026 10:12",
    "2026-12-03 15:00": "Thu 03 Dec 2026 15:00",
    "27/11": "Fri 27 Nov 2026 09:00",
    "11/27": "Fri 27 Nov 2026 09:00",
    "27.11.": "Fri 27 Nov 2026 09:00",
    "12/12": "Sat 12 Dec 2026 09:00",
    "3/12 Thu": "Thu 03 Dec 2026 09:00",
    "5/11": "Tue 11 May 2027 09:00",
    "the 27th": "Fri 27 Nov 2026 09:00",
    "3rd at 10": "Thu 03 Dec 2026 10:00",
    "3 Jan": "Sun 03 Jan 2027 09:00",
    # Times alone
    "3pm": "Tue 24 Nov 2026 15:00",
    "9am": "Wed 25 Nov 2026 09:00",
    "12 am": "Wed 25 Nov 2026 00:00",
    "16:45": "Tue 24 Nov 2026 16:45",
    "at 16": "Tue 24 Nov 2026 16:00",
    "3:30": "Tue 24 Nov 2026 15:30",
    "03:30": "Wed 25 Nov 2026 03:30",
    "4 o'clock": "Tue 24 Nov 2026 16:00",
    "8 in the evening": "Tue 24 Nov 2026 20:00",
    "half past 2 tomorrow": "Wed 25 Nov 2026 14:30",
    "quarter to four": "Tue 24 Nov 2026 15:45",
    "quarter to one tomorrow": "Wed 25 Nov 2026 12:45",
    "noon": "Tue 24 Nov 2026 12:00",
    # Chinese
    "下周五下午三点": "Fri 04 Dec 2026 15:00",
    "下週五下午三點": "Fri 04 Dec 2026 15:00",
    "周五": "Fri 27 Nov 2026 09:00",
    "这周五": "Fri 27 Nov 2026 09:00",
    "星期五15:30": "Fri 27 Nov 2026 15:30",
    "禮拜三": "Wed 25 Nov 2026 09:00",
    "周日": "Sun 29 Nov 2026 09:00",
    "下周日": "Sun 06 Dec 2026 09:00",
    "下下周三上午10点": "Wed 09 Dec 2026 10:00",
    "周二": "Tue 01 Dec 2026 09:00",
    "明天上午": "Wed 25 Nov 2026 09:00",
    "明早九点": "Wed 25 Nov 2026 09:00",
    "明晚7点": "Wed 25 Nov 2026 19:00",
    "后天": "Thu 26 Nov 2026 09:00",
    "後天晚上8點一刻": "Thu 26 Nov 2026 20:15",
    "大后天": "Fri 27 Nov 2026 09:00",
    "今晚": "Tue 24 Nov 2026 20:00",
    "今晚八点半": "Tue 24 Nov 2026 20:30",
    "今天下午5点": "Tue 24 Nov 2026 17:00",
    "三天后": "Fri 27 Nov 2026 09:00",
    "过三天": "Fri 27 Nov 2026 09:00",
    "10天后": "Fri 04 Dec 2026 09:00",
    "两周后": "Tue 08 Dec 2026 09:00",
    "一個月後": "Thu 24 Dec 2026 09:00",
    "半个月后": "Wed 09 Dec 2026 09:00",
    "一个半月后": "Fri 08 Jan 2027 09:00",
    "半年后": "Mon 24 May 2027 09:00",
    "一年后": "Wed 24 Nov 2027 09:00",
    "半小时后": "Tue 24 Nov 2026 10:42",
    "一个半小时后": "Tue 24 Nov 2026 11:42",
    "两个小时后": "Tue 24 Nov 2026 12:12",
    "一刻钟后": "Tue 24 Nov 2026 10:27",
    "20分钟后": "Tue 24 Nov 2026 10:32",
    "12月3日": "Thu 03 Dec 2026 09:00",
    "十二月三號上午十點": "Thu 03 Dec 2026 10:00",
    "2026年12月3日下午3点20": "Thu 03 Dec 2026 15:20",
    "明年1月5日": "Tue 05 Jan 2027 09:00",
    "11月27日 周五 09:00": "Fri 27 Nov 2026 09:00",
    "周五（11月27日）": "Fri 27 Nov 2026 09:00",
    "27号": "Fri 27 Nov 2026 09:00",
    "31号": "Thu 31 Dec 2026 09:00",
    "下个月3号": "Thu 03 Dec 2026 09:00",
    "月底": "Mon 30 Nov 2026 09:00",
    "下个月": "Tue 01 Dec 2026 09:00",
    "下周": "Mon 30 Nov 2026 09:00",
    "周末": "Sat 28 Nov 2026 09:00",
    "下周末": "Sat 05 Dec 2026 09:00",
    "中午12点": "Tue 24 Nov 2026 12:00",
    "中午1点": "Tue 24 Nov 2026 13:00",
    "下午12点": "Tue 24 Nov 2026 12:00",
    "晚上12点": "Wed 25 Nov 2026 00:00",
    "凌晨2点": "Wed 25 Nov 2026 02:00",
    "三点十分": "Tue 24 Nov 2026 15:10",
    "３点整": "Tue 24 Nov 2026 15:00",
    "傍晚六点": "Tue 24 Nov 2026 18:00",
}


@pytest.mark.parametrize(("text", "moment"), READ.items())
def test_a_moment_is_read_as_people_mean_it(text: str, moment: str) -> None:
    assert told(text) == moment


REFUSED: dict[type[MomentError], tuple[str, ...]] = {
    UnreadableMomentError: (
        *("", "blah", "soon", "陈伟", "Friday 3", "Friday 3 pm 10:30", "tomorrow morning evening"),
        *("in 2 hours tomorrow", "x" * 500, "Friday or Saturday"),
    ),
    AmbiguousMomentError: ("next Friday", "3/12", "next wed 10am", "3/12 10:00"),
    PastMomentError: (
        *(
            "yesterday",
            "today 9am",
            "20 Nov",
            "2 Nov 2026",
            "昨天",
            "上周五",
            "本周一",
            "今天上午9点",
            "5/11/2026",
        ),
        *("Mon 16 Nov", "this Monday"),
    ),
    MissingTimeError: ("today", "今天", "这周二"),
    ImpossibleDayError: (
        *("31 Nov", "30 Feb", "12月32日", "25:00", "13:75", "27 pm", "0号", "Thu 27 Nov", "at 25", "26点"),
        *("Friday Saturday", "下个月31号 10:70", "half past 14", "32/13", "十十号", "凌晨13点"),
    ),
    FarMomentError: ("1 March 2030", "2030年1月1日", "in 4 years"),
}


@pytest.mark.parametrize(
    ("text", "error"), [(text, error) for error, texts in REFUSED.items() for text in texts]
)
def test_what_cannot_be_taken_says_why(text: str, error: type[MomentError]) -> None:
    with pytest.raises(error):
        moment_of(text, now=NOW, hours=HOURS)


def test_an_ambiguous_day_offers_both_soonest_first() -> None:
    with pytest.raises(AmbiguousMomentError) as refused:
        moment_of("next Friday 3 pm", now=NOW, hours=HOURS)

    told_choices = [f"{each.astimezone(ZONE):%d %b %H:%M}" for each in refused.value.choices]
    assert told_choices == ["27 Nov 15:00", "04 Dec 15:00"]


def test_both_ways_of_a_numeric_day_over_are_over() -> None:
    with pytest.raises(PastMomentError):
        moment_of("10/11/2026", now=NOW, hours=HOURS)


def test_what_follows_the_moment_is_what_is_to_be_done() -> None:
    at, rest = moment_and_rest("Friday 3 pm: Send the Catalogue.", now=NOW, hours=HOURS)

    assert (at.astimezone(ZONE).hour, rest) == (15, "Send the Catalogue")
    assert moment_and_rest("周五寄目录", now=NOW, hours=HOURS)[1] == "寄目录"


def test_a_counted_day_moves_to_a_working_one_and_a_named_day_stays() -> None:
    friday = NOW + timedelta(days=3)

    assert told("tomorrow", now=friday) == "Mon 30 Nov 2026 09:00"
    assert told("Saturday", now=friday) == "Sat 28 Nov 2026 09:00"
    assert told("tomorrow 10:00", now=friday) == "Sat 28 Nov 2026 10:00"


def test_on_a_sunday_this_week_still_began_on_monday() -> None:
    sunday = NOW + timedelta(days=5)

    assert told("next Tuesday", now=sunday) == "Tue 01 Dec 2026 09:00"
    assert told("下周二", now=sunday) == "Tue 01 Dec 2026 09:00"


PROMISED = {
    "remind me Friday 3 pm to send the catalogue": ("27 Nov 15:00", "send the catalogue"),
    "Remind me to call him in two weeks.": ("08 Dec 09:00", "call him"),
    "提醒我下周五寄目录": ("04 Dec 09:00", "寄目录"),
    "提醒我明天下午三点给陈总回电": ("25 Nov 15:00", "给陈总回电"),
    "提醒我下週五寄目錄": ("04 Dec 09:00", "寄目錄"),
    "Called Chen. Promised to send the catalogue tomorrow.": ("25 Nov 09:00", "send the catalogue"),
    "Lunch, he was happy. I'll call back on Thursday at 10.": ("26 Nov 10:00", "I'll call back"),
    "答应周五寄目录给他": ("27 Nov 09:00", "寄目录给他"),
    "刚通电话，约好下周三上午十点来店": ("02 Dec 10:00", "约好来店"),
    "她很满意。明天要给她打电话": ("25 Nov 09:00", "给她打电话"),
    "Told her I'll get back at 3 p.m. tomorrow with the price": (
        "25 Nov 15:00",
        "I'll get back with the price",
    ),
    "Remind me on Friday": ("27 Nov 09:00", "Remind me on Friday"),
}


@pytest.mark.parametrize(("note", "promised"), PROMISED.items())
def test_a_promise_with_a_day_is_found_in_a_note(note: str, promised: tuple[str, str]) -> None:
    found = promised_in(note, now=NOW, hours=HOURS)

    assert found is not None
    assert (f"{found.at.astimezone(ZONE):%d %b %H:%M}", found.what) == promised


@pytest.mark.parametrize(
    "note",
    [
        "He will travel to Paris on Friday",
        "She promised to come on Friday",
        "他答应明天来",
        "客户说下周五去巴黎",
        "Called on Friday, no answer",
        "I will be in on 3/12",
        "Promised to send it yesterday",
        "Remind me to send the catalogue",
        "We should meet at noon",
        "",
    ],
)
def test_what_the_client_does_or_what_is_not_sure_is_no_promise(note: str) -> None:
    assert promised_in(note, now=NOW, hours=HOURS) is None


MOMENTS = st.integers(-300, 400).flatmap(
    lambda days: st.integers(0, 1439).map(lambda minutes: NOW + timedelta(days=days, minutes=minutes))
)
ZONES = st.sampled_from(["Asia/Hong_Kong", "Europe/London", "America/New_York", "Pacific/Auckland"])


@given(st.text(max_size=60), MOMENTS)
def test_no_text_breaks_the_reader(text: str, now: datetime) -> None:
    try:
        at, _ = moment_and_rest(text, now=now, hours=HOURS)
    except MomentError:
        return
    assert now < at <= now + timedelta(days=731)
    promised_in(f"remind me {text}", now=now, hours=HOURS)


@given(
    MOMENTS, ZONES, st.integers(1, 700), st.integers(0, 23), st.integers(0, 59), st.sampled_from(["en", "zh"])
)
def test_a_date_written_out_is_read_back(
    now: datetime, zone: str, days: int, hour: int, minute: int, language: str
) -> None:
    hours = WorkingHours(zone, time(9), time(18), frozenset(range(5)))
    day: date = (now.astimezone(ZoneInfo(zone)) + timedelta(days=days)).date()
    clock = f"{hour:02}:{minute:02}"
    text = (
        f"{day.day} {day:%B} {day.year} {clock}"
        if language == "en"
        else f"{day.year}年{day.month}月{day.day}日{clock}"
    )

    at = moment_of(text, now=now, hours=hours)

    # An hour that a change of summer time leaves out is told an hour later.
    meant = datetime.combine(day, time(hour, minute), ZoneInfo(zone)).astimezone(UTC)
    assert at == meant


@given(MOMENTS, st.integers(0, 6))
def test_a_weekday_is_within_the_next_seven_days(now: datetime, weekday: int) -> None:
    name = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[weekday]
    at = moment_of(f"{name} 10:00", now=now, hours=HOURS).astimezone(ZONE)

    assert at.weekday() == weekday
    assert 1 <= (at.date() - now.astimezone(ZONE).date()).days <= 7


def test_the_usual_moments_fall_in_the_advisors_hours() -> None:
    def choice(later: Later, now: datetime = NOW) -> str:
        return f"{later_moment(later, now=now, hours=HOURS).astimezone(ZONE):%d %b %H:%M}"

    assert choice(Later.HOUR) == "24 Nov 11:12"
    assert choice(Later.TONIGHT) == "24 Nov 20:00"
    assert choice(Later.TOMORROW) == "25 Nov 09:00"
    assert choice(Later.WEEK) == "01 Dec 09:00"
    assert choice(Later.TOMORROW, NOW + timedelta(days=3)) == "30 Nov 09:00"
    assert choice(Later.TONIGHT, NOW + timedelta(hours=11)) == "24 Nov 22:12"


def test_days_off_are_left_out() -> None:
    days_off = {date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 27)}

    back = later_moment(Later.TOMORROW, now=NOW, hours=HOURS, days_off=days_off)

    assert back.astimezone(ZONE).date() == date(2026, 11, 30)
    assert start_of_work(date(2026, 11, 28), HOURS).astimezone(ZONE).date() == date(2026, 11, 30)
