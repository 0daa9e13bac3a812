"""Days and times in English."""

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
    day_of_month,
    day_of_year,
    either_way,
    in_days,
    in_months,
    last_of_month,
    weekday_of_week,
)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs?|rsday)?|fri(?:day)?|sat(?:urday)?|"
    r"sun(?:day)?)s?\b\.?"
)
_NUMBERS = {
    word: value
    for value, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
} | {"a": 1, "an": 1, "a couple of": 2, "a couple": 2}
_NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>\d{4}))?"
_END = r"(?![a-z0-9])"

Reader = Callable[[re.Match[str], date], tuple[Piece, ...]]


def _number(found: re.Match[str]) -> int:
    word = found["number"]
    return int(word) if word.isdigit() else _NUMBERS[word]


def _weekday(found: re.Match[str], today: date) -> tuple[Piece, ...]:
    weekday = _DAYS.index(found["weekday"][:3])
    coming = coming_weekday(today, weekday)
    match (found["which"] or "").split():
        case ["this"]:
            days = (weekday_of_week(today, weekday, weeks=0),)
        case ["next"] if coming <= weekday_of_week(today, 6, weeks=0):
            # Half of those who say "next Friday" on a Tuesday mean this one.
            return (Day((coming, coming + timedelta(days=7)), weekday=weekday),)
        case _:
            days = (coming + timedelta(days=7 if found["week"] else 0),)
    return (Day(days, weekday=weekday),)


def _next_week(found: re.Match[str], today: date) -> tuple[Piece, ...]:
    weekday = _DAYS.index((found["weekday"] or found["before"])[:3])
    return (Day((weekday_of_week(today, weekday, weeks=1),), weekday=weekday),)


def _counted(found: re.Match[str], today: date) -> tuple[Piece, ...]:
    number = _number(found)
    match found["unit"]:
        case "minute" | "min":
            return (Span(timedelta(minutes=number)),)
        case "hour" | "h" | "hr":
            return (Span(timedelta(hours=number, minutes=30 if found["half"] else 0)),)
        case "day":
            return (in_days(today, number),)
        case "week":
            return (in_days(today, 7 * number),)
        case "fortnight":
            return (in_days(today, 14 * number),)
        case "year":
            return (in_months(today, 12 * number),)
        case _:
            return (in_months(today, number),)


def _dated(found: re.Match[str], today: date) -> tuple[Piece, ...]:
    month = _MONTHS.index(found["month"][:3]) + 1
    year = int(found["year"]) if found["year"] else None
    return (Day((day_of_year(today, month, int(found["day"]), year),)),)


def _numeric(found: re.Match[str], today: date) -> tuple[Piece, ...]:
    year = int(found["year"]) if found["year"] else None
    return (either_way(today, int(found["first"]), int(found["second"]), year),)


def _clock(found: re.Match[str], _today: date) -> tuple[Piece, ...]:
    groups = found.groupdict()
    hour, minute = int(found["hour"]), int(groups.get("minute") or 0)
    half = (groups.get("half") or "").replace(".", "")
    if minute > 59 or hour > (12 if half else 23) or (half and hour == 0):
        raise ImpossibleDayError
    if half:
        return (Clock(hour % 12 + (12 if half == "pm" else 0), minute, exact=True),)
    return (Clock(hour, minute, exact=hour > 12 or found["hour"].startswith("0")),)


def _bare(found: re.Match[str], _today: date) -> tuple[Piece, ...]:
    hour = int(found["hour"] or found["bare"] or found["told"])
    if hour > 23:
        raise ImpossibleDayError
    return (Clock(hour, 0, exact=hour > 12 or hour == 0),)


def _spoken_clock(found: re.Match[str], _today: date) -> tuple[Piece, ...]:
    hour = int(found["hour"]) if found["hour"].isdigit() else _NUMBERS[found["hour"]]
    minutes = {"half past": 30, "quarter past": 15, "quarter to": -15}[found["step"]]
    if not 1 <= hour <= 12:
        raise ImpossibleDayError
    # A quarter to one belongs to the hour of twelve.
    return (Clock((hour if minutes > 0 else (hour - 2) % 12 + 1), minutes % 60),)


