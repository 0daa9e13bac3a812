"""What everybody sets for themselves: language, time zone, working hours, alerts at night."""

from collections.abc import Sequence
from datetime import datetime, time

from loyalty.clientfields import FieldError
from loyalty.people.clocks import WorkingHours
from loyalty.people.people import Language, Person, Role
from wording.actions import Action
from wording.clients import told_problem
from wording.labels import button_label, label_of
from wording.reader import Reader
from wording.screen import Button, Screen, grid
from wording.templates import render
from wording.zones import COMMON_ZONES, zone_name

COMMON_HOURS = ("09:00-18:00", "10:00-19:00", "10:00-22:00")
COMMON_MORNINGS = (time(8), time(8, 30))
AT_START = "start"  # what a button carries that follows the working hours
COMMON_DAYS = ("01234", "012345", "0123456")  # weekdays by number, 0 is Monday


def settings(person: Person, *, reader: Reader, now: datetime) -> Screen:
    """Return what is set, with a button for each."""
    is_lead = person.has(Role.LEAD)
    text = render(
        "settings",
        reader,
        now=now,
        language=reader.language,
        zone=zone_name(person.hours.zone, reader.language),
        local_time=now,
        hours=hours_told(person.hours),
        days=days_told(person.hours, reader),
        is_lead=is_lead,
        at_night=person.alerts_at_night,
        is_advisor=person.has(Role.ADVISOR),
        contacts_a_day=person.contacts_a_day,
        brief_at=clock_told(person.brief_at or person.hours.start),
        at_start=person.brief_at is None,
    )
    buttons = [
        Button(button_label("language", reader.language), Action.SETTINGS_LANGUAGE),
        Button(button_label("zone", reader.language), Action.SETTINGS_ZONE),
        Button(button_label("hours", reader.language), Action.SETTINGS_HOURS),
    ]
    if person.sees_clients:
        word = "brief" if person.has(Role.ADVISOR) else "digest"
        buttons.append(Button(button_label(word, reader.language), Action.SETTINGS_BRIEF))
        buttons.append(Button(button_label("days_off", reader.language), Action.AWAY))
    if is_lead:
        buttons.append(Button(button_label("night", reader.language), Action.SETTINGS_NIGHT))
    return Screen(text, grid(buttons))


def choose_brief_at(person: Person, *, reader: Reader, error: FieldError | None = None) -> Screen:
    """Ask at which hour the brief (a lead's digest) comes: common hours, or a typed one."""
    start = person.hours.start
    before = _half_an_hour_before(start)
    times = [at for at in dict.fromkeys((before, *COMMON_MORNINGS)) if at != start]
    at_start = Button(button_label("at_start", reader.language), Action.SETTINGS_BRIEF, data=AT_START)
    hours = [Button(clock_told(at), Action.SETTINGS_BRIEF, data=at.isoformat("minutes")) for at in times]
    text = render(
        "choose_brief_at",
        reader,
        is_advisor=person.has(Role.ADVISOR),
        is_lead=person.has(Role.LEAD),
        start=clock_told(start),
        problem=told_problem(error, reader),
    )
    return Screen(text, ((at_start,), *grid(hours), _back(reader)))


def clock_told(at: time) -> str:
    """Return a time of day: ``08:30``."""
    return at.strftime("%H:%M")


def _half_an_hour_before(start: time) -> time:
    minutes = max(0, start.hour * 60 + start.minute - 30)
    return time(*divmod(minutes, 60))


def choose_language(*, reader: Reader) -> Screen:
    """Ask for the language, each in its own name."""
    languages = tuple(
        Button(label_of("language", each, reader.language), Action.SETTINGS_LANGUAGE, data=each)
        for each in Language
    )
    return Screen(render("choose_language", reader), (languages, _back(reader)))


def choose_zone(*, reader: Reader, now: datetime) -> Screen:
    """Ask for the time zone: common cities, or any city typed."""
    zones = [_zone_button(zone, reader) for zone in COMMON_ZONES]
    text = render(
        "choose_zone", reader, now=now, zone=zone_name(reader.zone, reader.language), local_time=now
    )
    return Screen(text, (*grid(zones), _back(reader)))


def zone_hits(query: str, zones: Sequence[str], *, reader: Reader) -> Screen:
    """Return the zones a typed city may mean; without any it asks for a larger city."""
    text = render("zone_hits", reader, query=query, count=len(zones))
    return Screen(text, (*grid([_zone_button(zone, reader) for zone in zones], per_row=2), _back(reader)))


def choose_hours(*, reader: Reader, error: FieldError | None = None) -> Screen:
    """Ask for the working hours and days: common ones, or typed as ``9:30-19:00``."""
    hours = tuple(Button(each.replace("-", "–"), Action.SETTINGS_HOURS, data=each) for each in COMMON_HOURS)
    days = tuple(
        Button(label_of("days", each, reader.language), Action.SETTINGS_DAYS, data=each)
        for each in COMMON_DAYS
    )
    return Screen(
        render("choose_hours", reader, problem=told_problem(error, reader)), (hours, days, _back(reader))
    )


def hours_told(hours: WorkingHours) -> str:
    """Return working hours as a span: ``09:00–18:00``."""
    return f"{hours.start:%H:%M}–{hours.end:%H:%M}"


def days_told(hours: WorkingHours, reader: Reader) -> str:
    """Return working days: ``Mon–Fri``, or each by name."""
    key = "".join(str(day) for day in sorted(hours.workdays))
    if key in COMMON_DAYS:
        return label_of("days", key, reader.language)
    separator = ", " if reader.language is Language.EN else "、"
    return separator.join(label_of("weekday", each, reader.language) for each in key)


def _zone_button(zone: str, reader: Reader) -> Button:
    return Button(zone_name(zone, reader.language), Action.SETTINGS_ZONE, data=zone)


def _back(reader: Reader) -> tuple[Button, ...]:
    return (Button(button_label("back", reader.language), Action.SETTINGS),)
