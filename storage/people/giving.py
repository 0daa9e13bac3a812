"""Giving: a lead hands a client to another advisor, with everything that hangs on it."""

from datetime import datetime

from loyalty.clients import Client, ClientId
from loyalty.people.people import Person, PersonId, Role
from storage.cases.alerts import redraw
from storage.errors import ClientNotFoundError, PersonNotFoundError
from storage.people.handovers import Handover
from storage.store import Store

# What waits for a lead about a client stays with that lead.
_FOR_LEADS = ("red_alert", "step_overdue", "giving_offered")


def may_give(client: Client, person: Person) -> bool:
    """Tell whether somebody may hand a client over: a lead of the client's team."""
    return client.team_id in person.teams_as(Role.LEAD)


def receivers(store: Store, client: Client, *, by: Person) -> list[Person]:
    """Return the other advisors of the teams led, those of the client's team in front."""
    teams = sorted(by.teams_as(Role.LEAD), key=lambda team_id: (team_id != client.team_id, team_id))
    found = {each.id: each for team_id in teams for each in store.people.advisors(team_id)}
    return [each for each in found.values() if each.id != client.advisor_id]


def give_client(
    store: Store, client_id: ClientId, to: PersonId, *, by: Person, now: datetime, message: str = ""
) -> Handover | None:
    """Give a client to another advisor: history, open cases, planned contacts and what is about to be sent.

    The new advisor gets a message with the card, the old one hears of it once. Returns None when the client
    is theirs already.

    Raises:
        ClientNotFoundError: it is not in a team that ``by`` leads.
        PersonNotFoundError: ``to`` is no advisor of such a team.
    """
    client = store.clients.of(client_id, reader=by)
    if not may_give(client, by):
        raise ClientNotFoundError(client_id)
    if client.advisor_id == to:
        return None
    if to not in {each.id for each in receivers(store, client, by=by)}:
        raise PersonNotFoundError(to)
    before = client.advisor_id
    store.clients.move(client_id, to, reader=by)
    hand_on(store, client_id, before=before, after=to)
    handover = store.handovers.add(
        client_id, given_by=by.id, given_from=before, given_to=to, message=message, now=now
    )
    store.audit.record(by.id, "client.given", client_id, now, detail=f"{before or ''}>{to}")
    _tell(store, handover, now=now)
    for case in store.cases.open_of(client_id):
        redraw(store, case, now=now)
    return handover


def hand_on(store: Store, client_id: ClientId, *, before: PersonId | None, after: PersonId) -> None:
    """Let a client's open cases, planned contacts and what is about to be sent follow to another advisor."""
    store.cases.give([client_id], after)
    if before is not None:
        store.touchpoints.give(client_id, before=before, after=after)
        store.outbox.readdress(client_id, before=before, after=after, except_for=_FOR_LEADS)


def _tell(store: Store, handover: Handover, *, now: datetime) -> None:
    for template, person_id in (("client_given", handover.given_to), ("client_taken", handover.given_from)):
        if person_id is None or person_id == handover.given_by:
            continue
        store.outbox.push(
            person_id,
            template,
            {"handover": handover.id},
            now=now,
            dedup_key=f"{template}:{handover.id}",
            about=handover.client_id,
        )
