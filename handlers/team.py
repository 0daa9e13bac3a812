"""The state of the own teams, for leads."""

from collections.abc import Mapping

from handlers.desk import Desk
from loyalty.levels import Level
from loyalty.people import PersonId, Role
from wording.start import not_allowed
from wording.team import PAGE, TeamItem, TeamView, team

_URGENT = (Level.RED, Level.YELLOW)


def show_team(desk: Desk) -> None:
    """List who is red or yellow in the teams led, and why; the most urgent first."""
    person, store = desk.person, desk.store
    if not person.has(Role.LEAD):
        desk.show(not_allowed(reader=desk.reader))
        return
    page = int(desk.data or 0)
    standings = [
        standing for level in _URGENT for standing in store.standings.within(person, levels=(level,))
    ]
    shown = standings[page * PAGE : (page + 1) * PAGE]
    clients = {
        client.id: client
        for client in store.clients.several([each.client_id for each in shown], reader=person)
    }
    advisors = {
        each.id: each.name
        for team_id in person.teams_as(Role.LEAD)
        for each in store.people.advisors(team_id)
    }
    counts = store.standings.counts(person)
    view = TeamView(
        team_name=" · ".join(sorted(store.teams.of(team_id).name for team_id in person.teams_as(Role.LEAD))),
        red=counts.get(Level.RED, 0),
        yellow=counts.get(Level.YELLOW, 0),
        green=counts.get(Level.GREEN, 0),
        unlevelled=counts.get(None, 0),
        items=tuple(
            TeamItem(
                client_id=each.client_id,
                client_name=clients[each.client_id].name,
                level=each.level,
                cause=each.cause,
                advisor_name=_name(advisors, clients[each.client_id].advisor_id),
            )
            for each in shown
            if each.level is not None and each.client_id in clients
        ),
        page=page,
        has_more=len(standings) > (page + 1) * PAGE,
    )
    desk.show(team(view, reader=desk.reader, now=desk.now))


def _name(names: Mapping[PersonId, str], person_id: PersonId | None) -> str:
    return names.get(person_id, "") if person_id else ""
