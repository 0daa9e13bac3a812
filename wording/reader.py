"""The reader: for whom a text is written."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from loyalty.people.people import Language


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a text is written.

    Attributes:
        zone: IANA name; every clock time and day is told in it.
        name: the reader's own name, to say "you" instead of it.
        discreet: no client's name and no note in a first line, because it may show on a locked screen.
    """

    language: Language
    zone: str
    name: str = ""
    discreet: bool = False

    @property
    def tzinfo(self) -> ZoneInfo:
        """Return the reader's time zone."""
        return ZoneInfo(self.zone)
