"""Mornings: whose brief is due; a person's row is claimed before anything is sent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

import sqlalchemy as sa

from loyalty.people.people import PersonId, Role
from storage.columns import table_of
from storage.people.people import MembershipRow, PersonRow
from storage.transaction import Transaction

_PERSON = table_of(PersonRow)
_MEMBERSHIP = table_of(MembershipRow)
_ROLES = (Role.ADVISOR, Role.LEAD)


@dataclass(frozen=True, slots=True)
class Turn:
    """A person whose brief is due, or whose next one is still to be worked out.

    Attributes:
        due_at: when it was to come; None when that is to be worked out.
        last_on: the last day of the own calendar for which a brief came, or there was nothing to tell.
    """

    person_id: PersonId
    due_at: datetime | None
    last_on: date | None


class MorningsRepository:
    """When the briefs come."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def due(self, now: datetime, *, without: Collection[str] = ()) -> Turn | None:
        """Return who is to be looked at next: the longest overdue, then those still to be worked out.

        Who cannot be written to waits until that is possible again; ``without`` names others who wait.
        """
        holds_role = sa.exists().where(
            _MEMBERSHIP.c.person_id == _PERSON.c.id, _MEMBERSHIP.c.role.in_(_ROLES)
        )
        row = self._transaction.first(
            sa.select(_PERSON.c.id, _PERSON.c.next_brief_at, _PERSON.c.last_brief_on)
            .where(
                sa.or_(_PERSON.c.next_brief_at.is_(None), _PERSON.c.next_brief_at <= now),
                _PERSON.c.active,
                _PERSON.c.telegram_id.is_not(None),
                _PERSON.c.unreachable_since.is_(None),
                _PERSON.c.id.not_in(without),
                holds_role,
            )
            .order_by(_PERSON.c.next_brief_at.is_(None), _PERSON.c.next_brief_at, _PERSON.c.id)
            .limit(1)
        )
        return None if row is None else Turn(PersonId(row.id), row.next_brief_at, row.last_brief_on)

    def claim(self, turn: Turn, *, next_at: datetime, on: date | None = None) -> bool:
        """Claim a turn and keep when the next one is due; False when somebody else was faster.

        ``on`` is the day for which the brief comes now; None when none comes.
        """
        seen = (
            _PERSON.c.id == turn.person_id,
            _PERSON.c.next_brief_at.is_not_distinct_from(turn.due_at),
            _PERSON.c.last_brief_on.is_not_distinct_from(turn.last_on),
        )
        values: dict[str, datetime | date] = {"next_brief_at": next_at}
        if on is not None:
            values["last_brief_on"] = on
        return self._transaction.change(sa.update(_PERSON).where(*seen).values(values)) == 1

    def save_brief_at(self, person_id: PersonId, at: time | None) -> None:
        """Keep at which local time a person's brief or digest comes; None: when work starts."""
        self._transaction.change(
            sa.update(_PERSON)
            .where(_PERSON.c.id == person_id)
            .values(brief_at=at, next_brief_at=None, next_digest_at=None)
        )
