"""A lead sets a client's level for a time: matters outrank it, and it ends without a second case."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from loyalty.cases.cases import Outcome
from loyalty.clientfields import ImpossibleDaysError
from loyalty.clients import Client
from loyalty.facts.signals import SignalKind
from loyalty.levels.levels import Cause, Level, Lines
from loyalty.levels.overrides import HoldsFor, last_day
from loyalty.levels.standings import Standing
from storage.cases.interventions import save_log, score_night
from storage.cases.levels import LevelSaved, end_level, end_level_over, level_set, set_level
from storage.chat.outbox import OUTBOX
from storage.database import Database
from storage.errors import ClientNotFoundError
from storage.records.facts import add_fact
from storage.records.undo import undo_log
from storage.scores.scoring import rescore
from storage.store import Store
from tests.audited import audited
from tests.logs import COMPLAINT, a_client, a_log, a_purchase
from tests.staff import NOW, Staff

LAST_ON = date(2026, 12, 20)
ENDS_AT = datetime(2026, 12, 20, 16, tzinfo=UTC)  # midnight in Hong Kong
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def client(store: Store, staff: Staff) -> Client:
    client = a_client(store, staff)
    store.purchases.save_many([a_purchase(client.id, day) for day in (10, 40, 70)])
    rescore(store, client.id, now=NOW)
    return client


def sets(
    store: Store,
    client: Client,
    staff: Staff,
    level: Level,
    *,
    last_on: date = LAST_ON,
    now: datetime = NOW,
) -> LevelSaved:
    saved = set_level(store, client.id, level, last_on=last_on, reason="Away", by=staff.boris, now=now)
    assert saved is not None
    return saved


def standing_of(store: Store, client: Client) -> Standing:
    standing = store.standings.of(client.id)
    assert standing is not None
    return standing


def test_a_level_set_holds_over_what_is_computed(store: Store, staff: Staff, client: Client) -> None:
    sets(store, client, staff, Level.YELLOW)

    night = rescore(store, client.id, now=NOW + 3 * DAY).after

    assert (night.level, night.cause) == (Level.YELLOW, Cause.SET_BY_LEAD)
    assert (night.computed_level, night.computed_cause) == (Level.GREEN, Cause.ALL_WELL)
    assert night.level_since == NOW
    told = level_set(store, client.id, now=NOW + 3 * DAY)
    assert told is not None
    assert (told.override.reason, told.override.ends_at, told.by_name) == ("Away", ENDS_AT, "Boris Zhou")


def test_the_change_is_kept_with_its_cause_and_in_the_audit(
    store: Store, staff: Staff, client: Client
) -> None:
    sets(store, client, staff, Level.YELLOW)

    (change,) = store.standings.changes(client.id)
    assert (change.before, change.after, change.cause) == (Level.GREEN, Level.YELLOW, Cause.SET_BY_LEAD)
    (entry,) = (each for each in audited(store) if each.target == client.id)
    assert (entry.act, entry.actor_id, entry.detail) == (
        "level.set",
        staff.boris.id,
        "yellow until 2026-12-20",
    )


def test_the_same_again_changes_nothing(store: Store, staff: Staff, client: Client) -> None:
    sets(store, client, staff, Level.RED)

    again = set_level(
        store, client.id, Level.RED, last_on=LAST_ON, reason="Away", by=staff.boris, now=NOW + HOUR
    )

    assert again is None
    assert len(store.cases.open_of(client.id)) == 1


def test_the_computed_level_returns_by_itself_after_the_last_day(
    store: Store, staff: Staff, client: Client
) -> None:
    sets(store, client, staff, Level.YELLOW)
    assert not end_level_over(store, now=ENDS_AT - HOUR)

    assert end_level_over(store, now=ENDS_AT)

    after = standing_of(store, client)
    assert (after.level, after.cause, after.computed_cause) == (Level.GREEN, Cause.ALL_WELL, None)
    assert after.level_since == ENDS_AT
    assert not end_level_over(store, now=ENDS_AT)


def test_the_night_ends_it_too(database: Database, staff: Staff) -> None:
    with database.unit() as store:
        client = a_client(store, staff)
        store.purchases.save_many([a_purchase(client.id, day) for day in (10, 40, 70)])
        rescore(store, client.id, now=NOW)
        sets(store, client, staff, Level.RED, last_on=NOW.date())

    score_night(database, now=NOW + DAY)

    with database.unit() as store:
        assert standing_of(store, client).level is Level.GREEN


def test_a_lead_ends_it_early(store: Store, staff: Staff, client: Client) -> None:
    sets(store, client, staff, Level.YELLOW)

    ended = end_level(store, client.id, by=staff.boris, now=NOW + DAY)

    assert ended is not None
    assert ended.after.level is Level.GREEN
    assert end_level(store, client.id, by=staff.boris, now=NOW + DAY) is None
    assert level_set(store, client.id, now=NOW + DAY) is None


def test_a_complaint_that_comes_later_is_red_all_the_same(store: Store, staff: Staff, client: Client) -> None:
    sets(store, client, staff, Level.GREEN)

    saved = save_log(store, a_log(client, staff.anna, reading=COMPLAINT, at=NOW + HOUR), now=NOW + HOUR)

    assert (saved.after.level, saved.after.cause) == (Level.RED, Cause.COMPLAINT_OPEN)
    assert saved.case is not None
    (signal_id,) = store.signals.open_complaints(client.id)
    store.signals.close(signal_id, on=(NOW + DAY).date())
    settled = rescore(store, client.id, now=NOW + DAY).after
    assert (settled.level, settled.cause) == (Level.GREEN, Cause.SET_BY_LEAD)
    assert settled.computed_level is Level.RED


def test_a_complaint_known_when_the_level_was_set_does_not_outrank_it(
    store: Store, staff: Staff, client: Client
) -> None:
    save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW)
    sets(store, client, staff, Level.YELLOW, now=NOW + HOUR)

    assert rescore(store, client.id, now=NOW + 2 * HOUR).after.level is Level.YELLOW

    add_fact(store, client.id, SignalKind.EXIT_WISH, by=staff.anna.id, now=NOW + 3 * HOUR)
    assert standing_of(store, client).level is Level.RED


def test_a_log_undone_leaves_the_level_set(store: Store, staff: Staff, client: Client) -> None:
    sets(store, client, staff, Level.GREEN)
    log = a_log(client, staff.anna, reading=COMPLAINT, at=NOW + HOUR)
    save_log(store, log, now=NOW + HOUR)

    undone = undo_log(store, log.id, by=staff.anna.id, now=NOW + HOUR)

    assert (undone.standing.level, undone.standing.cause) == (Level.GREEN, Cause.SET_BY_LEAD)
    assert undone.standing == standing_of(store, client)


def test_undo_does_not_take_back_a_level_set_meanwhile(store: Store, staff: Staff, client: Client) -> None:
    log = a_log(client, staff.anna, at=NOW)
    save_log(store, log, now=NOW)
    sets(store, client, staff, Level.YELLOW, now=NOW + timedelta(seconds=10))

    undone = undo_log(store, log.id, by=staff.anna.id, now=NOW + timedelta(seconds=20))

    assert undone.standing.level is Level.YELLOW


def test_a_graver_level_opens_one_case_and_tells_the_advisor_once(
    store: Store, staff: Staff, client: Client
) -> None:
    saved = sets(store, client, staff, Level.RED)

    assert saved.case is not None
    assert saved.case.cause is Cause.SET_BY_LEAD
    assert told(store, staff) == ["case_opened"]
    rescore(store, client.id, now=NOW + DAY)
    assert len(store.cases.open_of(client.id)) == 1


def test_an_open_matter_goes_on_and_turns_red_instead_of_a_second_one(
    store: Store, staff: Staff, client: Client
) -> None:
    first = sets(store, client, staff, Level.YELLOW).case
    assert first is not None

    raised = sets(store, client, staff, Level.RED, now=NOW + HOUR).case

    assert raised is not None
    assert raised.id == first.id
    assert raised.playbook.level is Level.RED
    assert len(store.cases.open_of(client.id)) == 1


def test_a_milder_level_is_told_by_a_message_and_closes_nothing(
    store: Store, staff: Staff, client: Client
) -> None:
    save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW)

    saved = sets(store, client, staff, Level.GREEN, now=NOW + HOUR)

    assert saved.case is None
    assert told(store, staff) == ["level_set"]
    assert len(store.cases.open_of(client.id)) == 1


def test_a_matter_that_had_its_case_gets_no_second_one_when_the_set_level_ends(
    store: Store, staff: Staff, client: Client
) -> None:
    save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW)
    (case,) = store.cases.open_of(client.id)
    store.cases.close(case.id, Outcome.LOST, by=staff.anna.id, now=NOW + HOUR)
    sets(store, client, staff, Level.GREEN, now=NOW + 2 * HOUR)

    ended = end_level(store, client.id, by=staff.boris, now=NOW + DAY)

    assert ended is not None
    assert (ended.after.level, ended.after.cause) == (Level.RED, Cause.COMPLAINT_OPEN)
    assert store.cases.open_of(client.id) == []


def test_what_got_worse_beneath_gets_its_case_when_the_set_level_ends(
    store: Store, staff: Staff, client: Client
) -> None:
    sets(store, client, staff, Level.GREEN, last_on=last_day(HoldsFor.THREE_MONTHS, today=NOW.date()))
    later = NOW + timedelta(days=85)
    store.firm.save_lines(Lines(yellow=0.1, red=0.2), later)
    beneath = rescore(store, client.id, now=later).after
    assert (beneath.level, beneath.computed_level) == (Level.GREEN, Level.RED)
    assert store.cases.open_of(client.id) == []

    end_level(store, client.id, by=staff.boris, now=later)

    (case,) = store.cases.open_of(client.id)
    assert case.cause is beneath.computed_cause


def test_only_a_lead_of_the_team_sets_a_level(store: Store, staff: Staff, client: Client) -> None:
    for person in (staff.anna, staff.chen):
        with pytest.raises(ClientNotFoundError):
            set_level(store, client.id, Level.RED, last_on=LAST_ON, reason="x", by=person, now=NOW)


@pytest.mark.parametrize("last_on", [date(2026, 11, 23), date(2027, 12, 1)])
def test_a_day_that_is_over_or_too_far_is_refused(
    store: Store, staff: Staff, client: Client, last_on: date
) -> None:
    with pytest.raises(ImpossibleDaysError):
        sets(store, client, staff, Level.RED, last_on=last_on)


def told(store: Store, staff: Staff) -> list[str]:
    rows = store.transaction.rows(
        sa.select(OUTBOX.c.template).where(OUTBOX.c.person_id == staff.anna.id).order_by(OUTBOX.c.id)
    )
    return [row.template for row in rows]
