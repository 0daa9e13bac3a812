"""Reads telephone numbers into the international form."""

import unicodedata

import phonenumbers

from loyalty.clientfields.errors import ForeignPhoneError, UnreadablePhoneError

# The longest number has 15 digits (ITU-T E.164); the rest is brackets, spaces and an extension.
_MOST_CHARS = 60


def phone_of(text: str, region: str | None = None) -> str:
    """Return the number as E.164, ``+85291234567``.

    Args:
        region: the client's country as ISO 3166 alpha-2, for numbers without a country code.

    Raises:
        ForeignPhoneError: no country code in the number and no ``region``.
        UnreadablePhoneError: no valid number of that country.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if len(typed) > _MOST_CHARS:
        raise UnreadablePhoneError(text)
    if typed.startswith("00"):
        typed = "+" + typed[2:]
    known = (region or "").upper() in phonenumbers.SUPPORTED_REGIONS
    try:
        number = phonenumbers.parse(typed, region.upper() if region and known else None)
    except phonenumbers.NumberParseException as error:
        lacks_country = error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE
        if lacks_country and not known and not typed.startswith("+"):
            raise ForeignPhoneError(text) from error
        raise UnreadablePhoneError(text) from error
    if not phonenumbers.is_valid_number(number):
        raise UnreadablePhoneError(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
