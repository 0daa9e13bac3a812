"""Why a client has the level: the one line that always stands beside it."""

from dataclasses import dataclass
from datetime import date, datetime

from loyalty.cases.cases import Case
from loyalty.levels.levels import Cause, Level
from loyalty.levels.overrides import SetLevel
from loyalty.levels.standings import Standing
from wording.reader import Reader

DAYS_A_MONTH = 30
CALM_DAYS_NEEDED = 14  # calm days before a level gets one step better (docs/loyalty.md)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a client has the level.

    Attributes:
        level: None while dormant.
        since: when the cause began, to the minute where that is known.
        usual_days: the client's usual days between purchases, if known.
        outlook: chance (0…1) of no purchase within ``horizon_days``.
        calm_days: how many of the 14 calm days have passed.
        set_level: what a lead said, where the cause is that a lead set the level.
    """

    cause: Cause
    level: Level | None = None
    since: datetime | date | None = None
    usual_days: int | None = None
    outlook: float | None = None
    horizon_days: int = 90
    calm_days: int = 0
    set_level: SetLevel | None = None

    @property
    def is_timed(self) -> bool:
        """Tell whether the beginning is known to the minute."""
        return isinstance(self.since, datetime)

    @property
    def calm_days_needed(self) -> int:
        """Return after how many calm days the level gets better."""
        return CALM_DAYS_NEEDED

    @property
    def calm_days_left(self) -> int:
        """Return how many calm days are still missing."""
        return max(0, CALM_DAYS_NEEDED - self.calm_days)

    @property
    def months(self) -> int:
        """Return the horizon of the outlook in months."""
        return max(1, round(self.horizon_days / DAYS_A_MONTH))

    def days_since(self, reader: Reader, *, now: datetime) -> int | None:
        """Return the days since the cause began, by the reader's calendar.

        A minute is when a case was opened, and no silence begins then: it gives no days.
        """
        if self.since is None or isinstance(self.since, datetime):
            return None
        return (now.astimezone(reader.tzinfo).date() - self.since).days


def reason_of(
    standing: Standing,
    *,
    case: Case | None = None,
    usual_days: int | None = None,
    horizon_days: int = 90,
    set_level: SetLevel | None = None,
) -> Reason:
    """Return the reason of a standing; an open case about the same cause knows its minute."""
    since: datetime | date | None = standing.cause_since
    if case is not None and case.cause is standing.cause is Cause.COMPLAINT_OPEN:
        since = case.opened_at
    return Reason(
        cause=standing.cause,
        level=standing.level,
        since=since,
        usual_days=usual_days,
        outlook=standing.outlook,
        horizon_days=horizon_days,
        calm_days=standing.calm_days,
        set_level=set_level if standing.is_set_by_lead else None,
    )
