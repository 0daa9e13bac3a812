"""What becomes of a message after it was tried: which state its row takes and who is told."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from loyalty.duties import Duty
from loyalty.people.people import PersonId
from scheduler.protocols import DeliveryError, Trouble
from scheduler.setbacks import set_back
from storage.chat.deliveries import Delivery, Sent
from storage.setbacks import naming
from storage.store import Store

logger = logging.getLogger(__name__)

FIRST_RETRY_AFTER = timedelta(seconds=2)
LONGEST_RETRY_AFTER = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(hours=24)
# What fails in the program and not on the way may be a hiccup once, hardly three times.
BROKEN_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attempt: ``message_id`` when it arrived, ``error`` when it did not."""

    delivery: Delivery
    message_id: int | None = None
    error: DeliveryError | None = None


def settle_all(store: Store, outcomes: Sequence[Outcome], *, now: datetime) -> None:
    """Write down what became of the attempts of one round.

    Raises:
        RowFailedError: of one message it cannot be written.
    """
    store.deliveries.mark_sent(
        [
            Sent(each.delivery.id, each.delivery.chat_id, each.message_id)
            for each in outcomes
            if each.error is None
        ],
        now=now,
    )
    for outcome in outcomes:
        if outcome.error is not None:
            with naming(outcome.delivery.id):
                _settle_failure(store, outcome.delivery, outcome.error, now=now)


def _settle_failure(store: Store, delivery: Delivery, error: DeliveryError, *, now: datetime) -> None:
    logger.info("message %s not sent: %s", delivery.id, error.trouble)
    match error.trouble:
        case Trouble.NEVER_SENT | Trouble.UNAUTHORIZED:
            store.deliveries.put_back(delivery.id)
        case Trouble.FLOOD:
            store.deliveries.put_back(delivery.id, retry_at=now + (error.retry_after or timedelta(0)))
        case Trouble.SERVER:
            _retry(store, delivery, str(error), now=now)
        case Trouble.UNCERTAIN:
            settle_uncertain(store, delivery, now=now)
        case Trouble.GONE:
            _pause_person(store, delivery, now=now)
        case Trouble.MIGRATED:
            store.deliveries.put_back(delivery.id)
            if error.new_chat_id is not None:
                store.deliveries.move_chat(delivery.chat_id, error.new_chat_id)
        case Trouble.UNEDITABLE if delivery.anew:
            store.deliveries.send_anew(delivery.id)
        case Trouble.UNEDITABLE:
            store.deliveries.mark_cancelled(delivery.id, reason=str(error))
        case Trouble.BROKEN if delivery.attempts < BROKEN_ATTEMPTS:
            _try_later(store, delivery, str(error), now=now)
        case Trouble.REFUSED | Trouble.BROKEN:
            _set_back(store, delivery, str(error), now=now)


def settle_uncertain(store: Store, delivery: Delivery, *, now: datetime) -> None:
    """Decide about a message that may have arrived: changes are made again, others repeated at most once."""
    if delivery.message_id is not None:
        _retry(store, delivery, Trouble.UNCERTAIN, now=now)
    elif delivery.repeatable and not delivery.is_repeat:
        store.deliveries.mark_repeat(delivery.id)
    else:
        logger.warning("message %s may not have arrived; it is not repeated", delivery.id)
        store.deliveries.mark_uncertain(delivery.id)


def _retry(store: Store, delivery: Delivery, reason: str, *, now: datetime) -> None:
    if now - delivery.due_at >= GIVE_UP_AFTER:
        _set_back(store, delivery, reason, now=now)
    else:
        _try_later(store, delivery, reason, now=now)


def _try_later(store: Store, delivery: Delivery, reason: str, *, now: datetime) -> None:
    doublings = min(delivery.attempts - 1, 16)
    wait_for = min(FIRST_RETRY_AFTER * 2**doublings, LONGEST_RETRY_AFTER)
    store.deliveries.mark_retry(
        delivery.id, attempts=delivery.attempts, retry_at=now + wait_for, reason=reason
    )


def _set_back(store: Store, delivery: Delivery, reason: str, *, now: datetime) -> None:
    """Let a message wait that fails each time, and what follows in its chat go on.

    A push is worded anew each time, so one that was refused may be taken after all. The words of an answer
    are fixed, and by then nobody waits for them.
    """
    if delivery.payload is not None:
        _bury(store, delivery, reason)
        return
    store.deliveries.put_back(delivery.id)
    setback = set_back(store, Duty.MESSAGES, delivery.id, now=now)
    logger.error("message %s is held up until %s: %s", delivery.id, setback.retry_at, reason)


def _bury(store: Store, delivery: Delivery, reason: str) -> None:
    logger.error("message %s is given up: %s", delivery.id, reason)
    store.deliveries.mark_dead(delivery.id, reason=reason)


def _pause_person(store: Store, delivery: Delivery, *, now: datetime) -> None:
    """What we start waits for the person's return; an answer is of no use by then."""
    person_id = delivery.person_id
    if person_id is None:
        _bury(store, delivery, Trouble.GONE)
        person = store.people.by_telegram(delivery.chat_id)
        person_id = person.id if person else None
    else:
        store.deliveries.put_back(delivery.id)
    if person_id is not None:
        _tell_leads(store, person_id, now=now)


def _tell_leads(store: Store, person_id: PersonId, *, now: datetime) -> None:
    person = store.people.of(person_id)
    if person.unreachable_since is not None:
        return
    store.people.mark_unreachable(person_id, now)
    logger.warning("person %s cannot be reached; what waits for them is paused", person_id)
    leads = {lead.id for membership in person.memberships for lead in store.people.leads(membership.team_id)}
    for lead_id in sorted(leads - {person_id}):
        store.outbox.push(
            lead_id,
            "person_unreachable",
            {"person": person_id},
            now=now,
            dedup_key=f"unreachable:{person_id}:{lead_id}:{now.isoformat()}",
        )
