"""The lead's digest: sent once a working day at the lead's own hour, worded when it leaves."""

from collections.abc import Collection
from datetime import datetime, timedelta

from loyalty.days.mornings import is_morning, next_morning
from loyalty.people.absences import local_day
from storage.people.digests import DigestTurn
from storage.setbacks import naming
from storage.store import Store

# Nobody is away for longer (loyalty/people/absences.py), and the days off are looked at again each time.
_DAYS_OFF_WITHIN = timedelta(days=400)


def send_digest(store: Store, now: datetime, without: Collection[str] = ()) -> bool:
    """Take one lead's turn: send the digest if it is time, and plan the next; False when none is due.

    After a downtime only today's is sent, as long as the day's work lasts: it tells what changed since the
    last one. Who leads for the first time begins with the next morning.
    """
    turn = store.digests.due(now, without=without)
    if turn is None:
        return False
    with naming(turn.person_id):
        _take_turn(store, turn, now=now)
    return True


def _take_turn(store: Store, turn: DigestTurn, *, now: datetime) -> None:
    lead = store.people.of(turn.person_id)
    on = local_day(lead, now)
    days_off = store.absences.days_off(lead.id, on, on + _DAYS_OFF_WITHIN)
    is_new = turn.due_at is None and turn.last_on is None
    is_time = not is_new and is_morning(
        now, lead.hours, at=lead.brief_at, days_off=days_off, last_on=turn.last_on
    )
    next_at = next_morning(now, lead.hours, at=lead.brief_at, days_off=days_off)
    if store.digests.claim(turn, next_at=next_at, now=now, on=on if is_time else None) and is_time:
        # A second digest of the same morning would only confuse: it is not repeated.
        store.outbox.push(
            lead.id,
            "digest",
            {"since": turn.last_at.isoformat() if turn.last_at else None},
            now=now,
            dedup_key=f"digest:{lead.id}:{on.isoformat()}",
            subject=f"digest:{lead.id}",
            repeatable=False,
        )
