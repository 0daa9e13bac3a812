"""Swaps: two contacts of one advisor change days, so that a full day stays as full as it was."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from loyalty.clients import ClientId
from loyalty.planning.contactdays import DayContact, swaps_offered
from storage.plans.contactdays import contact_days
from storage.plans.daylists import today_of
from storage.plans.moves import move
from storage.store import Store

_SWAPPED_WITHIN = timedelta(days=21)


def swap_partners(store: Store, contact: DayContact, *, now: datetime) -> tuple[DayContact, ...]:
    """Return the contacts of the same advisor with which one can change days."""
    advisor = store.people.of(contact.touchpoint.advisor_id)
    first, last = contact.day - _SWAPPED_WITHIN, contact.day + _SWAPPED_WITHIN
    others = contact_days(store, advisor, first=first, last=last, now=now)
    busy: defaultdict[ClientId, set[date]] = defaultdict(set)
    for each in others:
        busy[each.client.id].add(each.day)
    return swaps_offered(contact, others, today=today_of(advisor, now), busy=busy)


def swap_days(store: Store, contact: DayContact, other: DayContact, *, now: datetime) -> bool:
    """Let two contacts change days; False when either can no longer, and then nothing is moved."""
    partners = {each.touchpoint.id: each for each in swap_partners(store, contact, now=now)}
    partner = partners.get(other.touchpoint.id)
    if partner is None:
        return False
    advisor = store.people.of(contact.touchpoint.advisor_id)
    move(store, contact.touchpoint, partner.day, advisor=advisor)
    move(store, partner.touchpoint, contact.day, advisor=advisor)
    return True
