"""Fulfilment: a logged contact finishes the planned one it stands for and moves the rest of the plan."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from loyalty.clients import Client
from loyalty.contacts import Direction
from loyalty.facts.interactions import Interaction, InteractionId
from loyalty.people.people import Person
from loyalty.planning.fulfilment import fulfilled_by, released_by
from loyalty.planning.touchpoints import Touchpoint, TouchpointId, TouchpointKind, TouchpointState
from storage.columns import table_of
from storage.plans.planning import release, replan_client
from storage.plans.touchpoints import TouchpointRow
from storage.store import Store

_TABLE = table_of(TouchpointRow)
_OPEN = (TouchpointState.PLANNED, TouchpointState.REMINDED, TouchpointState.PUT_OFF)
# What was due longer ago is not asked for again when its log is deleted.
_GIVEN_BACK_WITHIN = timedelta(days=7)


def follow_log(
    store: Store,
    log: Interaction,
    client: Client,
    *,
    now: datetime,
    touchpoint_id: TouchpointId | None = None,
) -> Touchpoint | None:
    """Finish the planned contact a log stands for, the one named or the nearest, and plan the client anew.

    Other hellos that were due by then are released for the planner to place. An outreach without
    answer is an attempt: it finishes only the contact it was named for. Returns that contact as it was
    before, None when there was none.
    """
    counts = log.direction is not Direction.OUTBOUND_UNANSWERED
    if client.advisor_id is None or not (counts or touchpoint_id):
        return None
    advisor = store.people.of(client.advisor_id)
    if touchpoint_id is None:
        zone = advisor.hours.zone
        found = fulfilled_by(store.touchpoints.open_about(client.id), on=_day_of(log, zone), zone=zone)
    else:
        found = store.touchpoints.anyone(touchpoint_id)
    done = found is not None and _finish(store, found, log, now=now)
    if counts:
        _release(store, log, advisor)
    replan_client(store, client.id, advisor, now=now)
    return found if done else None


def give_back(store: Store, log_id: InteractionId) -> None:
    """Open the planned contacts a log finished again as it found them, before it is taken back or deleted."""
    opened = {
        "state": _TABLE.c.fulfilled_from,
        "finished_at": None,
        "interaction_id": None,
        "fulfilled_from": None,
    }
    finished = sa.update(_TABLE).where(_TABLE.c.interaction_id == log_id)
    store.transaction.change(finished.values(opened))


def drop_outdated(store: Store, log_id: InteractionId, *, now: datetime) -> None:
    """Drop what a log to be deleted finished, if it was due more than a week ago and nobody promised it."""
    finished = sa.update(_TABLE).where(_TABLE.c.interaction_id == log_id)
    is_outdated = (
        _TABLE.c.due_at < now - _GIVEN_BACK_WITHIN,
        _TABLE.c.kind != TouchpointKind.PROMISE,
    )
    dropped = {"state": TouchpointState.DROPPED, "interaction_id": None, "fulfilled_from": None}
    store.transaction.change(finished.where(*is_outdated).values(dropped))


def _release(store: Store, log: Interaction, advisor: Person) -> None:
    zone = advisor.hours.zone
    waiting = store.touchpoints.open_about(log.client_id)
    release(store, [each.id for each in released_by(waiting, on=_day_of(log, zone), zone=zone)])


def _day_of(log: Interaction, zone: str) -> date:
    return log.occurred_at.astimezone(ZoneInfo(zone)).date()


def _finish(store: Store, touchpoint: Touchpoint, log: Interaction, *, now: datetime) -> bool:
    done = {
        "state": TouchpointState.DONE,
        "finished_at": now,
        "interaction_id": log.id,
        "fulfilled_from": touchpoint.state,
    }
    still_open = sa.update(_TABLE).where(_TABLE.c.id == touchpoint.id, _TABLE.c.state.in_(_OPEN))
    return store.transaction.change(still_open.values(done)) == 1
