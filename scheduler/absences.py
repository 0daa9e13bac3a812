"""Absences: begin and end at the person's own midnight, each told once."""

from collections.abc import Collection
from datetime import datetime

from storage.people.covers import begin, finish
from storage.setbacks import naming
from storage.store import Store


def end_absence(store: Store, now: datetime, without: Collection[str] = ()) -> bool:
    """End one absence whose last day is over; False when there is none."""
    absence = store.absences.due_end(now, without=without)
    if absence is None:
        return False
    with naming(absence.id):
        finish(store, absence, now=now)
    return True


def begin_absence(store: Store, now: datetime, without: Collection[str] = ()) -> bool:
    """Begin one absence whose first day has come; False when there is none."""
    absence = store.absences.due_begin(now, without=without)
    if absence is None:
        return False
    with naming(absence.id):
        begin(store, absence, now=now)
    return True
