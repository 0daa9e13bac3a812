"""Absences: the days on which somebody does not work, and who stands in meanwhile."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.people.absences import Absence, AbsenceId, AbsenceState, check_days, local_day
from loyalty.people.people import Person, PersonId
from storage.columns import Row, key_field, moment_field, refers_to, table_of
from storage.errors import NotFoundError
from storage.ids import new_id
from storage.people.people import PeopleRepository
from storage.plans.planloads import mark_stale
from storage.refusals import AbsenceOverlapsError
from storage.setbacks import naming
from storage.transaction import Transaction


class AbsenceNotFoundError(NotFoundError):
    """No absence with this id."""

    subject = "absence"


class AbsenceRow(Row, table=True):
    """Days off of one person, both ends included, in that person's own calendar.

    ``covered_by`` reaches the person's clients while the state is ``active``; ticks turn the state.
    """

    id: str = key_field()
    person_id: str = refers_to("person.id")
    starts_on: date
    ends_on: date
    covered_by: str | None = refers_to("person.id")
    set_by: str | None = refers_to("person.id", index=False)
    state: str = Field(max_length=16)
    created_at: datetime = moment_field()
    ended_at: datetime | None = moment_field()


ABSENCE = table_of(AbsenceRow)
_OPEN = (AbsenceState.PLANNED, AbsenceState.ACTIVE)
_KEPT = ABSENCE.c.state != AbsenceState.CANCELLED
# The latest and the earliest place on earth are a day apart (UTC-12 to UTC+14).
_A_DAY = timedelta(days=1)


class AbsencesRepository:
    """The days off of everybody."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._people = PeopleRepository(transaction)

    def add(
        self,
        person: Person,
        starts_on: date,
        ends_on: date,
        *,
        covered_by: PersonId | None,
        set_by: PersonId,
        now: datetime,
    ) -> Absence:
        """Plan days off; a tick begins them at the person's midnight.

        Raises:
            ImpossibleDaysError: the days cannot be meant.
            AbsenceOverlapsError: some of them are days off already.
        """
        check_days(starts_on, ends_on, today=local_day(person, now))
        taken = self.between(person.id, starts_on, ends_on)
        if taken:
            raise AbsenceOverlapsError(taken[0])
        absence = Absence(
            id=AbsenceId(new_id()),
            person_id=person.id,
            starts_on=starts_on,
            ends_on=ends_on,
            covered_by=covered_by,
            set_by=set_by,
        )
        values = {name: getattr(absence, name) for name in Absence.__slots__}
        self._transaction.insert(ABSENCE, [{**values, "created_at": now}])
        mark_stale(self._transaction, [person.id, covered_by])
        return absence

    def of(self, absence_id: AbsenceId) -> Absence:
        """Return one absence in whatever state; who may see it is for the caller to know.

        Raises:
            AbsenceNotFoundError: there is none.
        """
        found = self._select(ABSENCE.c.id == absence_id)
        if not found:
            raise AbsenceNotFoundError(absence_id)
        return found[0]

    def coming(self, person_id: PersonId) -> list[Absence]:
        """Return the absences of a person that hold now or later, soonest first."""
        return self._select(ABSENCE.c.person_id == person_id, ABSENCE.c.state.in_(_OPEN))

    def current(self, person: Person, now: datetime) -> Absence | None:
        """Return the absence that holds on the day it is where the person works, None when at work."""
        today = local_day(person, now)
        return next(iter(self.between(person.id, today, today)), None)

    def between(self, person_id: PersonId, first: date, last: date) -> list[Absence]:
        """Return the absences of a person that touch the days from ``first`` to ``last``, soonest first."""
        return self._select(
            ABSENCE.c.person_id == person_id, ABSENCE.c.starts_on <= last, ABSENCE.c.ends_on >= first, _KEPT
        )

    def days_off(self, person_id: PersonId, first: date, last: date) -> frozenset[date]:
        """Return the days off of a person from ``first`` to ``last``, both included."""
        return self.days_off_of([person_id], first, last)[person_id]

    def days_off_of(
        self, person_ids: Collection[PersonId], first: date, last: date
    ) -> Mapping[PersonId, frozenset[date]]:
        """Return the same for many people at once; who has none is there with no day."""
        found = self._select(
            ABSENCE.c.person_id.in_(person_ids),
            ABSENCE.c.starts_on <= last,
            ABSENCE.c.ends_on >= first,
            _KEPT,
        )
        days: dict[PersonId, set[date]] = defaultdict(set)
        for absence in found:
            day, end = max(first, absence.starts_on), min(last, absence.ends_on)
            while day <= end:
                days[absence.person_id].add(day)
                day += _A_DAY
        return {person_id: frozenset(days[person_id]) for person_id in person_ids}

    def covered_by(self, person_id: PersonId) -> list[Absence]:
        """Return the absences in which a person stands in right now."""
        return self._select(ABSENCE.c.covered_by == person_id, ABSENCE.c.state == AbsenceState.ACTIVE)

    def to_cover(self, person_id: PersonId) -> list[Absence]:
        """Return the absences in which a person stands in now or is to, soonest first."""
        return self._select(ABSENCE.c.covered_by == person_id, ABSENCE.c.state.in_(_OPEN))

    def active_of(self, person_ids: Collection[PersonId]) -> list[Absence]:
        """Return the absences of these people that hold now, the first to end in front."""
        active = self._select(ABSENCE.c.person_id.in_(person_ids), ABSENCE.c.state == AbsenceState.ACTIVE)
        return sorted(active, key=lambda absence: absence.ends_on)

    def stand_in(self, person: Person, now: datetime) -> Person | None:
        """Return the colleague who stands in for somebody today; None when nobody does or nobody needs to."""
        absence = self.current(person, now)
        if absence is None or absence.covered_by is None or absence.state is not AbsenceState.ACTIVE:
            return None
        colleague = self._people.of(absence.covered_by)
        return colleague if colleague.active else None

    def stood_in_since(self, person_id: PersonId, moment: datetime) -> set[PersonId]:
        """Return who has stood in for somebody at a moment or later."""
        begun = ABSENCE.c.state.in_((AbsenceState.ACTIVE, AbsenceState.ENDED))
        # The earliest place on earth is half a day behind UTC.
        lasted = ABSENCE.c.ends_on >= moment.date() - _A_DAY
        found = self._select(ABSENCE.c.person_id == person_id, begun, lasted)
        return {absence.covered_by for absence in found if absence.covered_by is not None}

    def save_cover(self, absence_id: AbsenceId, covered_by: PersonId | None) -> bool:
        """Let another colleague stand in, or nobody; False when the absence is over."""
        absence = self.of(absence_id)
        mark_stale(self._transaction, [absence.person_id, absence.covered_by, covered_by])
        return self._change(absence_id, _OPEN, covered_by=covered_by)

    def due_begin(
        self, now: datetime, *, only: AbsenceId | None = None, without: Collection[str] = ()
    ) -> Absence | None:
        """Claim a planned absence, or this one, whose first day has come; it is active from then on.

        None of ``without`` is claimed.

        Raises:
            RowFailedError: one cannot be read.
        """
        soon = [ABSENCE.c.state == AbsenceState.PLANNED, ABSENCE.c.starts_on <= (now + _A_DAY).date()]
        if only is not None:
            soon.append(ABSENCE.c.id == only)
        for absence in self._select(*soon, ABSENCE.c.id.not_in(without)):
            with naming(absence.id):
                if absence.starts_on <= self._today(absence, now) and self._begin(absence.id):
                    return self.of(absence.id)
        return None

    def due_end(
        self, now: datetime, *, covered_by: PersonId | None = None, without: Collection[str] = ()
    ) -> Absence | None:
        """Claim an active absence whose last day is over; with ``covered_by`` one that this person covers.

        Raises like ``due_begin``, with the same ``without``.
        """
        over = [ABSENCE.c.state == AbsenceState.ACTIVE, ABSENCE.c.ends_on <= now.date()]
        if covered_by is not None:
            over.append(ABSENCE.c.covered_by == covered_by)
        for absence in self._select(*over, ABSENCE.c.id.not_in(without)):
            with naming(absence.id):
                if absence.ends_on < self._today(absence, now) and self.end(absence.id, now=now):
                    return self.of(absence.id)
        return None

    def end(self, absence_id: AbsenceId, *, now: datetime) -> bool:
        """End an absence by the day before today; one that had no day yet is cancelled. False when over."""
        absence = self.of(absence_id)
        mark_stale(self._transaction, [absence.person_id, absence.covered_by])
        last = min(absence.ends_on, self._today(absence, now) - _A_DAY)
        if last < absence.starts_on:
            return self._change(absence_id, _OPEN, state=AbsenceState.CANCELLED, ended_at=now)
        return self._change(absence_id, _OPEN, state=AbsenceState.ENDED, ended_at=now, ends_on=last)

    def _begin(self, absence_id: AbsenceId) -> bool:
        return self._change(absence_id, (AbsenceState.PLANNED,), state=AbsenceState.ACTIVE)

    def _today(self, absence: Absence, now: datetime) -> date:
        return local_day(self._people.of(absence.person_id), now)

    def _change(self, absence_id: AbsenceId, states: Collection[AbsenceState], **values: Any) -> bool:
        claimed = sa.update(ABSENCE).where(ABSENCE.c.id == absence_id, ABSENCE.c.state.in_(states))
        return self._transaction.change(claimed.values(**values)) == 1

    def _select(self, *conditions: sa.ColumnElement[bool]) -> list[Absence]:
        rows = self._transaction.rows(
            sa.select(ABSENCE).where(*conditions).order_by(ABSENCE.c.starts_on, ABSENCE.c.id)
        )
        return [_absence(row) for row in rows]


def _absence(row: sa.Row[*tuple[Any, ...]]) -> Absence:
    return Absence(
        id=AbsenceId(row.id),
        person_id=PersonId(row.person_id),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        state=AbsenceState(row.state),
        covered_by=PersonId(row.covered_by) if row.covered_by else None,
        set_by=PersonId(row.set_by) if row.set_by else None,
    )
