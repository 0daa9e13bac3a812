"""Levels set by leads end by themselves when their last day is over."""

from collections.abc import Collection
from datetime import datetime

from storage.cases.levels import end_level_over
from storage.store import Store


def end_set_level(store: Store, now: datetime, without: Collection[str] = ()) -> bool:
    """Let the computed level of one client hold again; False when no set level is over."""
    return end_level_over(store, now=now, without=without)
