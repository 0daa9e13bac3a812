"""Who reaches which clients, as a condition inside the query: nothing is read first and hidden after."""

import sqlalchemy as sa

from loyalty.people import Person, Role


def within_reach(reader: Person, client: sa.FromClause) -> sa.ColumnElement[bool]:
    """Return the condition on the table ``client`` (or its alias) that holds for those the reader may see.

    An advisor reaches the own clients, a lead all clients of the teams led; nobody else and nobody inactive
    reaches any (source: product brief, People).
    """
    if not reader.active:
        return sa.false()
    reached: list[sa.ColumnElement[bool]] = []
    if reader.has(Role.ADVISOR):
        reached.append(client.c.advisor_id == reader.id)
    led = sorted(reader.teams_as(Role.LEAD))
    if led:
        reached.append(client.c.team_id.in_(led))
    return sa.or_(*reached) if reached else sa.false()


def scopes_of(reader: Person) -> tuple[str, ...]:
    """Name the scopes whose changes change what the reader reaches: the reader as advisor, the teams led."""
    if not reader.active:
        return ()
    own = (str(reader.id),) if reader.has(Role.ADVISOR) else ()
    return own + tuple(sorted(reader.teams_as(Role.LEAD)))
