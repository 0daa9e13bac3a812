"""Reminders of promises and of contacts put off; what came due while the bot was away is one message."""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta

from loyalty.people.clocks import next_working_moment
from loyalty.people.people import Person, PersonId
from loyalty.planning.touchpoints import Touchpoint, TouchpointKind, TouchpointState
from storage.errors import NotFoundError
from storage.people.covers import hears_for
from storage.plans.reminders import reminder_of
from storage.setbacks import naming
from storage.store import Store

# Later than this they come in one message (source: architecture, "After downtime").
_LATE = timedelta(hours=2)


def remind(store: Store, now: datetime, without: Collection[str] = ()) -> bool:
    """Remind one advisor, or who stands in, of what is due; False when nothing is to be told now.

    In working hours, or outside them at a moment that was chosen there; what is late waits for work to begin.
    On a day off without a colleague who stands in, promises keep their moment and the rest waits.
    """
    waiting = store.touchpoints.advisors_waiting(now, without=without)
    return any(_remind(store, advisor_id, now, without) for advisor_id in waiting)


def _remind(store: Store, advisor_id: PersonId, now: datetime, without: Collection[str]) -> bool:
    with naming(advisor_id):
        advisor = store.people.of(advisor_id)
        to = hears_for(store, advisor, now=now)
    ready = []
    for each in store.touchpoints.waiting_of(advisor_id, now, without=without):
        with naming(each.id):
            if _is_wanted(store, each, advisor, now) and _may_be_told(store, each, to, now):
                _try_to_read(store, each, to)
                ready.append(each)
    if not ready:
        return False
    first = ready[0]
    late = [each for each in ready if now - each.due_at > _LATE]
    together = [each for each in (late or [first]) if store.touchpoints.claim(each.id, now=now)]
    if not together:
        return False
    store.outbox.push(
        to.id,
        "reminder",
        {"touchpoints": [each.id for each in together]},
        now=now,
        # What is put off is due again at another time: then it is another reminder.
        dedup_key=f"touch:{first.id}:{first.due_at:%Y%m%dT%H%M%S}",
        about=first.client_id if len(together) == 1 else None,
    )
    return True


def _is_wanted(store: Store, touchpoint: Touchpoint, advisor: Person, now: datetime) -> bool:
    """Tell whether a contact is still its owner's: of a closed client it is dropped, given away it moves."""
    client = store.clients.anyone(touchpoint.client_id)
    if client.closed_at is not None:
        store.touchpoints.finish(touchpoint.id, TouchpointState.DROPPED, now=now)
        return False
    # A lead may have asked to be reminded of a client of the team: reach counts, not the advisor alone.
    if store.clients.several([client.id], reader=advisor):
        return True
    if client.advisor_id is not None and client.advisor_id != advisor.id:
        store.touchpoints.give(client.id, before=advisor.id, after=client.advisor_id)
    return False


def _try_to_read(store: Store, touchpoint: Touchpoint, to: Person) -> None:
    """Read what the message will tell, so that one that cannot be told does not spoil those beside it."""
    # What is out of reach is left out when the message is worded.
    with suppress(NotFoundError):
        reminder_of(store, touchpoint, reader=to)


def _may_be_told(store: Store, touchpoint: Touchpoint, to: Person, now: datetime) -> bool:
    is_promise = touchpoint.kind is TouchpointKind.PROMISE
    if store.absences.current(to, now) is not None and not is_promise:
        return False
    if next_working_moment(now, to.hours) == now:
        return True
    # Who chose a moment outside work is the advisor; whoever stands in chose nothing.
    is_own = to.id == touchpoint.advisor_id
    was_chosen = is_own and next_working_moment(touchpoint.due_at, to.hours) != touchpoint.due_at
    return was_chosen and now - touchpoint.due_at <= _LATE
