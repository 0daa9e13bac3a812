"""Days off: planning them, who stands in meanwhile, and what both sides hear at the beginning and the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from loyalty.clientfields import FieldError
from loyalty.people.absences import Absence, AbsenceState
from loyalty.people.people import PersonId
from wording import dates
from wording.actions import Action
from wording.clients import shown_name, told_problem
from wording.labels import button_label
from wording.reader import Reader
from wording.screen import Button, Screen, grid
from wording.templates import render

# Offered as the first day: today and the five after it; as the last: so many days after the first.
_FIRST_DAYS = 6
_DAYS_AFTER = (0, 1, 2, 3, 6, 13)
NOBODY = "-"


@dataclass(frozen=True, slots=True)
class DaysOffView:
    """The days off of one person.

    Attributes:
        person_name: whose they are; empty when they are the reader's own.
        absences: those that hold now or later, soonest first.
        names: who the colleagues are that stand in.
    """

    person_id: PersonId
    person_name: str
    absences: tuple[Absence, ...]
    names: dict[PersonId, str]


def days_off(view: DaysOffView, *, reader: Reader, now: datetime) -> Screen:
    """Return the days off that are planned, each with a number to change it."""
    lines = [_line(absence, view.names, reader, now) for absence in view.absences]
    text = render("days_off", reader, now=now, name=view.person_name, lines=lines)
    numbers = tuple(
        Button(str(number), Action.AWAY_ITEM, absence.id)
        for number, absence in enumerate(view.absences[:6], start=1)
    )
    add = Button(button_label("add_days_off", reader.language), Action.AWAY_ADD, view.person_id)
    return Screen(
        text, (numbers, (add, _back_from(view, reader))) if numbers else ((add, _back_from(view, reader)),)
    )


def ask_first_day(
    person_id: PersonId, person_name: str, *, reader: Reader, now: datetime, error: FieldError | None = None
) -> Screen:
    """Ask for the first day off: one of the next days, or any typed."""
    today = now.astimezone(reader.tzinfo).date()
    text = render("days_off_first", reader, name=person_name, problem=told_problem(error, reader))
    days = [today + timedelta(days=number) for number in range(_FIRST_DAYS)]
    buttons = [
        Button(_day_on_button(day, reader, now), Action.AWAY_ADD, person_id, day.isoformat()) for day in days
    ]
    return Screen(text, (*grid(buttons), (_cancel(person_id, reader),)))


def ask_last_day(
    person_id: PersonId,
    first: date,
    *,
    reader: Reader,
    now: datetime,
    error: FieldError | None = None,
) -> Screen:
    """Ask for the last day off."""
    told = dates.plain_day(first, reader, now=now)
    text = render("days_off_last", reader, first=told, problem=told_problem(error, reader))
    days = [first + timedelta(days=after) for after in _DAYS_AFTER]
    buttons = [
        Button(_day_on_button(day, reader, now), Action.AWAY_LAST, person_id, f"{first}/{day}")
        for day in days
    ]
    return Screen(text, (*grid(buttons), (_cancel(person_id, reader),)))


def ask_cover(
    person_id: PersonId,
    first: date,
    last: date,
    colleagues: Sequence[tuple[PersonId, str]],
    *,
    reader: Reader,
    now: datetime,
) -> Screen:
    """Ask who stands in meanwhile; the answer keeps the days off."""
    text = render("days_off_cover", reader, days=dates.span(first, last, reader, now=now))
    choices = [*colleagues, (PersonId(NOBODY), button_label("nobody", reader.language))]
    buttons = [
        Button(shown_name(name), Action.AWAY_SAVE, person_id, f"{first}/{last}/{colleague_id}")
        for colleague_id, name in choices
    ]
    return Screen(text, (*grid(buttons, per_row=2), (_cancel(person_id, reader),)))


def one_absence(absence: Absence, view: DaysOffView, *, reader: Reader, now: datetime) -> Screen:
    """Return one absence with what can be changed of it."""
    line = _line(absence, view.names, reader, now)
    text = render("days_off_one", reader, now=now, name=view.person_name, line=line)
    end = "end_now" if absence.state is AbsenceState.ACTIVE else "delete"
    return Screen(
        text,
        (
            (
                Button(button_label("stand_in", reader.language), Action.AWAY_COVER, absence.id),
                Button(button_label(end, reader.language), Action.AWAY_END, absence.id),
                Button(button_label("back", reader.language), Action.AWAY, absence.person_id),
            ),
        ),
    )


def change_cover(
    absence: Absence, colleagues: Sequence[tuple[PersonId, str]], *, reader: Reader, now: datetime
) -> Screen:
    """Ask who stands in for an absence that is planned already."""
    text = render(
        "days_off_cover", reader, days=dates.span(absence.starts_on, absence.ends_on, reader, now=now)
    )
    choices = [*colleagues, (PersonId(NOBODY), button_label("nobody", reader.language))]
    buttons = [
        Button(shown_name(name), Action.AWAY_COVER, absence.id, colleague_id)
        for colleague_id, name in choices
    ]
    back = Button(button_label("back", reader.language), Action.AWAY_ITEM, absence.id)
    return Screen(text, (*grid(buttons, per_row=2), (back,)))


def absence_told(
    kind: str, absence: Absence, *, person_name: str, cover_name: str, reader: Reader, now: datetime
) -> Screen:
    """Return what one side hears: ``planned``, ``began``, ``ended``, ``cover_began`` or ``cover_ended``."""
    text = render(
        "absence_told",
        reader,
        now=now,
        kind=kind,
        name=person_name,
        cover_name=cover_name,
        days=dates.span(absence.starts_on, absence.ends_on, reader, now=now),
        last=dates.plain_day(absence.ends_on, reader, now=now),
    )
    if kind.startswith("cover"):
        return Screen(text, ((Button(button_label("today", reader.language), Action.TODAY),),))
    return Screen(
        text, ((Button(button_label("days_off", reader.language), Action.AWAY, absence.person_id),),)
    )


@dataclass(frozen=True, slots=True)
class _Line:
    days: str
    is_now: bool
    cover_name: str


def _line(absence: Absence, names: dict[PersonId, str], reader: Reader, now: datetime) -> _Line:
    return _Line(
        days=dates.span(absence.starts_on, absence.ends_on, reader, now=now),
        is_now=absence.state is AbsenceState.ACTIVE,
        cover_name=names.get(absence.covered_by, "") if absence.covered_by else "",
    )


def _day_on_button(day: date, reader: Reader, now: datetime) -> str:
    away = (day - now.astimezone(reader.tzinfo).date()).days
    if away in (0, 1):
        return dates.day(day, reader, now=now).capitalize()
    return dates.weekday(day, reader)


def _cancel(person_id: PersonId, reader: Reader) -> Button:
    return Button(button_label("cancel", reader.language), Action.AWAY, person_id)


def _back_from(view: DaysOffView, reader: Reader) -> Button:
    if view.person_name:
        return Button(button_label("back", reader.language), Action.TEAM_ADVISOR, view.person_id)
    return Button(button_label("settings", reader.language), Action.SETTINGS)
