"""Pushes about levels set by leads."""

from datetime import datetime

from loyalty.levels.overrides import OverrideId, SetLevel
from loyalty.people.people import Person, PersonId
from scheduler.pushes.wordings import Params, Wording, reader_of
from storage.store import Store
from wording.levels import level_ended, level_told
from wording.screen import Screen


def _set(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    told = _told(store, params)
    client = store.clients.of(told.override.client_id, reader=person)
    in_force = store.overrides.in_force(client.id, now)
    # Set anew, or ended, before this was sent: then there is nothing to tell, or the next message tells it.
    if in_force is None or in_force.id != told.override.id:
        return None
    standing = store.standings.of(client.id)
    return level_told(client, told, standing, reader=reader_of(person), now=now)


def _ended(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    told = _told(store, params)
    client = store.clients.of(told.override.client_id, reader=person)
    by_name = store.people.of(PersonId(params["by"])).name
    standing = store.standings.of(client.id)
    return level_ended(client, told, standing, by_name=by_name, reader=reader_of(person), now=now)


def _told(store: Store, params: Params) -> SetLevel:
    override = store.overrides.of(OverrideId(params["override"]))
    return SetLevel(override, store.people.of(override.set_by).name)


WORDINGS: dict[str, Wording] = {"level_set": _set, "level_ended": _ended}
