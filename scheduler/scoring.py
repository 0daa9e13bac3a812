"""The nightly scoring of all clients, and the one list a lead gets after the first."""

from datetime import UTC, datetime, timedelta

from loyalty.people import Role
from storage.database import Database
from storage.interventions import score_night
from storage.planning import advisors_with_clients
from storage.store import Store

# 19:30 UTC is half past three at night in Hong Kong and evening in London: nobody waits for a level then.
_NIGHT_HOUR, _NIGHT_MINUTE = 19, 30


def score_when_due(database: Database, now: datetime) -> bool:
    """Score all clients when the night has come; False when it has not.

    The first start of the bot only sets the time: scores come from `rapport score` or the next night.
    """
    with database.unit() as store:
        due_at = store.firm.next_nightly_at()
        if due_at is None:
            store.firm.save_next_nightly_at(_next_night(now))
    if due_at is None or now < due_at:
        return False
    score_night(database, now=now)
    with database.unit() as store:
        # Days have gone by, levels have changed: all plans are made anew, one by one (scheduler/planning.py).
        store.plan_loads.mark_stale(advisors_with_clients(store))
        store.firm.save_next_nightly_at(_next_night(now))
    return True


def tell_baseline(store: Store, now: datetime) -> bool:
    """Send each lead the one list of the first scoring; False when there is nothing (more) to tell."""
    scored_at = store.firm.baseline_at()
    if scored_at is None:
        return False
    told = [
        store.outbox.push(
            lead.id, "team_baseline", {}, now=now, dedup_key=f"baseline:{lead.id}:{scored_at:%Y%m%d%H%M%S}"
        )
        for lead in store.people.everyone()
        if lead.has(Role.LEAD) and lead.telegram_id is not None
    ]
    return any(told)


def _next_night(now: datetime) -> datetime:
    night = now.astimezone(UTC).replace(hour=_NIGHT_HOUR, minute=_NIGHT_MINUTE, second=0, microsecond=0)
    return night if night > now else night + timedelta(days=1)
