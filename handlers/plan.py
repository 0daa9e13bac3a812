"""The plan: what an advisor has before, by month, week and day, and giving a contact another day."""

from calendar import monthrange
from datetime import date, timedelta

from handlers.desk import Desk
from loyalty.planning.contactdays import DayContact
from loyalty.planning.touchpoints import TouchpointId, TouchpointState
from storage.plans.contactdays import contact_days, contact_of, contacts_of, move_contact, other_days
from storage.plans.daylists import today_of
from storage.plans.swaps import swap_partners
from storage.plans.unplaced import unplaced_occasions
from wording.plan import (
    PlanView,
    client_plan,
    plan_contact,
    plan_day,
    plan_month,
    plan_moved,
    plan_week,
)
from wording.start import not_allowed
from wording.toasts import toast

_OPEN = (TouchpointState.PLANNED, TouchpointState.REMINDED, TouchpointState.PUT_OFF)


def show_plan(desk: Desk) -> None:
    """Show a month of the plan: this one, or the one pressed; days that are past are left out."""
    if not desk.person.sees_clients:
        desk.show(not_allowed(reader=desk.reader))
        return
    pressed = _pressed_day(desk)
    last = pressed.replace(day=monthrange(pressed.year, pressed.month)[1])
    view = _view(desk, pressed.replace(day=1), last)
    desk.show(plan_month(view, reader=desk.reader, now=desk.now))


def show_plan_week(desk: Desk) -> None:
    """Show the week of the pressed day."""
    pressed = _pressed_day(desk)
    monday = pressed - timedelta(days=pressed.weekday())
    view = _view(desk, monday, monday + timedelta(days=6))
    desk.show(plan_week(view, reader=desk.reader, now=desk.now))


def show_plan_day(desk: Desk) -> None:
    """Show a page of the contacts of the pressed day."""
    pressed = _pressed_day(desk)
    view = _view(desk, pressed, pressed)
    desk.show(plan_day(view, page=int(desk.target or 0), reader=desk.reader, now=desk.now))


def show_client_plan(desk: Desk) -> None:
    """Show the next contacts with the pressed client."""
    client = desk.store.clients.of(desk.target, reader=desk.person)
    contacts = contacts_of(desk.store, client, reader=desk.person, now=desk.now)
    covered = {absence.person_id for absence in desk.store.absences.covered_by(desk.person.id)}
    may_move = client.advisor_id == desk.person.id or client.advisor_id in covered
    screen = client_plan(client, contacts, may_move=may_move, reader=desk.reader, now=desk.now)
    desk.show(screen, about=client.id)


def offer_days(desk: Desk) -> None:
    """Offer other days with room for the pressed contact."""
    contact = _pressed_contact(desk)
    if contact is not None:
        _show_choices(desk, contact)


def take_day(desk: Desk) -> None:
    """Move the pressed contact to the chosen day, unless that is full by now."""
    contact = _pressed_contact(desk)
    if contact is None:
        return
    if not move_contact(desk.store, contact, date.fromisoformat(desk.data), now=desk.now):
        desk.note(toast("day_full", desk.reader), alert=True)
        _show_choices(desk, contact)
        return
    moved = contact_of(desk.store, contact.touchpoint.id, advisor=desk.person, now=desk.now)
    desk.store.audit.record(
        desk.person.id, "contact.moved", contact.touchpoint.id, desk.now, detail=desk.data
    )
    desk.show(plan_moved(moved, was=contact.day, reader=desk.reader, now=desk.now), about=moved.client.id)


def _pressed_contact(desk: Desk) -> DayContact | None:
    """Return the pressed contact, None after saying that it is no longer open."""
    contact = contact_of(desk.store, TouchpointId(desk.target), advisor=desk.person, now=desk.now)
    if contact.touchpoint.state in _OPEN:
        return contact
    desk.note(toast("moved_already", desk.reader))
    return None


def _show_choices(desk: Desk, contact: DayContact) -> None:
    days = other_days(desk.store, contact, now=desk.now)
    may_swap = bool(swap_partners(desk.store, contact, now=desk.now))
    screen = plan_contact(contact, days, may_swap=may_swap, reader=desk.reader, now=desk.now)
    desk.show(screen, about=contact.client.id)


def _view(desk: Desk, first: date, last: date) -> PlanView:
    is_day, store = first == last, desk.store
    unplaced = () if is_day else unplaced_occasions(store, desk.person, first=first, last=last, now=desk.now)
    return PlanView(
        contacts=contact_days(desk.store, desk.person, first=first, last=last, now=desk.now),
        first=first,
        last=last,
        today=today_of(desk.person, desk.now),
        load=desk.store.plan_loads.of(desk.person.id),
        unplaced=unplaced,
    )


def _pressed_day(desk: Desk) -> date:
    return date.fromisoformat(desk.data) if desk.data else today_of(desk.person, desk.now)
