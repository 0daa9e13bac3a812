"""Occasions: the dated days on which a contact is welcome."""

from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loyalty.clientfields import Birthday
from loyalty.clients import Tier
from loyalty.people.people import Language
from loyalty.planning.festivals import festival_days
from loyalty.planning.touchpoints import TouchpointKind

# Two greetings in one week look like a machine's.
_DAYS_APART = 5


class Anniversary(StrEnum):
    """Of what a year has passed; the value is a key of the labels."""

    RELATIONSHIP = "relationship"
    PURCHASE = "purchase"


@dataclass(frozen=True, slots=True)
class Occasion:
    """One occasion of one client; ``on`` is a day of the client's own calendar, ``key`` one of the labels."""

    kind: TouchpointKind
    on: date
    key: str | None = None


@dataclass(frozen=True, slots=True)
class OccasionFacts:
    """What a client's occasions follow from.

    Attributes:
        known_since: the day of the first purchase or contact.
        largest_purchase_on: the day of the largest purchase.
    """

    tier: Tier
    birthday: Birthday | None = None
    country: str | None = None
    language: Language | None = None
    known_since: date | None = None
    largest_purchase_on: date | None = None


def next_birthday(birthday: Birthday, *, on_or_after: date) -> date:
    """Return the first birthday that is not before ``on_or_after``, in the client's own calendar.

    29 February is kept on 28 February in common years (source: product brief).
    """
    this_year = _day_of(birthday.month, birthday.day, on_or_after.year)
    if this_year >= on_or_after:
        return this_year
    return _day_of(birthday.month, birthday.day, on_or_after.year + 1)


def occasions_between(facts: OccasionFacts, *, first: date, last: date) -> tuple[Occasion, ...]:
    """Return the occasions from one day to another, both included, soonest first.

    Clients of the standard tier have their birthday only: festivals of all of them would fill whole weeks.
    Of occasions less than five days apart the greatest stays: birthday, then festival, then anniversary.
    """
    found = sorted(_greatest_first(facts, first, last), key=lambda each: _RANK[each.kind])
    kept: list[Occasion] = []
    for each in found:
        if all(abs((each.on - other.on).days) >= _DAYS_APART for other in kept):
            kept.append(each)
    return tuple(sorted(kept, key=lambda each: each.on))


_RANK = {TouchpointKind.BIRTHDAY: 0, TouchpointKind.FESTIVAL: 1, TouchpointKind.ANNIVERSARY: 2}


def _greatest_first(facts: OccasionFacts, first: date, last: date) -> Iterator[Occasion]:
    if facts.birthday is not None:
        for day in _yearly(facts.birthday.month, facts.birthday.day, first, last):
            yield Occasion(TouchpointKind.BIRTHDAY, day)
    if facts.tier is Tier.STANDARD:
        return
    for day, festival in festival_days(facts.country, facts.language, first=first, last=last):
        yield Occasion(TouchpointKind.FESTIVAL, day, festival.value)
    pasts = (
        (Anniversary.RELATIONSHIP, facts.known_since),
        (Anniversary.PURCHASE, facts.largest_purchase_on),
    )
    for anniversary, then in pasts:
        if then is not None:
            for day in _yearly(then.month, then.day, first, last):
                if day.year > then.year:
                    yield Occasion(TouchpointKind.ANNIVERSARY, day, anniversary.value)


def _yearly(month: int, day: int, first: date, last: date) -> Iterator[date]:
    days = (_day_of(month, day, year) for year in range(first.year, last.year + 1))
    return (each for each in days if first <= each <= last)


def _day_of(month: int, day: int, year: int) -> date:
    moves = (month, day) == (2, 29) and not isleap(year)
    return date(year, month, 28 if moves else day)
