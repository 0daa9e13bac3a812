"""Pushes about the people of a team and where its clients stand."""

from datetime import datetime

from loyalty.levels import Level
from loyalty.people import Person, PersonId, Role
from scheduler.pushes.wordings import Params, Wording, reader_of
from storage.store import Store
from wording.screen import Screen
from wording.start import person_unreachable
from wording.team import PAGE, TeamItem, TeamView, team_baseline
from wording.welcome import invitation_misused


def _baseline(store: Store, person: Person, _params: Params, now: datetime) -> Screen | None:
    standings = store.standings.within(person, levels=(Level.RED, Level.YELLOW))
    standings.sort(key=lambda standing: (standing.level is not Level.RED, -standing.risk))
    shown = standings[:PAGE]
    clients = {
        client.id: client
        for client in store.clients.several([each.client_id for each in shown], reader=person)
    }
    counts = store.standings.counts(person)
    view = TeamView(
        team_name=" · ".join(store.teams.of(team_id).name for team_id in sorted(person.teams_as(Role.LEAD))),
        red=counts.get(Level.RED, 0),
        yellow=counts.get(Level.YELLOW, 0),
        green=counts.get(Level.GREEN, 0),
        unlevelled=counts.get(None, 0),
        items=tuple(
            TeamItem(each.client_id, clients[each.client_id].name, each.level, each.cause)
            for each in shown
            if each.level is not None
        ),
        has_more=len(standings) > PAGE,
    )
    return team_baseline(view, reader=reader_of(person), now=now)


def _unreachable(store: Store, person: Person, params: Params, _now: datetime) -> Screen | None:
    gone = store.people.of(PersonId(params["person"]))
    return None if gone.unreachable_since is None else person_unreachable(gone.name, reader=reader_of(person))


def _misused(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    invited = store.people.of(PersonId(params["person"]))
    return invitation_misused(invited.name, reader=reader_of(person), now=now)


WORDINGS: dict[str, Wording] = {
    "team_baseline": _baseline,
    "person_unreachable": _unreachable,
    "invitation_misused": _misused,
}
