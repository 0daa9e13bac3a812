"""The people of the firm: names sealed, found by a blind index of them, by Telegram account or by id."""

from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.people.clocks import WorkingHours
from loyalty.people.people import (
    DEFAULT_CONTACTS_A_DAY,
    Language,
    Membership,
    Person,
    PersonId,
    Role,
    TeamId,
)
from storage.columns import Row, key_field, moment_field, refers_to, sealed_field, table_of
from storage.errors import AlreadyBoundError, PersonNotFoundError
from storage.ids import new_id
from storage.people.teams import folded
from storage.plans.planloads import mark_stale
from storage.transaction import Transaction

DEFAULT_HOURS = WorkingHours(zone="Asia/Hong_Kong", start=time(9), end=time(18), workdays=frozenset(range(5)))


class PersonRow(Row, table=True):
    """One person; a Telegram account belongs to at most one active person.

    ``next_brief_at`` and ``next_digest_at`` are when a tick looks next; None: a tick works them out.
    ``last_brief_on`` is the day of the own calendar whose brief came last.
    ``last_digest_at`` is when the last digest was sent, so that the next one tells what changed since, and
    ``last_digest_on`` the day of the own calendar for which that was.
    """

    __table_args__ = (
        sa.Index(
            "uq_person_telegram_id_active",
            "telegram_id",
            unique=True,
            sqlite_where=sa.text("active"),
            postgresql_where=sa.text("active"),
        ),
    )

    id: str = key_field()
    name: bytes = sealed_field()
    name_blind: str = Field(index=True, max_length=32)
    language: str | None
    telegram_id: int | None = Field(sa_type=sa.BigInteger)
    active: bool
    alerts_at_night: bool
    zone: str
    work_start: time
    work_end: time
    workdays: str
    unreachable_since: datetime | None = moment_field()
    contacts_a_day: int
    brief_at: time | None
    next_brief_at: datetime | None = moment_field(index=True)
    next_digest_at: datetime | None = moment_field(index=True)
    last_brief_on: date | None
    last_digest_at: datetime | None = moment_field()
    last_digest_on: date | None


class MembershipRow(Row, table=True):
    """One role of one person in one team."""

    person_id: str = refers_to("person.id", primary_key=True, index=False)
    team_id: str = refers_to("team.id", primary_key=True)
    role: str = Field(primary_key=True, max_length=16)


_PERSON = table_of(PersonRow)
_MEMBERSHIP = table_of(MembershipRow)
_SELECT = (
    sa.select(_PERSON, _MEMBERSHIP.c.team_id, _MEMBERSHIP.c.role)
    .select_from(_PERSON.outerjoin(_MEMBERSHIP, _MEMBERSHIP.c.person_id == _PERSON.c.id))
    .order_by(_PERSON.c.id, _MEMBERSHIP.c.team_id, _MEMBERSHIP.c.role)
)


