"""Every screen there is, with ordinary or awkward names and texts, for the rules that hold for all."""

from collections.abc import Iterator
from dataclasses import replace

from loyalty.people.people import Language, Role
from tests.wording import firm
from tests.wording.case_samples import cases_shown, endings_shown, turns_shown
from tests.wording.client_samples import (
    cards_shown,
    clients_shown,
    curves_shown,
    history_shown,
    loyalty_curves_shown,
    whys_shown,
)
from tests.wording.day_samples import days_shown, plans_shown
from tests.wording.fact_samples import fact_lists_shown, facts_shown, needs_shown, wrong_lines_shown
from tests.wording.firm import NOON
from tests.wording.health_samples import health_shown
from tests.wording.lead_samples import (
    absences_shown,
    closing_shown,
    crowded_digests_shown,
    departures_shown,
    digests_shown,
    giving_shown,
    teams_shown,
)
from tests.wording.level_samples import levels_shown, set_levels_told
from tests.wording.reminder_samples import reminders_shown
from tests.wording.spoken import Names
from tests.wording.work_samples import (
    alerts_shown,
    notes_shown,
    saved_shown,
)
from wording import settings, start, welcome
from wording.reader import Reader
from wording.screen import Screen
from wording.welcome import WelcomeView


def every_screen(language: Language, names: Names) -> Iterator[tuple[str, Screen]]:
    """Yield each screen in its forms, with a name for the report of a failing test."""
    reader = firm.a_reader(language)
    for kind, shown in _KINDS.items():
        yield from ((f"{kind} {number}", screen) for number, screen in enumerate(shown(reader, names)))


def people_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    for roles in ({Role.ADVISOR}, {Role.LEAD}, {Role.ADVISOR, Role.LEAD}, {Role.ADMIN}, {Role.ANALYST}):
        person = firm.a_person(*roles, name=names.advisor)
        yield start.help_screen(person, reader=reader, now=NOON)
        yield settings.settings(person, reader=reader, now=NOON)
        for leads in ((), (names.lead,), (names.lead, names.advisor)):
            view = WelcomeView(names.advisor, names.team, frozenset(roles), leads)
            yield welcome.welcome(view, reader=reader, now=NOON)
    odd = replace(firm.HOURS, workdays=frozenset({0, 2}))
    lead = replace(firm.a_person(Role.LEAD), hours=odd, alerts_at_night=True)
    yield settings.settings(lead, reader=reader, now=NOON)
    yield settings.choose_language(reader=reader)
    yield settings.choose_zone(reader=reader, now=NOON)
    yield settings.zone_hits(names.client, (), reader=reader)
    yield settings.zone_hits(names.client, ("Asia/Hong_Kong", "Europe/London"), reader=reader)
    yield settings.choose_hours(reader=reader)
    yield settings.choose_hours(reader=reader, error=firm.FIELD_ERRORS[0])
    yield welcome.welcome_back(names.advisor, reader=reader, now=NOON)
    yield welcome.invitation_unknown(reader=reader)
    yield welcome.invitation_used(reader=reader)
    yield welcome.invitation_expired(reader=reader)
    yield welcome.already_bound(names.advisor, reader=reader)
    yield welcome.invitation_misused(names.advisor, reader=reader, now=NOON)


def answers_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    for had_question in (True, False):
        yield start.cancelled(had_question=had_question, reader=reader, now=NOON)
    yield start.unknown_command(reader=reader, now=NOON)
    for kind in start.Unsupported:
        yield start.unsupported(kind, reader=reader, now=NOON)
    yield start.edited_message(reader=reader, now=NOON)
    yield start.too_long(limit_chars=4000, reader=reader)
    yield start.busy(reader=reader)
    yield start.apology(reader=reader)
    yield start.not_allowed(reader=reader)
    yield Screen(start.repeat_note(reader=reader))
    yield start.person_unreachable(names.advisor, reader=reader)


_KINDS = {
    "health": health_shown,
    "cards": cards_shown,
    "curves": curves_shown,
    "loyalty curves": loyalty_curves_shown,
    "whys": whys_shown,
    "notes": notes_shown,
    "saved": saved_shown,
    "cases": cases_shown,
    "endings": endings_shown,
    "turns": turns_shown,
    "alerts": alerts_shown,
    "clients": clients_shown,
    "history": history_shown,
    "reminders": reminders_shown,
    "lists of a day": days_shown,
    "lists of the plan": plans_shown,
    "people": people_shown,
    "answers": answers_shown,
    "absences": absences_shown,
    "giving": giving_shown,
    "departures": departures_shown,
    "lists of teams": teams_shown,
    "digests": digests_shown,
    "lists of digests": crowded_digests_shown,
    "closing": closing_shown,
    "facts": facts_shown,
    "lists of facts": fact_lists_shown,
    "lists of wrong lines": wrong_lines_shown,
    "levels": levels_shown,
    "whys of levels set": set_levels_told,
    "needs": needs_shown,
}
