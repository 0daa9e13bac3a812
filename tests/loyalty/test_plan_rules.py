"""The cadence, the occasions and the festivals behind a plan."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from loyalty.clientfields import Birthday
from loyalty.clients import Tier
from loyalty.people.people import Language
from loyalty.planning.cadence import contacts_a_quarter, contacts_due, periods, quarter_of
from loyalty.planning.festivals import Festival, festival_days, festivals_of
from loyalty.planning.occasions import Anniversary, Occasion, OccasionFacts, next_birthday, occasions_between
from loyalty.planning.touchpoints import TouchpointKind

YEAR = {"first": date(2027, 1, 1), "last": date(2027, 12, 31)}


@pytest.mark.parametrize(("tier", "contacts"), [(Tier.VIP, 13), (Tier.KEY, 9), (Tier.STANDARD, 1)])
def test_each_tier_is_promised_its_contacts_a_quarter(tier: Tier, contacts: int) -> None:
    first, last = quarter_of(date(2026, 11, 24))

    owed = sum(period.contacts for period in periods(tier, first=first, last=last))

    assert owed == contacts_a_quarter(tier) == contacts


@pytest.mark.parametrize(
    ("tier", "days", "due"),
    [
        (Tier.KEY, (), 3),
        (Tier.KEY, (date(2026, 11, 1), date(2026, 11, 30)), 1),
        (Tier.KEY, (date(2026, 10, 31), date(2026, 12, 1)), 3),
        (Tier.KEY, tuple(date(2026, 11, day) for day in (1, 8, 15, 22)), 0),
        (Tier.VIP, (date(2026, 11, 3),), 4),
        (Tier.STANDARD, (), 1),
        (Tier.STANDARD, (date(2026, 10, 1),), 0),
        (Tier.STANDARD, (date(2026, 9, 30),), 1),
    ],
)
def test_a_month_or_quarter_asks_for_what_it_has_not_had(
    tier: Tier, days: tuple[date, ...], due: int
) -> None:
    assert contacts_due(tier, days, day=date(2026, 11, 24)) == due


@pytest.mark.parametrize(
    ("since", "due"),
    [
        (date(2026, 10, 15), 3),
        (date(2026, 11, 1), 3),
        (date(2026, 11, 16), 2),
        (date(2026, 11, 24), 1),
        (date(2026, 11, 29), 0),
    ],
)
def test_a_client_who_came_within_a_month_is_owed_its_share(since: date, due: int) -> None:
    assert contacts_due(Tier.KEY, (), day=date(2026, 11, 24), since=since) == due


def test_a_leap_days_birthday_is_kept_on_the_28th_of_february() -> None:
    born = Birthday(month=2, day=29, year=1988)

    assert next_birthday(born, on_or_after=date(2027, 1, 1)) == date(2027, 2, 28)
    assert next_birthday(born, on_or_after=date(2027, 3, 1)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("country", "language", "festivals"),
    [
        ("CN", Language.ZH, ["lunar_new_year", "dragon_boat", "mid_autumn"]),
        ("HK", Language.EN, ["lunar_new_year", "dragon_boat", "mid_autumn", "christmas"]),
        ("US", Language.EN, ["new_year", "thanksgiving", "christmas"]),
        ("CA", Language.ZH, ["new_year", "lunar_new_year", "dragon_boat", "mid_autumn", "christmas"]),
        ("AE", None, ["eid_al_fitr", "eid_al_adha"]),
        ("IN", None, ["new_year", "diwali"]),
        ("IL", None, ["rosh_hashanah"]),
        ("RU", None, ["new_year", "orthodox_christmas"]),
        (None, Language.ZH, ["lunar_new_year", "dragon_boat", "mid_autumn"]),
        (None, Language.EN, ["new_year"]),
        (None, None, []),
        ("XX", None, []),
    ],
)
def test_festivals_follow_country_and_language(
    country: str | None, language: Language | None, festivals: list[str]
) -> None:
    assert [festival.value for _, festival in festival_days(country, language, **YEAR)] == festivals


@pytest.mark.parametrize(
    ("country", "on", "festival"),
    [
        ("CN", date(2027, 2, 6), Festival.LUNAR_NEW_YEAR),
        ("CN", date(2026, 9, 25), Festival.MID_AUTUMN),
        ("CN", date(2026, 6, 19), Festival.DRAGON_BOAT),
        ("US", date(2026, 11, 26), Festival.THANKSGIVING),
        ("AE", date(2027, 3, 9), Festival.EID_AL_FITR),
        ("IN", date(2026, 11, 8), Festival.DIWALI),
        ("IL", date(2027, 10, 2), Festival.ROSH_HASHANAH),
    ],
)
def test_moving_festivals_have_their_day(country: str, on: date, festival: Festival) -> None:
    assert (on, festival) in festival_days(country, None, first=on, last=on)


def test_a_year_beyond_the_calendars_of_a_country_has_no_festival_and_no_warning() -> None:
    beyond = {"first": date(2090, 1, 1), "last": date(2090, 12, 31)}

    assert [festival for _, festival in festival_days("IN", None, **beyond)] == [Festival.NEW_YEAR]


def test_every_festival_is_somebodys() -> None:
    countries = ("CN", "GB", "US", "RU", "IN", "IL", "AE")

    assert {festival for country in countries for festival in festivals_of(country, None)} == set(Festival)


def test_anniversaries_come_a_year_later_and_birthdays_go_before_what_is_near() -> None:
    facts = OccasionFacts(
        Tier.KEY,
        birthday=Birthday(month=12, day=23, year=None),
        country="GB",
        known_since=date(2024, 4, 9),
        largest_purchase_on=date(2027, 6, 1),
    )

    assert occasions_between(facts, **YEAR) == (
        Occasion(TouchpointKind.FESTIVAL, date(2027, 1, 1), Festival.NEW_YEAR),
        Occasion(TouchpointKind.ANNIVERSARY, date(2027, 4, 9), Anniversary.RELATIONSHIP),
        Occasion(TouchpointKind.BIRTHDAY, date(2027, 12, 23)),
    )


def test_a_standard_client_has_the_birthday_only() -> None:
    facts = OccasionFacts(
        Tier.STANDARD,
        birthday=Birthday(month=7, day=1, year=None),
        country="GB",
        known_since=date(2020, 3, 3),
    )

    assert occasions_between(facts, **YEAR) == (Occasion(TouchpointKind.BIRTHDAY, date(2027, 7, 1)),)


def test_no_two_occasions_of_a_client_are_near_each_other() -> None:
    for day in range(365):
        born = date(2001, 1, 1) + timedelta(days=day)
        facts = OccasionFacts(
            Tier.VIP,
            birthday=Birthday(month=born.month, day=born.day, year=None),
            country="US",
            language=Language.ZH,
            known_since=born.replace(year=2020),
            largest_purchase_on=date(2025, 12, 29),
        )

        days = [each.on for each in occasions_between(facts, **YEAR)]

        assert min((b - a).days for a, b in pairwise(days)) >= 5
