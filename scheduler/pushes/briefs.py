"""Pushes of the morning brief."""

from datetime import datetime

from loyalty.days.today import DayList
from loyalty.people.people import Person
from scheduler.pushes.wordings import Params, Wording, reader_of
from storage.plans.daylists import day_list, today_of
from storage.store import Store
from wording.screen import Screen
from wording.today import today


def _brief(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    listing = _listing(store, person, params, now)
    # What was done while the brief was on its way needs no message.
    if listing is None or not listing.left:
        return None
    return today(listing, reader=reader_of(person), now=now)


def _changed(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    listing = _listing(store, person, params, now)
    return None if listing is None else today(listing, reader=reader_of(person), now=now)


def _listing(store: Store, person: Person, params: Params, now: datetime) -> DayList | None:
    on = today_of(person, now)
    if on.isoformat() != params["day"]:
        return None
    store.today_lines.mark_told(person.id, on)
    return day_list(store, person, now=now)


WORDINGS: dict[str, Wording] = {"brief": _brief, "brief_changed": _changed}
