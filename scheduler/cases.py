"""The clocks of open cases: warns the advisor at half and late time, tells the leads of what is overdue."""

from collections.abc import Collection
from datetime import datetime

from loyalty.people.clocks import next_working_moment
from storage.cases.alerts import redraw
from storage.cases.caseclocks import DueStep
from storage.people.covers import hears_at, hears_for
from storage.setbacks import naming
from storage.store import Store


def warn_at_half(store: Store, now: datetime, without: Collection[str] = ()) -> bool:
    """Warn who does it of one step of whose clock half has run; False when there is none."""
    return _warn(store, store.case_clocks.due_half_warning(now, without=without), now, late=False)


def warn_late(store: Store, now: datetime, without: Collection[str] = ()) -> bool:
    """Warn who does it of one step of whose clock 80 % has run; False when there is none."""
    return _warn(store, store.case_clocks.due_late_warning(now, without=without), now, late=True)


def tell_leads(store: Store, now: datetime, without: Collection[str] = ()) -> bool:
    """Tell the leads of one overdue step, each exactly once; False when there is none."""
    due = store.case_clocks.due_breach(now, without=without)
    if due is None:
        return False
    with naming(due.step.id):
        _tell_leads(store, due, "step_overdue", "overdue", now=now)
        store.audit.record(None, "step.overdue", due.step.id, now)
    return True


def offer_giving(store: Store, now: datetime, without: Collection[str] = ()) -> bool:
    """Offer the leads to give one client to somebody else, a working day after they heard; once a step."""
    due = store.case_clocks.due_offer(now, without=without)
    if due is None:
        return False
    with naming(due.step.id):
        _tell_leads(store, due, "giving_offered", "offered", now=now)
    return True


def end_pauses(store: Store, now: datetime, without: Collection[str] = ()) -> bool:
    """Let one case whose pause is over go on, the leads' alerts saying so; False when there is none."""
    case = store.case_pauses.due_end(now, without=without)
    if case is None:
        return False
    with naming(case.id):
        redraw(store, case, now=now)
    return True


def _tell_leads(store: Store, due: DueStep, template: str, event: str, *, now: datetime) -> None:
    client = store.clients.anyone(due.case.client_id)
    for lead in store.people.leads(client.team_id):
        heard_at = now if lead.alerts_at_night else next_working_moment(now, lead.hours)
        store.outbox.push(
            lead.id,
            template,
            {"case": due.case.id, "step": due.step.key},
            now=now,
            dedup_key=f"step:{due.step.id}:{event}:{lead.id}",
            not_before=heard_at if heard_at > now else None,
            about=client.id,
        )


def _warn(store: Store, due: DueStep | None, now: datetime, *, late: bool) -> bool:
    if due is None:
        return False
    with naming(due.step.id):
        turn = due.case.next_step
        # While an earlier step is open, half of a later one's time is no news.
        if late or turn is None or turn.id == due.step.id:
            _tell_doer(store, due, now, late=late)
    return True


def _tell_doer(store: Store, due: DueStep, now: datetime, *, late: bool) -> None:
    doer = store.assignments.doer(due.case, due.step)
    is_advisor = doer.id == due.case.advisor_id
    hears = hears_for(store, doer, now=now) if is_advisor else doer
    heard_at = hears_at(store, hears, now=now)
    store.outbox.push(
        hears.id,
        "case_warning" if is_advisor else "step_turn",
        {"case": due.case.id, "step": due.step.key if is_advisor else due.step.id, "late": late},
        now=now,
        dedup_key=f"step:{due.step.id}:{'late' if late else 'half'}",
        not_before=heard_at if heard_at > now else None,
        about=due.case.client_id,
    )