class PeopleRepository:
    """The firm's people with their roles."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def find_or_add(
        self, name: str, *, role: Role, team_id: TeamId, hours: WorkingHours = DEFAULT_HOURS
    ) -> Person:
        """Return the active person of this name with the role in the team, adding what is missing.

        Of several with the same name the one already in the team is meant, else the one added first.
        ``hours`` are those of somebody new.
        """
        person_id = self._id_of(name, team_id=team_id) or self._add(name, hours)
        membership = {"person_id": person_id, "team_id": team_id, "role": role.value}
        self._transaction.insert_missing(_MEMBERSHIP, [membership])
        return self.of(PersonId(person_id))

    def of(self, person_id: PersonId) -> Person:
        """Return the person with this id, active or not.

        Raises:
            PersonNotFoundError: there is none.
        """
        found = self._people(_PERSON.c.id == person_id)
        if not found:
            raise PersonNotFoundError(person_id)
        return found[0]

    def by_telegram(self, telegram_id: int) -> Person | None:
        """Return the active person a Telegram account belongs to."""
        return next(iter(self._people(_PERSON.c.telegram_id == telegram_id, _PERSON.c.active)), None)

    def everyone(self) -> list[Person]:
        """Return all active people in the order in which they were added."""
        return self._people(_PERSON.c.active)

    def advisors(self, team_id: TeamId) -> list[Person]:
        """Return the active advisors of a team."""
        return self._holding(Role.ADVISOR, _MEMBERSHIP.c.team_id == team_id)

    def leads(self, team_id: TeamId) -> list[Person]:
        """Return the active leads of a team."""
        return self._holding(Role.LEAD, _MEMBERSHIP.c.team_id == team_id)

    def of_role(self, role: Role, team_id: TeamId) -> list[Person]:
        """Return the active people who hold a role in a team, the one added first in front."""
        return self._holding(role, _MEMBERSHIP.c.team_id == team_id)

    def admins(self) -> list[Person]:
        """Return the active admins of the firm."""
        return self._holding(Role.ADMIN)

    def bind(self, person_id: PersonId, telegram_id: int) -> None:
        """Give a Telegram account to a person, in place of the one used before.

        Raises:
            AlreadyBoundError: the account belongs to another active person.
        """
        owner = self.by_telegram(telegram_id)
        if owner is not None and owner.id != person_id:
            raise AlreadyBoundError(owner.id)
        self._save(person_id, telegram_id=telegram_id, unreachable_since=None)

    def save_language(self, person_id: PersonId, language: Language) -> None:
        """Keep the language a person chose."""
        self._save(person_id, language=language.value)

    def save_hours(self, person_id: PersonId, hours: WorkingHours) -> None:
        """Keep a person's working hours and zone; brief and digest follow them."""
        self._save(person_id, **_hours_values(hours))
        self.plan_mornings_anew(person_id)

    def plan_mornings_anew(self, person_id: PersonId) -> None:
        """Let a tick work out again when brief and digest come next: hours or days off have changed."""
        self._save(person_id, next_brief_at=None, next_digest_at=None)
        mark_stale(self._transaction, [person_id])

    def save_contacts_a_day(self, person_id: PersonId, contacts: int) -> None:
        """Keep for how many planned contacts a working day of a person has room."""
        self._save(person_id, contacts_a_day=contacts)
        mark_stale(self._transaction, [person_id])

    def save_night_alerts(self, person_id: PersonId, *, wanted: bool) -> None:
        """Keep whether a lead wants red alerts outside working hours too."""
        self._save(person_id, alerts_at_night=wanted)

    def mark_unreachable(self, person_id: PersonId, at: datetime) -> None:
        """Note since when messages do not arrive; the first moment stays."""
        self._transaction.change(
            sa.update(_PERSON)
            .where(_PERSON.c.id == person_id, _PERSON.c.unreachable_since.is_(None))
            .values(unreachable_since=at)
        )

    def mark_reachable(self, person_id: PersonId) -> None:
        """Note that messages arrive again."""
        self._save(person_id, unreachable_since=None)

    def deactivate(self, person_id: PersonId) -> None:
        """End a person's access; from the next query on nothing is within reach and the account is free."""
        self._save(person_id, active=False)

    def _id_of(self, name: str, *, team_id: TeamId) -> str | None:
        in_team = sa.exists().where(_MEMBERSHIP.c.person_id == _PERSON.c.id, _MEMBERSHIP.c.team_id == team_id)
        blinds = self._transaction.keys.blinds(folded(name))
        found = self._transaction.value(
            sa.select(_PERSON.c.id)
            .where(_PERSON.c.name_blind.in_(blinds), _PERSON.c.active)
            .order_by(sa.case((in_team, 0), else_=1), _PERSON.c.id)
            .limit(1)
        )
        return None if found is None else str(found)

    def _add(self, name: str, hours: WorkingHours) -> str:
        person_id = new_id()
        keys = self._transaction.keys
        self._transaction.insert(
            _PERSON,
            [
                {
                    "id": person_id,
                    "name": keys.seal(name.strip(), place=("person", "name", person_id)),
                    "name_blind": keys.blind(folded(name)),
                    "active": True,
                    "alerts_at_night": False,
                    "contacts_a_day": DEFAULT_CONTACTS_A_DAY,
                    **_hours_values(hours),
                }
            ],
        )
        return person_id

    def _save(self, person_id: PersonId, **values: Any) -> None:
        statement = sa.update(_PERSON).where(_PERSON.c.id == person_id).values(**values)
        if self._transaction.change(statement) == 0:
            raise PersonNotFoundError(person_id)

    def _holding(self, role: Role, *conditions: sa.ColumnElement[bool]) -> list[Person]:
        holders = sa.select(_MEMBERSHIP.c.person_id).where(_MEMBERSHIP.c.role == role.value, *conditions)
        return self._people(_PERSON.c.active, _PERSON.c.id.in_(holders))

    def _people(self, *conditions: sa.ColumnElement[bool]) -> list[Person]:
        rows = self._transaction.rows(_SELECT.where(*conditions))
        return [self._person(list(group)) for _, group in groupby(rows, key=attrgetter("id"))]

    def _person(self, rows: Sequence[sa.Row[*tuple[Any, ...]]]) -> Person:
        row = rows[0]
        return Person(
            id=PersonId(row.id),
            name=self._transaction.keys.open(row.name, place=("person", "name", row.id)),
            memberships=tuple(
                Membership(team_id=TeamId(each.team_id), role=Role(each.role)) for each in rows if each.role
            ),
            hours=WorkingHours(
                zone=row.zone,
                start=row.work_start,
                end=row.work_end,
                workdays=frozenset(int(day) for day in row.workdays),
            ),
            language=Language(row.language) if row.language else None,
            telegram_id=row.telegram_id,
            active=row.active,
            alerts_at_night=row.alerts_at_night,
            unreachable_since=row.unreachable_since,
            contacts_a_day=row.contacts_a_day,
            brief_at=row.brief_at,
        )


def _hours_values(hours: WorkingHours) -> dict[str, Any]:
    return {
        "zone": hours.zone,
        "work_start": hours.start,
        "work_end": hours.end,
        "workdays": "".join(str(day) for day in sorted(hours.workdays)),
    }
