"""The state of the own teams, for leads: their clients, their advisors, and who hears from nobody."""

from handlers.desk import Desk
from loyalty.people.people import Person, PersonId, Role
from loyalty.people.teams import Away
from storage.clients.portraits import portrait_share
from storage.errors import PersonNotFoundError
from storage.people.departures import may_end_access
from storage.people.teamviews import (
    advisors_led,
    away_of,
    count_silent,
    loads_of,
    silent_clients,
    team_name,
    team_page,
)
from wording import team as words
from wording.start import not_allowed
from wording.team import CAPACITIES, PAGE, PeopleView, SilentView
from wording.toasts import toast


def show_team(desk: Desk) -> None:
    """List who is red or yellow in the teams led, and why; the most urgent first."""
    if _leads(desk):
        view = team_page(desk.store, desk.person, page=int(desk.data or 0), size=PAGE)
        desk.show(words.team(view, reader=desk.reader, now=desk.now))


def show_people(desk: Desk) -> None:
    """List the advisors with what their plans ask of them."""
    if not _leads(desk):
        return
    page = int(desk.data or 0)
    advisors = advisors_led(desk.store, desk.person)
    loads, portraits = loads_of(desk.store, advisors), portrait_share(desk.store, desk.person)
    view = PeopleView(
        team_name=team_name(desk.store, desk.person),
        loads=tuple(loads[page * PAGE : (page + 1) * PAGE]),
        away=away_of(desk.store, advisors),
        clients=portraits.clients,
        portrayed=portraits.whole,
        page=page,
        has_more=len(loads) > (page + 1) * PAGE,
    )
    desk.show(words.people(view, reader=desk.reader, now=desk.now))


def show_advisor(desk: Desk) -> None:
    """Show one advisor: clients who need somebody, what the plan asks, days off."""
    _show_advisor(desk, _pressed(desk), page=int(desk.data or 0))


def change_capacity(desk: Desk) -> None:
    """Ask for how many planned contacts a day has room, or keep the number chosen."""
    advisor = _pressed(desk)
    if not desk.data:
        screen = words.capacity(advisor.id, advisor.name, advisor.contacts_a_day, reader=desk.reader)
        desk.show(screen)
        return
    chosen = int(desk.data)
    if chosen not in CAPACITIES:
        desk.note(toast("button_outdated", desk.reader), alert=True)
        return
    desk.store.people.save_contacts_a_day(advisor.id, chosen)
    desk.store.plan_loads.mark_stale([advisor.id])
    desk.store.audit.record(desk.person.id, "capacity.set", advisor.id, desk.now, detail=str(chosen))
    desk.note(toast("saved", desk.reader))
    _show_advisor(desk, desk.store.people.of(advisor.id), page=0)


def show_silent(desk: Desk) -> None:
    """List the clients nobody has been in touch with for 90 days, the longest silent first."""
    if not _leads(desk):
        return
    store, page = desk.store, int(desk.data or 0)
    found = silent_clients(store, desk.person, now=desk.now, offset=page * PAGE, limit=PAGE)
    view = SilentView(tuple(found), count_silent(store, desk.person, now=desk.now), page)
    desk.show(words.silent(view, reader=desk.reader, now=desk.now))


def _show_advisor(desk: Desk, advisor: Person, *, page: int) -> None:
    store = desk.store
    view = team_page(store, desk.person, page=page, size=PAGE, advisor=advisor)
    load = loads_of(store, [advisor])[0]
    away: Away | None = next(iter(away_of(store, [advisor])), None)
    may_end = may_end_access(advisor, desk.person)
    desk.show(words.advisor(view, load, away, may_end=may_end, reader=desk.reader, now=desk.now))


def _leads(desk: Desk) -> bool:
    if desk.person.has(Role.LEAD):
        return True
    desk.show(not_allowed(reader=desk.reader))
    return False


def _pressed(desk: Desk) -> Person:
    """Return the advisor pressed.

    Raises:
        PersonNotFoundError: nobody who works in a team that the presser leads.
    """
    found = {each.id: each for each in advisors_led(desk.store, desk.person)}
    person_id = PersonId(desk.target)
    if person_id not in found:
        raise PersonNotFoundError(person_id)
    return found[person_id]
