"""Unplaced occasions: those of an advisor's clients for which the plan found no day."""

from datetime import date, datetime

from loyalty.people.people import Person
from loyalty.planning.contactdays import UnplacedOccasion
from loyalty.planning.dated import is_for
from storage.plans.planningfacts import planning_facts
from storage.store import Store


def unplaced_occasions(
    store: Store, advisor: Person, *, first: date, last: date, now: datetime
) -> tuple[UnplacedOccasion, ...]:
    """Return the occasions from one day to another that nothing is planned for, soonest first.

    Both days are included, of the clients' calendars. While a plan is still to be made there are none.
    """
    if store.plan_loads.is_stale(advisor.id):
        return ()
    facts = planning_facts(store, advisor, now=now)
    left = [
        (client.id, each)
        for client in facts.clients
        for each in client.occasions
        if first <= each.on <= last and not any(is_for(planned, each) for planned in client.planned)
    ]
    ids = list(dict.fromkeys(client_id for client_id, _ in left))
    names = {client.id: client.name for client in store.clients.several(ids, reader=advisor)}
    found = [UnplacedOccasion(names[client_id], each) for client_id, each in left if client_id in names]
    return tuple(sorted(found, key=lambda each: (each.occasion.on, each.client_name)))
