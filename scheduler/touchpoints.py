"""Reminders of promised contacts; what came due while the bot was away is one message."""

from datetime import datetime, timedelta

from loyalty.touchpoints import Touchpoint
from storage.store import Store

# Later than this they come in one message (source: architecture, "After downtime").
_LATE = timedelta(hours=2)


def remind(store: Store, now: datetime) -> bool:
    """Remind one advisor of a promise that is due, and of all that are late with it; False when none is."""
    first = store.touchpoints.due(now)
    if first is None:
        return False
    late = _late_with(store, first, now) if now - first.due_at > _LATE else []
    together = [first, *late]
    store.outbox.push(
        first.advisor_id,
        "reminder",
        {"touchpoints": [each.id for each in together]},
        now=now,
        # A promise put off is due again at another time: then it is another reminder.
        dedup_key=f"touch:{first.id}:{first.due_at:%Y%m%dT%H%M%S}",
        about=first.client_id if len(together) == 1 else None,
    )
    return True


def _late_with(store: Store, first: Touchpoint, now: datetime) -> list[Touchpoint]:
    waiting = store.touchpoints.open_of(first.advisor_id, before=now - _LATE)
    return [each for each in waiting if each.id != first.id and store.touchpoints.claim(each.id, now=now)]
