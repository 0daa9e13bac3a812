"""How many clients stand as kept, by column, and the writing of those whose level and cause stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import inf
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.dialects import postgresql, sqlite

from loyalty.clients import ClientId
from loyalty.levels import SEVERITY, Level
from loyalty.norms import Dimension
from loyalty.outlook import Floats
from loyalty.standings import Standing
from loyalty.sums.clients import FigureColumns
from loyalty.sums.figures import Flags
from loyalty.sums.levels import CAUSES, NO_LEVEL, UNSEEN, KeptLevels, StoodColumns
from storage.columns import table_of
from storage.records.sumrows import SUMS
from storage.scores.standingrows import SnapshotRow, StandingRow
from storage.transaction import Transaction

_STANDING = table_of(StandingRow)
_SNAPSHOT = table_of(SnapshotRow)

_FIGURES = ("index", "behaviour", "attitude", "potential", "coverage", "outlook", "risk")
_NEW_FIGURES = [f"new_{name}" for name in _FIGURES]
_NONE = -1.0
# The places of a row: level, cause, calm days, day of scoring, low since, cause since, then the figures.
_REMEMBERED = 6
_CALM_DAYS, _SCORED_ON, _LOW_SINCE = 2, 3, 4
_MEMORY = [_CALM_DAYS, _LOW_SINCE]
_NEVER = np.array([UNSEEN, -1, 0, inf, inf, inf, *[_NONE] * len(_FIGURES)], dtype=np.float64)
# Points are shown in whole numbers and shares in percent. Of who is green nobody sees outlook and risk: the
# one is kept as it was, the other to the next twentieth.
_SHOWN_URGENT = np.array([1.0, 1.0, 1.0, 1.0, 100.0, 100.0, 100.0])
_SHOWN_GREEN = np.array([1.0, 1.0, 1.0, 1.0, 100.0, 0.0, 20.0])
_MOVING = [_FIGURES.index("index"), _FIGURES.index("risk")]

_LEVEL_CODES: dict[str | None, int] = {level.value: SEVERITY[level] for level in Level} | {None: NO_LEVEL}
_CAUSE_CODES: dict[str | None, int] = {cause.value: code for code, cause in enumerate(CAUSES)}
_OTHER_CAUSE = -1

STOOD = (
    _STANDING.c.client_id,
    _STANDING.c.level,
    _STANDING.c.cause,
    _STANDING.c.calm_days,
    _STANDING.c.scored_on,
    _STANDING.c.low_since,
    _STANDING.c.cause_since,
    *(sa.func.coalesce(_STANDING.c[name], _NONE) for name in _FIGURES),
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
    def kept(cls, blobs: Sequence[bytes | None]) -> "Stood":
        """Read what ``write_stood`` kept; who has none comes out as never scored."""
        joined = b"".join(each or _NEVER.tobytes() for each in blobs)
        return cls(np.frombuffer(joined).reshape(-1, len(_NEVER)))

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


def still_kept(transaction: Transaction, client_ids: Sequence[ClientId]) -> Flags:
    """Return of which clients it is still kept beside the sums how they stand."""
    kept = {
        row.client_id
        for row in transaction.rows(
            sa.select(SUMS.c.client_id).where(SUMS.c.client_id.in_(client_ids), SUMS.c.stood.is_not(None))
        )
    }
    return np.array([client_id in kept for client_id in client_ids], dtype=bool)


def stood_row(standing: Standing) -> tuple[object, ...]:
    """Return a standing as ``STOOD`` would read it."""
    figures = (getattr(standing, name) for name in _FIGURES)
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


def stood_of(transaction: Transaction, client_ids: Sequence[ClientId]) -> Stood:
    """Return how up to a thousand clients stand, in the order of their ids."""
    rows = {
        row[0]: row
        for row in transaction.rows(sa.select(*STOOD).where(_STANDING.c.client_id.in_(client_ids)))
    }
    never = (*[None] * _REMEMBERED, None, *[_NONE] * len(_FIGURES))
    return Stood.of([rows.get(client_id, never) for client_id in client_ids])


def figures_of(columns: FigureColumns) -> Floats:
    """Return the figures as ``Stood`` has those kept."""
    sides = columns.index.dimensions
    found = np.column_stack(
        [
            columns.index.value,
            sides[Dimension.BEHAVIOUR],
            sides[Dimension.ATTITUDE],
            sides[Dimension.POTENTIAL],
            columns.index.coverage,
            columns.outlook,
            columns.risk,
        ]
    )
    return np.where(np.isnan(found), _NONE, found)


def write_kept(
    transaction: Transaction,
    client_ids: Sequence[ClientId],
    before: Stood,
    after: Stood,
    moved: Flags,
    *,
    on: date,
    moment: datetime,
) -> None:
    """Write what has changed of clients whose level and cause stay; the ``moved`` get a snapshot, too."""
    if client_ids:
        _write_figures(transaction, client_ids, before.values, after.values, on=on, moment=moment)
        shown = [each for each, has_moved in zip(client_ids, moved.tolist(), strict=True) if has_moved]
        _write_snapshots(transaction, shown, on=on)
        write_stood(transaction, client_ids, after)


def write_stood(transaction: Transaction, client_ids: Sequence[ClientId], stood: Stood) -> None:
    """Keep how clients stand beside their sums, for the next night."""
    update = sa.update(SUMS).where(SUMS.c.client_id == sa.bindparam("id"))
    size, joined = stood.values.itemsize * len(_NEVER), stood.values.tobytes()
    blobs = [joined[start : start + size] for start in range(0, len(joined), size)]
    transaction.change_quickly(
        update.values(stood=sa.bindparam("new_stood")), {"new_stood": blobs, "id": client_ids}
    )


def _write_figures(
    transaction: Transaction,
    client_ids: Sequence[ClientId],
    before: Floats,
    after: Floats,
    *,
    on: date,
    moment: datetime,
) -> None:
    update = sa.update(_STANDING).where(_STANDING.c.client_id == sa.bindparam("id"))
    names = (*_FIGURES, "calm_days", "scored_on", "scored_at")
    found: dict[str, Any] = {
        name: sa.bindparam(f"new_{name}", type_=_STANDING.c[name].type) for name in names
    }
    figures = after[:, _REMEMBERED:].T.tolist()
    known = [[None if value == _NONE else value for value in each] for each in figures]
    columns: dict[str, Sequence[Any]] = dict(zip(_NEW_FIGURES, known, strict=True))
    columns |= {"new_calm_days": after[:, _CALM_DAYS].astype(int).tolist(), "id": client_ids}
    constants = {"new_scored_on": on, "new_scored_at": moment}
    transaction.change_quickly(update.values(found), columns, constants=constants)
    was, is_now = before[:, _LOW_SINCE].tolist(), after[:, _LOW_SINCE].tolist()
    low = [
        {"id": client_id, "new_low_since": None if day == inf else date.fromordinal(int(day))}
        for client_id, then, day in zip(client_ids, was, is_now, strict=True)
        if then != day
    ]
    transaction.change_many(update.values(low_since=sa.bindparam("new_low_since")), low)


def _write_snapshots(transaction: Transaction, client_ids: Sequence[ClientId], *, on: date) -> None:
    if not client_ids:
        return
    names = _SNAPSHOT.c.keys()
    theirs = sa.select(*(_STANDING.c[name] for name in names)).where(
        _STANDING.c.client_id.in_(client_ids), _STANDING.c.scored_on == on
    )
    is_postgres = transaction.connection.dialect.name == "postgresql"
    insert = postgresql.insert(_SNAPSHOT) if is_postgres else sqlite.insert(_SNAPSHOT)
    taken = insert.from_select(names, theirs)
    key = [column.name for column in _SNAPSHOT.primary_key]
    replaced = {name: taken.excluded[name] for name in names if name not in key}
    transaction.change(taken.on_conflict_do_update(index_elements=key, set_=replaced))


def _shown(figures: Floats, times: Floats) -> Floats:
    return np.where(figures == _NONE, _NONE, np.rint(figures * times))


def _days(days: Sequence[date | None]) -> list[float]:
    return [inf if day is None else day.toordinal() for day in days]
