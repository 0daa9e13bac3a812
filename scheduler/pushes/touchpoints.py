"""Pushes about planned contacts."""

from datetime import datetime

from loyalty.people import Person
from loyalty.touchpoints import TouchpointId, TouchpointState
from scheduler.pushes.wordings import Params, Wording, reader_of
from storage.store import Store
from wording.screen import Screen
from wording.touchpoints import ReminderView, reminder, reminders_folded


def _reminder(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    views = [_reminder_view(store, person, touchpoint_id) for touchpoint_id in params["touchpoints"]]
    open_ones = [view for view in views if view.touchpoint.state is TouchpointState.REMINDED]
    if not open_ones:
        return None
    if len(open_ones) == 1:
        return reminder(open_ones[0], reader=reader_of(person), now=now)
    return reminders_folded(open_ones, reader=reader_of(person), now=now)


def _reminder_view(store: Store, person: Person, touchpoint_id: str) -> ReminderView:
    touchpoint = store.touchpoints.of(TouchpointId(touchpoint_id), advisor=person)
    client = store.clients.of(touchpoint.client_id, reader=person)
    latest = store.interactions.latest(client.id, reader=person, limit=1)
    return ReminderView(
        touchpoint=touchpoint,
        client=client,
        standing=store.standings.of(client.id),
        last=latest[0] if latest else None,
    )


WORDINGS: dict[str, Wording] = {"reminder": _reminder}
