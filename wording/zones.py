"""Time zones by the names of their cities."""

from babel.dates import get_timezone_location

from loyalty.people.people import Language

_LOCALES = {Language.EN: "en_GB", Language.ZH: "zh_Hans_CN"}
# Where such firms mostly are; any other zone is found by typing a city.
COMMON_ZONES = (
    "Asia/Hong_Kong",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Asia/Dubai",
    "Europe/London",
    "Europe/Paris",
    "Europe/Zurich",
    "America/New_York",
)


def zone_name(zone: str, language: Language) -> str:
    """Return the city of an IANA zone: ``Hong Kong``, ``香港``."""
    return get_timezone_location(zone, locale=_LOCALES[language], return_city=True)
