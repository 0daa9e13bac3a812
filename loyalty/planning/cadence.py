"""The cadence: how many contacts each tier is promised, and in which part of the calendar."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from loyalty.clients import Tier

# Contacts in the three months of a quarter: 13 for vip, 9 for key (source: product brief, Tiers and cadence).
_A_MONTH = {Tier.VIP: (4, 5, 4), Tier.KEY: (3, 3, 3)}
_STANDARD_A_QUARTER = 1

# Days between two contacts of one client. Thirteen a quarter and a review, on five working days a week,
# leave room for no more than four; where even those do not fit in, three will do rather than miss one.
DAYS_APART = {Tier.VIP: 4, Tier.KEY: 5, Tier.STANDARD: 5}
LEAST_DAYS_APART = 3


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a quarter of a client's calendar and the contacts it asks for, both ends included."""

    first: date
    last: date
    contacts: int


def is_reviewed(tier: Tier) -> bool:
    """Tell whether the client has a review of the relationship once a quarter, on top of the contacts."""
    return tier is not Tier.STANDARD


def contacts_a_quarter(tier: Tier) -> int:
    """Return the contacts promised a quarter, reviews apart."""
    return sum(_A_MONTH[tier]) if tier in _A_MONTH else _STANDARD_A_QUARTER


def quarter_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of the calendar quarter."""
    month = day.month - (day.month - 1) % 3
    return date(day.year, month, 1), _end_of_month(day.year, month + 2)


def month_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of the calendar month."""
    return day.replace(day=1), _end_of_month(day.year, day.month)


def periods(tier: Tier, *, first: date, last: date, since: date | None = None) -> Iterator[Period]:
    """Yield the periods that touch some days: months for vip and key clients, else quarters.

    A client who came within a period, ``since`` a day, is owed the share of its contacts.
    """
    day = first
    while day <= last:
        period = _period(tier, day)
        yield Period(period.first, period.last, _share(period, since))
        day = period.last + timedelta(days=1)


def contacts_due(tier: Tier, contact_days: Iterable[date], *, day: date, since: date | None = None) -> int:
    """Return how many contacts the month (of a standard client: the quarter) of ``day`` still asks for."""
    period = next(periods(tier, first=day, last=day, since=since))
    return max(0, period.contacts - sum(period.first <= each <= period.last for each in contact_days))


def _period(tier: Tier, day: date) -> Period:
    if tier in _A_MONTH:
        return Period(*month_of(day), _A_MONTH[tier][(day.month - 1) % 3])
    return Period(*quarter_of(day), _STANDARD_A_QUARTER)


def _share(period: Period, since: date | None) -> int:
    if since is None or since <= period.first:
        return period.contacts
    whole = (period.last - period.first).days + 1
    left = max(0, (period.last - since).days + 1)
    # Rounded to the nearest, halves up.
    return (2 * period.contacts * left + whole) // (2 * whole)


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
