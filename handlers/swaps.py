"""Swaps: two planned contacts change days."""

from handlers.desk import Desk
from loyalty.planning.touchpoints import TouchpointId
from storage.plans.contactdays import contact_of
from storage.plans.swaps import swap_days, swap_partners
from wording.swaps import plan_swap, plan_swapped
from wording.toasts import toast


def offer_swaps(desk: Desk) -> None:
    """Offer the contacts with which the pressed one can change days."""
    contact = contact_of(desk.store, TouchpointId(desk.target), advisor=desk.person, now=desk.now)
    partners = swap_partners(desk.store, contact, now=desk.now)
    desk.show(plan_swap(contact, partners, reader=desk.reader, now=desk.now), about=contact.client.id)


def take_swap(desk: Desk) -> None:
    """Let the pressed contact and the chosen one change days, unless something became of either."""
    store, now = desk.store, desk.now
    contact = contact_of(store, TouchpointId(desk.target), advisor=desk.person, now=now)
    other = contact_of(store, TouchpointId(desk.data), advisor=desk.person, now=now)
    if not swap_days(store, contact, other, now=now):
        desk.note(toast("moved_already", desk.reader), alert=True)
        return
    store.audit.record(desk.person.id, "contact.swapped", contact.touchpoint.id, now, detail=desk.data)
    moved = [contact_of(store, each.touchpoint.id, advisor=desk.person, now=now) for each in (contact, other)]
    desk.show(plan_swapped(moved, reader=desk.reader, now=now), about=contact.client.id)
