"""Deletes what has served: updates, sent messages, buttons, drafts, dropped contacts, old questions."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from storage.store import Store

_DRAFTS_KEPT_FOR = timedelta(days=30)
_DROPPED_KEPT_FOR = timedelta(days=30)
_UNDO_KEPT_FOR = timedelta(hours=1)
_SETBACKS_KEPT_FOR = timedelta(days=1)

Tidying = Callable[[Store, datetime], object]

# Each a transaction of its own: what cannot be deleted must not keep the rest from it.
TIDYINGS: Mapping[str, Tidying] = MappingProxyType(
    {
        "updates": lambda store, now: store.inbox.forget_finished(now=now),
        "messages": lambda store, now: store.outbox.forget_finished(now=now),
        "buttons": lambda store, now: store.buttons.forget_expired(now),
        "dialogues": lambda store, now: store.dialogues.forget_expired(now),
        "drafts": lambda store, now: store.drafts.forget_before(now - _DRAFTS_KEPT_FOR),
        "contacts": lambda store, now: store.touchpoints.forget_dropped_before(now - _DROPPED_KEPT_FOR),
        "undo": lambda store, now: store.undo_records.forget_before(now - _UNDO_KEPT_FOR),
        "setbacks": lambda store, now: store.setbacks.forget_before(now - _SETBACKS_KEPT_FOR),
    }
)
