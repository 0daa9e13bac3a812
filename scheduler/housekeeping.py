"""Deletes what has served: updates, sent messages, buttons, drafts, dropped contacts, old questions."""

from datetime import datetime, timedelta

from storage.store import Store

_DRAFTS_KEPT_FOR = timedelta(days=30)
_DROPPED_KEPT_FOR = timedelta(days=30)
_UNDO_KEPT_FOR = timedelta(hours=1)


def tidy(store: Store, now: datetime) -> bool:
    """Delete what is past its time; always False, since once is enough."""
    store.inbox.forget_finished(now=now)
    store.outbox.forget_finished(now=now)
    store.buttons.forget_expired(now)
    store.dialogues.forget_expired(now)
    store.drafts.forget_before(now - _DRAFTS_KEPT_FOR)
    store.touchpoints.forget_dropped_before(now - _DROPPED_KEPT_FOR)
    store.undo_records.forget_before(now - _UNDO_KEPT_FOR)
    return False
