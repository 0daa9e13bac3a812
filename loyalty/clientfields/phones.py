"""Reads telephone numbers into the international form."""

import unicodedata
from functools import cache
from importlib.resources import files

import phonenumbers

from loyalty.clientfields.errors import (
    ForeignPhoneError,
    SeveralZonesError,
    UnknownZoneError,
    UnreadablePhoneError,
)
from loyalty.clientfields.zones import zone_of

# The longest number has 15 digits (ITU-T E.164); the rest is brackets, spaces and an extension.
_MOST_CHARS = 60
_SIGNS = frozenset("0123456789+-() .")
_FEWEST_DIGITS = 6


def may_be_phone(text: str) -> bool:
    """Tell whether a text is nothing but what telephone numbers are written with."""
    signs = unicodedata.normalize("NFKC", text).strip()
    return set(signs) <= _SIGNS and sum(sign.isdigit() for sign in signs) >= _FEWEST_DIGITS


def phone_of(text: str, region: str | None = None) -> str:
    """Return the number as E.164, ``+85291234567``.

    Args:
        region: the client's country, as ISO 3166 alpha-2 or by name in English or Chinese, for
            numbers without a country code.

    Raises:
        ForeignPhoneError: no country code in the number and no ``region``.
        UnreadablePhoneError: no valid number of that country.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if len(typed) > _MOST_CHARS:
        raise UnreadablePhoneError(text)
    if typed.startswith("00"):
        typed = "+" + typed[2:]
    country = _country(region or "")
    try:
        number = phonenumbers.parse(typed, country)
    except phonenumbers.NumberParseException as error:
        lacks_country = error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE
        if lacks_country and country is None and not typed.startswith("+"):
            raise ForeignPhoneError(text) from error
        raise UnreadablePhoneError(text) from error
    if not phonenumbers.is_valid_number(number):
        raise UnreadablePhoneError(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _country(region: str) -> str | None:
    code = region.strip().upper()
    if code in phonenumbers.SUPPORTED_REGIONS:
        return code
    try:
        zone = zone_of(region)
    except SeveralZonesError as error:
        zone = error.choices[0]
    except UnknownZoneError:
        return None
    return _countries_of_zones().get(zone)


@cache
def _countries_of_zones() -> dict[str, str]:
    """Read the time zone database's own list of countries (zone.tab: code, coordinates, zone, comment)."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return {row[2]: row[0] for row in rows}
