"""Plan loads: the figures of each advisor's last plan, and whose plan has to be made anew."""

from collections.abc import Collection, Iterable
from datetime import datetime

import sqlalchemy as sa

from loyalty.people.people import PersonId
from loyalty.planning import PlanLoad
from storage.columns import Row, moment_field, refers_to, table_of
from storage.transaction import Transaction


class PlanLoadRow(Row, table=True):
    """The last plan of one advisor, without figures before the first.

    ``next_at``: when it is made anew; None: at once.
    """

    advisor_id: str = refers_to("person.id", primary_key=True, index=False)
    next_at: datetime | None = moment_field(index=True)
    needed: int | None
    room: int | None
    without_room: int | None
    planned_at: datetime | None = moment_field()


_TABLE = table_of(PlanLoadRow)


class PlanLoadsRepository:
    """The plans of all advisors."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def of(self, advisor_id: PersonId) -> PlanLoad | None:
        """Return the figures of an advisor's last plan, None before the first."""
        return self.many([advisor_id]).get(advisor_id)

    def many(self, advisor_ids: Collection[PersonId]) -> dict[PersonId, PlanLoad]:
        """Return the figures of those who have a plan."""
        rows = self._transaction.rows(
            sa.select(_TABLE).where(_TABLE.c.advisor_id.in_(advisor_ids), _TABLE.c.planned_at.is_not(None))
        )
        return {
            PersonId(row.advisor_id): PlanLoad(row.needed, row.room, row.without_room, row.planned_at)
            for row in rows
        }

    def save(self, advisor_id: PersonId, load: PlanLoad, *, next_at: datetime) -> None:
        """Keep the figures of a plan just made, and when the next is to be made."""
        row = {
            "advisor_id": advisor_id,
            "next_at": next_at,
            "needed": load.needed,
            "room": load.room,
            "without_room": load.without_room,
            "planned_at": load.planned_at,
        }
        self._transaction.upsert(_TABLE, [row], key=("advisor_id",))

    def mark_stale(self, advisor_ids: Iterable[PersonId | None]) -> None:
        """Ask for another plan of these advisors."""
        mark_stale(self._transaction, advisor_ids)

    def is_stale(self, advisor_id: PersonId) -> bool:
        """Tell whether an advisor's plan is still to be made, for the first time or anew."""
        made = sa.exists().where(_TABLE.c.advisor_id == advisor_id, _TABLE.c.next_at.is_not(None))
        return not self._transaction.value(sa.select(made))

    def due(self, now: datetime, *, without: Collection[str] = ()) -> PersonId | None:
        """Return whose plan is to be made anew, the one that waits longest; None when nobody's is.

        ``without`` names advisors who wait for another moment.
        """
        waiting = sa.or_(_TABLE.c.next_at.is_(None), _TABLE.c.next_at <= now)
        oldest = (_TABLE.c.planned_at.asc().nulls_first(), _TABLE.c.advisor_id)
        found = self._transaction.value(
            sa.select(_TABLE.c.advisor_id)
            .where(waiting, _TABLE.c.advisor_id.not_in(without))
            .order_by(*oldest)
            .limit(1)
        )
        return None if found is None else PersonId(found)

    def without(self, advisor_ids: Collection[PersonId]) -> list[PersonId]:
        """Return those of the advisors who never had a plan, nor are to have one."""
        known = sa.select(_TABLE.c.advisor_id).where(_TABLE.c.advisor_id.in_(advisor_ids))
        planned = {row.advisor_id for row in self._transaction.rows(known)}
        return [each for each in advisor_ids if each not in planned]


def mark_stale(transaction: Transaction, advisor_ids: Iterable[PersonId | None]) -> None:
    """Ask for another plan of these advisors, from any repository that changes what a plan rests on."""
    some = sorted({advisor_id for advisor_id in advisor_ids if advisor_id is not None})
    rows = [{"advisor_id": advisor_id, "next_at": None} for advisor_id in some]
    transaction.upsert(_TABLE, rows, key=("advisor_id",))
