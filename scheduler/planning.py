"""Makes the plans of contacts anew: each in its advisor's night, and when what it rests on has changed."""

from collections.abc import Collection
from datetime import datetime

from storage.plans.planning import replan
from storage.setbacks import naming
from storage.store import Store


def replan_stale(store: Store, now: datetime, without: Collection[str] = ()) -> bool:
    """Make one plan anew, the one that waits longest; False when none is due.

    Of one that cannot be made the last one stands meanwhile.
    """
    advisor_id = store.plan_loads.due(now, without=without)
    if advisor_id is None:
        return False
    with naming(advisor_id):
        replan(store, advisor_id, now=now)
    return True
