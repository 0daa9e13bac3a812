"""Render the messages: one file per message and language, escaped, with no slot left unfilled.

Line by line: what a template leaves of a line besides its tags is a line of the message, lines left empty
vanish, and ``{{ gap }}`` on a line of its own is an empty line (one between two others, none at the ends).
"""

import re
from datetime import date, datetime, timedelta
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from loyalty.people import Language
from wording import dates, numbers
from wording.cleaning import cleaned, clipped
from wording.labels import label_of
from wording.reader import Reader
from wording.steps import StepLine

SUFFIX = ".html.j2"
_GAP = "\x02"  # a control sign, so that no name or note can hold one: they are cleaned of it


def render(name: str, reader: Reader, *, now: datetime, **slots: object) -> str:
    """Return the message ``name`` as Telegram HTML in the reader's language.

    Raises:
        jinja2.UndefinedError: the template asks for a slot that was not given.
    """
    template = environment().get_template(f"{reader.language}/{name}{SUFFIX}")
    text = template.render(slots, reader=reader, now=now)
    lines = (line.strip(" \t") for line in text.split("\n"))
    joined = "\n".join(line for line in lines if line)
    message = re.sub(rf"\n?(?:{_GAP}\n?)+", "\n\n", joined).strip("\n")
    # No tag of ours has attributes, so quotation marks need no escape and stay readable.
    return message.replace("&#34;", '"').replace("&#39;", "'")


def message_names(language: Language) -> frozenset[str]:
    """Return the names of all messages that exist in a language."""
    prefix = f"{language}/"
    found = environment().list_templates(filter_func=lambda path: path.startswith(prefix))
    return frozenset(path.removeprefix(prefix).removesuffix(SUFFIX) for path in found)


@cache
def environment() -> Environment:
    """Return the template environment, made at first use."""
    made = Environment(
        loader=PackageLoader("wording", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        cache_size=-1,
        finalize=_finalized,
    )
    made.globals["gap"] = _Gap()
    made.filters.update(
        at=_at,
        chance=_chance,
        clip=clipped,
        clock=_clock,
        clock_s=_clock_with_seconds,
        counted=_counted,
        day=_day,
        days_long=_days_long,
        due=_due,
        label=_label,
        lasting=_lasting,
        money=_money,
        months=_months,
        names=_names,
        one_decimal=numbers.one_decimal,
        percent=_percent,
        plain_day=_plain_day,
        points=numbers.points,
        quotes=_quotes,
        since=_since,
        weekday=_weekday,
        when=_when,
        whole=numbers.whole,
        years=_years,
    )
    return made


class _Gap:
    """An empty line of the message."""

    def __html__(self) -> str:
        return _GAP


def _finalized(slot: object) -> object:
    """Clean what is put into a slot; escaping follows."""
    return cleaned(slot) if isinstance(slot, str) else slot


def _reader(context: Context) -> Reader:
    reader = context["reader"]
    assert isinstance(reader, Reader)
    return reader


def _now(context: Context) -> datetime:
    now = context["now"]
    assert isinstance(now, datetime)
    return now


@pass_context
def _label(context: Context, value: str, section: str) -> str:
    return label_of(section, value, _reader(context).language)


@pass_context
def _clock(context: Context, moment: datetime) -> str:
    return dates.clock(moment, _reader(context))


@pass_context
def _clock_with_seconds(context: Context, moment: datetime) -> str:
    return dates.clock_with_seconds(moment, _reader(context))


@pass_context
def _day(context: Context, value: date) -> str:
    if isinstance(value, datetime):
        return dates.day_of(value, _reader(context), now=_now(context))
    return dates.day(value, _reader(context), now=_now(context))


@pass_context
def _plain_day(context: Context, value: date) -> str:
    return dates.plain_day(value, _reader(context), now=_now(context))


@pass_context
def _weekday(context: Context, moment: datetime) -> str:
    reader = _reader(context)
    return dates.weekday(moment.astimezone(reader.tzinfo).date(), reader)


@pass_context
def _when(context: Context, moment: datetime) -> str:
    return dates.when(moment, _reader(context), now=_now(context))


@pass_context
def _at(context: Context, moment: datetime) -> str:
    return dates.at(moment, _reader(context), now=_now(context))


@pass_context
def _since(context: Context, moment: datetime) -> str:
    return dates.since(moment, _reader(context), now=_now(context))


@pass_context
def _due(context: Context, due: StepLine | datetime) -> str:
    reader, now = _reader(context), _now(context)
    if isinstance(due, datetime):
        return dates.due(due, reader, now=now)
    return dates.due(due.due_at, reader, now=now, in_working_hours=due.in_working_hours)


@pass_context
def _lasting(context: Context, span: timedelta) -> str:
    return dates.lasting(span, _reader(context))


@pass_context
def _days_long(context: Context, days: int) -> str:
    return dates.days_long(days, _reader(context))


@pass_context
def _percent(context: Context, share: float) -> str:
    return numbers.percent(share, _reader(context).language)


@pass_context
def _counted(context: Context, number: int) -> str:
    return numbers.counted(number, _reader(context).language)


@pass_context
def _money(context: Context, amount: float, currency: str | None) -> str:
    return numbers.money(amount, currency, _reader(context).language)


@pass_context
def _months(context: Context, number: int) -> str:
    return numbers.months(number, _reader(context).language)


@pass_context
def _chance(context: Context, share: float) -> str:
    return numbers.chance(share, _reader(context).language)


@pass_context
def _years(context: Context, number: int) -> str:
    return numbers.years(number, _reader(context).language)


@pass_context
def _names(context: Context, people: tuple[str, ...]) -> str:
    """Join names: ``Anna and Boris``, ``李安、周博``."""
    if _reader(context).language is Language.ZH:
        return "、".join(people)
    *first, last = people
    return f"{', '.join(first)} and {last}" if first else last


@pass_context
def _quotes(context: Context, quoted: tuple[str, ...], limit_chars: int) -> str:
    """Set each piece in quotation marks: ``"three weeks", "nobody told him"``, ``“三周”“没人通知他”``."""
    quoted = tuple(clipped(piece, limit_chars) for piece in quoted)
    if _reader(context).language is Language.ZH:
        return "".join(f"“{piece}”" for piece in quoted)
    return ", ".join(f'"{piece}"' for piece in quoted)
