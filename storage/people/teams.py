"""Teams: stored by name, found by id."""

import unicodedata

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.people.people import Team, TeamId
from storage.columns import Row, key_field, table_of
from storage.errors import TeamNotFoundError
from storage.ids import new_id
from storage.transaction import Transaction


class TeamRow(Row, table=True):
    """One team; ``folded`` is the name as it is compared."""

    id: str = key_field()
    name: str
    folded: str = Field(unique=True)


_TEAM = table_of(TeamRow)


class TeamsRepository:
    """The firm's teams."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def find_or_add(self, name: str) -> Team:
        """Return the team of this name, whatever its letter case, adding it when there is none."""
        row = {"id": new_id(), "name": name.strip(), "folded": folded(name)}
        self._transaction.insert_missing(_TEAM, [row])
        team = self.named(name)
        assert team is not None
        return team

    def of(self, team_id: TeamId) -> Team:
        """Return the team with this id.

        Raises:
            TeamNotFoundError: there is none.
        """
        row = self._transaction.first(_SELECT.where(_TEAM.c.id == team_id))
        if row is None:
            raise TeamNotFoundError(team_id)
        return Team(id=TeamId(row.id), name=row.name)

    def named(self, name: str) -> Team | None:
        """Return the team of this name, whatever its letter case."""
        row = self._transaction.first(_SELECT.where(_TEAM.c.folded == folded(name)))
        return None if row is None else Team(id=TeamId(row.id), name=row.name)

    def everyone(self) -> list[Team]:
        """Return all teams by name."""
        rows = self._transaction.rows(_SELECT.order_by(_TEAM.c.folded))
        return [Team(id=TeamId(row.id), name=row.name) for row in rows]


_SELECT = sa.select(_TEAM.c.id, _TEAM.c.name)


def folded(name: str) -> str:
    """Return a name as names are compared: compatibility forms unified, letter case and extra spaces gone."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
