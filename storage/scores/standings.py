"""The standings: the last scoring of each client, one snapshot a day, and every change of level."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from loyalty.clients import ClientId
from loyalty.facts.interactions import InteractionId
from loyalty.facts.signals import SignalId
from loyalty.levels.levels import Cause, Level
from loyalty.levels.standings import Standing
from loyalty.people.people import Person, PersonId
from storage.access import within_reach
from storage.among import among
from storage.clients.clientrows import CLIENT, lock_clients
from storage.columns import table_of
from storage.firm import FIRM
from storage.ids import new_id
from storage.scores.standingrows import LevelChangeRow, SnapshotRow, StandingRow
from storage.scores.stoodrows import forget_stood
from storage.scores.yardstick import utc_day
from storage.transaction import Transaction

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class LevelChange:
    """One change of level; ``before`` or ``after`` is None while dormant.

    Attributes:
        interaction_id: the log that caused it, None when time or another fact did.
        signal_id: the fact that caused it, if a person added or changed one.
    """

    client_id: ClientId
    changed_at: datetime
    before: Level | None
    after: Level | None
    cause: Cause
    interaction_id: InteractionId | None
    signal_id: SignalId | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The figures of a client from a day on, until the next one; ``level`` is None while dormant."""

    on: date
    index: float
    coverage: float
    level: Level | None


_STANDING = table_of(StandingRow)
_SNAPSHOT = table_of(SnapshotRow)
_CHANGE = table_of(LevelChangeRow)
_NEWEST = _SNAPSHOT.alias("newest")


