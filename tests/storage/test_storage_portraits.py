"""Portraits: how many are filled in, and when filling one in is offered."""

from datetime import date, timedelta

from loyalty.clientfields import Birthday
from loyalty.clients import Closing
from storage.clients.closing import close_client
from storage.clients.portraits import PortraitShare, offer_needs, portrait_share
from storage.store import Store
from tests.logs import a_client
from tests.staff import NOW, Staff

MONTH = timedelta(days=30)


def test_portraits_are_counted_within_reach_and_closed_clients_left_out(store: Store, staff: Staff) -> None:
    whole, known, part, closed = (
        a_client(store, staff, name) for name in ("Chen Wei", "Xu Min", "Lin Yue", "Ho Ka-yan")
    )
    for client in (whole, known):
        store.clients.change(
            client.id,
            reader=staff.anna,
            birthday=Birthday(12, 3, None),
            needs_basic="on time",
            likes="jade",
            needs_emotional="being remembered",
        )
    store.clients.change(whole.id, reader=staff.anna, consented_on=date(2026, 5, 12))
    store.clients.change(part.id, reader=staff.anna, likes="opera")
    close_client(store, closed.id, Closing.LEFT, by=staff.boris, now=NOW)

    counted = portrait_share(store, staff.boris)

    assert counted == PortraitShare(3, needs_basic=2, likes=3, needs_emotional=2, dates=2, consent=1, whole=1)
    assert counted.share == 1 / 3
    assert portrait_share(store, staff.chen) == PortraitShare(0, 0, 0, 0, 0, 0, 0)
    assert portrait_share(store, staff.chen).share == 0


def test_consent_is_kept_and_taken_back(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)

    store.clients.change(client.id, reader=staff.anna, consented_on=date(2026, 5, 12))
    assert store.clients.of(client.id, reader=staff.anna).consented_on == date(2026, 5, 12)
    store.clients.change(client.id, reader=staff.anna, consented_on=None)

    assert store.clients.of(client.id, reader=staff.anna).consented_on is None


def test_needs_lie_sealed_and_come_back(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)

    changed = store.clients.change(client.id, reader=staff.anna, needs_emotional="being remembered")

    assert store.clients.of(client.id, reader=staff.anna) == changed
    assert changed.needs_emotional == "being remembered"


def test_an_offer_is_made_once_in_thirty_days_while_a_slot_is_empty(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)

    assert offer_needs(store, client, now=NOW)
    assert not offer_needs(store, client, now=NOW + MONTH - timedelta(seconds=1))
    assert offer_needs(store, client, now=NOW + MONTH)
    full = store.clients.change(
        client.id, reader=staff.anna, needs_basic="on time", likes="jade", needs_emotional="respect"
    )
    assert not offer_needs(store, full, now=NOW + 3 * MONTH)
