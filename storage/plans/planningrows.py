"""Planning rows: the statements a plan is read by, made once, for all clients of an advisor or for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from loyalty.cases.cases import CaseState, StepState
from loyalty.people.absences import AbsenceState
from loyalty.people.people import PersonId
from loyalty.planning.touchpoints import TouchpointKind, TouchpointState
from loyalty.playbooks import PlaybookName
from storage.cases.caserows import CASE, STEP
from storage.clients.clientrows import CLIENT
from storage.columns import table_of
from storage.people.absences import ABSENCE
from storage.people.people import PersonRow
from storage.plans.touchpoints import TouchpointRow
from storage.scores.standingrows import StandingRow
from storage.store import Store

_TOUCHPOINT = table_of(TouchpointRow)
_STANDING = table_of(StandingRow)
_PERSON = table_of(PersonRow)
_OPEN = (TouchpointState.PLANNED, TouchpointState.REMINDED, TouchpointState.PUT_OFF)
DATED = tuple(kind for kind in TouchpointKind if kind.is_dated)

PlanningRow = sa.Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Whose:
    """All clients of one advisor, or one client of theirs."""

    advisor_id: PersonId
    client_id: str | None = None

    @property
    def id(self) -> str:
        """Return the id that the column holds."""
        return self.client_id or self.advisor_id

    @property
    def column(self) -> sa.Column[Any]:
        """Return the column of the clients' table by which they are found."""
        return CLIENT.c.advisor_id if self.client_id is None else CLIENT.c.id


def open_rows(store: Store, whose: Whose) -> Sequence[PlanningRow]:
    """Return the open contacts of the advisor, or those of the one client, soonest first."""
    values = {"advisor": whose.advisor_id, "client": whose.client_id}
    return store.transaction.rows(_open_rows(whose.client_id is not None), values)


def loads_of_others(store: Store, whose: Whose) -> Sequence[PlanningRow]:
    """Return how many open contacts of each kind the advisor's other clients have at each moment."""
    return store.transaction.rows(_OTHERS, {"advisor": whose.advisor_id, "client": whose.client_id})


def client_rows(store: Store, whose: Whose) -> Sequence[PlanningRow]:
    """Return what a plan needs of each client, closed ones left out."""
    return store.transaction.rows(_client_rows(whose.column), {"whose": whose.id})


def told_on(store: Store, advisor_id: PersonId) -> date | None:
    """Return the day of the advisor's last brief."""
    for row in store.transaction.rows(_TOLD_ON, {"advisor": advisor_id}):
        found: date | None = row.last_brief_on
        return found
    return None


def red_steps(store: Store, advisor_id: PersonId) -> Sequence[PlanningRow]:
    """Return when the next step of each red matter of the advisor's is due."""
    return store.transaction.rows(_RED_STEPS, {"advisor": advisor_id})


def covered_contacts(store: Store, advisor_id: PersonId, *, today: date) -> Sequence[PlanningRow]:
    """Return the dated contacts of colleagues for whom the advisor stands in, with those colleagues' days."""
    return store.transaction.rows(_COVERED, {"advisor": advisor_id, "today": today})


def _named(name: str) -> sa.BindParameter[str]:
    return sa.bindparam(name, type_=sa.String())


@cache
def _open_rows(is_client: bool) -> sa.Select[Any]:
    mine = [_TOUCHPOINT.c.advisor_id == _named("advisor"), _TOUCHPOINT.c.state.in_(_OPEN)]
    if is_client:
        mine.append(_TOUCHPOINT.c.client_id == _named("client"))
    columns = (
        *(_TOUCHPOINT.c.id, _TOUCHPOINT.c.client_id, _TOUCHPOINT.c.kind, _TOUCHPOINT.c.state),
        *(_TOUCHPOINT.c.due_at, _TOUCHPOINT.c.occasion, _TOUCHPOINT.c.occasion_on),
    )
    return sa.select(*columns).where(*mine).order_by(_TOUCHPOINT.c.due_at, _TOUCHPOINT.c.id)


@cache
def _client_rows(column: sa.Column[Any]) -> sa.Select[Any]:
    columns = (
        *(CLIENT.c.id, CLIENT.c.tier, CLIENT.c.zone, CLIENT.c.country, CLIENT.c.language),
        *(CLIENT.c.birthday, CLIENT.c.added_at, _STANDING.c.level, _STANDING.c.cause),
    )
    joined = CLIENT.outerjoin(_STANDING, _STANDING.c.client_id == CLIENT.c.id)
    here = sa.select(*columns).select_from(joined)
    return here.where(column == _named("whose"), CLIENT.c.closed_at.is_(None)).order_by(CLIENT.c.id)


_OTHERS = (
    sa.select(_TOUCHPOINT.c.due_at, _TOUCHPOINT.c.kind, sa.func.count().label("contacts"))
    .where(_TOUCHPOINT.c.advisor_id == _named("advisor"), _TOUCHPOINT.c.client_id != _named("client"))
    .where(_TOUCHPOINT.c.state.in_(_OPEN))
    .group_by(_TOUCHPOINT.c.due_at, _TOUCHPOINT.c.kind)
)
_TOLD_ON = sa.select(_PERSON.c.last_brief_on).where(_PERSON.c.id == _named("advisor"))
_RED_STEPS = (
    sa.select(sa.func.min(STEP.c.due_at).label("due_at"))
    .join(CASE, CASE.c.id == STEP.c.case_id)
    .where(CASE.c.advisor_id == _named("advisor"), CASE.c.playbook == PlaybookName.PUT_RIGHT)
    .where(sa.or_(STEP.c.assigned_to.is_(None), STEP.c.assigned_to == _named("advisor")))
    .where(CASE.c.state == CaseState.OPEN, STEP.c.state == StepState.OPEN)
    .group_by(CASE.c.id)
)
_COVERED = (
    sa.select(_TOUCHPOINT.c.due_at, ABSENCE.c.starts_on, ABSENCE.c.ends_on)
    .join(ABSENCE, ABSENCE.c.person_id == _TOUCHPOINT.c.advisor_id)
    .where(
        ABSENCE.c.covered_by == _named("advisor"), ABSENCE.c.ends_on >= sa.bindparam("today", type_=sa.Date())
    )
    .where(ABSENCE.c.state.in_((AbsenceState.PLANNED, AbsenceState.ACTIVE)))
    .where(_TOUCHPOINT.c.kind.in_(DATED), _TOUCHPOINT.c.state.in_(_OPEN))
)
