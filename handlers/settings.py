"""What everybody sets: language, time zone, working hours, the hour of the brief, alerts at night."""

from dataclasses import replace
from datetime import time

from handlers.desk import Desk
from handlers.questions import Question, ask, end_question
from loyalty.clientfields import FieldError, clock_of, hour_of, zone_of
from loyalty.people.clocks import WorkingHours
from loyalty.people.people import Language, Role
from wording.settings import (
    AT_START,
    choose_brief_at,
    choose_hours,
    choose_language,
    choose_zone,
    settings,
    zone_hits,
)
from wording.toasts import toast


def show_settings(desk: Desk) -> None:
    """Show what is set, with a button for each."""
    end_question(desk)
    _show(desk)


def set_language(desk: Desk) -> None:
    """Ask for the language, or take the one chosen; everything from then on is in it."""
    if not desk.data:
        desk.show(choose_language(reader=desk.reader))
        return
    is_first = desk.person.language is None
    language = Language(desk.data)
    desk.store.people.save_language(desk.person.id, language)
    desk.person = replace(desk.person, language=language)
    if is_first:
        ask(desk, Question.ZONE)
        desk.show(choose_zone(reader=desk.reader, now=desk.now))
    else:
        _show(desk)


def set_zone(desk: Desk) -> None:
    """Ask for the time zone, or take the one chosen."""
    if not desk.data:
        ask(desk, Question.ZONE)
        desk.show(choose_zone(reader=desk.reader, now=desk.now))
        return
    end_question(desk)
    _save_hours(desk, replace(desk.person.hours, zone=desk.data))


def set_hours(desk: Desk) -> None:
    """Ask for the working hours, or take those chosen."""
    if not desk.data:
        ask(desk, Question.HOURS)
        desk.show(choose_hours(reader=desk.reader))
        return
    end_question(desk)
    start, _, end = desk.data.partition("-")
    _save_hours(
        desk, replace(desk.person.hours, start=time.fromisoformat(start), end=time.fromisoformat(end))
    )


def set_days(desk: Desk) -> None:
    """Take the working days chosen."""
    end_question(desk)
    _save_hours(desk, replace(desk.person.hours, workdays=frozenset(int(day) for day in desk.data)))


def switch_night_alerts(desk: Desk) -> None:
    """Switch whether red alerts come outside a lead's working hours too."""
    if not desk.person.has(Role.LEAD):
        return
    wanted = not desk.person.alerts_at_night
    desk.store.people.save_night_alerts(desk.person.id, wanted=wanted)
    desk.person = replace(desk.person, alerts_at_night=wanted)
    desk.note(toast("night_on" if wanted else "night_off", desk.reader))
    _show(desk)


def set_brief_at(desk: Desk) -> None:
    """Ask at which hour the brief (a lead's digest) comes, or take the one chosen."""
    if not desk.data:
        ask(desk, Question.BRIEF_AT)
        desk.show(choose_brief_at(desk.person, reader=desk.reader))
        return
    end_question(desk)
    _save_brief_at(desk, None if desk.data == AT_START else time.fromisoformat(desk.data))


def take_brief_at(desk: Desk, _target: str, _step: str) -> bool:
    """Take a typed hour for the brief; an unreadable one is asked for again."""
    try:
        at = hour_of(desk.incoming.text)
    except FieldError as error:
        desk.say(choose_brief_at(desk.person, reader=desk.reader, error=error))
        return True
    end_question(desk)
    _save_brief_at(desk, at)
    return True


def take_zone(desk: Desk, _target: str, _step: str) -> bool:
    """Take a typed city or zone; several or none are asked about again."""
    try:
        zone = zone_of(desk.incoming.text)
    except FieldError as error:
        desk.say(zone_hits(desk.incoming.text, error.choices, reader=desk.reader))
        return True
    end_question(desk)
    _save_hours(desk, replace(desk.person.hours, zone=zone))
    return True


def take_hours(desk: Desk, _target: str, _step: str) -> bool:
    """Take typed working hours; unreadable ones are asked for again."""
    try:
        hours = clock_of(desk.incoming.text)
    except FieldError as error:
        desk.say(choose_hours(reader=desk.reader, error=error))
        return True
    end_question(desk)
    _save_hours(desk, replace(desk.person.hours, start=hours.start, end=hours.end))
    return True


def _save_hours(desk: Desk, hours: WorkingHours) -> None:
    desk.store.people.save_hours(desk.person.id, hours)
    desk.person = replace(desk.person, hours=hours)
    _show(desk)


def _save_brief_at(desk: Desk, at: time | None) -> None:
    desk.store.mornings.save_brief_at(desk.person.id, at)
    desk.person = replace(desk.person, brief_at=at)
    _show(desk)


def _show(desk: Desk) -> None:
    desk.show(settings(desk.person, reader=desk.reader, now=desk.now))
