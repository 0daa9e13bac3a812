"""Builders of planned contacts, as the planner leaves them: a test states only what matters to it."""

from datetime import UTC, date, datetime

from loyalty.clients import Client
from loyalty.planning.touchpoints import Touchpoint, TouchpointId, TouchpointKind, TouchpointState
from storage.columns import table_of
from storage.ids import new_id
from storage.plans.touchpoints import TouchpointRow
from storage.store import Store
from tests.staff import NOW


def morning(day: int, *, hour: int = 9, month: int = 11) -> datetime:
    """Return a moment of a day of 2026 by Hong Kong's clock."""
    return datetime(2026, month, day, hour - 8, tzinfo=UTC)


def a_contact(
    store: Store,
    client: Client,
    *,
    due_at: datetime,
    kind: TouchpointKind = TouchpointKind.HELLO,
    state: TouchpointState = TouchpointState.PLANNED,
    occasion_on: date | None = None,
    occasion: str | None = None,
) -> Touchpoint:
    """Plan a contact of a client with its advisor."""
    touchpoint_id = new_id()
    values = {
        "id": touchpoint_id,
        "client_id": client.id,
        "advisor_id": client.advisor_id,
        "kind": kind,
        "state": state,
        "due_at": due_at,
        "note": store.transaction.keys.seal("", place=("touchpoint", "note", touchpoint_id)),
        "draft": 0,
        "created_at": NOW,
        "occasion": occasion,
        "occasion_on": occasion_on,
    }
    store.transaction.insert(table_of(TouchpointRow), [values])
    return store.touchpoints.anyone(TouchpointId(touchpoint_id))
