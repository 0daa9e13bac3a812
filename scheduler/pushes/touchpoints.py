"""Pushes about planned contacts."""

from datetime import datetime

from loyalty.days.reminders import Reminder
from loyalty.people.people import Person
from loyalty.planning.touchpoints import TouchpointId, TouchpointState
from scheduler.pushes.wordings import Params, Wording, reader_of
from storage.errors import NotFoundError
from storage.plans.reminders import reminder_of
from storage.store import Store
from wording.screen import Screen
from wording.touchpoints import contact_message, reminders_folded


def _reminder(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    found = [_open_reminder(store, person, TouchpointId(each)) for each in params["touchpoints"]]
    views = [view for view in found if view is not None]
    if not views:
        return None
    if len(views) == 1:
        return contact_message(views[0], reader=reader_of(person), now=now)
    return reminders_folded(views, reader=reader_of(person), now=now)


def _open_reminder(store: Store, person: Person, touchpoint_id: TouchpointId) -> Reminder | None:
    """Return what is still to be told; one that was given away must not keep the others from being told."""
    try:
        touchpoint = store.touchpoints.of(touchpoint_id, advisor=person)
        view = reminder_of(store, touchpoint, reader=person)
    except NotFoundError:
        return None
    return view if touchpoint.state is TouchpointState.REMINDED else None


WORDINGS: dict[str, Wording] = {"reminder": _reminder}
