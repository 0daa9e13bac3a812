"""Portraits: of how many clients it is known what matters, their days, and that they agreed to notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from loyalty.clients import Client, ClientId
from loyalty.people.people import Person
from storage.access import within_reach
from storage.clients.clientrows import CLIENT
from storage.store import Store

OFFERED_EVERY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class PortraitShare:
    """Of how many clients each slot is filled in, and of how many all five are.

    Attributes:
        dates: the birthday is known.
        consent: the client has agreed that notes are kept.
    """

    clients: int
    needs_basic: int
    likes: int
    needs_emotional: int
    dates: int
    consent: int
    whole: int

    @property
    def share(self) -> float:
        """Return the share of clients with a whole portrait, 0 to 1; 0 without clients."""
        return self.whole / self.clients if self.clients else 0.0


def portrait_share(store: Store, reader: Person) -> PortraitShare:
    """Count the filled portraits of the clients within reach who are not closed."""
    needs = (CLIENT.c.needs_basic, CLIENT.c.likes, CLIENT.c.needs_emotional)
    filled = [slot.is_not(None) for slot in (*needs, CLIENT.c.birthday, CLIENT.c.consented_on)]
    counted = sa.select(
        sa.func.count(), *(_times(each) for each in filled), _times(sa.and_(*filled))
    ).select_from(CLIENT)
    row = store.transaction.first(counted.where(within_reach(reader, CLIENT), CLIENT.c.closed_at.is_(None)))
    assert row is not None
    return PortraitShare(*(int(count or 0) for count in row))


def offer_needs(store: Store, client: Client, *, now: datetime) -> bool:
    """Tell whether to offer filling in what matters to a client: at most once in 30 days, never twice."""
    if all(_slots(client)):
        return False
    long_ago = sa.or_(CLIENT.c.needs_offered_at.is_(None), CLIENT.c.needs_offered_at <= now - OFFERED_EVERY)
    claim = sa.update(CLIENT).where(CLIENT.c.id == ClientId(client.id), long_ago)
    return store.transaction.change(claim.values(needs_offered_at=now)) == 1


def _slots(client: Client) -> Sequence[str | None]:
    return (client.needs_basic, client.likes, client.needs_emotional)


def _times(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((condition, 1), else_=0))
