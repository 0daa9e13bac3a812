"""What a scoring needs to know of each of many clients, found from their kept sums."""

from dataclasses import dataclass

import numpy as np

from loyalty.index.norms import Norms
from loyalty.levels.levels import (
    DORMANT_DAYS,
    DORMANT_GAPS,
    GUARD_GAPS,
    LOW_COVERAGE,
    LOW_INDEX,
    PURCHASES_NEEDED,
    LevelFacts,
)
from loyalty.outlook.fitting import FittedOutlook, OutlookForm
from loyalty.outlook.outlook import Floats, chances_from_counts, risks
from loyalty.outlook.rhythm_features import RhythmSums, features_of
from loyalty.sums.figures import FadedSums, Flags, IndexColumns, index_columns
from loyalty.sums.layout import Scheme, Slot


@dataclass(frozen=True, slots=True)
class ClientFigures:
    """What one scoring found of a client before a level is decided; ``facts`` leave low intent to that.

    Attributes:
        outlook: chance of no purchase within the horizon; None with fewer than two purchase days.
        complaint_since, wish_since: the day of the oldest serious complaint, or wish to leave, still open.
        is_low: whether this scoring shows low intent.
    """

    index: float
    coverage: float
    outlook: float | None
    risk: float
    facts: LevelFacts
    complaint_since: int | None
    wish_since: int | None
    is_low: bool


@dataclass(frozen=True, slots=True, eq=False)
class FigureColumns:
    """The figures of many clients, a row each; what a client has not is no number, or infinite in days."""

    index: IndexColumns
    outlook: Floats
    risk: Floats
    purchase_days: Floats
    own_gap: Floats
    silence: Floats
    quiet_days: Floats
    complaint_since: Floats
    wish_since: Floats
    is_low: Flags
    is_dormant: Flags

    def of(self, row: int) -> ClientFigures:
        """Return the figures of one client."""
        complaint_since, wish_since = _day(self.complaint_since[row]), _day(self.wish_since[row])
        return ClientFigures(
            index=float(self.index.value[row]),
            coverage=float(self.index.coverage[row]),
            outlook=_number(self.outlook[row]),
            risk=float(self.risk[row]),
            facts=LevelFacts(
                purchase_days=int(self.purchase_days[row]),
                own_gap=float(self.own_gap[row]),
                silence=_day(self.silence[row]),
                quiet_days=_day(self.quiet_days[row]),
                serious_complaint_open=complaint_since is not None,
                wish_to_leave=wish_since is not None,
            ),
            complaint_since=complaint_since,
            wish_since=wish_since,
            is_low=bool(self.is_low[row]),
        )


def figure_columns(
    sums: Floats, scheme: Scheme, *, today: int, norms: Norms, outlook: FittedOutlook
) -> FigureColumns:
    """Return the figures of all rows of ``sums``, which hold as of ``today`` (``FadedSums``)."""
    faded = FadedSums.of(sums, scheme, today=today)
    index = index_columns(faded, norms)
    days, gap = sums[:, Slot.PURCHASE_DAYS], faded.own_gap(norms.house_gap_days)
    silence = faded.since(Slot.LAST_PURCHASE)
    alive = (Slot.LAST_PURCHASE, Slot.LAST_TWO_WAY, Slot.LAST_COMPLAINT, Slot.LAST_VISIT)
    quiet = today - sums[:, alive].max(axis=1)
    has_rhythm = days >= PURCHASES_NEEDED
    chances = np.full(len(sums), np.nan)
    chances[has_rhythm] = _chances(faded, has_rhythm, outlook)
    complaint_since, wish_since = sums[:, Slot.OLDEST_COMPLAINT], sums[:, Slot.OLDEST_EXIT_WISH]
    told = np.isfinite(complaint_since) | np.isfinite(wish_since)
    # An open serious complaint, or a stated wish to leave, is 1 (docs/loyalty.md).
    risk = np.where(told, 1.0, risks(np.where(has_rhythm, chances, 0.0), index.value, index.coverage))
    # The next two are `levels.is_low` and `levels.is_dormant`, for many clients at once.
    is_low = (index.value < LOW_INDEX) & (index.coverage >= LOW_COVERAGE)
    is_low |= has_rhythm & (silence > GUARD_GAPS * gap)
    is_dormant = np.isfinite(quiet) & (quiet > DORMANT_DAYS) & (quiet > DORMANT_GAPS * gap)
    return FigureColumns(
        index=index,
        outlook=chances,
        risk=risk,
        purchase_days=days,
        own_gap=gap,
        silence=silence,
        quiet_days=quiet,
        complaint_since=complaint_since,
        wish_since=wish_since,
        is_low=is_low,
        is_dormant=is_dormant,
    )


def _chances(faded: FadedSums, rows: Flags, outlook: FittedOutlook) -> Floats:
    left = faded.left[rows]
    if outlook.form is OutlookForm.UNTRAINED:
        return chances_from_counts(left[:, Slot.COUNT])
    features = features_of(
        RhythmSums(
            count=left[:, Slot.COUNT],
            long_count=left[:, Slot.LONG_COUNT],
            spent=left[:, Slot.SPENT],
            groups=left[:, Slot.GROUPS_A_DAY],
            silence=faded.since(Slot.LAST_PURCHASE)[rows],
            tenure=faded.since(Slot.FIRST_PURCHASE)[rows],
            own_gap=faded.own_gap(outlook.house_gap_days)[rows],
        )
    )
    return outlook.chances_by(features)


def _number(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)


def _day(value: np.float64) -> int | None:
    return int(value) if np.isfinite(value) else None
