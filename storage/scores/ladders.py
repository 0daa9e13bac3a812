"""Ladders: the indexes of all clients of whom enough is known, made into the firm's ladder."""

from array import array

import sqlalchemy as sa

from loyalty.index import COVERAGE_NEEDED
from loyalty.ladder import ladder_of
from storage.clients.clientrows import CLIENT
from storage.columns import table_of
from storage.database import Database
from storage.scores.standingrows import StandingRow

_STANDING = table_of(StandingRow)


def refresh_ladder(database: Database) -> None:
    """Make the firm's ladder anew from the standings of all clients who are not closed."""
    known = (
        sa.select(_STANDING.c["index"])
        .join(CLIENT, CLIENT.c.id == _STANDING.c.client_id)
        .where(CLIENT.c.closed_at.is_(None), _STANDING.c.coverage >= COVERAGE_NEEDED)
    )
    with database.reading() as store:
        indexes = array("d", (row[0] for row in store.transaction.stream(known)))
    with database.unit() as store:
        store.firm.save_ladder(ladder_of(indexes))
