"""The writing of clients whose level and cause stay, many at once: figures, what is remembered, snapshots."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from loyalty.clients import ClientId
from loyalty.sums.figures import Flags
from storage.columns import table_of
from storage.scores.standingrows import SnapshotRow, StandingRow
from storage.scores.stood import FIGURES, Stood
from storage.transaction import Transaction

_STANDING = table_of(StandingRow)
_SNAPSHOT = table_of(SnapshotRow)
_SNAPSHOT_FIGURES = [name for name in FIGURES if name in _SNAPSHOT.c]


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
        _write_figures(transaction, client_ids, before, after, on=on, moment=moment)
        shown = [each for each, has_moved in zip(client_ids, moved.tolist(), strict=True) if has_moved]
        _write_snapshots(transaction, shown, after.at(moved.nonzero()[0]), on=on)


def _write_figures(
    transaction: Transaction,
    client_ids: Sequence[ClientId],
    before: Stood,
    after: Stood,
    *,
    on: date,
    moment: datetime,
) -> None:
    update = sa.update(_STANDING).where(_STANDING.c.client_id == sa.bindparam("id"))
    names = (*FIGURES, "calm_days", "scored_on", "scored_at")
    found = {name: sa.bindparam(f"new_{name}", type_=_STANDING.c[name].type) for name in names}
    columns: dict[str, Sequence[Any]] = {f"new_{name}": each for name, each in after.figures.items()}
    columns |= {"new_calm_days": after.calm_days, "id": client_ids}
    constants = {"new_scored_on": on, "new_scored_at": moment}
    transaction.change_quickly(update.values(**found), columns, constants=constants)
    low = [
        {"id": client_id, "new_low_since": is_now}
        for client_id, was, is_now in zip(client_ids, before.low_since, after.low_since, strict=True)
        if was != is_now
    ]
    transaction.change_many(update.values(low_since=sa.bindparam("new_low_since")), low)


def _write_snapshots(
    transaction: Transaction, client_ids: Sequence[ClientId], stood: Stood, *, on: date
) -> None:
    if client_ids:
        figures = stood.figures
        columns: dict[str, Sequence[Any]] = {name: figures[name] for name in _SNAPSHOT_FIGURES}
        columns |= {"client_id": client_ids, "level": stood.levels, "cause": stood.causes}
        constants = {"scored_on": on}
        transaction.upsert_quickly(_SNAPSHOT, columns, key=("client_id", "scored_on"), constants=constants)
