"""The yardstick: what a firm measures its clients by on a day, and the standing that comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from types import MappingProxyType

from loyalty.clients import ClientId
from loyalty.index.norms import Norms
from loyalty.levels.levels import (
    Cause,
    Decision,
    Level,
    LevelState,
    Lines,
    decide,
    is_lasting,
    low_since,
)
from loyalty.levels.overrides import computed
from loyalty.levels.standings import Standing
from loyalty.outlook.fitting import FittedOutlook, untrained
from loyalty.outlook.outlook import Floats, horizon_days
from loyalty.sums.clients import ClientFigures, FigureColumns, figure_columns
from loyalty.sums.layout import Scheme
from storage.firm import FirmRepository

_SEVERITY: Mapping[Level | None, int] = MappingProxyType(
    {None: 0, Level.GREEN: 0, Level.YELLOW: 1, Level.RED: 2}
)
_STATED = (Cause.COMPLAINT_OPEN, Cause.WISH_TO_LEAVE)


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What a firm takes for normal, its lines and outlook, and the day (UTC) as of which it measures."""

    today: date
    norms: Norms
    lines: Lines
    outlook: FittedOutlook

    @classmethod
    def of(cls, firm: FirmRepository, *, today: date) -> "Yardstick":
        """Return the firm's own as it is kept now."""
        norms, kept = firm.norms(), firm.outlook()
        if kept is not None:
            return cls(today, norms, firm.lines(), kept.fitted)
        horizon, gap = horizon_days(norms), norms.house_gap_days
        plain = untrained(horizon_days=horizon, house_gap_days=gap, today=today.toordinal())
        return cls(today, norms, firm.lines(), plain)

    def with_lines(self, lines: Lines) -> "Yardstick":
        """Return the same with other lines."""
        return replace(self, lines=lines)

    def with_outlook(self, outlook: FittedOutlook) -> "Yardstick":
        """Return the same with another outlook."""
        return replace(self, outlook=outlook)

    @property
    def scheme(self) -> Scheme:
        """By which half-lives the sums fade that it measures."""
        return Scheme(self.norms.half_lives, self.outlook.horizon_days)

    def columns(self, sums: Floats) -> FigureColumns:
        """Return the figures of clients from their sums, which hold for today."""
        today = self.today.toordinal()
        return figure_columns(sums, self.scheme, today=today, norms=self.norms, outlook=self.outlook)

    def standing(
        self,
        client_id: ClientId,
        figures: ClientFigures,
        before: Standing | None,
        *,
        now: datetime,
        week_ago: float | None = None,
    ) -> Standing:
        """Return where a client stands as of today by its facts, given where it stood before.

        Whatever level a lead set is laid over it afterwards (``storage.scores.overrides``).
        """
        today = self.today.toordinal()
        # A standing of a later day says nothing of how things were on an earlier one.
        known = computed(before) if before is not None and before.scored_on <= self.today else None
        low_from = None if known is None or known.low_since is None else known.low_since.toordinal()
        low_from = low_since(low_from, today=today, low=figures.is_low)
        facts = replace(figures.facts, low_intent=is_lasting(low_from, today=today))
        decision = decide(_state(known), today=today, risk=figures.risk, lines=self.lines, facts=facts)
        low_day = _date(low_from)
        return Standing(
            client_id=client_id,
            scored_at=now,
            scored_on=self.today,
            index=figures.index,
            coverage=figures.coverage,
            outlook=figures.outlook,
            risk=figures.risk,
            level=decision.level,
            cause=decision.cause,
            cause_since=self._cause_since(decision.cause, figures, low_day),
            level_since=known.level_since if known is not None and known.level is decision.level else now,
            calm_days=_calm_days(decision),
            week_ago=week_ago,
            low_since=low_day,
        )

    def _cause_since(self, cause: Cause, figures: ClientFigures, low_day: date | None) -> date | None:
        today, facts = self.today.toordinal(), figures.facts
        match cause:
            case Cause.COMPLAINT_OPEN:
                return _date(figures.complaint_since)
            case Cause.WISH_TO_LEAVE:
                return _date(figures.wish_since)
            case Cause.LOW_INTENT:
                return low_day
            case Cause.SILENCE | Cause.MAY_LEAVE:
                return None if facts.silence is None else _date(today - facts.silence)
            case Cause.DORMANT:
                return None if facts.quiet_days is None else _date(today - facts.quiet_days)
            case _:
                return None


def is_worse(before: Standing | None, after: Standing) -> bool:
    """Return whether a scoring asks for a case: a worse level, or a matter told of a client already red.

    The first scoring never does, nor does the waking of a dormant client unless a matter was told.
    """
    if before is None:
        return False
    told = after.cause in _STATED and before.cause not in _STATED
    if before.level is None:
        return told
    return told or is_graver(after.level, before.level)


def is_graver(level: Level | None, than: Level | None) -> bool:
    """Tell whether a level is worse than another; none is like green."""
    return _SEVERITY[level] > _SEVERITY[than]


def utc_day(moment: datetime) -> date:
    """Return the firm's scoring day of a moment."""
    return moment.astimezone(UTC).date()


def _state(standing: Standing | None) -> LevelState | None:
    if standing is None or standing.level is None:
        return None
    return LevelState(standing.level, standing.calm_days, standing.scored_on.toordinal())


def _calm_days(decision: Decision) -> int:
    return 0 if decision.state is None else decision.state.calm_days


def _date(day: int | None) -> date | None:
    return None if day is None else date.fromordinal(day)
