"""The planned contacts: promises, and what the planner spreads over the days."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.clients import ClientId
from loyalty.people.people import Person, PersonId
from loyalty.planning.touchpoints import SkipReason, Touchpoint, TouchpointId, TouchpointKind, TouchpointState
from storage.access import in_charge
from storage.columns import Row, key_field, moment_field, refers_to, sealed_field, table_of
from storage.encryption import KeyRing
from storage.ids import new_id
from storage.refusals import TouchpointNotFoundError
from storage.setbacks import naming
from storage.transaction import Transaction

_UNFINISHED = (TouchpointState.PLANNED, TouchpointState.REMINDED, TouchpointState.PUT_OFF)


class TouchpointRow(Row, table=True):
    """One planned contact; the advisor's own words are sealed.

    ``interaction_id`` is the log that fulfilled it, ``fulfilled_from`` the state in which the log found it.
    """

    __table_args__ = (sa.Index("ix_touchpoint_state_due_at", "state", "due_at"),)

    id: str = key_field()
    client_id: str = refers_to("client.id")
    advisor_id: str = refers_to("person.id")
    kind: str = Field(max_length=16)
    state: str = Field(max_length=16)
    due_at: datetime = moment_field()
    note: bytes = sealed_field()
    occasion: str | None = Field(max_length=32)
    occasion_on: date | None
    draft: int = 0
    created_at: datetime = moment_field()
    reminded_at: datetime | None = moment_field()
    finished_at: datetime | None = moment_field()
    skip_reason: str | None = Field(max_length=16)
    interaction_id: str | None = refers_to("interaction.id")
    fulfilled_from: str | None = Field(max_length=16)


_TABLE = table_of(TouchpointRow)
# A promise has its own moment, and so has what the advisor put off; the rest comes with a brief.
_OWN_MOMENT = sa.or_(
    sa.and_(_TABLE.c.state == TouchpointState.PLANNED, _TABLE.c.kind == TouchpointKind.PROMISE),
    _TABLE.c.state == TouchpointState.PUT_OFF,
)


class TouchpointsRepository:
    """The planned contacts of all advisors; each is within reach of its advisor and who stands in."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def promise(
        self, client_id: ClientId, *, advisor_id: PersonId, due_at: datetime, note: str, now: datetime
    ) -> Touchpoint:
        """Plan to remind an advisor of what was promised to a client; return the planned contact."""
        planned = Touchpoint(
            id=TouchpointId(new_id()),
            client_id=client_id,
            advisor_id=advisor_id,
            kind=TouchpointKind.PROMISE,
            due_at=due_at,
            note=note,
        )
        values: dict[str, Any] = {
            "id": planned.id,
            "client_id": client_id,
            "advisor_id": advisor_id,
            "kind": planned.kind,
            "state": planned.state,
            "due_at": due_at,
            "note": self._transaction.keys.seal(note, place=_place(planned.id)),
            "draft": 0,
            "created_at": now,
        }
        self._transaction.insert(_TABLE, [values])
        return planned

    def of(self, touchpoint_id: TouchpointId, *, advisor: Person) -> Touchpoint:
        """Return one planned contact of an advisor or of a colleague covered now, in whatever state.

        Raises:
            TouchpointNotFoundError: it does not exist or is somebody else's.
        """
        return self._one(
            _TABLE.c.id == touchpoint_id, in_charge(advisor, _TABLE.c.advisor_id), row_id=touchpoint_id
        )

    def anyone(self, touchpoint_id: TouchpointId) -> Touchpoint:
        """Return one planned contact for a message about to be sent, which acts for nobody in particular.

        Raises:
            TouchpointNotFoundError: it does not exist.
        """
        return self._one(_TABLE.c.id == touchpoint_id, row_id=touchpoint_id)

    def many(self, touchpoint_ids: Collection[TouchpointId]) -> dict[TouchpointId, Touchpoint]:
        """Return planned contacts in whatever state, for nobody in particular."""
        rows = self._transaction.rows(sa.select(_TABLE).where(_TABLE.c.id.in_(touchpoint_ids)))
        return {TouchpointId(row.id): _value(row, self._transaction.keys) for row in rows}

    def open_of(self, advisor_id: PersonId, *, before: datetime | None = None) -> list[Touchpoint]:
        """Return what an advisor has planned, all or what is due before a moment, soonest first."""
        conditions = [_TABLE.c.advisor_id == advisor_id]
        if before is not None:
            conditions.append(_TABLE.c.due_at < before)
        return self._several(*conditions)

    def open_about(self, client_id: ClientId) -> list[Touchpoint]:
        """Return what is planned for a client, soonest first."""
        return self._several(_TABLE.c.client_id == client_id)

    def open_between(self, advisor_id: PersonId, first: datetime, last: datetime) -> list[Touchpoint]:
        """Return what an advisor has from one moment until before another, soonest first."""
        return self._several(
            _TABLE.c.advisor_id == advisor_id, _TABLE.c.due_at >= first, _TABLE.c.due_at < last
        )

    def advisors_waiting(self, now: datetime, *, without: Collection[str] = ()) -> list[PersonId]:
        """Return whose promises or contacts put off are due, the longest waiting first.

        ``without`` names contacts and advisors that are left out.
        """
        waiting = sa.select(_TABLE.c.advisor_id).where(
            _OWN_MOMENT,
            _TABLE.c.due_at <= now,
            _TABLE.c.id.not_in(without),
            _TABLE.c.advisor_id.not_in(without),
        )
        rows = self._transaction.rows(
            waiting.group_by(_TABLE.c.advisor_id).order_by(sa.func.min(_TABLE.c.due_at), _TABLE.c.advisor_id)
        )
        return [PersonId(row.advisor_id) for row in rows]

    def waiting_of(
        self, advisor_id: PersonId, now: datetime, *, without: Collection[str] = ()
    ) -> list[Touchpoint]:
        """Return the promises and contacts put off of an advisor that are due, the most overdue first.

        Raises:
            RowFailedError: one of them, none of ``without``, cannot be read.
        """
        due = (_TABLE.c.advisor_id == advisor_id, _OWN_MOMENT, _TABLE.c.due_at <= now)
        waiting = sa.select(_TABLE).where(*due, _TABLE.c.id.not_in(without))
        found = []
        for row in self._transaction.rows(waiting.order_by(_TABLE.c.due_at, _TABLE.c.id)):
            with naming(row.id):
                found.append(_value(row, self._transaction.keys))
        return found

    def put_back(self, touchpoint: Touchpoint) -> None:
        """Let a contact wait as it did before its advisor acted."""
        before = {"state": touchpoint.state, "due_at": touchpoint.due_at}
        self._change(touchpoint.id, before)

    def claim(self, touchpoint_id: TouchpointId, *, now: datetime) -> bool:
        """Claim one that has a moment of its own; False when it was handed out before."""
        claimed = sa.update(_TABLE).where(_TABLE.c.id == touchpoint_id, _OWN_MOMENT)
        return self._transaction.change(claimed.values(state=TouchpointState.REMINDED, reminded_at=now)) == 1

    def snooze(self, touchpoint_id: TouchpointId, until: datetime) -> bool:
        """Put an unfinished contact off until a moment; False when it was finished meanwhile."""
        return self._change(touchpoint_id, {"state": TouchpointState.PUT_OFF, "due_at": until})

    def finish(
        self,
        touchpoint_id: TouchpointId,
        state: TouchpointState,
        *,
        now: datetime,
        skip_reason: SkipReason | None = None,
    ) -> bool:
        """Mark a contact done or skipped; False when it was finished before."""
        values = {"state": state, "finished_at": now, "skip_reason": skip_reason}
        return self._change(touchpoint_id, values)

    def show_draft(self, touchpoint_id: TouchpointId, draft: int) -> bool:
        """Keep which drafted text is shown; False when the contact was finished meanwhile."""
        return self._change(touchpoint_id, {"draft": draft})

    def drop_about(self, client_id: ClientId, *, now: datetime) -> None:
        """Drop all that is planned or promised for a client whom nobody contacts any more."""
        unfinished = (_TABLE.c.client_id == client_id, _TABLE.c.state.in_(_UNFINISHED))
        dropped = {"state": TouchpointState.DROPPED, "finished_at": now}
        self._transaction.change(sa.update(_TABLE).where(*unfinished).values(dropped))

    def forget_dropped_before(self, moment: datetime) -> None:
        """Delete the contacts that were dropped before a moment; no plan and no list tells of them."""
        dropped = (_TABLE.c.state == TouchpointState.DROPPED, _TABLE.c.due_at < moment)
        self._transaction.change(sa.delete(_TABLE).where(*dropped))

    def give(self, client_id: ClientId, *, before: PersonId, after: PersonId) -> None:
        """Hand what one person has planned for a client to another; the reminders of others stay theirs."""
        theirs = (_TABLE.c.client_id == client_id, _TABLE.c.advisor_id == before)
        unfinished = sa.update(_TABLE).where(*theirs, _TABLE.c.state.in_(_UNFINISHED))
        self._transaction.change(unfinished.values(advisor_id=after))

    def _change(self, touchpoint_id: TouchpointId, values: dict[str, Any]) -> bool:
        unfinished = (_TABLE.c.id == touchpoint_id, _TABLE.c.state.in_(_UNFINISHED))
        return self._transaction.change(sa.update(_TABLE).where(*unfinished).values(values)) == 1

    def _one(self, *conditions: sa.ColumnElement[bool], row_id: TouchpointId) -> Touchpoint:
        row = self._transaction.first(sa.select(_TABLE).where(*conditions))
        if row is None:
            raise TouchpointNotFoundError(row_id)
        return _value(row, self._transaction.keys)

    def _several(self, *conditions: sa.ColumnElement[bool]) -> list[Touchpoint]:
        unfinished = sa.select(_TABLE).where(*conditions, _TABLE.c.state.in_(_UNFINISHED))
        rows = self._transaction.rows(unfinished.order_by(_TABLE.c.due_at, _TABLE.c.id))
        return [_value(row, self._transaction.keys) for row in rows]


def _place(touchpoint_id: str) -> tuple[str, str, str]:
    return ("touchpoint", "note", touchpoint_id)


def _value(row: sa.Row[*tuple[Any, ...]], keys: KeyRing) -> Touchpoint:
    return Touchpoint(
        id=TouchpointId(row.id),
        client_id=ClientId(row.client_id),
        advisor_id=PersonId(row.advisor_id),
        kind=TouchpointKind(row.kind),
        due_at=row.due_at,
        note=keys.open(row.note, place=_place(row.id)),
        state=TouchpointState(row.state),
        occasion=row.occasion,
        occasion_on=row.occasion_on,
        draft=row.draft,
    )
