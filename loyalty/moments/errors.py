"""What can be wrong with a typed day or time; each kind has a code that the wording turns into a sentence."""

from datetime import datetime
from typing import ClassVar

from loyalty.errors import RapportError


class MomentError(RapportError):
    """A typed day or time cannot be taken; ``choices`` are the moments (UTC) it may mean, soonest first."""

    code: ClassVar[str] = "moment"

    def __init__(self, *, choices: tuple[datetime, ...] = ()) -> None:
        # The message carries no typed text: it may tell of a client, and messages reach logs.
        super().__init__(self.code)
        self.choices = choices


class UnreadableMomentError(MomentError):
    """No day and no time can be read out of the text."""

    code = "unreadable"


class AmbiguousMomentError(MomentError):
    """The words mean one of two days: ``next Friday`` on a Tuesday, ``3/12``."""

    code = "ambiguous"


class PastMomentError(MomentError):
    """The moment is over."""

    code = "past"


class MissingTimeError(MomentError):
    """The day is today, so that the start of work is no answer."""

    code = "time_missing"


class ImpossibleDayError(MomentError):
    """There is no such day or no such time."""

    code = "impossible"


class FarMomentError(MomentError):
    """The moment lies more than two years ahead."""

    code = "far"
