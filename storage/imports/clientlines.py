"""Reads a row of the clients file."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from loyalty.clientfields import (
    AmbiguousBirthdayError,
    Birthday,
    FieldError,
    ForeignPhoneError,
    ImpossibleBirthdayError,
    LunarBirthdayError,
    MissingNameError,
    SeveralZonesError,
    birthday_of,
    clean_name,
    phone_of,
    zone_of,
)
from loyalty.clients import Tier
from loyalty.people.people import Language
from storage.clients.clients import ClientChanges
from storage.imports.cells import required_text, short_text, visible
from storage.imports.faults import BadCellError
from storage.imports.tables import Layout, Record, Table

CLIENTS = Layout(
    required=("client_ref",),
    optional=(
        *("name", "country", "tier", "language", "timezone", "birthday", "phone", "email"),
        *("advisor", "aliases"),
    ),
    key=("client_ref",),
)
_MOST_ALIASES = 10
_MOST_EMAIL_CHARS = 254  # RFC 5321, 4.5.3.1.3, without the brackets
_LANGUAGES = {
    **{
        "en": Language.EN,
        "eng": Language.EN,
        "english": Language.EN,
        "英文": Language.EN,
        "英语": Language.EN,
    },
    **{"zh": Language.ZH, "chi": Language.ZH, "zho": Language.ZH, "chinese": Language.ZH, "cn": Language.ZH},
    **{"mandarin": Language.ZH, "cantonese": Language.ZH, "中文": Language.ZH, "汉语": Language.ZH},
}
_REASONS: dict[type[FieldError], str] = {
    AmbiguousBirthdayError: "may be either way round: write it as 1980-12-03, or as 3 Dec without a year",
    ImpossibleBirthdayError: "is no day anybody living was born on",
    LunarBirthdayError: "is a day of the lunar calendar: write the solar one as 1980-12-03",
    ForeignPhoneError: "lacks the country code: write it as +852 …, or fill in the country",
    SeveralZonesError: "is a country of several time zones: name a city or a zone such as America/New_York",
}
_UNREADABLE = {
    "birthday": "cannot be read: write it as 1980-12-03, or as 3 Dec without a year",
    "phone": "is no telephone number",
    "timezone": "is no time zone known: write one such as Europe/Paris",
}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ClientEntry:
    """A client as the file tells it.

    Attributes:
        fields: what the file tells; anything missing stays as it is known.
        advisor: the name of the advisor, empty when the file tells none.
    """

    line: int
    ref: str
    fields: ClientChanges
    advisor: str

    @property
    def key(self) -> tuple[str]:
        """What tells a client from all others."""
        return (self.ref,)


class ClientReader:
    """Reads the rows of one clients file; ``today`` is the last day anybody can be born on.

    Attributes:
        passed_over: cells that were left out without making their row a bad one, by sentence.
    """

    def __init__(self, table: Table, *, today: date) -> None:
        self._table = table
        self._today = today
        self.passed_over: Counter[str] = Counter()

    def read(self, record: Record) -> ClientEntry:
        """Check a row.

        Raises:
            BadCellError: of the first cell that is wrong.
        """

        def cell(column: str) -> str:
            return visible(record.cells[self._table.position(column)])

        fields: ClientChanges = {}
        ref = required_text(cell("client_ref"), "client_ref")
        if name := _name(cell("name")):
            fields["name"] = name
        if aliases := _aliases(cell("aliases")):
            fields["aliases"] = aliases
        if country := short_text(cell("country"), "country"):
            fields["country"] = country
        if text := cell("tier"):
            fields["tier"] = _tier(text)
        if language := self._language(cell("language")):
            fields["language"] = language
        if text := cell("timezone"):
            fields["zone"] = _read("timezone", lambda: zone_of(text))
        if text := cell("birthday"):
            fields["birthday"] = self._birthday(text)
        if text := cell("phone"):
            fields["phone"] = _read("phone", lambda: phone_of(text, country))
        if text := cell("email"):
            fields["email"] = _email(text)
        return ClientEntry(record.line, ref, fields, short_text(cell("advisor"), "advisor"))

    def _language(self, text: str) -> Language | None:
        if not text:
            return None
        spoken = text.casefold()
        known = _LANGUAGES.get(spoken) or _LANGUAGES.get(spoken.replace("_", "-").split("-")[0])
        if known is None:
            # A client may well speak French: that is no reason to refuse the row.
            self.passed_over["language: only English and Chinese are kept, others were left out"] += 1
        return known

    def _birthday(self, text: str) -> Birthday:
        born = _read("birthday", lambda: birthday_of(text))
        if born.year is not None and date(born.year, born.month, born.day) > self._today:
            raise BadCellError("birthday lies in the future")
        return born


def _read(column: str, reading: Callable[[], T]) -> T:
    try:
        return reading()
    except FieldError as error:
        # The sentence leaves out what was typed: it is personal, and the line tells where it stands.
        raise BadCellError(f"{column} {_REASONS.get(type(error), _UNREADABLE[column])}") from error


def _name(text: str) -> str | None:
    try:
        return clean_name(text)
    except MissingNameError:
        return None


def _aliases(text: str) -> tuple[str, ...]:
    names = dict.fromkeys(name for part in text.replace("；", ";").split(";") if (name := _name(part)))
    if len(names) > _MOST_ALIASES:
        raise BadCellError(f"aliases: at most {_MOST_ALIASES} are kept")
    return tuple(names)


def _tier(text: str) -> Tier:
    try:
        return Tier(text.casefold())
    except ValueError as error:
        raise BadCellError(f"tier “{text[:30]}” is none of {', '.join(Tier)}") from error


def _email(text: str) -> str:
    mailbox, at, domain = text.partition("@")
    if not (mailbox and at and "." in domain.strip(".")) or " " in text or "@" in domain:
        raise BadCellError("email is no address")
    if len(text) > _MOST_EMAIL_CHARS:
        raise BadCellError("email is longer than any address")
    return text
