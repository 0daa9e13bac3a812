"""Alerts: who hears of a case, when, and how what they heard is kept true afterwards; ids only, no words."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.cases.cases import Case, CaseId, CaseStep, StepId, StepState
from loyalty.clients import Client, ClientId
from loyalty.levels.levels import Level
from loyalty.people.clocks import next_working_moment
from loyalty.people.people import Person, PersonId
from loyalty.playbooks import StepKey
from storage.people.covers import hears_at, hears_for
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Told:
    """A lead who hears of a case; ``at`` is later than now outside working hours."""

    lead: Person
    at: datetime


def tell_of_case(
    store: Store, case: Case, client: Client, advisor: Person, *, author_id: PersonId | None, now: datetime
) -> tuple[Told, ...]:
    """Tell the advisor of a case that opened or turned red, and of a red one the leads after that.

    The author of the log that caused it reads so in the answer to that log and gets no message besides. A
    lead who did not ask for alerts at night hears in working hours (source: product brief, Clocks). Nobody is
    told of a quiet case.
    """
    if case.playbook.is_quiet:
        return ()
    params = {"case": case.id, "client": client.id}
    # A case that was lowered by an Undo and turns red again is news again: its steps are new ones.
    opening = case.steps[-1].id
    heard_at = now
    caring = hears_for(store, advisor, now=now)
    if author_id not in {advisor.id, caring.id}:
        # Days off keep the message back, never the leads': a red client waits for nobody's holiday.
        heard_at = next_working_moment(now, caring.hours)
        free_at = hears_at(store, caring, now=now)
        store.outbox.push(
            caring.id,
            "case_opened",
            params,
            now=now,
            dedup_key=f"case:{opening}:{caring.id}",
            not_before=free_at if free_at > now else None,
            subject=_advisor_subject(case.id, caring.id),
            about=client.id,
        )
    if case.playbook.level is not Level.RED:
        return ()
    leads = [lead for lead in store.people.leads(client.team_id) if lead.id not in {caring.id, author_id}]
    told = tuple(Told(lead, max(heard_at, _awake_at(lead, now))) for lead in leads)
    for each in told:
        store.outbox.push(
            each.lead.id,
            "red_alert",
            params,
            now=now,
            dedup_key=f"alert:{opening}:{each.lead.id}",
            not_before=each.at if each.at > now else None,
            subject=_lead_subject(case.id, each.lead.id),
            about=client.id,
        )
    return told


def tell_whose_turn(store: Store, case: Case, *, by: PersonId, now: datetime) -> None:
    """Tell who does the next step, once, that it is their turn; not ``by``, who acted just now."""
    step = case.next_step
    if step is None or case.playbook.is_quiet:
        return
    doer = store.assignments.doer(case, step)
    if doer.id == case.advisor_id:
        doer = hears_for(store, doer, now=now)
    if doer.id == by:
        return
    heard_at = hears_at(store, doer, now=now)
    store.outbox.push(
        doer.id,
        "step_turn",
        {"case": case.id, "step": step.id},
        now=now,
        dedup_key=f"step:{step.id}:turn:{doer.id}",
        not_before=heard_at if heard_at > now else None,
        subject=_turn_subject(step.id, doer.id),
        about=case.client_id,
    )


def tell_of_step(store: Store, case: Case, key: StepKey, *, by: PersonId, now: datetime) -> None:
    """Let the leads' alerts, and the message to whom the step was assigned, say what became of it."""
    step = next(step for step in case.steps if step.key == key)
    _end_turn(store, step, now=now)
    params = {"case": case.id, "client": case.client_id, "step": key, "by": by}
    _edit(store, case, "alert_step_done", params, now=now)


def tell_of_close(store: Store, case: Case, *, by: PersonId, now: datetime) -> None:
    """Let the leads' alerts say that the case is closed; what the advisor has not heard yet is not sent.

    ``case`` is the case as it was before, so that those who had a step to do learn that it is over.
    """
    for step in case.steps:
        if step.state is StepState.OPEN:
            _end_turn(store, step, now=now)
    for subject in _advisor_subjects(store, case, now=now):
        store.outbox.cancel(subject)
    _edit(store, case, "alert_settled", {"case": case.id, "client": case.client_id, "by": by}, now=now)


def redraw(store: Store, case: Case, *, now: datetime) -> None:
    """Let the leads' alerts say again what holds, after what they said last was taken back."""
    _edit(store, case, "red_alert", {"case": case.id, "client": case.client_id}, now=now)


def withdraw(store: Store, case: Case, *, by: PersonId, now: datetime) -> None:
    """Take back what was said of a case: what waits is not sent, what is out is changed."""
    for step in case.steps:
        _end_turn(store, step, now=now)
    params = {"case": case.id, "client": case.client_id, "by": by}
    subjects = [_lead_subject(case.id, lead.id) for lead in _leads(store, case.client_id)]
    for subject in [*_advisor_subjects(store, case, now=now), *subjects]:
        if not store.outbox.cancel(subject):
            store.outbox.edit_subject(subject, "alert_withdrawn", params, now=now)


def _edit(store: Store, case: Case, template: str, params: dict[str, str], *, now: datetime) -> None:
    if case.playbook.level is Level.RED:
        for lead in _leads(store, case.client_id):
            store.outbox.edit_subject(_lead_subject(case.id, lead.id), template, params, now=now)


def _leads(store: Store, client_id: ClientId) -> list[Person]:
    return store.people.leads(store.clients.anyone(client_id).team_id)


def _awake_at(lead: Person, now: datetime) -> datetime:
    return now if lead.alerts_at_night else next_working_moment(now, lead.hours)


def _end_turn(store: Store, step: CaseStep, *, now: datetime) -> None:
    if step.assigned_to is not None:
        subject = _turn_subject(step.id, step.assigned_to)
        if not store.outbox.cancel(subject):
            store.outbox.edit_subject(subject, "step_over", {"step": step.id}, now=now)


def _turn_subject(step_id: StepId, person_id: PersonId) -> str:
    return f"turn:{step_id}:{person_id}"


def _advisor_subjects(store: Store, case: Case, *, now: datetime) -> list[str]:
    """Return the subjects of the messages to the advisor and to who stands in."""
    caring = hears_for(store, store.people.of(case.advisor_id), now=now)
    return [_advisor_subject(case.id, each) for each in dict.fromkeys((case.advisor_id, caring.id))]


def _advisor_subject(case_id: CaseId, person_id: PersonId) -> str:
    return f"case:{case_id}:{person_id}"


def _lead_subject(case_id: CaseId, person_id: PersonId) -> str:
    return f"alert:{case_id}:{person_id}"
