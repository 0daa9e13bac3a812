"""Samples of the screens about a team's people and days, and of clients given away or closed."""

from collections.abc import Iterator
from datetime import date

from loyalty.absences import Absence, AbsenceId, AbsenceState
from tests.wording import firm
from tests.wording.firm import ANNA, BORIS, NOON
from tests.wording.spoken import Names
from wording import absences
from wording.absences import DaysOffView
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
