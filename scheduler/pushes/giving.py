"""Pushes about clients given to another advisor."""

from datetime import datetime

from loyalty.clients import Client
from loyalty.people.people import Person
from scheduler.pushes.wordings import Params, Wording, reader_of
from storage.people.handovers import Handover, HandoverId
from storage.store import Store
from wording.giving import GivenView, client_given, client_taken
from wording.screen import Screen


def _given(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    handover = store.handovers.of(HandoverId(params["handover"]))
    # Given on before this was sent: then the next advisor hears of it.
    client = store.clients.of(handover.client_id, reader=person)
    if client.advisor_id != person.id:
        return None
    return client_given(_view(store, handover, client), reader=reader_of(person), now=now)


def _taken(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    handover = store.handovers.of(HandoverId(params["handover"]))
    client = store.clients.anyone(handover.client_id)
    if client.advisor_id == person.id:
        return None
    return client_taken(_view(store, handover, client), reader=reader_of(person), now=now)


def _view(store: Store, handover: Handover, client: Client) -> GivenView:
    people = store.people
    return GivenView(
        client=client,
        given_by=people.of(handover.given_by).name,
        given_at=handover.given_at,
        to_name=people.of(handover.given_to).name,
        before_name=people.of(handover.given_from).name if handover.given_from else "",
        standing=store.standings.of(client.id),
        matters=len(store.cases.open_of(client.id)),
        contacts=len(store.touchpoints.open_about(client.id)),
        message=handover.message,
    )


WORDINGS: dict[str, Wording] = {"client_given": _given, "client_taken": _taken}
