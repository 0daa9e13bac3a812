"""Reads a time zone from its name, a city, a country or an offset."""

import re
import unicodedata
from functools import cache
from zoneinfo import available_timezones

from loyalty.clientfields.errors import SeveralZonesError, UnknownZoneError
from loyalty.clientfields.places import HALF_HOURS, countries_of_several, zones_of_places
from loyalty.names.folding import simplified, spelled, words_of

_OFFSET = re.compile(r"(?:utc|gmt)?\s*(?P<sign>[+-])\s*(?P<hour>\d{1,2})(?::?(?P<minute>[0-5]\d))?")
_EAST_EIGHT = re.compile(r"(?P<sign>[东西])(?P<hour>[一二三四五六七八九十]{1,2})区")
_NUMERALS = {numeral: value for value, numeral in enumerate((*"零一二三四五六七八九十", "十一", "十二"))}
# The database reaches from 12 hours west to 14 hours east (source: IANA, file etcetera).
_WEST, _EAST = 12, 14
_AREAS = (
    "Africa",
    "America",
    "Antarctica",
    "Asia",
    "Atlantic",
    "Australia",
    "Etc",
    "Europe",
    "Indian",
    "Pacific",
)
_MOST_CHARS = 60


def zone_of(text: str) -> str:
    """Return the IANA zone of ``Europe/London``, ``London``, ``香港``, ``Switzerland``, ``UTC+8``.

    An offset becomes a zone without summer time; whoever has summer time should name a city.

    Raises:
        SeveralZonesError: a country with several zones.
        UnknownZoneError: nothing of this name is known.
    """
    typed = simplified(unicodedata.normalize("NFKC", text[:_MOST_CHARS])).strip().lower()
    if len(text) > _MOST_CHARS:
        raise UnknownZoneError(text)
    if zone := _by_name().get(typed):
        return zone
    key = _key(typed)
    for candidate in (key, key.removesuffix("市"), key.removesuffix("时间"), key.removesuffix("_time")):
        if candidate in _several():
            raise SeveralZonesError(text, choices=_several()[candidate])
        if zone := _zones().get(candidate):
            return zone
    return _zone_of_offset(typed, text)


def _zone_of_offset(typed: str, text: str) -> str:
    if found := _EAST_EIGHT.fullmatch(typed):
        hour = _NUMERALS.get(found["hour"], 99)
        sign, minute = "+" if found["sign"] == "东" else "-", 0
    elif found := _OFFSET.fullmatch(typed):
        sign, hour, minute = found["sign"], int(found["hour"]), int(found["minute"] or 0)
    else:
        raise UnknownZoneError(text)
    if minute:
        if zone := HALF_HOURS.get(f"{sign}{hour}:{minute:02}"):
            return zone
        raise UnknownZoneError(text)
    if hour > (_EAST if sign == "+" else _WEST):
        raise UnknownZoneError(text)
    # POSIX counts the other way round: Etc/GMT-8 is eight hours east (source: IANA, file etcetera).
    return "Etc/UTC" if hour == 0 else f"Etc/GMT{'-' if sign == '+' else '+'}{hour}"


@cache
def _several() -> dict[str, tuple[str, ...]]:
    return countries_of_several()


@cache
def _by_name() -> dict[str, str]:
    """Return the zones of the database by full name in small letters, without old names like ``Japan``."""
    return {zone.lower(): zone for zone in sorted(available_timezones()) if zone.split("/")[0] in _AREAS}


@cache
def _zones() -> dict[str, str]:
    """Return zones by city and country; our own list of places wins."""
    cities = {_key(zone.split("/")[-1]): zone for zone in _by_name().values() if not zone.startswith("Etc")}
    return cities | zones_of_places()


def _key(name: str) -> str:
    return spelled(words_of(name)).replace(" ", "_")
