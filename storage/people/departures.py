"""Departures: somebody leaves the firm; the access ends and the clients go to a colleague in one step."""

from datetime import datetime

import sqlalchemy as sa

from loyalty.clients import ClientId
from loyalty.people.people import Person, PersonId, Role
from storage.cases.alerts import redraw
from storage.clients.clientrows import CLIENT
from storage.errors import PersonNotFoundError
from storage.people.covers import change_cover, end_early
from storage.people.giving import hand_on
from storage.refusals import ClientsLeftError
from storage.store import Store


def may_end_access(person: Person, by: Person) -> bool:
    """Tell whether a lead may end somebody's access: that of who advises, in teams of that lead alone.

    The access of leads, administrators, analysts and specialists is ended by the command line.
    """
    led = by.teams_as(Role.LEAD)
    advises_here = all(each.role is Role.ADVISOR and each.team_id in led for each in person.memberships)
    return person.active and person.id != by.id and advises_here


def count_clients(store: Store, person_id: PersonId) -> int:
    """Return how many clients somebody looks after, those who are closed left out."""
    theirs = (CLIENT.c.advisor_id == person_id, CLIENT.c.closed_at.is_(None))
    return int(store.transaction.value(sa.select(sa.func.count()).select_from(CLIENT).where(*theirs)))


def colleagues(store: Store, person: Person) -> list[Person]:
    """Return to whom the clients may go: the other advisors of the person's teams, by name."""
    teams = {each.team_id for each in person.memberships if each.role is Role.ADVISOR}
    found = {each.id: each for team_id in sorted(teams) for each in store.people.advisors(team_id)}
    found.pop(person.id, None)
    return sorted(found.values(), key=lambda each: (each.name, each.id))


def end_access(
    store: Store, person_id: PersonId, to: PersonId | None, *, by: Person | None, now: datetime
) -> int | None:
    """End somebody's access for good and give the clients to a colleague, closed ones too; return how many.

    History, open matters, planned contacts and what is about to be sent go along. Days off end, and so does
    standing in for others. The colleague and the other leads hear of it once; who left hears nothing more.
    ``by`` is None for the command line. Returns None when the access has ended already.

    Raises:
        PersonNotFoundError: ``by`` may not end it, or ``to`` is none of the colleagues.
        ClientsLeftError: there are clients and nobody to give them to was named.
    """
    person = store.people.of(person_id)
    if not person.active:
        return None
    if by is not None and not may_end_access(person, by):
        raise PersonNotFoundError(person_id)
    if to is not None and to not in {each.id for each in colleagues(store, person)}:
        raise PersonNotFoundError(to)
    given = _give_all(store, person, to, by=by or person, now=now)
    _end_days_off(store, person, by=by or person, now=now)
    store.people.deactivate(person.id)
    detail = f"{given}>{to}" if to else ""
    store.audit.record(by.id if by else None, "access.ended", person.id, now, detail=detail)
    _tell(store, person, to if given else None, by=by, given=given, now=now)
    return given


def _give_all(store: Store, person: Person, to: PersonId | None, *, by: Person, now: datetime) -> int:
    theirs = sa.select(CLIENT.c.id, CLIENT.c.closed_at).where(CLIENT.c.advisor_id == person.id)
    rows = store.transaction.rows(theirs.order_by(CLIENT.c.id))
    if to is None:
        if any(row.closed_at is None for row in rows):
            raise ClientsLeftError(person.id)
        return 0
    for row in rows:
        client_id = ClientId(row.id)
        store.clients.move(client_id, to, reader=person)
        hand_on(store, client_id, before=person.id, after=to)
        store.handovers.add(client_id, given_by=by.id, given_from=person.id, given_to=to, message="", now=now)
        store.audit.record(by.id, "client.given", client_id, now, detail=f"{person.id}>{to}")
        for case in store.cases.open_of(client_id):
            redraw(store, case, now=now)
    return sum(row.closed_at is None for row in rows)


def _end_days_off(store: Store, person: Person, *, by: Person, now: datetime) -> None:
    for absence in store.absences.coming(person.id):
        end_early(store, absence, by=by.id, now=now)
    for absence in store.absences.to_cover(person.id):
        change_cover(store, absence, None, by=by.id, now=now)


def _tell(
    store: Store, person: Person, to: PersonId | None, *, by: Person | None, given: int, now: datetime
) -> None:
    leads = {lead.id for each in person.memberships for lead in store.people.leads(each.team_id)}
    for hears in sorted((leads | ({to} if to else set())) - {by.id if by else None, person.id}):
        store.outbox.push(
            hears,
            "access_ended",
            {"person": person.id, "to": to, "clients": given},
            now=now,
            dedup_key=f"access-ended:{person.id}:{hears}",
        )
