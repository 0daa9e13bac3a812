"""The clocks of open cases: warns the advisor at half and late time, tells the leads of what is overdue."""

from datetime import datetime

from loyalty.clocks import next_working_moment
from loyalty.people import Person
from storage.caseclocks import DueStep
from storage.store import Store


def warn_at_half(store: Store, now: datetime) -> bool:
    """Warn the advisor of one step of whose clock half has run; False when there is none."""
    return _warn(store, store.case_clocks.due_half_warning(now), now, late=False)


def warn_late(store: Store, now: datetime) -> bool:
    """Warn the advisor of one step of whose clock 80 % has run; False when there is none."""
    return _warn(store, store.case_clocks.due_late_warning(now), now, late=True)


def tell_leads(store: Store, now: datetime) -> bool:
    """Tell the leads of one overdue step, each exactly once; False when there is none."""
    due = store.case_clocks.due_breach(now)
    if due is None:
        return False
    client = store.clients.anyone(due.case.client_id)
    for lead in store.people.leads(client.team_id):
        heard_at = now if lead.alerts_at_night else next_working_moment(now, lead.hours)
        store.outbox.push(
            lead.id,
            "step_overdue",
            {"case": due.case.id, "step": due.step.key},
            now=now,
            dedup_key=f"step:{due.step.id}:overdue:{lead.id}",
            not_before=heard_at if heard_at > now else None,
            about=client.id,
        )
    store.audit.record(None, "step.overdue", due.step.id, now)
    return True


def _warn(store: Store, due: DueStep | None, now: datetime, *, late: bool) -> bool:
    if due is None:
        return False
    turn = due.case.next_step
    if not late and turn is not None and turn.id != due.step.id:
        # While an earlier step is open, half of a later one's time is no news.
        return True
    advisor: Person = store.people.of(due.case.advisor_id)
    heard_at = next_working_moment(now, advisor.hours)
    store.outbox.push(
        advisor.id,
        "case_warning",
        {"case": due.case.id, "step": due.step.key, "late": late},
        now=now,
        dedup_key=f"step:{due.step.id}:{'late' if late else 'half'}",
        not_before=heard_at if heard_at > now else None,
        about=due.case.client_id,
    )
    return True
