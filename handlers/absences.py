"""Days off: one's own, or, for a lead, those of an advisor; and who stands in meanwhile."""

from datetime import date

from handlers.desk import Desk
from handlers.questions import Question, ask, end_question
from loyalty.clientfields import FieldError, ImpossibleDaysError, TakenDaysError
from loyalty.people.absences import Absence, AbsenceId, local_day
from loyalty.people.daysoff import days_of
from loyalty.people.people import Person, PersonId, Role
from storage.errors import PersonNotFoundError
from storage.people.absences import AbsenceNotFoundError
from storage.people.covers import change_cover, end_early, plan_absence
from storage.refusals import AbsenceOverlapsError
from wording import absences as words
from wording.absences import NOBODY, DaysOffView
from wording.start import not_allowed
from wording.toasts import toast


def show_days_off(desk: Desk) -> None:
    """Show one's own days off, or those of an advisor one leads."""
    end_question(desk)
    if not desk.person.sees_clients:
        desk.show(not_allowed(reader=desk.reader))
        return
    _show(desk, _person(desk, desk.target))


def add_days_off(desk: Desk) -> None:
    """Ask for the first day off, or take the one pressed and ask for the last."""
    person = _person(desk, desk.target)
    if desk.data:
        _ask_last(desk, person, date.fromisoformat(desk.data))
    else:
        _ask_first(desk, person)


def take_last_day(desk: Desk) -> None:
    """Take the last day pressed and ask who stands in."""
    first, last = (date.fromisoformat(part) for part in desk.data.split("/"))
    _ask_cover(desk, _person(desk, desk.target), first, last)


def take_first_day(desk: Desk, target: str, _step: str) -> bool:
    """Take a typed first day, or first and last day at once; what cannot be read is asked for again."""
    person = _person(desk, target)
    try:
        first, last = days_of(desk.incoming.text, today=local_day(person, desk.now))
        if last is None:
            _ask_last(desk, person, first)
        else:
            _ask_cover(desk, person, first, last)
    except FieldError as error:
        _ask_first(desk, person, error=error)
    return True


def take_typed_last_day(desk: Desk, target: str, step: str) -> bool:
    """Take a typed last day; what cannot be read is asked for again."""
    person, first = _person(desk, target), date.fromisoformat(step)
    try:
        last, further = days_of(desk.incoming.text, today=local_day(person, desk.now), since=first)
        _ask_cover(desk, person, first, further or last)
    except FieldError as error:
        _ask_last(desk, person, first, error=error)
    return True


def save_days_off(desk: Desk) -> None:
    """Keep the days off with the colleague chosen; a second press changes nothing."""
    end_question(desk)
    person = _person(desk, desk.target)
    if desk.press is None or not desk.store.buttons.use_group(desk.press.group, now=desk.now):
        desk.note(toast("already_done", desk.reader))
        _show(desk, person)
        return
    *days, colleague = desk.data.split("/")
    first, last = (date.fromisoformat(day) for day in days)
    chosen = _colleague(desk, person, colleague)
    if _is_off(desk, chosen, first, last):
        _ask_cover(desk, person, first, last)
    else:
        _keep(desk, person, first, last, covered_by=chosen)


def show_absence(desk: Desk) -> None:
    """Show one absence with what can be changed of it."""
    absence, person = _pressed(desk)
    desk.show(words.one_absence(absence, _view(desk, person), reader=desk.reader, now=desk.now))


def take_cover(desk: Desk) -> None:
    """Ask who stands in, or take the colleague chosen."""
    absence, person = _pressed(desk)
    if not desk.data:
        colleagues = _colleagues(desk, person, absence.starts_on, absence.ends_on)
        desk.show(words.change_cover(absence, colleagues, reader=desk.reader, now=desk.now))
        return
    chosen = _colleague(desk, person, desk.data)
    is_off = _is_off(desk, chosen, absence.starts_on, absence.ends_on)
    if not is_off and not change_cover(desk.store, absence, chosen, by=desk.person.id, now=desk.now):
        desk.note(toast("already_done", desk.reader))
    _show(desk, person)


def end_days_off(desk: Desk) -> None:
    """End an absence today, or delete one that has not begun."""
    absence, person = _pressed(desk)
    if not end_early(desk.store, absence, by=desk.person.id, now=desk.now):
        desk.note(toast("already_done", desk.reader))
    _show(desk, person)


