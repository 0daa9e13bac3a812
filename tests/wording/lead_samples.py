"""Samples of the screens about a team's people and days, and of clients given away or closed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from loyalty.absences import Absence, AbsenceId, AbsenceState
from loyalty.clients import Closing
from tests.wording import firm
from tests.wording.firm import ANNA, BORIS, NOON, OPENED
from tests.wording.spoken import LATER, Names, client_of
from wording import absences, closing, giving
from wording.absences import DaysOffView
from wording.clients import MoreView, more
from wording.giving import GivenView
from wording.reader import Reader
from wording.screen import Screen

DAYS = (date(2026, 12, 1), date(2026, 12, 5))


def absences_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    planned = Absence(AbsenceId("a-1"), ANNA, *DAYS, covered_by=BORIS)
    now = Absence(AbsenceId("a-2"), ANNA, date(2026, 11, 24), date(2026, 11, 24), AbsenceState.ACTIVE)
    colleagues = [(BORIS, names.lead)]
    for name in ("", names.advisor):
        for kept in ((), (planned, now)):
            view = DaysOffView(ANNA, name, kept, {BORIS: names.lead})
            yield absences.days_off(view, reader=reader, now=NOON)
            for absence in kept:
                yield absences.one_absence(absence, view, reader=reader, now=NOON)
        for error in (None, firm.FIELD_ERRORS[0]):
            yield absences.ask_first_day(ANNA, name, reader=reader, now=NOON, error=error)
            yield absences.ask_last_day(ANNA, DAYS[0], reader=reader, now=NOON, error=error)
    yield absences.ask_cover(ANNA, *DAYS, colleagues, reader=reader, now=NOON)
    yield absences.change_cover(planned, colleagues, reader=reader, now=NOON)
    for kind in ("planned", "began", "ended", "cover_began", "cover_ended"):
        for cover in ("", names.lead):
            yield absences.absence_told(
                kind, planned, person_name=names.advisor, cover_name=cover, reader=reader, now=NOON
            )


def giving_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    client = client_of(names)
    for people in ((), ((BORIS, names.lead), (ANNA, names.advisor))):
        yield giving.give_choices(client, people, reader=reader)
    for message in ("", names.note):
        yield giving.give_sure(client, BORIS, names.advisor, message=message, reader=reader)
    yield giving.ask_message(client, BORIS, names.advisor, reader=reader)
    yield giving.given(client, names.advisor, reader=reader, now=NOON)
    bare = GivenView(client, names.lead, OPENED, names.advisor)
    full = replace(
        bare,
        before_name=names.advisor,
        standing=firm.a_standing(),
        matters=1,
        contacts=3,
        message=names.note,
    )
    for view in (bare, full, replace(full, standing=firm.a_standing(None))):
        yield giving.client_given(view, reader=reader, now=LATER)
        yield giving.client_taken(view, reader=reader, now=LATER)


def closing_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    client = client_of(names)
    yield closing.ask_why(client, reader=reader)
    for why in Closing:
        yield closing.ask_sure(client, why, reader=reader)
        closed = replace(client, closed_at=OPENED, closed_as=why)
        for may_open in (True, False):
            yield closing.closed_card(
                closed,
                advisor_name=names.advisor if may_open else "",
                may_open=may_open,
                reader=reader,
                now=LATER,
            )
            yield closing.closed_note(closed, "d-1", may_open=may_open, reader=reader, now=LATER)
    full = MoreView(client, names.advisor, names.lead, OPENED, may_give=True, may_close=True)
    yield more(full, reader=reader, now=NOON)