class StandingsRepository:
    """Where all clients stand."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def of(self, client_id: ClientId) -> Standing | None:
        """Return the last scoring of a client, None before the first."""
        standing = self.many([client_id]).get(client_id)
        if standing is None:
            return None
        week_ago = self.indexes_on([client_id], a_week_before(standing.scored_on)).get(client_id)
        return replace(standing, week_ago=week_ago)

    def scored(self, client_ids: Collection[ClientId]) -> list[ClientId]:
        """Return those of some clients who were ever scored, by their ids."""
        theirs = among(_STANDING.c.client_id, client_ids)
        rows = self._transaction.rows(
            sa.select(_STANDING.c.client_id).where(theirs).order_by(_STANDING.c.client_id)
        )
        return [ClientId(row.client_id) for row in rows]

    def many(self, client_ids: Collection[ClientId]) -> dict[ClientId, Standing]:
        """Return the last scoring of each client that has one, without ``week_ago``."""
        all_scored_on = sa.select(FIRM.c.content).where(FIRM.c.name == "scored_on").scalar_subquery()
        found = sa.select(*_STANDING.c, all_scored_on.label("all_scored_on"))
        rows = self._transaction.rows(found.where(among(_STANDING.c.client_id, client_ids)))
        return {ClientId(row.client_id): _standing(row) for row in rows}

    def lock(self, client_ids: Collection[ClientId]) -> None:
        """Keep others from scoring these clients until the transaction ends."""
        lock_clients(self._transaction, client_ids)

    def indexes_on(self, client_ids: Collection[ClientId], day: date) -> dict[ClientId, float]:
        """Return the index each client had at the end of a day, as far as known."""
        last_day = sa.select(sa.func.max(_NEWEST.c.scored_on)).where(
            _NEWEST.c.client_id == _SNAPSHOT.c.client_id, _NEWEST.c.scored_on <= day
        )
        rows = self._transaction.rows(
            sa.select(_SNAPSHOT.c.client_id, _SNAPSHOT.c["index"]).where(
                among(_SNAPSHOT.c.client_id, client_ids), _SNAPSHOT.c.scored_on == last_day.scalar_subquery()
            )
        )
        return {ClientId(client_id): index for client_id, index in rows}

    def save(
        self,
        before: Standing | None,
        after: Standing,
        *,
        interaction_id: InteractionId | None = None,
        signal_id: SignalId | None = None,
    ) -> None:
        """Keep a scoring, with the log or the fact that caused a change of level, if one did."""
        self.save_many([(before, after)], interaction_id=interaction_id, signal_id=signal_id)

    def save_many(
        self,
        scored: Sequence[tuple[Standing | None, Standing]],
        *,
        interaction_id: InteractionId | None = None,
        signal_id: SignalId | None = None,
    ) -> None:
        """Keep many scorings, each after the one before it; the first of a client is no change of level."""
        self._transaction.upsert(
            _STANDING, [_columns(_STANDING, after) for _, after in scored], key=("client_id",)
        )
        forget_stood(self._transaction, [after.client_id for _, after in scored])
        news = [after for before, after in scored if before is None or _shown(before) != _shown(after)]
        self._transaction.upsert(
            _SNAPSHOT, [_columns(_SNAPSHOT, after) for after in news], key=("client_id", "scored_on")
        )
        changes = [
            _change(before, after, interaction_id, signal_id)
            for before, after in scored
            if before is not None and before.level is not after.level
        ]
        self._transaction.insert(_CHANGE, changes)

    def snapshot_on(self, client_id: ClientId, day: date) -> dict[str, Any] | None:
        """Return the row of a client's snapshot of one day as it lies, for ``restore``; None without one."""
        row = self._transaction.first(
            sa.select(_SNAPSHOT).where(_SNAPSHOT.c.client_id == client_id, _SNAPSHOT.c.scored_on == day)
        )
        return None if row is None else dict(row._mapping)

    def restore(
        self,
        standing: Standing,
        *,
        snapshot: dict[str, Any] | None,
        saved_at: datetime,
        interaction_id: InteractionId | None = None,
        signal_id: SignalId | None = None,
    ) -> None:
        """Put back a former scoring as if a log or fact saved at a moment had never been.

        The changes of level it caused go, and those that time or a decision brought since: whoever takes
        something back scores again as of then. ``snapshot`` is that of the moment's day as it lay.
        """
        nobody = (_CHANGE.c.interaction_id.is_(None), _CHANGE.c.signal_id.is_(None))
        since = sa.and_(*nobody, _CHANGE.c.changed_at > saved_at)
        by_log = _CHANGE.c.interaction_id == interaction_id if interaction_id else sa.false()
        by_fact = sa.and_(_CHANGE.c.signal_id == signal_id, _CHANGE.c.changed_at >= saved_at)
        caused = sa.or_(since, by_log, by_fact if signal_id else sa.false())
        theirs = _CHANGE.c.client_id == standing.client_id
        self._transaction.change(sa.delete(_CHANGE).where(theirs, caused))
        later = (_SNAPSHOT.c.client_id == standing.client_id, _SNAPSHOT.c.scored_on >= utc_day(saved_at))
        self._transaction.change(sa.delete(_SNAPSHOT).where(*later))
        self._transaction.insert(_SNAPSHOT, [snapshot] if snapshot else [])
        self._transaction.upsert(_STANDING, [_columns(_STANDING, standing)], key=("client_id",))
        forget_stood(self._transaction, [standing.client_id])

    def detach(self, interaction_id: InteractionId) -> None:
        """Forget that a log, which is about to be deleted, changed a level; the change stays."""
        caused = sa.update(_CHANGE).where(_CHANGE.c.interaction_id == interaction_id)
        self._transaction.change(caused.values(interaction_id=None))

    def within(
        self, reader: Person, *, levels: Collection[Level], advisor_id: PersonId | None = None
    ) -> list[Standing]:
        """Return the standings of these levels within reach, riskiest first; closed clients have none.

        ``advisor_id`` leaves only the clients of one advisor.
        """
        reached = self._reached(reader, _STANDING).where(_STANDING.c.level.in_(levels), _of(advisor_id))
        return [_standing(row) for row in self._transaction.rows(reached.order_by(_STANDING.c.risk.desc()))]

    def counts(self, reader: Person, *, advisor_id: PersonId | None = None) -> dict[Level | None, int]:
        """Return how many clients within reach have each level; None counts the dormant, closed are none.

        ``advisor_id`` leaves only the clients of one advisor.
        """
        counted = sa.select(_STANDING.c.level, sa.func.count()).join(
            CLIENT, CLIENT.c.id == _STANDING.c.client_id
        )
        reached = counted.where(within_reach(reader, CLIENT), CLIENT.c.closed_at.is_(None), _of(advisor_id))
        rows = self._transaction.rows(reached.group_by(_STANDING.c.level))
        return {None if level is None else Level(level): count for level, count in rows}

    def changes(self, client_id: ClientId, *, limit: int = 10) -> list[LevelChange]:
        """Return the changes of level of a client, newest first."""
        rows = self._transaction.rows(
            sa.select(_CHANGE)
            .where(_CHANGE.c.client_id == client_id)
            .order_by(_CHANGE.c.changed_at.desc(), _CHANGE.c.id.desc())
            .limit(limit)
        )
        return [_level_change(row) for row in rows]

    def snapshots(self, client_id: ClientId, *, since: date) -> list[Snapshot]:
        """Return the figures of a client from a day on, oldest first; the first one holds on that day."""
        theirs = _SNAPSHOT.c.client_id == client_id
        earlier = sa.select(sa.func.max(_SNAPSHOT.c.scored_on)).where(theirs, _SNAPSHOT.c.scored_on <= since)
        begun = self._transaction.value(earlier) or since
        columns = (_SNAPSHOT.c.scored_on, _SNAPSHOT.c["index"], _SNAPSHOT.c.coverage, _SNAPSHOT.c.level)
        found = sa.select(*columns).where(theirs, _SNAPSHOT.c.scored_on >= begun)
        return [
            Snapshot(max(on, since), index, coverage, _level(level))
            for on, index, coverage, level in self._transaction.rows(found.order_by(_SNAPSHOT.c.scored_on))
        ]

    def _reached(self, reader: Person, table: sa.Table) -> sa.Select[Any]:
        return (
            sa.select(table)
            .join(CLIENT, CLIENT.c.id == table.c.client_id)
            .where(within_reach(reader, CLIENT), CLIENT.c.closed_at.is_(None))
        )


