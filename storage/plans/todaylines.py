"""Today's lines: what an advisor was shown for a day under which number, and what the brief says of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.cases.cases import CaseId, StepId
from loyalty.clients import ClientId
from loyalty.people.people import PersonId
from loyalty.planning.touchpoints import TouchpointId
from storage.cases.caserows import CASE, STEP
from storage.columns import Row, key_field, moment_field, refers_to, table_of
from storage.ids import new_id
from storage.plans.touchpoints import TouchpointRow
from storage.transaction import Transaction


class TodayLineRow(Row, table=True):
    """One matter of a day's list.

    ``matter`` is the id of the planned contact, else of the step, else of the case. ``told_state`` and
    ``told_due`` are what the brief says of it; where they differ from what holds, the brief is out of date.
    """

    __table_args__ = (sa.UniqueConstraint("person_id", "on_day", "matter"),)

    id: str = key_field()
    person_id: str = refers_to("person.id", index=False)
    on_day: date = Field(index=True)
    number: int
    matter: str = Field(max_length=32)
    client_id: str = refers_to("client.id")
    case_id: str | None = Field(max_length=32)
    step_id: str | None = Field(max_length=32)
    touchpoint_id: str | None = Field(max_length=32)
    relieved_at: datetime | None = moment_field()
    told_state: str | None = Field(max_length=64)
    told_due: datetime | None = moment_field()


_LINE = table_of(TodayLineRow)
_TOUCHPOINT = table_of(TouchpointRow)
_HELD_STATE = sa.func.coalesce(
    _TOUCHPOINT.c.state, CASE.c.state + sa.literal("/") + sa.func.coalesce(STEP.c.state, "-")
)
_HELD_DUE = sa.func.coalesce(_TOUCHPOINT.c.due_at, CASE.c.paused_until, type_=CASE.c.paused_until.type)
_HELD = sa.select(_LINE.c.id, _HELD_STATE.label("state"), _HELD_DUE.label("due")).select_from(
    _LINE.outerjoin(_TOUCHPOINT, _TOUCHPOINT.c.id == _LINE.c.touchpoint_id)
    .outerjoin(CASE, CASE.c.id == _LINE.c.case_id)
    .outerjoin(STEP, STEP.c.id == _LINE.c.step_id)
)
_IS_OUTDATED = sa.or_(
    _LINE.c.told_state.is_distinct_from(_HELD_STATE), _LINE.c.told_due.is_distinct_from(_HELD_DUE)
)
# Built once: it is asked after everything anybody does, and building costs more than running it.
_OUTDATED_ON_DAY = (
    _HELD.with_only_columns(_LINE.c.id)
    .where(
        _LINE.c.person_id == sa.bindparam("person"),
        _LINE.c.on_day == sa.bindparam("on", type_=sa.Date),
        _IS_OUTDATED,
    )
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One matter as it was listed: a planned contact, or a case with its step if one was open."""

    number: int
    client_id: ClientId
    touchpoint_id: TouchpointId | None = None
    case_id: CaseId | None = None
    step_id: StepId | None = None
    relieved_at: datetime | None = None

    @property
    def matter(self) -> str:
        """Return the id that tells it from the other matters of its day."""
        return self.touchpoint_id or self.step_id or self.case_id or ""


class TodayLinesRepository:
    """The lists that were shown, by person and day of the person's own calendar."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def of(self, person_id: PersonId, on: date) -> list[Listed]:
        """Return what was listed for a day, by number and then in the order in which it was added."""
        rows = self._transaction.rows(
            sa.select(_LINE).where(*_day(person_id, on)).order_by(_LINE.c.number, _LINE.c.id)
        )
        return [_listed(row) for row in rows]

    def add(self, person_id: PersonId, on: date, listed: Sequence[Listed]) -> None:
        """Keep what is listed from now on; what is listed already keeps its number."""
        rows = [_row(person_id, on, each) for each in listed]
        if self._transaction.insert_missing(_LINE, rows):
            self.mark_told(person_id, on, only=[row["id"] for row in rows])

    def forget(self, person_id: PersonId, *, until: date) -> None:
        """Forget the lists up to a day, that day included."""
        self._transaction.change(
            sa.delete(_LINE).where(_LINE.c.person_id == person_id, _LINE.c.on_day <= until)
        )

    def mark_told(self, person_id: PersonId, on: date, *, only: Collection[str] | None = None) -> None:
        """Keep that the brief says what holds now, of all that is listed or of some rows."""
        chosen = [] if only is None else [_LINE.c.id.in_(only)]
        outdated = self._transaction.rows(_HELD.where(*_day(person_id, on), _IS_OUTDATED, *chosen))
        for row in outdated:
            told = {"told_state": row.state, "told_due": row.due}
            self._transaction.change(sa.update(_LINE).where(_LINE.c.id == row.id).values(told))

    def is_outdated(self, person_id: PersonId, on: date) -> bool:
        """Tell whether something on the list of a day is no longer what the brief says of it."""
        asked = {"person": person_id, "on": on}
        return self._transaction.connection.execute(_OUTDATED_ON_DAY, asked).first() is not None

    def next_outdated(self, *, since: date, without: Collection[str] = ()) -> tuple[PersonId, date] | None:
        """Return a person, none of ``without``, and a day whose list is no longer what the brief says."""
        outdated = _HELD.with_only_columns(_LINE.c.person_id, _LINE.c.on_day)
        others = (_LINE.c.on_day >= since, _LINE.c.person_id.not_in(without))
        row = self._transaction.first(outdated.where(*others, _IS_OUTDATED).limit(1))
        return None if row is None else (PersonId(row.person_id), row.on_day)

    def mark_relieved(
        self, person_id: PersonId, on: date, touchpoint_ids: Collection[TouchpointId], *, at: datetime | None
    ) -> None:
        """Keep which contacts a relief gave another day; with None that it was taken back."""
        moved = (*_day(person_id, on), _LINE.c.touchpoint_id.in_(touchpoint_ids))
        self._transaction.change(sa.update(_LINE).where(*moved).values(relieved_at=at))


def _day(person_id: PersonId, on: date) -> tuple[sa.ColumnElement[bool], ...]:
    return _LINE.c.person_id == person_id, _LINE.c.on_day == on


def _row(person_id: PersonId, on: date, listed: Listed) -> dict[str, Any]:
    return {
        "id": new_id(),
        "person_id": person_id,
        "on_day": on,
        "number": listed.number,
        "matter": listed.matter,
        "client_id": listed.client_id,
        "case_id": listed.case_id,
        "step_id": listed.step_id,
        "touchpoint_id": listed.touchpoint_id,
    }


def _listed(row: sa.Row[*tuple[Any, ...]]) -> Listed:
    return Listed(
        number=row.number,
        client_id=ClientId(row.client_id),
        touchpoint_id=None if row.touchpoint_id is None else TouchpointId(row.touchpoint_id),
        case_id=None if row.case_id is None else CaseId(row.case_id),
        step_id=None if row.step_id is None else StepId(row.step_id),
        relieved_at=row.relieved_at,
    )
