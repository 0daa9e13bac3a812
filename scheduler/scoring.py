"""The nightly scoring of all clients, and the one list a lead gets after the first."""

import logging
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from loyalty.clients import ClientId
from loyalty.duties import Duty
from loyalty.people.clocks import next_working_moment
from loyalty.people.people import Role
from scheduler.setbacks import set_back
from storage.cases.interventions import score_alone, score_night
from storage.database import Database
from storage.plans.planning import advisors_with_clients
from storage.setbacks import naming
from storage.store import Store

logger = logging.getLogger(__name__)

# 19:30 UTC is half past three at night in Hong Kong and evening in London: nobody waits for a level then.
_NIGHT_HOUR, _NIGHT_MINUTE = 19, 30
_TRIED_AGAIN_AFTER = timedelta(hours=1)


def score_when_due(database: Database, now: datetime) -> bool:
    """Score all clients when the night has come; False when it has not.

    The first start of the bot only sets the time: scores come from `rapport score` or the next night.
    A client whose scoring fails keeps the figures of before and is tried alone later. When all fails, those
    who answer for the figures are told once, and it is tried again an hour later.
    """
    with database.unit() as store:
        due_at = store.firm.next_nightly_at()
        if due_at is None:
            store.firm.save_next_nightly_at(_next_night(now))
    if due_at is None or now < due_at:
        return False

    def set_aside(client_id: ClientId, error: Exception) -> None:
        logger.error("scoring client %s failed", client_id, exc_info=error)
        with database.unit() as store:
            set_back(store, Duty.SCORES, client_id, now=now)

    try:
        score_night(database, now=now, on_failure=set_aside)
    except Exception:
        logger.exception("scoring failed; the figures of before stay")
        with database.unit() as store:
            _tell_failure(store, now)
            store.firm.save_next_nightly_at(now + _TRIED_AGAIN_AFTER)
        return False
    with database.unit() as store:
        # Plans follow in the night of each advisor (scheduler/planning.py); whoever has none yet gets one.
        store.plan_loads.mark_stale(store.plan_loads.without(advisors_with_clients(store)))
        store.firm.save_next_nightly_at(_next_night(now))
    return True


def score_set_back(store: Store, now: datetime, _without: Collection[str] = ()) -> bool:
    """Score one client alone whose scoring failed before; False when none has a turn now."""
    client_id = store.setbacks.due(Duty.SCORES, now)
    if client_id is None:
        return False
    with naming(client_id):
        score_alone(store, ClientId(client_id), now=now)
    store.setbacks.end(Duty.SCORES, client_id)
    return True


def _tell_failure(store: Store, now: datetime) -> None:
    """Tell leads and administrators once that the levels are not brought up to date."""
    failed_since = store.firm.save_scoring_failed(now)
    for person in store.people.everyone():
        if (person.has(Role.LEAD) or person.has(Role.ADMIN)) and person.telegram_id is not None:
            heard_at = next_working_moment(now, person.hours)
            store.outbox.push(
                person.id,
                "scoring_failed",
                {},
                now=now,
                dedup_key=f"scoring-failed:{person.id}:{failed_since:%Y%m%d%H%M%S}",
                not_before=heard_at if heard_at > now else None,
            )


def tell_baseline(store: Store, now: datetime, _without: Collection[str] = ()) -> bool:
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
