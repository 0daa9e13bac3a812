"""Days, clock times and spans of time in a reader's language and zone."""

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_datetime

from loyalty.clientfields import Birthday
from loyalty.people.people import Language
from wording.reader import Reader

_LOCALES = {Language.EN: "en_GB", Language.ZH: "zh_Hans_CN"}
_DAY = {Language.EN: "d MMM", Language.ZH: "M月d日"}
_DAY_WITH_YEAR = {Language.EN: "d MMM y", Language.ZH: "y年M月d日"}
_WEEKDAY = {Language.EN: "EEE d MMM", Language.ZH: "M月d日 EEE"}
_RELATIVE = {
    Language.EN: {-1: "yesterday", 0: "today", 1: "tomorrow"},
    Language.ZH: {-1: "昨天", 0: "今天", 1: "明天"},
}
_IN_WORKING_HOURS = {Language.EN: ", working hours", Language.ZH: "（工作时间）"}
_SPANS = {
    Language.EN: {"day": "{} day", "days": "{} days", "hour": "{} h", "minute": "{} min", "both": "{} {}"},
    Language.ZH: {"day": "{}天", "days": "{}天", "hour": "{}小时", "minute": "{}分钟", "both": "{}{}"},
}


def clock(moment: datetime, reader: Reader) -> str:
    """Return the clock time: ``10:12``."""
    return moment.astimezone(reader.tzinfo).strftime("%H:%M")


def clock_with_seconds(moment: datetime, reader: Reader) -> str:
    """Return the clock time to the second: ``10:13:20``."""
    return moment.astimezone(reader.tzinfo).strftime("%H:%M:%S")


def day(day_on: date, reader: Reader, *, now: datetime) -> str:
    """Return the day: ``today``, ``yesterday``, ``tomorrow``, ``27 Nov``, with the year if it is another."""
    today = now.astimezone(reader.tzinfo).date()
    relative = _RELATIVE[reader.language].get((day_on - today).days)
    return relative or plain_day(day_on, reader, now=now)


def plain_day(day_on: date, reader: Reader, *, now: datetime) -> str:
    """Return the day by its date, never as ``today``: ``2 Nov``, ``9 Dec 2011``."""
    this_year = now.astimezone(reader.tzinfo).year
    patterns = _DAY if day_on.year == this_year else _DAY_WITH_YEAR
    return format_date(day_on, patterns[reader.language], locale=_LOCALES[reader.language])


def weekday(day_on: date, reader: Reader) -> str:
    """Return the day with its weekday: ``Fri 27 Nov``, ``11月27日 周五``."""
    return format_date(day_on, _WEEKDAY[reader.language], locale=_LOCALES[reader.language])


def short_day(day_on: date, reader: Reader, *, now: datetime) -> str:
    """Return the day for a button: ``Fri 27``, of another month ``Wed 2 Dec``; ``27日 周五``."""
    today = now.astimezone(reader.tzinfo).date()
    if (day_on.year, day_on.month) != (today.year, today.month):
        return weekday(day_on, reader)
    pattern = "EEE d" if reader.language is Language.EN else "d日 EEE"
    return format_date(day_on, pattern, locale=_LOCALES[reader.language])


def span(first: date, last: date, reader: Reader, *, now: datetime) -> str:
    """Return a span of days, one day alone: ``1–5 Dec``, ``28 Dec – 2 Jan 2027``, ``12月1日至5日``."""
    if first == last:
        return plain_day(first, reader, now=now)
    end = plain_day(last, reader, now=now)
    same_month = (first.year, first.month) == (last.year, last.month)
    if reader.language is Language.ZH:
        return f"{plain_day(first, reader, now=now)}至{f'{last.day}日' if same_month else end}"
    return f"{first.day}–{end}" if same_month else f"{plain_day(first, reader, now=now)} – {end}"


def month_name(day_on: date, reader: Reader) -> str:
    """Return the month of a day: ``November 2026``, ``2026年11月``."""
    pattern = "MMMM y" if reader.language is Language.EN else "y年M月"
    return format_date(day_on, pattern, locale=_LOCALES[reader.language])


def day_of(moment: datetime, reader: Reader, *, now: datetime) -> str:
    """Return the day of a moment in the reader's zone, as ``day`` does."""
    return day(moment.astimezone(reader.tzinfo).date(), reader, now=now)


def when(moment: datetime, reader: Reader, *, now: datetime) -> str:
    """Return day and time: ``today 10:12``, ``yesterday 18:00``, ``Fri 27 Nov, 10:12``.

    In Chinese: ``今天10:12``, ``昨天18:00``, ``11月27日 周五 10:12``.
    """
    local = moment.astimezone(reader.tzinfo)
    away = (local.date() - now.astimezone(reader.tzinfo).date()).days
    relative = _RELATIVE[reader.language].get(away)
    if relative is not None:
        return f"{relative}{_gap(reader)}{clock(moment, reader)}"
    return _dated(local, reader, now=now, weekday_in_chinese=True)


def full(moment: datetime, reader: Reader, *, now: datetime) -> str:
    """Return day and time by their dates, today too: ``Thu 26 Nov, 09:00``, ``11月26日 周四 09:00``."""
    return _dated(moment.astimezone(reader.tzinfo), reader, now=now, weekday_in_chinese=True)


