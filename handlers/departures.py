"""A lead ends an advisor's access: to whom the clients go, once more to be sure, and it is done."""

from handlers.desk import Desk
from loyalty.people.people import Person, PersonId
from storage.errors import PersonNotFoundError
from storage.people.departures import colleagues, count_clients, end_access, may_end_access
from storage.refusals import ClientsLeftError
from wording import departures as words
from wording.departures import DepartureView
from wording.toasts import toast


def offer_end(desk: Desk) -> None:
    """Ask to whom the clients go, or, once that is known or there are none, whether to end the access."""
    person = _pressed(desk)
    clients = count_clients(desk.store, person.id)
    to = PersonId(desk.data) if desk.data else None
    if clients and to is None:
        people = [(each.id, each.name) for each in colleagues(desk.store, person)]
        desk.show(
            words.end_choices(DepartureView(person.id, person.name, clients), people, reader=desk.reader)
        )
        return
    name = _name(desk, person, to) if to and clients else ""
    view = DepartureView(person.id, person.name, clients, to_id=to, to_name=name)
    desk.show(words.end_sure(view, reader=desk.reader))


def end(desk: Desk) -> None:
    """End the access; a second press changes nothing."""
    to = PersonId(desk.data) if desk.data else None
    person = desk.store.people.of(PersonId(desk.target))
    try:
        given = end_access(desk.store, person.id, to, by=desk.person, now=desk.now)
    except ClientsLeftError:
        # Somebody gave them a client while this was asked.
        offer_end(desk)
        return
    if given is None:
        desk.note(toast("already_done", desk.reader))
    to_name = desk.store.people.of(to).name if to else ""
    view = DepartureView(person.id, person.name, given or 0, to_id=to, to_name=to_name)
    desk.show(words.ended(view, reader=desk.reader, now=desk.now))


def _pressed(desk: Desk) -> Person:
    person = desk.store.people.of(PersonId(desk.target))
    if not may_end_access(person, desk.person):
        raise PersonNotFoundError(person.id)
    return person


def _name(desk: Desk, person: Person, to: PersonId) -> str:
    names = {each.id: each.name for each in colleagues(desk.store, person)}
    if to not in names:
        raise PersonNotFoundError(to)
    return names[to]
