"""How many clients stand as kept, by column."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from loyalty.clients import ClientId
from loyalty.levels.levels import SEVERITY, Level
from loyalty.levels.standings import Standing
from loyalty.outlook.outlook import Floats
from loyalty.sums.clients import FigureColumns
from loyalty.sums.figures import Flags
from loyalty.sums.levels import CAUSES, NO_LEVEL, UNSEEN, KeptLevels, StoodColumns
from storage.among import among
from storage.columns import table_of
from storage.scores.standingrows import StandingRow
from storage.transaction import Transaction

_STANDING = table_of(StandingRow)

FIGURES = ("index", "coverage", "outlook", "risk")
"""The figures of a standing, in the order in which ``Stood`` has them."""
_NONE = -1.0
# The places of a row: level, cause, calm days, day of scoring, low since, cause since, then the figures.
_REMEMBERED = 6
_LEVEL, _CAUSE, _CALM_DAYS, _SCORED_ON, _LOW_SINCE = range(5)
_MEMORY = [_CALM_DAYS, _LOW_SINCE]
_NEVER = np.array([UNSEEN, -1, 0, inf, inf, inf, *[_NONE] * len(FIGURES)], dtype=np.float64)
# What is read and written each night is kept small. A float of four bytes knows infinity, and days exactly.
_PACKED = np.dtype([("small", "<i2", 3), ("days", "<f4", 3), ("figures", "<f8", len(FIGURES))])
# Points are shown in whole numbers and shares in percent. Of who is green nobody sees outlook and risk: the
# one is kept as it was, the other to the next twentieth.
_SHOWN_URGENT = np.array([1.0, 100.0, 100.0, 100.0])
_SHOWN_GREEN = np.array([1.0, 100.0, 0.0, 20.0])
_MOVING = [FIGURES.index("index"), FIGURES.index("risk")]

_LEVEL_CODES: dict[str | None, int] = {level.value: SEVERITY[level] for level in Level} | {None: NO_LEVEL}
_CAUSE_CODES: dict[str | None, int] = {cause.value: code for code, cause in enumerate(CAUSES)}
_LEVELS = {code: name for name, code in _LEVEL_CODES.items()}
_CAUSES = {code: name for name, code in _CAUSE_CODES.items()}
_OTHER_CAUSE = -1

STOOD = (
    _STANDING.c.client_id,
    _STANDING.c.level,
    _STANDING.c.cause,
    _STANDING.c.calm_days,
    _STANDING.c.scored_on,
    _STANDING.c.low_since,
    _STANDING.c.cause_since,
    *(sa.func.coalesce(_STANDING.c[name], _NONE) for name in FIGURES),
)
"""What ``Stood.of`` reads of a standing."""


@dataclass(frozen=True, slots=True, eq=False)
class Stood:
    """How some clients stand as kept: a row each, level, cause, what is remembered, and the figures shown.

    Days without a meaning are infinite, figures that are not known -1.
    """

    values: Floats

    @classmethod
    def of(cls, rows: Sequence[Sequence[Any]]) -> "Stood":
        """Read rows of ``STOOD``, all of them empty where a client was never scored."""
        client, level, cause, calm, scored_on, low, since, *figures = zip(*rows, strict=True)
        seen = (each is not None for each in client)
        columns = [
            [_LEVEL_CODES[name] if known else UNSEEN for name, known in zip(level, seen, strict=True)],
            [_CAUSE_CODES.get(each, _OTHER_CAUSE) for each in cause],
            [each or 0 for each in calm],
            *(_days(each) for each in (scored_on, low, since)),
            *figures,
        ]
        return cls(np.array(columns, dtype=np.float64).T)

    @classmethod
    def unpacked(cls, blobs: Sequence[bytes | None]) -> "Stood":
        """Read what ``packed`` gave; who has none comes out as never scored."""
        never = cls(_NEVER[None, :]).packed()[0]
        rows = np.frombuffer(b"".join(each or never for each in blobs), dtype=_PACKED)
        return cls(np.column_stack([rows["small"], rows["days"], rows["figures"]]).astype(np.float64))

    def packed(self) -> list[bytes]:
        """Return each row as bytes."""
        rows = np.empty(len(self.values), dtype=_PACKED)
        rows["small"] = self.values[:, :_SCORED_ON]
        rows["days"] = self.values[:, _SCORED_ON:_REMEMBERED]
        rows["figures"] = self.values[:, _REMEMBERED:]
        joined, size = rows.tobytes(), _PACKED.itemsize
        return [joined[start : start + size] for start in range(0, len(joined), size)]

    def columns(self, all_scored_on: date | None) -> StoodColumns:
        """Return what decides about levels; all clients were scored as of that day, if it is known."""
        level, cause, calm_days, scored_on, low_since, cause_since = self.values[:, :_REMEMBERED].T
        if all_scored_on is not None:
            # Who kept level and figures was not written that night.
            scored_on = np.maximum(scored_on, all_scored_on.toordinal())
        return StoodColumns(
            level.astype(np.int64),
            cause.astype(np.int64),
            calm_days.astype(np.int64),
            scored_on,
            low_since,
            cause_since,
        )

    def changes(self, columns: FigureColumns, kept: KeptLevels) -> tuple[Flags, Flags]:
        """Return of whom anything is to be written, and of whom a snapshot is to be taken."""
        is_urgent = self.values[:, :1] > SEVERITY[Level.GREEN]
        times = np.where(is_urgent, _SHOWN_URGENT, _SHOWN_GREEN)
        differs = _shown(figures_of(columns), times) != _shown(self.values[:, _REMEMBERED:], times)
        remembered = np.column_stack([kept.calm_days, kept.low_since]) != self.values[:, _MEMORY]
        return differs.any(axis=1) | remembered.any(axis=1), differs[:, _MOVING].any(axis=1)

    @property
    def levels(self) -> list[str | None]:
        """The names of the levels."""
        return [_LEVELS[code] for code in self.values[:, _LEVEL].tolist()]

    @property
    def causes(self) -> list[str | None]:
        """The names of the causes, None for one that no scoring by column finds."""
        return [_CAUSES.get(code) for code in self.values[:, _CAUSE].tolist()]

    @property
    def calm_days(self) -> list[int]:
        """The calm days gathered."""
        return [int(days) for days in self.values[:, _CALM_DAYS].tolist()]

    @property
    def low_since(self) -> list[date | None]:
        """Since when there has been low intent."""
        days = self.values[:, _LOW_SINCE].tolist()
        return [None if day == inf else date.fromordinal(int(day)) for day in days]

    @property
    def figures(self) -> dict[str, list[float | None]]:
        """The figures by their names; None where one is not known."""
        columns = self.values[:, _REMEMBERED:].T.tolist()
        known = [[None if value == _NONE else value for value in each] for each in columns]
        return dict(zip(FIGURES, known, strict=True))

    def at(self, places: NDArray[np.intp]) -> "Stood":
        """Return some of the rows."""
        return Stood(self.values[places])

    def after(self, columns: FigureColumns, kept: KeptLevels, *, on: date) -> "Stood":
        """Return how clients stand whose level and cause stay."""
        values = self.values.copy()
        values[:, _SCORED_ON] = on.toordinal()
        values[:, _MEMORY] = np.column_stack([kept.calm_days, kept.low_since])
        values[:, _REMEMBERED:] = figures_of(columns)
        return Stood(values)


def stood_row(standing: Standing) -> tuple[object, ...]:
    """Return a standing as ``STOOD`` would read it."""
    figures = (getattr(standing, name) for name in FIGURES)
    return (
        standing.client_id,
        standing.level,
        standing.cause,
        standing.calm_days,
        standing.scored_on,
        standing.low_since,
        standing.cause_since,
        *(_NONE if value is None else value for value in figures),
    )


def standing_stood(transaction: Transaction, client_ids: Sequence[ClientId]) -> Stood:
    """Return how some clients stand by their standings, in the order of their ids."""
    rows = {
        row[0]: row
        for row in transaction.rows(sa.select(*STOOD).where(among(_STANDING.c.client_id, client_ids)))
    }
    never = (*[None] * _REMEMBERED, None, *[_NONE] * len(FIGURES))
    return Stood.of([rows.get(client_id, never) for client_id in client_ids])


def figures_of(columns: FigureColumns) -> Floats:
    """Return the figures as ``Stood`` has those kept."""
    found = np.column_stack(
        [
            columns.index.value,
            columns.index.coverage,
            columns.outlook,
            columns.risk,
        ]
    )
    return np.where(np.isnan(found), _NONE, found)


def _shown(figures: Floats, times: Floats) -> Floats:
    return np.where(figures == _NONE, _NONE, np.rint(figures * times))


def _days(days: Sequence[date | None]) -> list[float]:
    return [inf if day is None else day.toordinal() for day in days]