def birthday(born: Birthday, reader: Reader) -> str:
    """Return a birthday, with the year where it is known: ``3 Dec 1975``, ``12月3日``."""
    # A leap year lends its calendar to birthdays without a year, so that 29 February can be told.
    patterns = _DAY if born.year is None else _DAY_WITH_YEAR
    told = date(born.year or 2000, born.month, born.day)
    return format_date(told, patterns[reader.language], locale=_LOCALES[reader.language])


def since(moment: datetime, reader: Reader, *, now: datetime) -> str:
    """Return a past moment after a comma: ``10:12`` for today, else its day too (``yesterday 18:00``)."""
    if _is_today(moment, reader, now):
        return clock(moment, reader)
    if reader.language is Language.ZH:
        return _due_day_and_time(moment, reader, now=now)
    return when(moment, reader, now=now)


def at(moment: datetime, reader: Reader, *, now: datetime) -> str:
    """Return a past moment after a verb: ``at 13:40``, ``yesterday at 18:00``, ``on Fri 27 Nov at 10:12``.

    In Chinese it stands before the verb: ``13:40``, ``昨天18:00``, ``11月27日10:12``.
    """
    if reader.language is Language.ZH:
        return since(moment, reader, now=now)
    local = moment.astimezone(reader.tzinfo)
    away = (local.date() - now.astimezone(reader.tzinfo).date()).days
    relative = _RELATIVE[reader.language].get(away)
    if away == 0:
        return f"at {clock(moment, reader)}"
    if relative is not None:
        return f"{relative} at {clock(moment, reader)}"
    return f"on {_dated(local, reader, now=now, weekday_in_chinese=False).replace(',', ' at')}"


def due(moment: datetime, reader: Reader, *, now: datetime, in_working_hours: bool = False) -> str:
    """Return when something is due: ``14:12`` for today, ``14:12 tomorrow``, ``Fri 27 Nov, 10:12``.

    In Chinese it stands before 前: ``14:12``, ``明天14:12``, ``11月27日10:12``. A clock that counts working
    hours says so: ``14:12 tomorrow, working hours``, ``明天14:12（工作时间）``.
    """
    told = _due_day_and_time(moment, reader, now=now)
    return f"{told}{_IN_WORKING_HOURS[reader.language]}" if in_working_hours else told


def soon(moment: datetime, reader: Reader, *, now: datetime) -> str:
    """Return when something is due on a crowded line: within six days the weekday says which day is meant.

    ``14:12``, ``14:12 tomorrow``, ``Fri 10:12``, later ``Fri 4 Dec, 10:12``; ``14:12``, ``明天14:12``,
    ``周五10:12``, ``12月4日10:12``.
    """
    local = moment.astimezone(reader.tzinfo)
    away = (local.date() - now.astimezone(reader.tzinfo).date()).days
    if away not in range(2, 7):
        return _due_day_and_time(moment, reader, now=now)
    name = format_date(local.date(), "EEE", locale=_LOCALES[reader.language])
    return f"{name}{_gap(reader)}{clock(moment, reader)}"


def _due_day_and_time(moment: datetime, reader: Reader, *, now: datetime) -> str:
    if _is_today(moment, reader, now):
        return clock(moment, reader)
    local = moment.astimezone(reader.tzinfo)
    away = (local.date() - now.astimezone(reader.tzinfo).date()).days
    relative = _RELATIVE[reader.language].get(away)
    if relative is None:
        return _dated(local, reader, now=now, weekday_in_chinese=False)
    if reader.language is Language.ZH:
        return f"{relative}{clock(moment, reader)}"
    return f"{clock(moment, reader)} {relative}"


def lasting(span: timedelta, reader: Reader) -> str:
    """Return a span, rounded down: ``48 min``, ``3 h 28 min``, ``22 h``, ``3 days``; at least a minute."""
    words = _SPANS[reader.language]
    minutes = max(1, int(span.total_seconds() // 60))
    if minutes >= 48 * 60:
        days = minutes // (24 * 60)
        return words["days"].format(days)
    hours, rest = divmod(minutes, 60)
    if hours == 0:
        return words["minute"].format(rest)
    if rest == 0 or hours >= 10:
        return words["hour"].format(hours)
    return words["both"].format(words["hour"].format(hours), words["minute"].format(rest))


def days_long(days: int, reader: Reader) -> str:
    """Return a number of days: ``1 day``, ``96 days``, ``96天``."""
    return _SPANS[reader.language]["day" if days == 1 else "days"].format(days)


def _dated(local: datetime, reader: Reader, *, now: datetime, weekday_in_chinese: bool) -> str:
    other_year = local.year != now.astimezone(reader.tzinfo).year
    if reader.language is Language.EN:
        pattern = "EEE d MMM y, HH:mm" if other_year else "EEE d MMM, HH:mm"
    else:
        year = "y年" if other_year else ""
        pattern = f"{year}M月d日 EEE HH:mm" if weekday_in_chinese else f"{year}M月d日HH:mm"
    return format_datetime(local, pattern, locale=_LOCALES[reader.language])


def _is_today(moment: datetime, reader: Reader, now: datetime) -> bool:
    return moment.astimezone(reader.tzinfo).date() == now.astimezone(reader.tzinfo).date()


def _gap(reader: Reader) -> str:
    return " " if reader.language is Language.EN else ""
