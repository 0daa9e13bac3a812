"""What was done is told newest first."""

from datetime import timedelta

from storage.audit import AuditEntry
from storage.store import Store
from tests.staff import NOW, Staff


def test_acts_come_back_newest_first(store: Store, staff: Staff) -> None:
    store.audit.record(staff.anna.id, "card", "client-7", NOW)
    store.audit.record(None, "case_breached", "case-1", NOW + timedelta(hours=1), detail="contact")
    store.audit.record(staff.boris.id, "card", "client-7", NOW + timedelta(hours=1))

    cards = [
        AuditEntry(NOW + timedelta(hours=1), staff.boris.id, "card", "client-7"),
        AuditEntry(NOW, staff.anna.id, "card", "client-7"),
    ]
    breach = AuditEntry(NOW + timedelta(hours=1), None, "case_breached", "case-1", "contact")
    assert store.audit.latest() == [cards[0], breach, cards[1]]
    assert store.audit.latest(limit=1) == cards[:1]