def _person(desk: Desk, target: str) -> Person:
    """Return whose days off are meant: one's own, or those of an advisor of a team led.

    Raises:
        PersonNotFoundError: somebody else's.
    """
    if not target or target == desk.person.id:
        return desk.person
    person = desk.store.people.of(PersonId(target))
    if not person.active or person.teams_as(Role.ADVISOR).isdisjoint(desk.person.teams_as(Role.LEAD)):
        raise PersonNotFoundError(PersonId(target))
    return person


def _pressed(desk: Desk) -> tuple[Absence, Person]:
    absence = desk.store.absences.of(AbsenceId(desk.target))
    try:
        return absence, _person(desk, absence.person_id)
    except PersonNotFoundError as error:
        raise AbsenceNotFoundError(absence.id) from error


def _show(desk: Desk, person: Person) -> None:
    desk.show(words.days_off(_view(desk, person), reader=desk.reader, now=desk.now))


def _view(desk: Desk, person: Person) -> DaysOffView:
    absences = desk.store.absences.coming(person.id)
    covering = {each.covered_by for each in absences if each.covered_by}
    return DaysOffView(
        person_id=person.id,
        person_name="" if person.id == desk.person.id else person.name,
        absences=tuple(absences),
        names={each: desk.store.people.of(each).name for each in covering},
    )


def _ask_first(desk: Desk, person: Person, *, error: FieldError | None = None) -> None:
    ask(desk, Question.AWAY_FIRST, person.id)
    name = "" if person.id == desk.person.id else person.name
    desk.show(words.ask_first_day(person.id, name, reader=desk.reader, now=desk.now, error=error))


def _ask_last(desk: Desk, person: Person, first: date, *, error: FieldError | None = None) -> None:
    ask(desk, Question.AWAY_LAST, person.id, step=first.isoformat())
    desk.show(words.ask_last_day(person.id, first, reader=desk.reader, now=desk.now, error=error))


def _ask_cover(desk: Desk, person: Person, first: date, last: date) -> None:
    end_question(desk)
    colleagues = _colleagues(desk, person, first, last)
    if not colleagues:
        _keep(desk, person, first, last, covered_by=None)
        return
    screen = words.ask_cover(person.id, first, last, colleagues, reader=desk.reader, now=desk.now)
    desk.show(screen)


def _keep(desk: Desk, person: Person, first: date, last: date, *, covered_by: PersonId | None) -> None:
    try:
        plan_absence(desk.store, person, first, last, covered_by=covered_by, by=desk.person.id, now=desk.now)
    except AbsenceOverlapsError as error:
        if (error.other.starts_on, error.other.ends_on) != (first, last):
            _ask_first(desk, person, error=TakenDaysError(f"{first}/{last}"))
            return
        desk.note(toast("already_done", desk.reader))
    except ImpossibleDaysError as error:
        _ask_first(desk, person, error=error)
        return
    _show(desk, person)


def _colleagues(desk: Desk, person: Person, first: date, last: date) -> list[tuple[PersonId, str]]:
    """Return who can stand in: advisors and leads of the same teams who are not off themselves."""
    store, teams = desk.store, sorted(person.teams_as(Role.ADVISOR))
    found = {
        each.id: each.name
        for team_id in teams
        for each in (*store.people.advisors(team_id), *store.people.leads(team_id))
        if each.id != person.id
    }
    return [(each, name) for each, name in found.items() if not store.absences.between(each, first, last)]


def _is_off(desk: Desk, colleague: PersonId | None, first: date, last: date) -> bool:
    """Tell whether a colleague has planned days off meanwhile, and say so."""
    if colleague is None or not desk.store.absences.between(colleague, first, last):
        return False
    desk.note(toast("colleague_off", desk.reader), alert=True)
    return True


def _colleague(desk: Desk, person: Person, chosen: str) -> PersonId | None:
    if chosen == NOBODY:
        return None
    colleague = desk.store.people.of(PersonId(chosen))
    shared = person.teams_as(Role.ADVISOR) & (
        colleague.teams_as(Role.ADVISOR) | colleague.teams_as(Role.LEAD)
    )
    if not colleague.active or not shared or colleague.id == person.id:
        raise PersonNotFoundError(PersonId(chosen))
    return colleague.id
