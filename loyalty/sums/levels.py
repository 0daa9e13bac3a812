"""Who keeps level and cause, found for many clients at once; whoever does not is decided one by one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loyalty.levels.levels import (
    CALM_DAYS_NEEDED,
    GUARD_GAPS,
    LOW_DAYS,
    PURCHASES_NEEDED,
    SEVERITY,
    Cause,
    Level,
    Lines,
    leave_line,
)
from loyalty.outlook.outlook import Floats
from loyalty.sums.clients import FigureColumns
from loyalty.sums.figures import Flags

Codes = NDArray[np.int64]

NO_LEVEL, UNSEEN = -1, -9
CAUSES = (
    Cause.ALL_WELL,
    Cause.FEW_PURCHASES,
    Cause.LOW_INTENT,
    Cause.MAY_LEAVE,
    Cause.SILENCE,
    Cause.COMPLAINT_OPEN,
    Cause.WISH_TO_LEAVE,
    Cause.CALMING,
    Cause.DORMANT,
)
"""The causes that a scoring finds, by their codes; one that is none of them is kept by nobody."""
_CODES = {cause: code for code, cause in enumerate(CAUSES)}
_GREEN, _YELLOW, _RED = SEVERITY[Level.GREEN], SEVERITY[Level.YELLOW], SEVERITY[Level.RED]


@dataclass(frozen=True, slots=True, eq=False)
class StoodColumns:
    """How many clients stood before a scoring, a row each.

    Attributes:
        level: the severity, ``NO_LEVEL`` while dormant, ``UNSEEN`` before the first scoring.
        cause: the place in ``CAUSES``, -1 for any other.
        scored_on: the day of that scoring.
        low_since, cause_since: infinite when there is none.
    """

    level: Codes
    cause: Codes
    calm_days: Codes
    scored_on: Floats
    low_since: Floats
    cause_since: Floats


@dataclass(frozen=True, slots=True, eq=False)
class KeptLevels:
    """What a scoring would remember of those who keep level, cause and its day (``same``)."""

    same: Flags
    calm_days: Codes
    low_since: Floats


def kept_levels(columns: FigureColumns, stood: StoodColumns, *, today: int, lines: Lines) -> KeptLevels:
    """Return who comes out of ``levels.decide`` as before, and with what to be remembered."""
    low_since = np.where(columns.is_low, np.minimum(stood.low_since, today), np.inf)
    on_rhythm = columns.silence <= GUARD_GAPS * columns.own_gap
    demanded, found = _demanded(columns, on_rhythm, today - low_since >= LOW_DAYS, lines)
    level = stood.level
    calms = (level > demanded) & _calm(columns, on_rhythm, level, lines)
    passed = np.maximum(0, today - stood.scored_on).astype(np.int64)
    calm_days = np.where(calms, stood.calm_days + passed, 0)
    cause = np.where(level == demanded, found, _CODES[Cause.CALMING])
    stays = ~columns.is_dormant & (level >= demanded) & (calm_days < CALM_DAYS_NEEDED)
    sleeps = columns.is_dormant & (level == NO_LEVEL)
    cause = np.where(columns.is_dormant, _CODES[Cause.DORMANT], cause)
    same_since = stood.cause_since == _since(columns, cause, low_since, today)
    return KeptLevels(
        same=(stays | sleeps) & (cause == stood.cause) & same_since & (stood.scored_on <= today),
        calm_days=np.where(sleeps, 0, calm_days),
        low_since=low_since,
    )


def _demanded(
    columns: FigureColumns, on_rhythm: Flags, low_intent: Flags, lines: Lines
) -> tuple[Codes, Codes]:
    """Return what ``levels.decide`` demands: severity and cause."""
    has_rhythm = columns.purchase_days >= PURCHASES_NEEDED
    by_risk = has_rhythm & (columns.risk >= lines.yellow)
    complaint, wish = np.isfinite(columns.complaint_since), np.isfinite(columns.wish_since)
    is_red = by_risk & (columns.risk >= lines.red) & ~on_rhythm
    cases = [
        (complaint, _RED, Cause.COMPLAINT_OPEN),
        (wish, _RED, Cause.WISH_TO_LEAVE),
        (is_red, _RED, Cause.SILENCE),
        (by_risk & on_rhythm, _YELLOW, Cause.MAY_LEAVE),
        (by_risk, _YELLOW, Cause.SILENCE),
        (low_intent, _YELLOW, Cause.LOW_INTENT),
        (~has_rhythm, _GREEN, Cause.FEW_PURCHASES),
    ]
    conditions = [condition for condition, _, _ in cases]
    level = np.select(conditions, [np.int64(severity) for _, severity, _ in cases], np.int64(_GREEN))
    causes = [np.int64(_CODES[cause]) for _, _, cause in cases]
    return level, np.select(conditions, causes, np.int64(_CODES[Cause.ALL_WELL]))


def _calm(columns: FigureColumns, on_rhythm: Flags, level: Codes, lines: Lines) -> Flags:
    few = columns.purchase_days < PURCHASES_NEEDED
    red = (level == _RED) & (on_rhythm | (columns.risk < leave_line(lines, Level.RED)))
    yellow = (level == _YELLOW) & (columns.risk < leave_line(lines, Level.YELLOW))
    calm: Flags = few | red | yellow
    return calm


def _since(columns: FigureColumns, cause: Codes, low_since: Floats, today: int) -> Floats:
    by_cause = [
        (Cause.COMPLAINT_OPEN, columns.complaint_since),
        (Cause.WISH_TO_LEAVE, columns.wish_since),
        (Cause.LOW_INTENT, low_since),
        (Cause.SILENCE, today - columns.silence),
        (Cause.MAY_LEAVE, today - columns.silence),
        (Cause.DORMANT, today - columns.quiet_days),
    ]
    conditions = [cause == _CODES[each] for each, _ in by_cause]
    return np.abs(np.select(conditions, [days for _, days in by_cause], np.inf))
