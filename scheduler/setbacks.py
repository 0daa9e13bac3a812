"""What becomes of a row whose handling failed: it waits longer each time, and the admin is told once."""

from datetime import datetime

from loyalty.duties import Duty
from loyalty.people.clocks import next_working_moment
from storage.setbacks import Setback
from storage.store import Store


def set_back(store: Store, duty: Duty, row_id: str, *, now: datetime) -> Setback:
    """Give a row that failed its next turn later; the first failure of a row is told to the administrators.

    They read of a kind of work once a day at most: when one row fails, all of its kind may.
    """
    setback = store.setbacks.add(duty, row_id, now=now)
    if setback.failures == 1:
        for admin in store.people.admins():
            heard_at = next_working_moment(now, admin.hours)
            store.outbox.push(
                admin.id,
                "set_back",
                {"duty": duty},
                now=now,
                dedup_key=f"set-back:{duty}:{admin.id}:{now:%Y%m%d}",
                not_before=heard_at if heard_at > now else None,
            )
    return setback
