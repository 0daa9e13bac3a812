"""Decides whose an imported client is: by the file, by what is known, or shared out among a team."""

import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from loyalty.clients import Client, ClientId
from loyalty.people.people import Person, PersonId, Role, Team, TeamId
from storage.among import among
from storage.clients.clientnames import ClientNames
from storage.clients.clientrows import CLIENT
from storage.imports.faults import BadCellError, ImportRefusedError
from storage.people.teams import folded
from storage.store import Store

_CLIENTS_A_STATEMENT = 1000


@dataclass(frozen=True, slots=True)
class Owner:
    """The team of a client, and its advisor where there is one."""

    team_id: TeamId
    advisor_id: PersonId | None = None


class Owners:
    """The firm's advisors by name, and where a client without one goes."""

    def __init__(self, store: Store, *, assign: Team | None) -> None:
        self._assign = assign
        self._by_name: dict[str, list[Owner]] = defaultdict(list)
        for person in store.people.everyone():
            for team_id in sorted(person.teams_as(Role.ADVISOR)):
                self._by_name[folded(person.name)].append(Owner(team_id, person.id))
        teams = [assign] if assign else store.teams.everyone()
        self._fallback = Owner(teams[0].id) if len(teams) == 1 else None

    def of(self, advisor: str, before: Client | None) -> Owner:
        """Return whose a client is to be; without an ``advisor`` in the file it stays as it was.

        Raises:
            BadCellError: there is no such advisor, or it cannot be told which one or which team is meant.
        """
        known = Owner(before.team_id, before.advisor_id) if before else None
        if advisor:
            return self._named(advisor, known)
        if known is not None:
            return known
        if self._fallback is None:
            raise BadCellError(
                "advisor is not given and there are several teams: give one, or add --assign TEAM"
            )
        return self._fallback

    def _named(self, advisor: str, known: Owner | None) -> Owner:
        meant = self._by_name.get(folded(advisor), [])
        if known in meant:
            return known
        if self._assign is not None:
            meant = [owner for owner in meant if owner.team_id == self._assign.id] or meant
        if not meant:
            raise BadCellError(f"advisor “{advisor[:30]}” advises in no team: invite that person first")
        if len(meant) > 1:
            raise BadCellError(f"advisor “{advisor[:30]}” may be several people or teams: add --assign TEAM")
        return meant[0]


def team_to_assign(store: Store, name: str) -> Team:
    """Return the team that clients without an owner are shared out in.

    Raises:
        ImportRefusedError: there is no such team, or it has no advisors.
    """
    team = store.teams.named(name)
    if team is None:
        raise ImportRefusedError(
            f"there is no team “{name}”: {_invitation(name)} makes it and its first advisor"
        )
    if not store.people.advisors(team.id):
        raise ImportRefusedError(
            f"the team “{team.name}” has no advisors yet: {_invitation(team.name)} adds one"
        )
    return team


def refuse_without_team(store: Store) -> None:
    """Refuse to import clients into a firm without teams.

    Raises:
        ImportRefusedError: there is no team yet.
    """
    if not store.teams.everyone():
        raise ImportRefusedError(
            f"clients need a team and there is none yet: {_invitation('NAME')} makes one"
        )


def share_out(store: Store, clients: Sequence[Client], *, team: Team) -> dict[Person, int]:
    """Give each client to the advisor of the team with the fewest, in the order of the file.

    Of those with equally few the one who was added first comes first, so that the outcome is always the same.
    Returns how many each advisor was given.
    """
    advisors = store.people.advisors(team.id)
    counts = _counts(store, advisors)
    queue = [(counts.get(person.id, 0), number) for number, person in enumerate(advisors)]
    heapq.heapify(queue)
    given: list[list[ClientId]] = [[] for _ in advisors]
    for client in clients:
        count, number = queue[0]
        given[number].append(client.id)
        heapq.heapreplace(queue, (count + 1, number))
    for person, client_ids in zip(advisors, given, strict=True):
        _give(store, client_ids, team_id=team.id, advisor_id=person.id)
    store.plan_loads.mark_stale([person.id for person, theirs in zip(advisors, given, strict=True) if theirs])
    if clients:
        scopes = {team.id, *(client.team_id for client in clients), *(person.id for person in advisors)}
        ClientNames(store.transaction).mark_changed(scopes)
    return {person: len(client_ids) for person, client_ids in zip(advisors, given, strict=True) if client_ids}


def _counts(store: Store, advisors: Sequence[Person]) -> dict[str, int]:
    counted = sa.select(CLIENT.c.advisor_id, sa.func.count().label("clients")).group_by(CLIENT.c.advisor_id)
    rows = store.transaction.rows(counted.where(CLIENT.c.advisor_id.in_([person.id for person in advisors])))
    return {row.advisor_id: row.clients for row in rows}


def _give(store: Store, client_ids: Sequence[ClientId], *, team_id: TeamId, advisor_id: PersonId) -> None:
    theirs = sa.update(CLIENT).where(among(CLIENT.c.id, client_ids))
    store.transaction.change(theirs.values(team_id=team_id, advisor_id=advisor_id))
    # Of a client nobody looked after a lead had the open cases.
    store.cases.give(client_ids, advisor_id)


def _invitation(team: str) -> str:
    return f'`rapport invite --role advisor --team "{team}" --name NAME`'
