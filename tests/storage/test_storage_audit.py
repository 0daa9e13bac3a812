"""What was done is kept: who, what, to what and when, in ids and states."""

from datetime import timedelta

from storage.store import Store
from tests.audited import audited
from tests.staff import NOW, Staff


def test_acts_are_kept_in_their_order(store: Store, staff: Staff) -> None:
    later = NOW + timedelta(hours=1)
    store.audit.record(staff.anna.id, "card", "client-7", NOW)
    store.audit.record(None, "case_breached", "case-1", later, detail="contact")

    kept = [(row.at, row.actor_id, row.act, row.target, row.detail) for row in audited(store)]

    assert kept == [
        (NOW, staff.anna.id, "card", "client-7", ""),
        (later, None, "case_breached", "case-1", "contact"),
    ]
