"""What was bought, said and done becomes the history that the rules read."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from loyalty.contacts import Direction
from loyalty.facts.facts import (
    Attendance,
    Complaint,
    Contact,
    ContactKind,
    EventKind,
    FamilyFact,
    FamilyKind,
    History,
    Mention,
    Purchase,
    Referral,
    Survey,
    SurveyKind,
)
from loyalty.facts.signals import SignalKind
from storage.records.purchases import PurchasesSaved
from storage.scores.yardstick import Yardstick
from storage.store import Store
from tests.logs import CALM, a_client, a_log, a_purchase
from tests.staff import NOW, Staff

TODAY = NOW.date()
DAY = TODAY.toordinal()
A_DAY = timedelta(days=1)


def test_a_client_of_whom_nothing_is_known_has_an_empty_history(store: Store, staff: Staff) -> None:
    assert store.histories.of(a_client(store, staff).id) == History()


def test_purchases_and_contacts_become_facts_of_their_day(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    store.purchases.save_many([a_purchase(client.id, 3)])
    inbound = a_log(client, staff.anna, at=NOW - timedelta(days=2), direction=Direction.INBOUND)
    attempt = a_log(client, staff.anna, direction=Direction.OUTBOUND_UNANSWERED)
    store.interactions.add(inbound, about_us=True)
    store.interactions.add(attempt)

    history = store.histories.of(client.id)

    assert history.purchases == (Purchase(DAY - 3, 100.0, "watches"),)
    assert set(history.contacts) == {
        Contact(DAY - 2, ContactKind.CLIENT, tone=CALM.signed, brand=True),
        Contact(DAY, ContactKind.OUTREACH, tone=CALM.signed),
    }


@pytest.mark.parametrize(
    ("kind", "value", "facts"),
    [
        (SignalKind.COMPLAINT, None, {"complaints": (Complaint(DAY),)}),
        (SignalKind.COMPLAINT, 0.0, {"complaints": (Complaint(DAY, serious=False),)}),
        (SignalKind.REFERRAL, None, {"referrals": (Referral(DAY),)}),
        (SignalKind.REFERRAL, 1.0, {"referrals": (Referral(DAY, converted=True),)}),
        (SignalKind.SURVEY_NPS, 9.0, {"surveys": (Survey(SurveyKind.NPS, DAY, 9.0),)}),
        (SignalKind.SURVEY_CSAT, 4.0, {"surveys": (Survey(SurveyKind.CSAT, DAY, 4.0),)}),
        (SignalKind.SURVEY_TRUST, 5.0, {"surveys": (Survey(SurveyKind.TRUST, DAY, 5.0),)}),
        (SignalKind.EVENT_ATTENDED, None, {"attendances": (Attendance(DAY, EventKind.ATTENDED),)}),
        (SignalKind.EVENT_ROLE, None, {"attendances": (Attendance(DAY, EventKind.ROLE),)}),
        (SignalKind.EVENT_DECLINED, None, {"attendances": (Attendance(DAY, EventKind.DECLINED),)}),
        (SignalKind.FOLLOWERS, 1200.0, {"followers": 1200}),
        (SignalKind.FAMILY_LINKED, None, {"family": (FamilyFact(DAY, FamilyKind.FAMILY_LINKED),)}),
        (
            SignalKind.FAMILY_NEXT_GENERATION,
            None,
            {"family": (FamilyFact(DAY, FamilyKind.NEXT_GENERATION_ACTIVE),)},
        ),
        (SignalKind.FAMILY_GIFT, None, {"family": (FamilyFact(DAY, FamilyKind.FAMILY_GIFT),)}),
        (SignalKind.FAMILY_LEGACY_TALK, None, {"family": (FamilyFact(DAY, FamilyKind.LEGACY_TALK),)}),
        (SignalKind.FAMILY_WISH, 8.0, {"family": (FamilyFact(DAY, FamilyKind.STATED, 8.0),)}),
        (SignalKind.EXIT_WISH, None, {}),
        (SignalKind.VISIT, None, {"contacts": (Contact(DAY, ContactKind.CLIENT),)}),
    ],
)
def test_each_kind_of_signal_becomes_its_fact(
    store: Store, staff: Staff, kind: SignalKind, value: float | None, facts: dict[str, Any]
) -> None:
    client = a_client(store, staff)
    store.signals.add(kind, client.id, on=TODAY, value=value, detail="as told by the shop")

    assert store.histories.of(client.id) == History(**facts)


def test_a_mention_keeps_reach_and_tone(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    store.signals.add(SignalKind.MENTION, client.id, on=TODAY, value=5000, tone=0.6, about_us=True)

    assert store.histories.of(client.id).mentions == (Mention(DAY, 5000, tone=0.6, brand=True),)


def test_the_newest_count_of_followers_holds(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    store.signals.add(SignalKind.FOLLOWERS, client.id, on=TODAY, value=900)
    store.signals.add(SignalKind.FOLLOWERS, client.id, on=TODAY - timedelta(days=9), value=100)

    assert store.histories.of(client.id).followers == 900


def test_a_closed_complaint_is_solved_on_its_day_and_closed_once(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    signal_id = store.signals.add(SignalKind.COMPLAINT, client.id, on=TODAY - timedelta(days=4))

    assert store.signals.open_complaints(client.id) == [signal_id]
    assert store.signals.close(signal_id, on=TODAY)
    assert not store.signals.close(signal_id, on=TODAY)
    assert store.signals.open_complaints(client.id) == []
    assert store.histories.of(client.id).complaints == (Complaint(DAY - 4, DAY),)


def test_a_wish_to_leave_holds_from_its_day_until_it_is_settled(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    heard_on = TODAY - timedelta(days=4)
    store.signals.add(SignalKind.EXIT_WISH, client.id, on=heard_on)
    store.signals.close_matters(client.id, on=TODAY)

    yardsticks = [Yardstick.of(store.firm, today=on) for on in (heard_on - A_DAY, TODAY - A_DAY, TODAY)]
    found = [
        each.columns(store.sums.made([client.id], each.scheme, as_of=each.today.toordinal())).of(0)
        for each in yardsticks
    ]

    assert [each.wish_since for each in found] == [None, heard_on.toordinal(), None]


def test_several_histories_are_kept_apart(store: Store, staff: Staff) -> None:
    chen, lin, nobody = (a_client(store, staff, name) for name in ("Chen Wei", "Lin Yue", "Ho Ka-yan"))
    store.purchases.save_many([a_purchase(chen.id, 1), a_purchase(lin.id, 2), a_purchase(lin.id, 5)])

    counts = [len(store.histories.of(client.id).purchases) for client in (chen, lin, nobody)]

    assert counts == [1, 2, 0]


def test_saving_purchases_again_changes_nothing_and_a_correction_replaces(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    lines = [a_purchase(client.id, 1), a_purchase(client.id, 40)]

    assert store.purchases.save_many(lines) == PurchasesSaved(added=2, changed=0)
    assert store.purchases.save_many(lines) == PurchasesSaved(added=0, changed=0)
    assert store.purchases.save_many([replace(lines[0], amount=90.0)]) == PurchasesSaved(added=0, changed=1)
    assert store.purchases.count(client.id) == store.purchases.count() == 2
    assert 90.0 in [purchase.amount for purchase in store.histories.of(client.id).purchases]
