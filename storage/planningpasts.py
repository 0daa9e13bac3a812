"""Planning pasts: the contacts, skipped contacts and purchases of many clients that a plan rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

import sqlalchemy as sa

from loyalty.clients import Tier
from loyalty.contacts import Direction
from loyalty.planning import Planned
from loyalty.signals import MEETINGS
from loyalty.touchpoints import TouchpointKind, TouchpointState
from storage.clientrows import CLIENT
from storage.columns import table_of
from storage.interactions import InteractionRow
from storage.purchases import PurchaseRow
from storage.signals import SIGNAL
from storage.store import Store
from storage.touchpoints import TouchpointRow

_TOUCHPOINT = table_of(TouchpointRow)
_LOG = table_of(InteractionRow)
_PURCHASE = table_of(PurchaseRow)
_HANDLED = (TouchpointState.DONE, TouchpointState.SKIPPED)


@dataclass(slots=True)
class Past:
    """What is known of one client.

    Attributes:
        contacts: when the logged ones were, or one was skipped or said to be done; reviews left out.
        open: when contacts are due that the planner may not move.
        settled: the occasions that somebody has dealt with, or is about to: kind, key and day.
        largest_purchase: its sum and day.
    """

    contacts: list[datetime] = field(default_factory=list)
    open: list[datetime] = field(default_factory=list)
    reviews: list[datetime] = field(default_factory=list)
    settled: set[tuple[str, str | None, date]] = field(default_factory=set)
    planned: list[Planned] = field(default_factory=list)
    known_since: date | None = None
    largest_purchase: tuple[float, date] | None = None


def gather_pasts(
    store: Store, mine: sa.ColumnElement[bool], *, since: date, into: Mapping[str, Past]
) -> None:
    """Add what happened to the clients that the condition ``mine`` on their table holds for.

    Contacts of before ``since`` (UTC) are left out; ``into`` makes a client's past when it is asked for.
    """
    begin = datetime.combine(since, time(), UTC)
    _finished(store, mine, begin, into)
    _contacts(store, mine, begin, into)
    _meetings(store, mine, begin, into)
    _beginnings(store, mine, into)


def _finished(store: Store, mine: sa.ColumnElement[bool], since: datetime, past: Mapping[str, Past]) -> None:
    rows = store.transaction.rows(
        sa.select(_TOUCHPOINT)
        .join(CLIENT, CLIENT.c.id == _TOUCHPOINT.c.client_id)
        .where(mine, _TOUCHPOINT.c.state.in_(_HANDLED), _TOUCHPOINT.c.finished_at >= since)
    )
    for row in rows:
        client = past[row.client_id]
        if row.occasion_on is not None:
            client.settled.add((row.kind, row.occasion, row.occasion_on))
        if row.kind == TouchpointKind.REVIEW:
            client.reviews.append(row.finished_at)
        elif row.interaction_id is None:
            # What has a note counts by its note.
            client.contacts.append(row.finished_at)


def _contacts(store: Store, mine: sa.ColumnElement[bool], since: datetime, past: Mapping[str, Past]) -> None:
    review = sa.and_(_TOUCHPOINT.c.interaction_id == _LOG.c.id, _TOUCHPOINT.c.kind == TouchpointKind.REVIEW)
    rows = store.transaction.rows(
        sa.select(_LOG.c.client_id, _LOG.c.occurred_at)
        .join(CLIENT, CLIENT.c.id == _LOG.c.client_id)
        .where(
            mine,
            _LOG.c.occurred_at >= since,
            _LOG.c.direction != Direction.OUTBOUND_UNANSWERED,
            ~sa.exists().where(review),
        )
    )
    for row in rows:
        past[row.client_id].contacts.append(row.occurred_at)


def _meetings(store: Store, mine: sa.ColumnElement[bool], since: datetime, past: Mapping[str, Past]) -> None:
    """Gather visits and attended events; only their day is known, so noon stands for it."""
    rows = store.transaction.rows(
        sa.select(SIGNAL.c.client_id, SIGNAL.c.opened_on)
        .join(CLIENT, CLIENT.c.id == SIGNAL.c.client_id)
        .where(mine, SIGNAL.c.kind.in_(MEETINGS), SIGNAL.c.opened_on >= since.date())
    )
    for row in rows:
        past[row.client_id].contacts.append(datetime.combine(row.opened_on, time(12), UTC))


def _beginnings(store: Store, mine: sa.ColumnElement[bool], past: Mapping[str, Past]) -> None:
    """Gather since when clients with anniversaries are known, and their largest purchase."""
    known = (mine, CLIENT.c.tier != Tier.STANDARD)
    contacts = sa.select(_LOG.c.client_id, sa.func.min(_LOG.c.occurred_at).label("at"))
    met = contacts.join(CLIENT, CLIENT.c.id == _LOG.c.client_id).where(*known).group_by(_LOG.c.client_id)
    for client_id, at in store.transaction.rows(met):
        past[client_id].known_since = at.date()
    day = (_PURCHASE.c.client_id, _PURCHASE.c.purchased_on)
    bought = sa.select(*day, sa.func.sum(_PURCHASE.c.amount).label("amount")).group_by(*day)
    for client_id, on, amount in store.transaction.rows(
        bought.join(CLIENT, CLIENT.c.id == _PURCHASE.c.client_id).where(*known)
    ):
        client = past[client_id]
        client.known_since = min(client.known_since or on, on)
        # Of equal sums the first.
        if client.largest_purchase is None or (amount, client.largest_purchase[1]) > (
            client.largest_purchase[0],
            on,
        ):
            client.largest_purchase = (amount, on)
