"""Digests: which lead's is due; the person's row is claimed before anything is sent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from loyalty.people.people import PersonId, Role
from storage.columns import table_of
from storage.people.people import MembershipRow, PersonRow
from storage.transaction import Transaction

_PERSON = table_of(PersonRow)
_MEMBERSHIP = table_of(MembershipRow)


@dataclass(frozen=True, slots=True)
class DigestTurn:
    """A lead whose digest is due, or whose next one is still to be worked out.

    Attributes:
        due_at: when it was to come; None when that is to be worked out.
        last_at: when the last one was sent; the next one tells what changed since. None before the first.
        last_on: the day of the lead's own calendar for which that was.
    """

    person_id: PersonId
    due_at: datetime | None
    last_at: datetime | None
    last_on: date | None


class DigestsRepository:
    """When the digests come."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def due(self, now: datetime, *, without: Collection[str] = ()) -> DigestTurn | None:
        """Return which lead is to be looked at next: the longest overdue, then those to be worked out.

        Who cannot be written to waits until that is possible again; ``without`` names others who wait.
        """
        leads = sa.exists().where(_MEMBERSHIP.c.person_id == _PERSON.c.id, _MEMBERSHIP.c.role == Role.LEAD)
        row = self._transaction.first(
            sa.select(
                _PERSON.c.id, _PERSON.c.next_digest_at, _PERSON.c.last_digest_at, _PERSON.c.last_digest_on
            )
            .where(
                sa.or_(_PERSON.c.next_digest_at.is_(None), _PERSON.c.next_digest_at <= now),
                _PERSON.c.active,
                _PERSON.c.telegram_id.is_not(None),
                _PERSON.c.unreachable_since.is_(None),
                _PERSON.c.id.not_in(without),
                leads,
            )
            .order_by(_PERSON.c.next_digest_at.is_(None), _PERSON.c.next_digest_at, _PERSON.c.id)
            .limit(1)
        )
        if row is None:
            return None
        return DigestTurn(PersonId(row.id), row.next_digest_at, row.last_digest_at, row.last_digest_on)

    def claim(self, turn: DigestTurn, *, next_at: datetime, now: datetime, on: date | None = None) -> bool:
        """Claim a turn and keep when the next one is due; False when somebody else was faster.

        ``on`` is the day for which the digest comes now; None when none comes.
        """
        seen = (
            _PERSON.c.id == turn.person_id,
            _PERSON.c.next_digest_at.is_not_distinct_from(turn.due_at),
            _PERSON.c.last_digest_on.is_not_distinct_from(turn.last_on),
        )
        values: dict[str, datetime | date] = {"next_digest_at": next_at}
        if on is not None:
            values |= {"last_digest_at": now, "last_digest_on": on}
        return self._transaction.change(sa.update(_PERSON).where(*seen).values(values)) == 1