def _of(advisor_id: PersonId | None) -> sa.ColumnElement[bool]:
    return sa.true() if advisor_id is None else CLIENT.c.advisor_id == advisor_id


def a_week_before(scored_on: date) -> date:
    """Return the day whose index is told as that of a week ago."""
    return scored_on - _WEEK


def _shown(standing: Standing) -> tuple[object, ...]:
    # Figures are shown as whole numbers: a snapshot a day for every crumb that fades would fill the disk.
    return (round(standing.index), round(standing.risk, 2), standing.level, standing.cause)


def _columns(table: sa.Table, standing: Standing) -> dict[str, Any]:
    return {name: getattr(standing, name) for name in table.c.keys()}  # noqa: SIM118 - columns, not names


def _change(
    before: Standing, after: Standing, interaction_id: InteractionId | None, signal_id: SignalId | None
) -> dict[str, Any]:
    return {
        "id": new_id(),
        "client_id": after.client_id,
        "changed_at": after.scored_at,
        "before": before.level,
        "after": after.level,
        "cause": after.cause,
        "interaction_id": interaction_id,
        "signal_id": signal_id,
    }


def _standing(row: sa.Row[*tuple[Any, ...]]) -> Standing:
    values = dict(row._mapping)
    if (all_on := values.pop("all_scored_on", None)) is not None:
        # Whose level and figures stay is not written in the night, but was scored all the same.
        values["scored_on"] = max(values["scored_on"], date.fromisoformat(json.loads(all_on)))
    for name in ("level", "computed_level"):
        values[name] = _level(values[name])
    for name in ("cause", "computed_cause"):
        values[name] = Cause(values[name]) if values[name] else None
    return Standing(**values)


def _level_change(row: sa.Row[*tuple[Any, ...]]) -> LevelChange:
    return LevelChange(
        client_id=ClientId(row.client_id),
        changed_at=row.changed_at,
        before=_level(row.before),
        after=_level(row.after),
        cause=Cause(row.cause),
        interaction_id=None if row.interaction_id is None else InteractionId(row.interaction_id),
        signal_id=None if row.signal_id is None else SignalId(row.signal_id),
    )


def _level(name: str | None) -> Level | None:
    return None if name is None else Level(name)
