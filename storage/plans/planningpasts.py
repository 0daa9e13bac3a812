"""Planning pasts: the contacts, skipped contacts and purchases of many clients that a plan rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

import sqlalchemy as sa

from loyalty.clients import Tier
from loyalty.contacts import Direction
from loyalty.facts.signals import MEETINGS
from loyalty.planning import Planned
from loyalty.planning.touchpoints import TouchpointKind, TouchpointState
from storage.clients.clientrows import CLIENT
from storage.columns import table_of
from storage.plans.planningrows import PlanningRow, Whose
from storage.plans.touchpoints import TouchpointRow
from storage.records.interactions import InteractionRow
from storage.records.purchases import PurchaseRow
from storage.records.signals import SIGNAL
from storage.store import Store

_TOUCHPOINT = table_of(TouchpointRow)
_LOG = table_of(InteractionRow)
_PURCHASE = table_of(PurchaseRow)
_HANDLED = (TouchpointState.DONE, TouchpointState.SKIPPED)


@dataclass(slots=True)
class Past:
    """What is known of one client.

    Attributes:
        contacts: when the logged ones were, or one was skipped or said to be done; reviews left out.
        open: when contacts are due that the planner may not move; reviews left out.
        open_reviews: when such reviews are due.
        settled: the occasions that somebody has dealt with, or is about to: kind, key and day.
        largest_purchase: its sum and day.
    """

    contacts: list[datetime] = field(default_factory=list)
    open: list[datetime] = field(default_factory=list)
    reviews: list[datetime] = field(default_factory=list)
    open_reviews: list[datetime] = field(default_factory=list)
    settled: set[tuple[str, str | None, date]] = field(default_factory=set)
    planned: list[Planned] = field(default_factory=list)
    known_since: date | None = None
    largest_purchase: tuple[float, date] | None = None


def gather_pasts(store: Store, whose: Whose, *, since: date, into: Mapping[str, Past]) -> None:
    """Add what happened to some clients; ``into`` makes a client's past when it is asked for.

    Contacts of before ``since`` (UTC) are left out.
    """
    finished, contacts, meetings, met, bought = _statements(whose.column)
    values = {"whose": whose.id, "since": datetime.combine(since, time(), UTC)}
    for row in store.transaction.rows(finished, values):
        _add_finished(into[row.client_id], row)
    for client_id, at in store.transaction.rows(contacts, values):
        into[client_id].contacts.append(at)
    for client_id, on in store.transaction.rows(meetings, {"whose": whose.id, "since": since}):
        # Only the day of a visit or an event is known: noon stands for it.
        into[client_id].contacts.append(datetime.combine(on, time(12), UTC))
    for client_id, at in store.transaction.rows(met, values):
        into[client_id].known_since = at.date()
    for client_id, on, amount in store.transaction.rows(bought, values):
        _add_purchase(into[client_id], on, amount)


# Making these takes longer than running them for one client.
@cache
def _statements(column: sa.Column[Any]) -> tuple[sa.Select[Any], ...]:
    mine = column == sa.bindparam("whose", type_=sa.String())
    since = sa.bindparam("since", type_=_LOG.c.occurred_at.type)
    finished = (
        sa.select(
            *(_TOUCHPOINT.c.client_id, _TOUCHPOINT.c.kind, _TOUCHPOINT.c.occasion),
            *(_TOUCHPOINT.c.occasion_on, _TOUCHPOINT.c.finished_at, _TOUCHPOINT.c.interaction_id),
        )
        .join(CLIENT, CLIENT.c.id == _TOUCHPOINT.c.client_id)
        .where(mine, _TOUCHPOINT.c.state.in_(_HANDLED), _TOUCHPOINT.c.finished_at >= since)
    )
    review = sa.and_(_TOUCHPOINT.c.interaction_id == _LOG.c.id, _TOUCHPOINT.c.kind == TouchpointKind.REVIEW)
    contacts = (
        sa.select(_LOG.c.client_id, _LOG.c.occurred_at)
        .join(CLIENT, CLIENT.c.id == _LOG.c.client_id)
        .where(mine, _LOG.c.occurred_at >= since, _LOG.c.direction != Direction.OUTBOUND_UNANSWERED)
        .where(~sa.exists().where(review))
    )
    meetings = (
        sa.select(SIGNAL.c.client_id, SIGNAL.c.opened_on)
        .join(CLIENT, CLIENT.c.id == SIGNAL.c.client_id)
        .where(mine, SIGNAL.c.kind.in_(MEETINGS))
        .where(SIGNAL.c.opened_on >= sa.bindparam("since", type_=sa.Date()))
    )
    # Standard clients have no anniversaries.
    known = (mine, CLIENT.c.tier != Tier.STANDARD)
    met = (
        sa.select(_LOG.c.client_id, sa.func.min(_LOG.c.occurred_at).label("at"))
        .join(CLIENT, CLIENT.c.id == _LOG.c.client_id)
        .where(*known)
        .group_by(_LOG.c.client_id)
    )
    bought = (
        sa.select(_PURCHASE.c.client_id, _PURCHASE.c.purchased_on, sa.func.sum(_PURCHASE.c.amount))
        .join(CLIENT, CLIENT.c.id == _PURCHASE.c.client_id)
        .where(*known)
        .group_by(_PURCHASE.c.client_id, _PURCHASE.c.purchased_on)
    )
    return finished, contacts, meetings, met, bought


def _add_finished(past: Past, row: PlanningRow) -> None:
    if row.occasion_on is not None:
        past.settled.add((row.kind, row.occasion, row.occasion_on))
    if row.kind == TouchpointKind.REVIEW:
        past.reviews.append(row.finished_at)
    elif row.interaction_id is None:
        # What has a note counts by its note.
        past.contacts.append(row.finished_at)


def _add_purchase(past: Past, on: date, amount: float) -> None:
    past.known_since = min(past.known_since or on, on)
    largest = past.largest_purchase
    # Of equal sums the first.
    if largest is None or (amount, largest[1]) > (largest[0], on):
        past.largest_purchase = (amount, on)
