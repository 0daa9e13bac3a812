"""Letters: claimed messages with their final words, ready to be handed to Telegram."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from loyalty.duties import Duty
from loyalty.people.people import PersonId
from scheduler.protocols import PushRenderer
from storage.chat.deliveries import Delivery
from storage.chat.outbox import Lane
from storage.chat.payloads import Payload
from storage.setbacks import naming
from storage.store import Store

# Longer than the longest a message may take on its way, uploads included.
LEASE_FOR = timedelta(minutes=3)
_LIMITS_CHARS = {"text": 4096, "caption": 1024}  # Bot API, sendMessage and sendPhoto


@dataclass(frozen=True, slots=True)
class Letter:
    """A claimed message with what is to be sent."""

    delivery: Delivery
    payload: Payload


def claim_letters(
    store: Store,
    renderer: PushRenderer,
    lane: Lane,
    *,
    now: datetime,
    limit: int,
    closed: Collection[int],
) -> list[Letter]:
    """Claim and word the next messages of a lane; those no longer wanted are cancelled.

    Those that failed lately wait for their next turn.

    Raises:
        RowFailedError: the words for one of them cannot be made.
    """
    waiting = store.setbacks.waiting(now).get(Duty.MESSAGES, frozenset())
    claimed = store.deliveries.claim(
        lane, now=now, lease_for=LEASE_FOR, limit=limit, closed=closed, without=waiting
    )
    letters = []
    for delivery in claimed:
        with naming(delivery.id):
            payload = _payload(store, renderer, delivery, now=now)
        if payload is None:
            store.deliveries.mark_cancelled(delivery.id, reason="no longer wanted")
        else:
            letters.append(Letter(delivery, payload))
    return letters


def _payload(store: Store, renderer: PushRenderer, delivery: Delivery, *, now: datetime) -> Payload | None:
    payload = delivery.payload
    if payload is None and delivery.template is not None:
        person_id = delivery.person_id or _person_in(store, delivery.chat_id)
        if person_id is not None:
            payload = renderer.render(store, person_id, delivery.template, delivery.params, now=now)
    if payload is None or not delivery.is_repeat:
        return payload
    return _marked_as_repeat(payload, renderer.repeat_note(store, delivery.chat_id))


def _person_in(store: Store, chat_id: int) -> PersonId | None:
    """A change of an answer knows its chat alone; a private chat has the id of the account."""
    person = store.people.by_telegram(chat_id)
    return person.id if person else None


def _marked_as_repeat(payload: Payload, note: str) -> Payload:
    for name, limit_chars in _LIMITS_CHARS.items():
        if name in payload and len(payload[name]) + len(note) + 2 <= limit_chars:
            return {**payload, name: f"{payload[name]}\n\n{note}"}
    return payload
