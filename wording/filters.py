"""What templates may do with a slot: tell times, numbers and names for the reader at hand."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType

from jinja2 import pass_context
from jinja2.runtime import Context

from loyalty.cases.cases import Cost
from loyalty.clientfields import Birthday
from loyalty.people.people import Language
from loyalty.playbooks import Phrase
from wording import dates, figures
from wording.cleaning import clipped
from wording.labels import label_of
from wording.reader import Reader
from wording.steps import StepLine


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
def _said(context: Context, phrase: Phrase) -> str:
    return phrase.said(_reader(context).language)


@pass_context
def _said_first(context: Context, phrase: Phrase) -> str:
    """Say a phrase at the start of a line."""
    return phrase.capitalised.said(_reader(context).language)


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
def _weekday(context: Context, value: date) -> str:
    reader = _reader(context)
    if isinstance(value, datetime):
        value = value.astimezone(reader.tzinfo).date()
    return dates.weekday(value, reader)


@pass_context
def _month_name(context: Context, value: date) -> str:
    return dates.month_name(value, _reader(context))


@pass_context
def _when(context: Context, moment: datetime) -> str:
    return dates.when(moment, _reader(context), now=_now(context))


@pass_context
def _at(context: Context, moment: datetime) -> str:
    return dates.at(moment, _reader(context), now=_now(context))


@pass_context
def _full(context: Context, moment: datetime) -> str:
    return dates.full(moment, _reader(context), now=_now(context))


@pass_context
def _birthday(context: Context, born: Birthday) -> str:
    return dates.birthday(born, _reader(context))


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
def _soon(context: Context, moment: datetime) -> str:
    return dates.soon(moment, _reader(context), now=_now(context))


@pass_context
def _lasting(context: Context, span: timedelta) -> str:
    return dates.lasting(span, _reader(context))


@pass_context
def _days_long(context: Context, days: int) -> str:
    return dates.days_long(days, _reader(context))


@pass_context
def _percent(context: Context, share: float) -> str:
    return figures.percent(share, _reader(context).language)


@pass_context
def _counted(context: Context, number: int) -> str:
    return figures.counted(number, _reader(context).language)


@pass_context
def _money(context: Context, amount: float, currency: str | None) -> str:
    return figures.money(amount, currency, _reader(context).language)


@pass_context
def _paid(context: Context, cost: Cost) -> str:
    return figures.exact_money(cost.amount, cost.currency, _reader(context).language)


@pass_context
def _months(context: Context, number: int) -> str:
    return figures.months(number, _reader(context).language)


@pass_context
def _chance(context: Context, share: float) -> str:
    return figures.chance(share, _reader(context).language)


@pass_context
def _years(context: Context, number: int) -> str:
    return figures.years(number, _reader(context).language)


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


FILTERS: Mapping[str, Callable[..., object]] = MappingProxyType(
    {
        "at": _at,
        "birthday": _birthday,
        "chance": _chance,
        "clip": clipped,
        "clock": _clock,
        "clock_s": _clock_with_seconds,
        "counted": _counted,
        "day": _day,
        "days_long": _days_long,
        "due": _due,
        "full": _full,
        "label": _label,
        "lasting": _lasting,
        "money": _money,
        "month_name": _month_name,
        "months": _months,
        "names": _names,
        "one_decimal": figures.one_decimal,
        "percent": _percent,
        "plain": figures.plain,
        "points": figures.points,
        "paid": _paid,
        "quotes": _quotes,
        "said": _said,
        "Said": _said_first,
        "since": _since,
        "soon": _soon,
        "weekday": _weekday,
        "when": _when,
        "years": _years,
    }
)
