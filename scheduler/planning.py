"""Makes the plans of contacts anew: each in its advisor's night, and when what it rests on has changed."""

import logging
from datetime import datetime, timedelta

from storage.plans.planning import replan
from storage.store import Store

# Long enough not to fill the log, short enough to be fixed by the next morning.
_TRIED_AGAIN_AFTER = timedelta(hours=6)

logger = logging.getLogger(__name__)


def replan_stale(store: Store, now: datetime) -> bool:
    """Make one plan anew, the one that waits longest; False when none is due."""
    advisor_id = store.plan_loads.due(now)
    if advisor_id is None:
        return False
    try:
        with store.transaction.savepoint():
            replan(store, advisor_id, now=now)
    except Exception:
        # One plan that cannot be made must not hold up all others: the last one stands meanwhile.
        logger.exception("planning for %s failed", advisor_id)
        store.plan_loads.put_off(advisor_id, now + _TRIED_AGAIN_AFTER)
    return True
