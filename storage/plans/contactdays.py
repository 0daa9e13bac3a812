"""Contact days: what an advisor has planned by day, what is planned for a client, and moving a contact."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from loyalty.clients import Client
from loyalty.people.people import Person
from loyalty.planning.contactdays import DayContact, days_offered
from loyalty.planning.touchpoints import Touchpoint, TouchpointId
from storage.plans.daylists import today_of
from storage.plans.moves import days_of, move, rooms
from storage.store import Store

# A contact is moved within so many days, before or after its own.
_MOVED_WITHIN = timedelta(days=21)
_EVER = datetime(2000, 1, 1, tzinfo=UTC)


def contact_days(
    store: Store, advisor: Person, *, first: date, last: date, now: datetime
) -> tuple[DayContact, ...]:
    """Return an advisor's open contacts from one day to another, both included, in the order of their days.

    What was due before today and is still open stands on today.
    """
    zone = ZoneInfo(advisor.hours.zone)
    today = today_of(advisor, now)
    since = _EVER if first <= today <= last else datetime.combine(first, time(), zone)
    until = datetime.combine(last + timedelta(days=1), time(), zone)
    found = store.touchpoints.open_between(advisor.id, since.astimezone(UTC), until.astimezone(UTC))
    clients = {
        client.id: client
        for client in store.clients.several([each.client_id for each in found], reader=advisor)
        if client.closed_at is None
    }
    placed = [
        _placed(each, clients[each.client_id], advisor, now) for each in found if each.client_id in clients
    ]
    return _in_order(each for each in placed if first <= each.day <= last)


def contacts_of(store: Store, client: Client, *, reader: Person, now: datetime) -> tuple[DayContact, ...]:
    """Return what is planned for a client, soonest first, in the calendar of its advisor.

    Somebody else's promise comes without its words: they may stem from a private note.
    """
    advisor = reader if client.advisor_id is None else store.people.of(client.advisor_id)
    theirs = {reader.id, *(absence.person_id for absence in store.absences.covered_by(reader.id))}
    found = [
        each if each.advisor_id in theirs else replace(each, note="")
        for each in store.touchpoints.open_about(client.id)
    ]
    return _in_order(_placed(each, client, advisor, now) for each in found)


def contact_of(store: Store, touchpoint_id: TouchpointId, *, advisor: Person, now: datetime) -> DayContact:
    """Return one contact on its day.

    Raises:
        TouchpointNotFoundError: it does not exist or is somebody else's.
        ClientNotFoundError: the client is out of reach.
    """
    touchpoint = store.touchpoints.of(touchpoint_id, advisor=advisor)
    client = store.clients.of(touchpoint.client_id, reader=advisor)
    return _placed(touchpoint, client, store.people.of(touchpoint.advisor_id), now)


def other_days(store: Store, contact: DayContact, *, now: datetime) -> tuple[date, ...]:
    """Return the days with room to which a contact can be moved; none for a promise."""
    if not contact.may_move:
        return ()
    advisor = store.people.of(contact.touchpoint.advisor_id)
    tomorrow = today_of(advisor, now) + timedelta(days=1)
    first = max(tomorrow, contact.day - _MOVED_WITHIN)
    free = rooms(store, advisor, first=first, last=contact.day + _MOVED_WITHIN)
    return days_offered(contact, rooms=free, unwanted=days_of(store, contact.client.id, advisor=advisor))


def move_contact(store: Store, contact: DayContact, to: date, *, now: datetime) -> bool:
    """Give a contact another day; False when that day is full by now, or something became of the contact."""
    if to not in other_days(store, contact, now=now):
        return False
    advisor = store.people.of(contact.touchpoint.advisor_id)
    return move(store, contact.touchpoint, to, advisor=advisor)


def _placed(touchpoint: Touchpoint, client: Client, advisor: Person, now: datetime) -> DayContact:
    due_on = touchpoint.due_at.astimezone(ZoneInfo(advisor.hours.zone)).date()
    return DayContact(max(due_on, today_of(advisor, now)), touchpoint, client)


def _in_order(contacts: Iterable[DayContact]) -> tuple[DayContact, ...]:
    """Return occasions first within a day, then by the client's name."""
    return tuple(sorted(contacts, key=lambda each: (each.day, not each.is_dated, each.client.name)))
