"""The levels set by leads, each with its reason, who set it and who ended it; at most one is in force."""

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.clients import ClientId
from loyalty.facts.signals import MATTERS, SignalKind
from loyalty.levels.levels import Level
from loyalty.levels.overrides import Override, OverrideId
from loyalty.people.people import PersonId
from storage.among import among
from storage.columns import Row, key_field, moment_field, refers_to, sealed_field, table_of
from storage.encryption import KeyRing
from storage.errors import NotFoundError
from storage.ids import new_id
from storage.records.signals import SIGNAL
from storage.transaction import Transaction


class OverrideNotFoundError(NotFoundError):
    """No level set by a lead has this id."""

    subject = "override"


class LevelOverrideRow(Row, table=True):
    """One level set by a lead; the reason is sealed.

    ``known_matters``: the ids, as JSON, of the serious matters open when it was set; they do not outrank it.
    ``ended_at``: when it was ended, at its end, by a lead, or by the next one; None while it is in force.
    """

    id: str = key_field()
    client_id: str = refers_to("client.id")
    level: str = Field(max_length=16)
    last_on: date
    ends_at: datetime = moment_field(index=True)
    set_by: str = refers_to("person.id", index=False)
    set_at: datetime = moment_field()
    reason: bytes = sealed_field()
    known_matters: str
    ended_at: datetime | None = moment_field()
    ended_by: str | None = refers_to("person.id", index=False)


_TABLE = table_of(LevelOverrideRow)


class OverridesRepository:
    """The levels set by leads."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(
        self,
        client_id: ClientId,
        level: Level,
        *,
        last_on: date,
        ends_at: datetime,
        by: PersonId,
        reason: str,
        now: datetime,
    ) -> Override:
        """Keep a level set from now on; the one in force so far ends."""
        self.end(client_id, by=by, now=now)
        override = Override(OverrideId(new_id()), client_id, level, last_on, ends_at, by, now, reason)
        values: dict[str, Any] = {name: getattr(override, name) for name in Override.__slots__}
        values["reason"] = self._transaction.keys.seal(reason, place=_place(override.id))
        values["known_matters"] = json.dumps(self._matters([client_id]).get(client_id, []))
        self._transaction.insert(_TABLE, [values])
        return override

    def of(self, override_id: OverrideId) -> Override:
        """Return one, whether it is still in force or not; who may read it is for the caller to know.

        Raises:
            OverrideNotFoundError: there is none.
        """
        row = self._transaction.first(sa.select(_TABLE).where(_TABLE.c.id == override_id))
        if row is None:
            raise OverrideNotFoundError(override_id)
        return _override(row, self._transaction.keys)

    def in_force(self, client_id: ClientId, at: datetime) -> Override | None:
        """Return the level set that is in force at a moment, whether a matter outranks it or not."""
        row = self._transaction.first(sa.select(_TABLE).where(_TABLE.c.client_id == client_id, *_holds(at)))
        return None if row is None else _override(row, self._transaction.keys)

    def in_force_of(
        self, client_ids: Collection[ClientId], at: datetime
    ) -> dict[ClientId, tuple[Override, bool]]:
        """Return the levels set that are in force, each with whether a serious matter came after it."""
        held = sa.select(_TABLE).where(among(_TABLE.c.client_id, client_ids), *_holds(at))
        rows = self._transaction.rows(held)
        matters = self._matters([ClientId(row.client_id) for row in rows]) if rows else {}
        found = {}
        for row in rows:
            later = set(matters.get(ClientId(row.client_id), ())) - set(json.loads(row.known_matters))
            found[ClientId(row.client_id)] = (_override(row, self._transaction.keys), bool(later))
        return found

    def over(self, now: datetime, *, without: Collection[str] = ()) -> ClientId | None:
        """Return a client, none of ``without``, whose set level is over but counts; None without one."""
        row = self._transaction.first(
            sa.select(_TABLE.c.client_id)
            .where(_TABLE.c.ends_at <= now, _TABLE.c.ended_at.is_(None), _TABLE.c.client_id.not_in(without))
            .order_by(_TABLE.c.ends_at)
            .limit(1)
        )
        return None if row is None else ClientId(row.client_id)

    def end(self, client_id: ClientId, *, by: PersonId | None, now: datetime) -> OverrideId | None:
        """End the level set for a client, by a person or by itself; None when nobody set one."""
        open_ = (_TABLE.c.client_id == client_id, _TABLE.c.ended_at.is_(None))
        row = self._transaction.first(sa.select(_TABLE.c.id, _TABLE.c.ends_at).where(*open_))
        if row is None:
            return None
        ended = sa.update(_TABLE).where(_TABLE.c.id == row.id, _TABLE.c.ended_at.is_(None))
        values = {"ended_at": min(now, row.ends_at), "ended_by": by if now < row.ends_at else None}
        return OverrideId(row.id) if self._transaction.change(ended.values(values)) == 1 else None

    def _matters(self, client_ids: Sequence[ClientId]) -> dict[ClientId, list[str]]:
        """Return the ids of the serious matters that are open, by client."""
        is_serious = sa.or_(
            SIGNAL.c.kind != SignalKind.COMPLAINT, SIGNAL.c.value.is_(None), SIGNAL.c.value != 0
        )
        open_ = (
            among(SIGNAL.c.client_id, client_ids),
            SIGNAL.c.kind.in_(MATTERS),
            SIGNAL.c.closed_on.is_(None),
        )
        found: dict[ClientId, list[str]] = {}
        serious = sa.select(SIGNAL.c.client_id, SIGNAL.c.id).where(*open_, is_serious)
        for row in self._transaction.rows(serious):
            found.setdefault(ClientId(row.client_id), []).append(row.id)
        return found


def _holds(at: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        _TABLE.c.set_at <= at,
        _TABLE.c.ends_at > at,
        sa.or_(_TABLE.c.ended_at.is_(None), _TABLE.c.ended_at > at),
    )


def _place(override_id: str) -> tuple[str, str, str]:
    return "level_override", "reason", override_id


def _override(row: sa.Row[*tuple[Any, ...]], keys: KeyRing) -> Override:
    return Override(
        id=OverrideId(row.id),
        client_id=ClientId(row.client_id),
        level=Level(row.level),
        last_on=row.last_on,
        ends_at=row.ends_at,
        set_by=PersonId(row.set_by),
        set_at=row.set_at,
        reason=keys.open(row.reason, place=_place(row.id)),
    )