def _part(found: re.Match[str], _today: date) -> tuple[Piece, ...]:
    return (_PARTS[found["part"]],)


_PARTS = {
    "morning": Part.MORNING,
    "first thing": Part.MORNING,
    "noon": Part.NOON,
    "midday": Part.NOON,
    "lunchtime": Part.NOON,
    "lunch": Part.NOON,
    "afternoon": Part.AFTERNOON,
    "evening": Part.EVENING,
    "night": Part.EVENING,
}
_HALF = r"(?P<half>am|pm|a\.m\.?|p\.m\.?)"
_HOUR_WORD = "|".join(list(_NUMBERS)[:12])

# The longer phrases stand before those they begin with.
PIECES: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(rf"(?<![a-z0-9])(?:{shape}){_END}"), reader)
    for shape, reader in (
        (r"(?:the )?day after tomorrow", lambda _, today: (in_days(today, 2),)),
        (r"tomorrow|tmrw?|tmw", lambda _, today: (in_days(today, 1),)),
        (r"tonight", lambda _, today: (Day((today,)), Part.EVENING)),
        (r"today", lambda _, today: (Day((today,)),)),
        (r"yesterday", lambda _, today: (in_days(today, -1),)),
        (r"this(?= (?:morning|afternoon|evening))", lambda _, today: (Day((today,)),)),
        (r"(?:in )?half an hour(?: from now)?", lambda _, __: (Span(timedelta(minutes=30)),)),
        (
            rf"in {_NUMBER} ?(?P<unit>minute|min|hour|hr|h|day|week|fortnight|month|year)s?"
            r"(?P<half> and a half)?(?:'s|')?(?: time)?",
            _counted,
        ),
        (
            rf"{_NUMBER} (?P<unit>minute|min|hour|hr|day|week|fortnight|month|year)s?(?P<half> and a half)?"
            r" (?:from now|from today|later)",
            _counted,
        ),
        (
            rf"next week(?: on)? {_WEEKDAY}|{_WEEKDAY.replace('weekday', 'before')} (?:of )?next week",
            _next_week,
        ),
        (
            rf"(?P<which>this coming|this|next|coming)? ?{_WEEKDAY}(?P<week> week)?",
            _weekday,
        ),
        (r"next week", lambda _, today: (Day((weekday_of_week(today, 0, weeks=1),)),)),
        (r"next month", lambda _, today: (Day((in_months(today.replace(day=1), 1).days[0],)),)),
        (
            r"(?:the )?end of (?:(?:the|this) )?month",
            lambda _, today: (Day((last_of_month(today),)),),
        ),
        (
            r"(?:this |the )?weekend",
            lambda _, today: (Day((coming_weekday(today, 5),)),),
        ),
        (rf"{_ORDINAL}(?: of)?[ -]?{_MONTH}{_YEAR}", _dated),
        (rf"{_MONTH} (?:the )?{_ORDINAL}{_YEAR}", _dated),
        (
            r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)",
            lambda found, today: (Day((day_of_month(today, int(found["day"])),)),),
        ),
        (
            r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
            lambda found, today: (
                Day((day_of_year(today, int(found["month"]), int(found["day"]), int(found["year"])),)),
            ),
        ),
        (r"(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>\d{4}))?", _numeric),
        (r"(?P<first>\d{1,2})\.(?P<second>\d{1,2})\.(?P<year>\d{4})?", _numeric),
        (rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d{{2}}))? ?{_HALF}", _clock),
        (r"(?P<hour>\d{1,2})[:h](?P<minute>\d{2})", _clock),
        (r"(?P<hour>\d{1,2}) ?o'?clock|(?<=at )(?P<bare>\d{1,2})|(?P<told>\d{1,2})(?= in the )", _bare),
        (rf"(?P<step>half past|quarter past|quarter to) (?P<hour>\d{{1,2}}|{_HOUR_WORD})", _spoken_clock),
        (rf"(?:in the |at )?(?P<part>{'|'.join(_PARTS)})", _part),
    )
)
BETWEEN = re.compile(r"(?:[\s,()]+|\b(?:at|on|by|around|about|the|from|for)\b)*")
