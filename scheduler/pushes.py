"""What the bot says of its own accord, worded when it leaves, so that it tells what is true then."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from loyalty.cases import Case, CaseId, CaseState
from loyalty.levels import Level
from loyalty.people import Language, Person, PersonId, Role
from loyalty.playbooks import StepKey
from loyalty.touchpoints import TouchpointId, TouchpointState
from storage.briefs import case_brief
from storage.errors import NotFoundError
from storage.messages import payload_of
from storage.outbox import Payload
from storage.store import Store
from wording.alerts import red_alert, step_overdue
from wording.briefs import alert_view, case_view
from wording.cases import case_steps, case_warning
from wording.reader import Reader
from wording.screen import Screen
from wording.start import person_unreachable, repeat_note
from wording.team import PAGE, TeamItem, TeamView, team_baseline
from wording.touchpoints import ReminderView, reminder, reminders_folded
from wording.welcome import invitation_misused

_Params = dict[str, Any]
_Wording = Callable[[Store, Person, _Params, datetime], Screen | None]


class Pushes:
    """Words pushes for whoever they go to; what is out of reach by now is not sent."""

    def render(
        self, store: Store, person_id: PersonId, template: str, params: _Params, *, now: datetime
    ) -> Payload | None:
        """Return the message, or None when it is no longer wanted or the person may not see it."""
        person = store.people.of(person_id)
        if not person.active:
            return None
        try:
            screen = _WORDINGS[template](store, person, params, now)
        except NotFoundError:
            return None
        return None if screen is None else payload_of(store, screen, presser=person.id, now=now)

    def repeat_note(self, store: Store, chat_id: int) -> str:
        """Return the line that marks a message which may have arrived before."""
        person = store.people.by_telegram(chat_id)
        return repeat_note(reader=_reader(person) if person else Reader(Language.EN, "UTC"))


def _case_message(store: Store, person: Person, params: _Params, now: datetime) -> Screen | None:
    """Word a case as it stands: its steps for the advisor, the alert for a lead."""
    case = _case(store, person, params)
    brief = case_brief(store, case, reader=person, now=now)
    if case.advisor_id == person.id:
        return case_steps(case_view(brief), reader=_reader(person), now=now)
    view = alert_view(brief, revealed=bool(params.get("revealed")))
    return red_alert(view, reader=_reader(person), now=now)


def _opened_case(store: Store, person: Person, params: _Params, now: datetime) -> Screen | None:
    # What ended before it was told needs no message.
    if _case(store, person, params).state is not CaseState.OPEN:
        return None
    return _case_message(store, person, params, now)


def _warning(store: Store, person: Person, params: _Params, now: datetime) -> Screen | None:
    case, key = _case(store, person, params), StepKey(params["step"])
    if case.state is not CaseState.OPEN or key not in {
        step.key for step in case.steps if step.done_at is None
    }:
        return None
    view = case_view(case_brief(store, case, reader=person, now=now))
    return case_warning(view, key, late=bool(params["late"]), reader=_reader(person), now=now)


def _overdue(store: Store, person: Person, params: _Params, now: datetime) -> Screen | None:
    case = _case(store, person, params)
    if case.state is not CaseState.OPEN:
        return None
    view = alert_view(case_brief(store, case, reader=person, now=now))
    return step_overdue(view, StepKey(params["step"]), reader=_reader(person), now=now)


def _reminder(store: Store, person: Person, params: _Params, now: datetime) -> Screen | None:
    views = [_reminder_view(store, person, touchpoint_id) for touchpoint_id in params["touchpoints"]]
    open_ones = [view for view in views if view.touchpoint.state is TouchpointState.REMINDED]
    if not open_ones:
        return None
    if len(open_ones) == 1:
        return reminder(open_ones[0], reader=_reader(person), now=now)
    return reminders_folded(open_ones, reader=_reader(person), now=now)


def _baseline(store: Store, person: Person, _params: _Params, now: datetime) -> Screen | None:
    standings = store.standings.within(person, levels=(Level.RED, Level.YELLOW))
    standings.sort(key=lambda standing: (standing.level is not Level.RED, -standing.risk))
    shown = standings[:PAGE]
    clients = {
        client.id: client
        for client in store.clients.several([each.client_id for each in shown], reader=person)
    }
    counts = store.standings.counts(person)
    view = TeamView(
        team_name=" · ".join(store.teams.of(team_id).name for team_id in sorted(person.teams_as(Role.LEAD))),
        red=counts.get(Level.RED, 0),
        yellow=counts.get(Level.YELLOW, 0),
        green=counts.get(Level.GREEN, 0),
        unlevelled=counts.get(None, 0),
        items=tuple(
            TeamItem(each.client_id, clients[each.client_id].name, each.level, each.cause)
            for each in shown
            if each.level is not None
        ),
        has_more=len(standings) > PAGE,
    )
    return team_baseline(view, reader=_reader(person), now=now)


def _unreachable(store: Store, person: Person, params: _Params, _now: datetime) -> Screen | None:
    gone = store.people.of(PersonId(params["person"]))
    return None if gone.unreachable_since is None else person_unreachable(gone.name, reader=_reader(person))


def _misused(store: Store, person: Person, params: _Params, now: datetime) -> Screen | None:
    invited = store.people.of(PersonId(params["person"]))
    return invitation_misused(invited.name, reader=_reader(person), now=now)


def _case(store: Store, person: Person, params: _Params) -> Case:
    return store.cases.of(CaseId(params["case"]), reader=person)


def _reminder_view(store: Store, person: Person, touchpoint_id: str) -> ReminderView:
    touchpoint = store.touchpoints.of(TouchpointId(touchpoint_id), advisor=person)
    client = store.clients.of(touchpoint.client_id, reader=person)
    latest = store.interactions.latest(client.id, reader=person, limit=1)
    return ReminderView(
        touchpoint=touchpoint,
        client=client,
        standing=store.standings.of(client.id),
        last=latest[0] if latest else None,
    )


def _reader(person: Person) -> Reader:
    return Reader(language=person.language or Language.EN, zone=person.hours.zone, name=person.name)


_WORDINGS: dict[str, _Wording] = {
    "case_opened": _opened_case,
    "red_alert": _case_message,
    "alert_step_done": _case_message,
    "alert_settled": _case_message,
    "alert_withdrawn": _case_message,
    "case_warning": _warning,
    "step_overdue": _overdue,
    "reminder": _reminder,
    "team_baseline": _baseline,
    "person_unreachable": _unreachable,
    "invitation_misused": _misused,
}
