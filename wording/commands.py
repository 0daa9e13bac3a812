"""What Telegram shows of the bot itself: the command menu by role and the texts of its profile."""

from collections.abc import Collection

from loyalty.people.people import Language, Role
from wording.labels import label_of

_FOR_CLIENT_WORK = ("today", "plan", "client")
_FOR_STEPS = ("today",)
_FOR_LEADS = ("team",)
_FOR_THOSE_WHO_ANSWER = ("health",)
_FOR_STAFF = ("away",)
_FOR_ALL = ("settings", "help", "cancel")


def command_menu(roles: Collection[Role], language: Language) -> tuple[tuple[str, str], ...]:
    """Return the commands with their descriptions (at most 256 characters), the likeliest first."""
    names: tuple[str, ...] = _FOR_ALL
    if Role.LEAD in roles or Role.ADMIN in roles:
        names = _FOR_THOSE_WHO_ANSWER + names
    if Role.ADVISOR in roles or Role.LEAD in roles:
        names = _FOR_STAFF + names
    if Role.LEAD in roles:
        names = _FOR_LEADS + names
    if Role.ADVISOR in roles or Role.LEAD in roles:
        names = _FOR_CLIENT_WORK + names
    elif Role.ANALYST in roles or Role.SPECIALIST in roles:
        names = _FOR_STEPS + names
    return tuple((name, label_of("command", name, language)) for name in names)


def bot_description(language: Language) -> str:
    """Return what an empty chat with the bot shows (at most 512 characters)."""
    return label_of("bot", "description", language)


def bot_short_description(language: Language) -> str:
    """Return what the bot's profile shows (at most 120 characters)."""
    return label_of("bot", "short_description", language)
