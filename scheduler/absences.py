"""Absences: begin and end at the person's own midnight, each told once."""

from datetime import datetime

from storage.people.covers import begin, finish
from storage.store import Store


def end_absence(store: Store, now: datetime) -> bool:
    """End one absence whose last day is over; False when there is none."""
    absence = store.absences.due_end(now)
    if absence is None:
        return False
    finish(store, absence, now=now)
    return True


def begin_absence(store: Store, now: datetime) -> bool:
    """Begin one absence whose first day has come; False when there is none."""
    absence = store.absences.due_begin(now)
    if absence is None:
        return False
    begin(store, absence, now=now)
    return True
