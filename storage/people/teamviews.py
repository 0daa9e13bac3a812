"""Team views: what a lead sees of the teams led, gathered for whoever words it."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from loyalty.clients import Client, ClientId
from loyalty.contacts import Direction
from loyalty.days.digests import SILENT_AFTER
from loyalty.levels.levels import Level
from loyalty.levels.standings import Standing
from loyalty.people.people import Person, PersonId, Role
from loyalty.people.teams import AdvisorLoad, Away, LevelCounts, SilentClient, TeamItem, TeamPage
from storage.access import within_reach
from storage.clients.clientrows import CLIENT
from storage.columns import table_of
from storage.records.interactions import InteractionRow
from storage.scores.priorities import priorities_of
from storage.scores.standingrows import StandingRow
from storage.store import Store

_LOG = table_of(InteractionRow)
_STANDING = table_of(StandingRow)


def team_page(
    store: Store, lead: Person, *, page: int = 0, size: int, advisor: Person | None = None
) -> TeamPage:
    """Return a page of the red and yellow clients of the teams led, or of one advisor there.

    Red stands before yellow, within each level whose work comes first (``storage.scores.priorities``).
    """
    urgent = store.standings.within(lead, levels=(Level.RED, Level.YELLOW), advisor_id=_id(advisor))
    first = priorities_of(store, urgent)
    urgent.sort(key=lambda each: (each.level is not Level.RED, -first[each.client_id], -each.risk))
    shown = urgent[page * size : (page + 1) * size]
    return TeamPage(
        name=advisor.name if advisor else team_name(store, lead),
        counts=level_counts(store, lead, advisor_id=_id(advisor)),
        items=_items(store, shown, lead, tell_advisor=advisor is None),
        page=page,
        has_more=len(urgent) > (page + 1) * size,
    )


def team_name(store: Store, lead: Person) -> str:
    """Return the names of the teams led."""
    return " · ".join(sorted(store.teams.of(team_id).name for team_id in lead.teams_as(Role.LEAD)))


def level_counts(store: Store, lead: Person, *, advisor_id: PersonId | None = None) -> LevelCounts:
    """Return how many clients of the teams led, or of one advisor there, have each level."""
    counts = store.standings.counts(lead, advisor_id=advisor_id)
    return LevelCounts(
        red=counts.get(Level.RED, 0),
        yellow=counts.get(Level.YELLOW, 0),
        green=counts.get(Level.GREEN, 0),
        unlevelled=counts.get(None, 0),
    )


def advisors_led(store: Store, lead: Person) -> list[Person]:
    """Return the advisors of the teams led, by name."""
    found = {each.id: each for team_id in lead.teams_as(Role.LEAD) for each in store.people.advisors(team_id)}
    return sorted(found.values(), key=lambda person: (person.name, person.id))


def loads_of(store: Store, advisors: Sequence[Person]) -> list[AdvisorLoad]:
    """Return what the plan asks of each advisor, those over their limit in front, then the fullest."""
    plans = store.plan_loads.many([each.id for each in advisors])
    loads = [
        AdvisorLoad(
            advisor_id=each.id,
            name=each.name,
            needed=plans[each.id].needed if each.id in plans else None,
            room=each.contacts_a_day,
            is_too_much=each.id in plans and plans[each.id].is_too_much,
        )
        for each in advisors
    ]
    return sorted(loads, key=lambda load: (not load.is_too_much, -(load.needed or 0) / load.room, load.name))


def away_of(store: Store, advisors: Sequence[Person]) -> tuple[Away, ...]:
    """Return who of these people is off now, the first to be back in front."""
    names = {each.id: each.name for each in advisors}
    absences = store.absences.active_of(list(names))
    covers = {each.covered_by for each in absences if each.covered_by} - names.keys()
    names |= {person_id: store.people.of(person_id).name for person_id in covers}
    return tuple(
        Away(
            each.person_id,
            names[each.person_id],
            each.ends_on,
            names[each.covered_by] if each.covered_by else "",
        )
        for each in absences
    )


def count_silent(store: Store, lead: Person, *, now: datetime) -> int:
    """Return how many clients of the teams led nobody has been in touch with for 90 days."""
    silent = _silent(lead, now).with_only_columns(sa.func.count())
    return int(store.transaction.value(silent))


def silent_clients(
    store: Store, lead: Person, *, now: datetime, offset: int, limit: int
) -> list[SilentClient]:
    """Return the clients nobody has been in touch with for 90 days, the longest silent in front."""
    last_at = (
        sa.select(sa.func.max(_LOG.c.occurred_at, type_=_LOG.c.occurred_at.type))
        .where(_LOG.c.client_id == CLIENT.c.id, _LOG.c.direction != Direction.OUTBOUND_UNANSWERED)
        .scalar_subquery()
        .label("last_at")
    )
    rows = store.transaction.rows(
        _silent(lead, now)
        .with_only_columns(CLIENT.c.id, last_at)
        .order_by(last_at.asc().nulls_first(), CLIENT.c.id)
        .offset(offset)
        .limit(limit)
    )
    clients = {each.id: each for each in store.clients.several([row.id for row in rows], reader=lead)}
    names = _advisor_names(store, list(clients.values()))
    return [
        SilentClient(client.id, client.name, names.get(client.advisor_id, ""), row.last_at)
        for row in rows
        if (client := clients.get(ClientId(row.id))) is not None
    ]


def _silent(lead: Person, now: datetime) -> sa.Select[str]:
    """Those without a level are long silent anyway, and listed to be closed or won back."""
    since = now - SILENT_AFTER
    contacted = sa.exists().where(
        _LOG.c.client_id == CLIENT.c.id,
        _LOG.c.occurred_at >= since,
        _LOG.c.direction != Direction.OUTBOUND_UNANSWERED,
    )
    return (
        sa.select(CLIENT.c.id)
        .join(_STANDING, _STANDING.c.client_id == CLIENT.c.id)
        .where(
            within_reach(lead, CLIENT),
            CLIENT.c.closed_at.is_(None),
            CLIENT.c.added_at < since,
            _STANDING.c.level.is_not(None),
            ~contacted,
        )
    )


def _items(
    store: Store, standings: Sequence[Standing], lead: Person, *, tell_advisor: bool
) -> tuple[TeamItem, ...]:
    clients = store.clients.several([each.client_id for each in standings], reader=lead)
    names = _advisor_names(store, clients) if tell_advisor else {}
    by_id = {client.id: client for client in clients}
    return tuple(
        TeamItem(
            client_id=each.client_id,
            client_name=by_id[each.client_id].name,
            level=each.level,
            cause=each.cause,
            advisor_name=names.get(by_id[each.client_id].advisor_id, ""),
        )
        for each in standings
        if each.level is not None and each.client_id in by_id
    )


def _advisor_names(store: Store, clients: Sequence[Client]) -> dict[PersonId | None, str]:
    ids = {client.advisor_id for client in clients if client.advisor_id is not None}
    return {person_id: store.people.of(person_id).name for person_id in sorted(ids)}


def _id(person: Person | None) -> PersonId | None:
    return person.id if person else None
