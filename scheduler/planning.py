"""Makes the plans of planned contacts anew: all of them at night, one when what it rests on has changed."""

import logging
from datetime import datetime

from storage.planning import replan
from storage.store import Store

logger = logging.getLogger(__name__)


def replan_stale(store: Store, now: datetime) -> bool:
    """Make the plan anew that has waited longest; False when none waits."""
    advisor_id = store.plan_loads.stale()
    if advisor_id is None:
        return False
    try:
        with store.transaction.savepoint():
            replan(store, advisor_id, now=now)
    except Exception:
        # One plan that cannot be made must not hold up all others: the last one stands until the night.
        logger.exception("planning for %s failed", advisor_id)
        store.plan_loads.give_up(advisor_id)
    return True
