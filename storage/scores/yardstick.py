"""The yardstick: what a firm measures its clients by on a day, and the standing that comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from types import MappingProxyType

from loyalty.clients import ClientId
from loyalty.index import LoyaltyIndex, loyalty_index
from loyalty.levels import (
    Cause,
    Decision,
    Level,
    LevelFacts,
    LevelState,
    Lines,
    decide,
    is_lasting,
    is_low,
    level_facts,
    low_since,
)
from loyalty.norms import Dimension, Norms
from loyalty.outlook import horizon_days, risk
from loyalty.outlook_fit import FittedOutlook, untrained
from loyalty.overrides import computed
from loyalty.standings import Standing
from storage.firm import FirmRepository
from storage.records.histories import Dossier

PURCHASES_NEEDED = 2
"""With fewer purchase days there is no rhythm and the outlook is not used (source: product brief, Levels)."""

_SEVERITY: Mapping[Level | None, int] = MappingProxyType(
    {None: 0, Level.GREEN: 0, Level.YELLOW: 1, Level.RED: 2}
)
_STATED = (Cause.COMPLAINT_OPEN, Cause.WISH_TO_LEAVE)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one scoring found, before a level is decided; ``facts`` leave low intent to that decision."""

    index: LoyaltyIndex
    outlook: float | None
    risk: float
    facts: LevelFacts
    wish_since: date | None


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

    def figures(self, dossier: Dossier) -> Figures:
        """Return what a client's facts come to; facts dated later are ignored."""
        today, history = self.today.toordinal(), dossier.history
        wish_since = dossier.wish_since(self.today)
        facts = level_facts(history, today=today, norms=self.norms, wish_to_leave=wish_since is not None)
        index = loyalty_index(history, today=today, norms=self.norms)
        outlook = None
        if facts.purchase_days >= PURCHASES_NEEDED:
            outlook = self.outlook.chance(history, today=today)
        # An open serious complaint, or a stated wish to leave, is 1 (docs/loyalty.md).
        stated = facts.serious_complaint_open or facts.wish_to_leave
        return Figures(index, outlook, 1.0 if stated else risk(outlook or 0.0, index), facts, wish_since)

    def standing(
        self,
        client_id: ClientId,
        dossier: Dossier,
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
        figures = self.figures(dossier)
        low_from = None if known is None or known.low_since is None else known.low_since.toordinal()
        low_from = low_since(low_from, today=today, low=is_low(figures.index, figures.facts))
        facts = replace(figures.facts, low_intent=is_lasting(low_from, today=today))
        decision = decide(_state(known), today=today, risk=figures.risk, lines=self.lines, facts=facts)
        low_day = None if low_from is None else date.fromordinal(low_from)
        return Standing(
            client_id=client_id,
            scored_at=now,
            scored_on=self.today,
            index=figures.index.value,
            coverage=figures.index.coverage,
            behaviour=_part(figures.index, Dimension.BEHAVIOUR),
            attitude=_part(figures.index, Dimension.ATTITUDE),
            potential=_part(figures.index, Dimension.POTENTIAL),
            outlook=figures.outlook,
            risk=figures.risk,
            level=decision.level,
            cause=decision.cause,
            cause_since=self._cause_since(decision.cause, dossier, figures, low_day),
            level_since=known.level_since if known is not None and known.level is decision.level else now,
            calm_days=_calm_days(decision),
            week_ago=week_ago,
            low_since=low_day,
        )

    def _cause_since(
        self, cause: Cause, dossier: Dossier, figures: Figures, low_day: date | None
    ) -> date | None:
        today, facts = self.today.toordinal(), figures.facts
        match cause:
            case Cause.COMPLAINT_OPEN:
                complaints = dossier.history.complaints
                return date.fromordinal(
                    min(each.opened_on for each in complaints if each.serious and each.is_open(today))
                )
            case Cause.WISH_TO_LEAVE:
                return figures.wish_since
            case Cause.LOW_INTENT:
                return low_day
            case Cause.SILENCE | Cause.MAY_LEAVE:
                return None if facts.silence is None else date.fromordinal(today - facts.silence)
            case Cause.DORMANT:
                return None if facts.quiet_days is None else date.fromordinal(today - facts.quiet_days)
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


def _part(index: LoyaltyIndex, dimension: Dimension) -> float | None:
    own = (indicator for indicator in index.indicators if indicator.dimension is dimension)
    return index.dimension(dimension) if any(indicator.score is not None for indicator in own) else None
