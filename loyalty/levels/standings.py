"""Where a client stands: the loyalty figure, the outlook and the level with its reason."""

from dataclasses import dataclass
from datetime import date, datetime

from loyalty.clients import ClientId
from loyalty.levels.levels import Cause, Level


@dataclass(frozen=True, slots=True)
class Standing:
    """The last scoring of a client.

    Attributes:
        scored_on: the day as of which the figures hold (the firm's scoring day, UTC date).
        index: 0…100.
        coverage: 0…1, share of the index backed by facts.
        outlook: chance of no purchase within the horizon; None with fewer than two purchases.
        level: None while dormant.
        cause_since: the day since which the cause holds (complaint opened, last purchase), if it has one.
        week_ago: the index of a week before, None when not known.
        low_since: the day since which every scoring showed low intent (``levels.low_since``).
        computed_level, computed_cause, computed_since: while the cause is that a lead set the level, what was
            computed beneath; else None (``loyalty.levels.overrides``).
    """

    client_id: ClientId
    scored_at: datetime
    scored_on: date
    index: float
    coverage: float
    outlook: float | None
    risk: float
    level: Level | None
    cause: Cause
    cause_since: date | None
    level_since: datetime
    calm_days: int
    week_ago: float | None = None
    low_since: date | None = None
    computed_level: Level | None = None
    computed_cause: Cause | None = None
    computed_since: date | None = None

    @property
    def is_set_by_lead(self) -> bool:
        """Tell whether a lead set the level."""
        return self.computed_cause is not None
