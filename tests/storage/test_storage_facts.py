"""Facts that people add, settle, delete and take back, with all that follows from each."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from loyalty.cases.cases import CaseState
from loyalty.clients import Closing, Tier
from loyalty.facts.signals import CHOICES, MEETINGS, SCALES, Scale, SignalKind
from loyalty.levels.levels import Cause, Level
from loyalty.planning import PlanLoad
from storage.cases.interventions import save_log
from storage.chat.outbox import OUTBOX
from storage.clients.closing import close_client
from storage.errors import ClientNotFoundError
from storage.records.facts import add_fact, change_fact, delete_fact
from storage.records.undo import undo_fact, undo_log
from storage.refusals import ClientClosedError, SignalNotFoundError, UndoTooLateError
from storage.scores.scoring import rescore
from storage.scores.yardstick import utc_day
from storage.store import Store
from tests.logs import COMPLAINT, a_client, a_log, a_purchase
from tests.staff import NOW, Staff

SOON = NOW + timedelta(seconds=30)
TODAY = utc_day(NOW)
FACTS = ("interaction", "signal", "standing", "snapshot", "level_change", "undo_record")
GOOD = (
    *((kind, SCALES[kind].most) for kind in SCALES if SCALES[kind].most is not None),
    (SignalKind.REFERRAL, None),
    (SignalKind.REFERRAL, 1.0),
    (SignalKind.EVENT_ATTENDED, None),
    (SignalKind.EVENT_ROLE, None),
    (SignalKind.FAMILY_LINKED, None),
    (SignalKind.FAMILY_NEXT_GENERATION, None),
    (SignalKind.FAMILY_GIFT, None),
    (SignalKind.FAMILY_LEGACY_TALK, None),
    (SignalKind.VISIT, None),
)
BAD = (
    *((kind, SCALES[kind].least) for kind in SCALES if SCALES[kind].most is not None),
    (SignalKind.COMPLAINT, 0.0),
    (SignalKind.COMPLAINT, 1.0),
    (SignalKind.EVENT_DECLINED, None),
)


def facts(store: Store) -> dict[str, set[tuple[Any, ...]]]:
    return {
        table: {tuple(row) for row in store.transaction.rows(sa.text(f"SELECT * FROM {table}"))}
        for table in FACTS
    }


def messages(store: Store) -> list[tuple[str, str]]:
    rows = store.transaction.rows(sa.select(OUTBOX.c.template, OUTBOX.c.state).order_by(OUTBOX.c.id))
    return [(row.template, row.state) for row in rows]


def known(store: Store, staff: Staff) -> Any:
    """Return a client of whom something is known of every side."""
    client = a_client(store, staff)
    store.purchases.save_many([a_purchase(client.id, days) for days in (5, 60, 130)])
    for kind, value in ((SignalKind.SURVEY_NPS, 6), (SignalKind.SURVEY_CSAT, 3), (SignalKind.FAMILY_WISH, 4)):
        store.signals.add(kind, client.id, on=TODAY - timedelta(days=20), value=value)
    save_log(store, a_log(client, staff.anna, at=NOW - timedelta(days=9)), now=NOW - timedelta(days=9))
    return client


@pytest.mark.parametrize(("kind", "value"), GOOD)
def test_good_news_of_today_never_lowers_the_figure(
    store: Store, staff: Staff, kind: SignalKind, value: float | None
) -> None:
    saved = add_fact(store, known(store, staff).id, kind, value=value, by=staff.anna.id, now=NOW)

    assert saved.after.index >= saved.index_before - 1e-9
    assert saved.after == store.standings.of(saved.signal.client_id)


@pytest.mark.parametrize(("kind", "value"), BAD)
def test_bad_news_of_today_never_raises_the_figure(
    store: Store, staff: Staff, kind: SignalKind, value: float | None
) -> None:
    saved = add_fact(store, known(store, staff).id, kind, value=value, by=staff.anna.id, now=NOW)

    assert saved.after.index <= saved.index_before + 1e-9


def test_praise_in_public_raises_the_figure_and_criticism_lowers_it(store: Store, staff: Staff) -> None:
    client, mention = known(store, staff), SignalKind.MENTION
    praise: dict[str, Any] = {
        **{"value": 5000.0, "tone": 1.0, "about_us": True},
        **{"by": staff.anna.id, "now": NOW},
    }
    praised = add_fact(store, client.id, mention, **praise)
    criticised = add_fact(store, client.id, mention, **{**praise, "tone": -1.0})

    assert praised.after.index > praised.index_before
    assert criticised.after.index < praised.after.index


def test_settling_a_complaint_never_lowers_the_figure(store: Store, staff: Staff) -> None:
    client = known(store, staff)
    added = add_fact(store, client.id, SignalKind.COMPLAINT, value=0.0, by=staff.anna.id, now=NOW)

    solved = change_fact(store, added.signal.id, settled_on=TODAY, by=staff.anna.id, now=NOW)

    assert solved is not None
    assert solved.after.index >= added.after.index
    assert store.signals.open_complaints(client.id) == []
    assert change_fact(store, added.signal.id, settled_on=TODAY, by=staff.anna.id, now=NOW) is None


def test_a_referral_that_bought_weighs_more(store: Store, staff: Staff) -> None:
    referral = add_fact(store, known(store, staff).id, SignalKind.REFERRAL, by=staff.anna.id, now=NOW)

    bought = change_fact(store, referral.signal.id, value=1.0, by=staff.anna.id, now=NOW)

    assert bought is not None
    assert bought.after.index > referral.after.index


def test_a_serious_complaint_opens_a_case_and_reaches_the_lead_alone(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)

    saved = add_fact(store, client.id, SignalKind.COMPLAINT, value=1.0, by=staff.anna.id, now=NOW)

    assert (saved.after.level, saved.after.cause) == (Level.RED, Cause.COMPLAINT_OPEN)
    assert [told.lead for told in saved.told] == [staff.boris]
    assert saved.case == store.cases.open_of(client.id)[0]
    assert messages(store) == [("red_alert", "queued")]


def test_a_small_complaint_opens_none(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)

    saved = add_fact(store, client.id, SignalKind.COMPLAINT, value=0.0, by=staff.anna.id, now=NOW)

    assert saved.after.level is Level.GREEN
    assert store.cases.open_of(client.id) == []
    assert messages(store) == []


def test_undo_leaves_nothing_and_withdraws_the_case(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    rescore(store, client.id, now=NOW - timedelta(days=1))
    before = facts(store)
    saved = add_fact(store, client.id, SignalKind.COMPLAINT, value=1.0, by=staff.anna.id, now=NOW)

    undone = undo_fact(store, saved.change_id, by=staff.anna.id, now=SOON)

    assert facts(store) == before
    assert undone.standing == saved.before == store.standings.of(client.id)
    assert saved.case is not None
    assert store.cases.anyone(saved.case.id).state is CaseState.WITHDRAWN
    assert messages(store) == [("red_alert", "cancelled")]


def test_undo_opens_a_complaint_again_and_takes_a_buyer_back(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    complaint = add_fact(store, client.id, SignalKind.COMPLAINT, value=0.0, by=staff.anna.id, now=NOW)
    referral = add_fact(store, client.id, SignalKind.REFERRAL, by=staff.anna.id, now=NOW)
    before = facts(store)["signal"]
    solved = change_fact(store, complaint.signal.id, settled_on=TODAY, by=staff.anna.id, now=NOW)
    bought = change_fact(store, referral.signal.id, value=1.0, by=staff.anna.id, now=NOW)
    assert solved is not None
    assert bought is not None

    undo_fact(store, bought.change_id, by=staff.anna.id, now=SOON)
    undo_fact(store, solved.change_id, by=staff.anna.id, now=SOON)

    assert facts(store)["signal"] == before


def test_a_fact_is_undone_in_time_once_and_by_who_added_it(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    saved = add_fact(store, client.id, SignalKind.VISIT, by=staff.anna.id, now=NOW)

    with pytest.raises(SignalNotFoundError):
        undo_fact(store, saved.change_id, by=staff.boris.id, now=SOON)
    with pytest.raises(UndoTooLateError) as refused:
        undo_fact(store, saved.change_id, by=staff.anna.id, now=SOON + timedelta(seconds=1))
    undo_fact(store, saved.change_id, by=staff.anna.id, now=SOON)
    with pytest.raises(SignalNotFoundError):
        undo_fact(store, saved.change_id, by=staff.anna.id, now=SOON)

    assert refused.value.until == SOON


def test_what_was_saved_since_stays_when_a_fact_is_undone(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    answer = add_fact(store, client.id, SignalKind.SURVEY_NPS, value=0.0, by=staff.anna.id, now=NOW)
    complaint = save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW)

    undone = undo_fact(store, answer.change_id, by=staff.anna.id, now=SOON)

    assert undone.standing.level is Level.RED
    assert undone.standing.index > complaint.after.index
    back = undo_log(store, complaint.interaction.id, by=staff.anna.id, now=SOON)
    assert back.standing == answer.before


def test_a_fact_stays_when_the_note_before_it_is_undone(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    note = save_log(store, a_log(client, staff.anna), now=NOW)
    complaint = add_fact(store, client.id, SignalKind.COMPLAINT, value=1.0, by=staff.anna.id, now=NOW)

    undone = undo_log(store, note.interaction.id, by=staff.anna.id, now=SOON)

    assert undone.standing.level is Level.RED
    assert undo_fact(store, complaint.change_id, by=staff.anna.id, now=SOON).standing == note.before
    assert store.cases.open_of(client.id) == []
    assert store.standings.changes(client.id) == []


def test_a_deleted_complaint_lets_the_level_go_and_keeps_the_case(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    saved = add_fact(store, client.id, SignalKind.COMPLAINT, value=1.0, by=staff.anna.id, now=NOW)

    rescored = delete_fact(store, saved.signal.id, by=staff.boris.id, now=NOW + timedelta(days=1))

    assert rescored.after.level is Level.GREEN
    assert [case.id for case in store.cases.open_of(client.id)] == [saved.case.id if saved.case else None]
    with pytest.raises(SignalNotFoundError):
        delete_fact(store, saved.signal.id, by=staff.anna.id, now=SOON)


def test_nobody_else_adds_sees_changes_or_deletes(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    saved = add_fact(store, client.id, SignalKind.REFERRAL, by=staff.anna.id, now=NOW)
    chen = staff.chen

    with pytest.raises(ClientNotFoundError):
        add_fact(store, client.id, SignalKind.VISIT, by=chen.id, now=NOW)
    with pytest.raises(SignalNotFoundError):
        store.signals.of(saved.signal.id, reader=chen)
    with pytest.raises(SignalNotFoundError):
        change_fact(store, saved.signal.id, value=1.0, by=chen.id, now=NOW)
    with pytest.raises(SignalNotFoundError):
        delete_fact(store, saved.signal.id, by=chen.id, now=NOW)


def test_a_closed_client_takes_no_facts(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    close_client(store, client.id, Closing.LEFT, by=staff.boris, now=NOW)

    with pytest.raises(ClientClosedError):
        add_fact(store, client.id, SignalKind.VISIT, by=staff.anna.id, now=NOW)


@pytest.mark.parametrize("kind", MEETINGS)
def test_being_there_moves_the_plan(store: Store, staff: Staff, kind: SignalKind) -> None:
    client = a_client(store, staff)
    store.clients.change(client.id, reader=staff.anna, tier=Tier.KEY)
    store.plan_loads.save(staff.anna.id, PlanLoad(0, 10, 0, NOW), next_at=NOW + timedelta(days=1))

    saved = add_fact(store, client.id, kind, by=staff.anna.id, now=NOW)

    assert store.plan_loads.due(NOW) == staff.anna.id
    store.plan_loads.save(staff.anna.id, PlanLoad(0, 10, 0, NOW), next_at=NOW + timedelta(days=1))
    undo_fact(store, saved.change_id, by=staff.anna.id, now=SOON)
    assert store.plan_loads.due(NOW) == staff.anna.id


def test_the_facts_are_listed_newest_first_and_by_kind(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    old = store.signals.add(SignalKind.REFERRAL, client.id, on=TODAY - timedelta(days=3), detail="her sister")
    new = store.signals.add(SignalKind.SURVEY_NPS, client.id, on=TODAY, value=9)

    assert [each.id for each in store.signals.page(client.id)] == [new, old]
    assert [each.detail for each in store.signals.page(client.id, kinds={SignalKind.REFERRAL})] == [
        "her sister"
    ]
    assert store.signals.page(client.id, offset=2) == []


def test_a_scale_holds_what_lies_on_it() -> None:
    assert Scale(0, 10).holds(10)
    assert not Scale(0, 10).holds(10.5)
    assert not Scale(0, None, is_whole=True).holds(1.5)
    assert Scale(0, None, is_whole=True).holds(1e6)
    assert SCALES.keys().isdisjoint(CHOICES)
