"""Festivals: the days on which a greeting is welcome, by the client's country and language."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from loyalty.people.people import Language


class Festival(StrEnum):
    """A festival for which clients are greeted; the value is a key of the labels."""

    NEW_YEAR = "new_year"
    LUNAR_NEW_YEAR = "lunar_new_year"
    DRAGON_BOAT = "dragon_boat"
    MID_AUTUMN = "mid_autumn"
    CHRISTMAS = "christmas"
    ORTHODOX_CHRISTMAS = "orthodox_christmas"
    THANKSGIVING = "thanksgiving"
    DIWALI = "diwali"
    EID_AL_FITR = "eid_al_fitr"
    EID_AL_ADHA = "eid_al_adha"
    ROSH_HASHANAH = "rosh_hashanah"


_CHINESE = (Festival.LUNAR_NEW_YEAR, Festival.DRAGON_BOAT, Festival.MID_AUTUMN)
_WESTERN = (Festival.CHRISTMAS, Festival.NEW_YEAR)
_EASTERN = (Festival.NEW_YEAR, Festival.ORTHODOX_CHRISTMAS)
_MUSLIM = (Festival.EID_AL_FITR, Festival.EID_AL_ADHA)

# Few a year, those that a person of the country is greeted for; of mixed countries the neutral ones.
_OF_COUNTRY: dict[str, tuple[Festival, ...]] = {
    **dict.fromkeys(("CN", "TW"), _CHINESE),
    **dict.fromkeys(("HK", "MO"), (*_CHINESE, Festival.CHRISTMAS)),
    "SG": (Festival.LUNAR_NEW_YEAR, Festival.NEW_YEAR),
    "MY": (Festival.LUNAR_NEW_YEAR, Festival.NEW_YEAR),
    "VN": (Festival.LUNAR_NEW_YEAR, Festival.MID_AUTUMN),
    "KR": (Festival.LUNAR_NEW_YEAR, Festival.MID_AUTUMN),
    **dict.fromkeys(("JP", "TH"), (Festival.NEW_YEAR,)),
    "US": (Festival.THANKSGIVING, *_WESTERN),
    **dict.fromkeys(
        (
            *("GB", "IE", "FR", "MC", "DE", "CH", "IT", "ES", "PT", "NL", "BE", "LU", "AT", "LI", "JE", "GG"),
            *("DK", "SE", "NO", "FI", "IS", "PL", "CZ", "HU", "LT", "LV", "EE", "MT", "GR", "CY", "HR", "SI"),
            *("CA", "MX", "BR", "AR", "CL", "AU", "NZ", "ZA", "PH"),
        ),
        _WESTERN,
    ),
    **dict.fromkeys(("RU", "UA", "RS", "GE"), _EASTERN),
    "IN": (Festival.DIWALI, Festival.NEW_YEAR),
    "IL": (Festival.ROSH_HASHANAH,),
    **dict.fromkeys(
        ("AE", "SA", "QA", "KW", "BH", "OM", "JO", "EG", "MA", "TR", "ID", "PK", "BN", "TN", "DZ"), _MUSLIM
    ),
}
_OF_LANGUAGE = {Language.ZH: _CHINESE, Language.EN: (Festival.NEW_YEAR,)}

_FIXED = {
    Festival.NEW_YEAR: (1, 1),
    Festival.CHRISTMAS: (12, 25),
    Festival.ORTHODOX_CHRISTMAS: (1, 7),
}
_LUNAR = {
    Festival.LUNAR_NEW_YEAR: (1, 1),
    Festival.DRAGON_BOAT: (5, 5),
    Festival.MID_AUTUMN: (8, 15),
}
# Where the calendar of public holidays names the festival; a client elsewhere follows the first country.
_NAMED = {
    Festival.THANKSGIVING: ("Thanksgiving", "US"),
    Festival.DIWALI: ("Diwali", "IN"),
    Festival.EID_AL_FITR: ("Eid al-Fitr", "AE"),
    Festival.EID_AL_ADHA: ("Eid al-Adha", "AE"),
    Festival.ROSH_HASHANAH: ("Rosh Hashanah", "IL"),
}
# The years for which that calendar knows Diwali (holidays 0.109, India); outside them it warns.
_DIWALI_YEARS = range(2001, 2036)


def festivals_of(country: str | None, language: Language | None) -> tuple[Festival, ...]:
    """Return what a client is greeted for: the country's festivals, and those of a Chinese speaker anywhere.

    ``country`` is an ISO 3166 code of two letters. Without a known country the language alone decides.
    """
    of_country = _OF_COUNTRY.get((country or "").upper(), ())
    if of_country and language is not Language.ZH:
        return of_country
    return tuple(dict.fromkeys((*of_country, *_OF_LANGUAGE.get(language, ())))) if language else of_country


def festival_days(
    country: str | None, language: Language | None, *, first: date, last: date
) -> tuple[tuple[date, Festival], ...]:
    """Return the festivals of a client from one day to another, both included, soonest first.

    Islamic days are estimates, as the moon decides them.
    """
    found = [
        (day, festival)
        for festival in festivals_of(country, language)
        for year in range(first.year, last.year + 1)
        for day in _days(festival, year)
        if first <= day <= last
    ]
    return tuple(sorted(found))


@cache
def _days(festival: Festival, year: int) -> tuple[date, ...]:
    if festival in _FIXED:
        return (date(year, *_FIXED[festival]),)
    if festival in _LUNAR:
        return (_lunar_day(year, *_LUNAR[festival]),)
    if festival is Festival.DIWALI and year not in _DIWALI_YEARS:
        return ()
    return tuple(_named_days(*_NAMED[festival], year))


def _lunar_day(year: int, month: int, day: int) -> date:
    from lunar_python import Lunar  # its tables take a tenth of a second; most runs never need them

    solar = Lunar.fromYmd(year, month, day).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def _named_days(name: str, country: str, year: int) -> Iterator[date]:
    from holidays import country_holidays  # a third of a second; most runs never need it

    public = country_holidays(country, years=year, language="en_US")
    days = sorted(day for day, names in public.items() if name in names)
    # A feast of several days is greeted on its first.
    for day in days:
        if day - timedelta(days=1) not in days:
            yield day
