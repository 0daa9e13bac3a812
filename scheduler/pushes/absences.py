"""Pushes about days off and who stands in."""

from datetime import datetime

from loyalty.people.absences import AbsenceId, AbsenceState
from loyalty.people.people import Person
from scheduler.pushes.wordings import Params, Wording, reader_of
from storage.store import Store
from wording.absences import absence_told
from wording.screen import Screen

# What each message tells, and the states of the absence in which it is still true.
_OPEN = frozenset({AbsenceState.PLANNED, AbsenceState.ACTIVE})
_OVER = frozenset({AbsenceState.ENDED, AbsenceState.CANCELLED})
_TRUE_IN = {
    "planned": _OPEN,
    "began": frozenset({AbsenceState.ACTIVE}),
    "ended": _OVER,
    "cover_began": frozenset({AbsenceState.ACTIVE}),
    "cover_ended": _OVER | _OPEN,
}


def _told(kind: str) -> Wording:
    def word(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
        absence = store.absences.of(AbsenceId(params["absence"]))
        if absence.state not in _TRUE_IN[kind]:
            return None
        stands_in = absence.covered_by == person.id
        if (kind == "cover_began" and not stands_in) or (
            kind == "cover_ended" and stands_in and absence.state in _OPEN
        ):
            return None
        return absence_told(
            kind,
            absence,
            person_name=store.people.of(absence.person_id).name,
            cover_name=store.people.of(absence.covered_by).name if absence.covered_by else "",
            reader=reader_of(person),
            now=now,
        )

    return word


WORDINGS: dict[str, Wording] = {
    "absence_planned": _told("planned"),
    "absence_began": _told("began"),
    "absence_ended": _told("ended"),
    "cover_began": _told("cover_began"),
    "cover_ended": _told("cover_ended"),
}
