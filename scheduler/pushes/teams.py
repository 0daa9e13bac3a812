"""Pushes about the people of a team and where its clients stand, the daily digest among them."""

from datetime import datetime

from loyalty.people.people import Person, PersonId, Role
from scheduler.pushes.wordings import Params, Wording, reader_of
from storage.people.teamdays import digest_of
from storage.people.teamviews import team_page
from storage.store import Store
from wording.departures import DepartureView, access_ended
from wording.digest import digest
from wording.screen import Screen
from wording.start import person_unreachable
from wording.team import PAGE, team_baseline
from wording.welcome import invitation_misused


def _baseline(store: Store, person: Person, _params: Params, now: datetime) -> Screen | None:
    view = team_page(store, person, size=PAGE)
    return team_baseline(view, reader=reader_of(person), now=now)


def _digest(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    # Who leads nobody any more, or went on leave since, needs none.
    if not person.has(Role.LEAD) or store.absences.current(person, now) is not None:
        return None
    since = datetime.fromisoformat(params["since"]) if params["since"] else None
    return digest(digest_of(store, person, since=since, now=now), reader=reader_of(person), now=now)


def _unreachable(store: Store, person: Person, params: Params, _now: datetime) -> Screen | None:
    gone = store.people.of(PersonId(params["person"]))
    return None if gone.unreachable_since is None else person_unreachable(gone.name, reader=reader_of(person))


def _misused(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    invited = store.people.of(PersonId(params["person"]))
    return invitation_misused(invited.name, reader=reader_of(person), now=now)


def _access_ended(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    left, to = store.people.of(PersonId(params["person"])), params["to"]
    to_name = store.people.of(PersonId(to)).name if to else ""
    view = DepartureView(left.id, left.name, params["clients"], to_name=to_name)
    return access_ended(view, is_mine=to == person.id, reader=reader_of(person), now=now)


WORDINGS: dict[str, Wording] = {
    "access_ended": _access_ended,
    "team_baseline": _baseline,
    "digest": _digest,
    "person_unreachable": _unreachable,
    "invitation_misused": _misused,
}
