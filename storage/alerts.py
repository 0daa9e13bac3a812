"""Alerts: who hears of a case, when, and how what they heard is kept true afterwards; ids only, no words."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.cases import Case, CaseId
from loyalty.clients import Client, ClientId
from loyalty.clocks import next_working_moment
from loyalty.people import Person, PersonId
from loyalty.playbooks import PlaybookName, StepKey
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
    lead who did not ask for alerts at night hears in working hours (source: product brief, Clocks).
    """
    params = {"case": case.id, "client": client.id}
    heard_at = now
    if advisor.id != author_id:
        heard_at = next_working_moment(now, advisor.hours)
        store.outbox.push(
            advisor.id,
            "case_opened",
            params,
            now=now,
            dedup_key=f"case:{case.id}:{case.playbook}:{advisor.id}",
            not_before=heard_at if heard_at > now else None,
            subject=_advisor_subject(case.id, advisor.id),
            about=client.id,
        )
    if case.playbook is not PlaybookName.PUT_RIGHT:
        return ()
    leads = [lead for lead in store.people.leads(client.team_id) if lead.id not in {advisor.id, author_id}]
    told = tuple(Told(lead, max(heard_at, _awake_at(lead, now))) for lead in leads)
    for each in told:
        store.outbox.push(
            each.lead.id,
            "red_alert",
            params,
            now=now,
            dedup_key=f"alert:{case.id}:{each.lead.id}",
            not_before=each.at if each.at > now else None,
            subject=_lead_subject(case.id, each.lead.id),
            about=client.id,
        )
    return told


def tell_of_step(store: Store, case: Case, key: StepKey, *, by: PersonId, now: datetime) -> None:
    """Let the leads' alerts say that a step was done, and by whom."""
    params = {"case": case.id, "client": case.client_id, "step": key, "by": by}
    _edit(store, case, "alert_step_done", params, now=now)


def tell_of_close(store: Store, case: Case, *, by: PersonId, now: datetime) -> None:
    """Let the leads' alerts say that the case is closed; what the advisor has not heard yet is not sent."""
    store.outbox.cancel(_advisor_subject(case.id, case.advisor_id))
    _edit(store, case, "alert_settled", {"case": case.id, "client": case.client_id, "by": by}, now=now)


def redraw(store: Store, case: Case, *, now: datetime) -> None:
    """Let the leads' alerts say again what holds, after what they said last was taken back."""
    _edit(store, case, "red_alert", {"case": case.id, "client": case.client_id}, now=now)


def withdraw(store: Store, case: Case, *, by: PersonId, now: datetime) -> None:
    """Take back what was said of a case: what waits is not sent, what is out is changed."""
    params = {"case": case.id, "client": case.client_id, "by": by}
    subjects = [_lead_subject(case.id, lead.id) for lead in _leads(store, case.client_id)]
    for subject in [_advisor_subject(case.id, case.advisor_id), *subjects]:
        if not store.outbox.cancel(subject):
            store.outbox.edit_subject(subject, "alert_withdrawn", params, now=now)


def _edit(store: Store, case: Case, template: str, params: dict[str, str], *, now: datetime) -> None:
    if case.playbook is PlaybookName.PUT_RIGHT:
        for lead in _leads(store, case.client_id):
            store.outbox.edit_subject(_lead_subject(case.id, lead.id), template, params, now=now)


def _leads(store: Store, client_id: ClientId) -> list[Person]:
    return store.people.leads(store.clients.anyone(client_id).team_id)


def _awake_at(lead: Person, now: datetime) -> datetime:
    return now if lead.alerts_at_night else next_working_moment(now, lead.hours)


def _advisor_subject(case_id: CaseId, person_id: PersonId) -> str:
    return f"case:{case_id}:{person_id}"


def _lead_subject(case_id: CaseId, person_id: PersonId) -> str:
    return f"alert:{case_id}:{person_id}"
