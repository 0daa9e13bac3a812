"""Who reaches which clients, as a condition inside the query: nothing is read first and hidden after."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from loyalty.people.absences import AbsenceState
from loyalty.people.people import Person, Role
from storage.people.absences import ABSENCE


def within_reach(reader: Person, client: sa.FromClause) -> sa.ColumnElement[bool]:
    """Return the condition on the table ``client`` (or its alias) that holds for those the reader may see.

    An advisor reaches the own clients and, while standing in, those of the absent colleague in a team of
    both; a lead all clients of the teams led; nobody else and nobody inactive reaches any (source: product
    brief, People).
    """
    if not reader.active:
        return sa.false()
    reached: list[sa.ColumnElement[bool]] = []
    advised = sorted(reader.teams_as(Role.ADVISOR))
    if advised:
        reached.append(client.c.advisor_id == reader.id)
        covered = sa.and_(client.c.advisor_id.in_(stood_in_for(reader)), client.c.team_id.in_(advised))
        reached.append(covered)
    led = sorted(reader.teams_as(Role.LEAD))
    if led:
        reached.append(client.c.team_id.in_(led))
    return sa.or_(*reached) if reached else sa.false()


def stood_in_for(reader: Person) -> sa.Select[str]:
    """Return the query for the ids of the colleagues for whom the reader stands in now."""
    return sa.select(ABSENCE.c.person_id).where(
        ABSENCE.c.covered_by == reader.id, ABSENCE.c.state == AbsenceState.ACTIVE
    )


def in_charge(reader: Person, advisor_id: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Return the condition that a row with this advisor is the reader's own or a covered colleague's."""
    return sa.or_(advisor_id == reader.id, advisor_id.in_(stood_in_for(reader)))


@dataclass(frozen=True, slots=True)
class Reach:
    """What the reader's reach depends on: two equal ones reach the same clients.

    Attributes:
        own: the advisors whose clients are reached.
        advised: the teams to which covered colleagues are held; none without a cover.
        led: the teams all clients of which are reached.
    """

    own: tuple[str, ...]
    advised: tuple[str, ...]
    led: tuple[str, ...]

    @property
    def scopes(self) -> tuple[str, ...]:
        """Return the scopes whose changes change what is reached."""
        return (*self.own, *self.led)


def reach_of(reader: Person, absent: Iterable[str]) -> Reach:
    """Return the reach of somebody who stands in for the ``absent`` colleagues."""
    if not reader.active:
        return Reach((), (), ())
    led = tuple(sorted(reader.teams_as(Role.LEAD)))
    advised = tuple(sorted(reader.teams_as(Role.ADVISOR)))
    if not advised:
        return Reach((), (), led)
    covered = tuple(sorted(absent))
    return Reach((str(reader.id), *covered), advised if covered else (), led)
