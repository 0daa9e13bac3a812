"""Days and times in Chinese, in simplified signs; the reader folds traditional ones before."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from loyalty.moments.errors import ImpossibleDayError
from loyalty.moments.pieces import (
    Clock,
    Day,
    Part,
    Piece,
    Span,
    coming_weekday,
    day_of_coming_month,
    day_of_month,
    day_of_year,
    in_days,
    in_months,
    last_of_month,
    weekday_of_week,
)

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMERAL = r"(?:\d{1,3}|[零〇一二两三四五六七八九十]{1,3})"
_WEEKDAYS = "一二三四五六日"
_DAYS_ON = {"今": 0, "明": 1, "后": 2, "大后": 3, "昨": -1, "前": -2}
_PARTS = {
    "凌晨": Part.NIGHT,
    "清晨": Part.MORNING,
    "早上": Part.MORNING,
    "早晨": Part.MORNING,
    "早": Part.MORNING,
    "上午": Part.MORNING,
    "中午": Part.NOON,
    "正午": Part.NOON,
    "下午": Part.AFTERNOON,
    "午后": Part.AFTERNOON,
    "傍晚": Part.EVENING,
    "晚上": Part.EVENING,
    "晚间": Part.EVENING,
    "夜里": Part.EVENING,
    "晚": Part.EVENING,
}

Reader = Callable[[re.Match[str], date], tuple[Piece, ...]]


def number_of(numeral: str) -> int:
    """Return the value of ``3``, 三, 十二, 二十五, 两."""
    if numeral.isdigit():
        return int(numeral)
    if "十" not in numeral:
        return int("".join(str(_DIGITS[sign]) for sign in numeral))
    tens, _, ones = numeral.partition("十")
    if "十" in ones or len(tens) > 1 or len(ones) > 1:
        raise ImpossibleDayError
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _weekday(found: re.Match[str], today: date) -> tuple[Piece, ...]:
    weekday = 6 if found["weekday"] in "日天" else _WEEKDAYS.index(found["weekday"])
    match found["which"]:
        case None:
            day = coming_weekday(today, weekday)
        case which:
            weeks = {"上": -1, "这": 0, "本": 0, "下": 1, "下下": 2}[which]
            day = weekday_of_week(today, weekday, weeks=weeks)
    return (Day((day,), weekday=weekday),)


def _counted(found: re.Match[str], today: date) -> tuple[Piece, ...]:
    number, unit = number_of(found["number"]), found["unit"]
    half = bool(found["half"])
    match unit:
        case "分钟" | "分":
            return (Span(timedelta(minutes=number)),)
        case "刻钟":
            return (Span(timedelta(minutes=15 * number)),)
        case "小时" | "钟头":
            return (Span(timedelta(hours=number, minutes=30 if half else 0)),)
        case "天" | "日":
            return (in_days(today, number),)
        case "周" | "星期" | "礼拜":
            return (in_days(today, 7 * number),)
        case "年":
            return (in_months(today, 12 * number),)
        case _:
            later = in_months(today, number)
            return (in_days(later.days[0], 15) if half else later,)


def _half(found: re.Match[str], today: date) -> tuple[Piece, ...]:
    match found["unit"]:
        case "小时" | "钟头":
            return (Span(timedelta(minutes=30)),)
        case "月":
            return (in_days(today, 15),)
        case _:
            return (in_months(today, 6),)


def _dated(found: re.Match[str], today: date) -> tuple[Piece, ...]:
    year = None
    if found["year"]:
        year = {"今": today.year, "明": today.year + 1}.get(found["year"])
        year = int(found["year"]) if year is None else year
    return (Day((day_of_year(today, number_of(found["month"]), number_of(found["day"]), year),)),)


def _of_month(found: re.Match[str], today: date) -> tuple[Piece, ...]:
    months = 1 if found["which"] == "下" else 0
    return (Day((day_of_coming_month(today, number_of(found["day"]), months=months),)),)


def _clock(found: re.Match[str], _today: date) -> tuple[Piece, ...]:
    hour, rest = number_of(found["hour"]), found["rest"] or ""
    minute = {"": 0, "整": 0, "钟": 0, "半": 30, "一刻": 15, "三刻": 45}.get(rest)
    if minute is None:
        minute = number_of(rest.removesuffix("分").lstrip("零〇") or "0")
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise ImpossibleDayError
    return (Clock(hour, minute, exact=hour > 12 or hour == 0 or found["hour"].startswith("0")),)


# The longer phrases stand before those they begin with.
PIECES: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(shape), reader)
    for shape, reader in (
        (r"半个?(?P<unit>小时|钟头|月|年)(?:[之以]?后|内)", _half),
        (
            rf"(?:再?过)?(?P<number>{_NUMERAL})个?(?P<half>半)?(?P<unit>分钟|刻钟|小时|钟头|天|日|周|星期|礼拜|月|年)"
            r"(?:[之以]?后|过后)",
            _counted,
        ),
        (
            rf"再?过(?P<number>{_NUMERAL})个?(?P<half>半)?(?P<unit>分钟|刻钟|小时|钟头|天|周|星期|礼拜|月|年)",
            _counted,
        ),
        (
            r"(?P<day>大后|今|明|后|昨|前)(?:天|日|(?=早|晚|[上下中]午))",
            lambda found, today: (
                (in_days(today, _DAYS_ON[found["day"]]),) if found["day"] != "今" else (Day((today,)),)
            ),
        ),
        (
            r"(?P<which>下下|[上这本下])?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])",
            _weekday,
        ),
        (r"(?:这|本)?个?周末", lambda _, today: (Day((coming_weekday(today, 5),)),)),
        (r"下个?周末", lambda _, today: (Day((weekday_of_week(today, 5, weeks=1),)),)),
        (r"下个?(?:周|星期|礼拜)", lambda _, today: (Day((weekday_of_week(today, 0, weeks=1),)),)),
        (
            rf"(?:(?P<year>\d{{4}}|今|明)年)?(?P<month>{_NUMERAL})月(?P<day>{_NUMERAL})[日号]?",
            _dated,
        ),
        (rf"(?P<which>[这本下])个?月(?P<day>{_NUMERAL})[日号]", _of_month),
        (r"下个?月初?", lambda _, today: (Day((in_months(today.replace(day=1), 1).days[0],)),)),
        (r"(?:这个?|本)?月底", lambda _, today: (Day((last_of_month(today),)),)),
        (
            rf"(?P<day>{_NUMERAL})[日号]",
            lambda found, today: (Day((day_of_month(today, number_of(found["day"])),)),),
        ),
        (
            rf"(?P<hour>{_NUMERAL})[点时](?P<rest>半|整|钟|一刻|三刻|[零〇]?{_NUMERAL}分?)?",
            _clock,
        ),
        (rf"(?P<part>{'|'.join(_PARTS)})", lambda found, _: (_PARTS[found["part"]],)),
    )
)
