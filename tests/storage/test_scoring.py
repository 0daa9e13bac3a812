"""Facts become standings: one client at once, all of them at night, the first time without a case."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from loyalty.clients import ClientId
from loyalty.facts.signals import SignalKind
from loyalty.levels.levels import FIXED_LINES, Cause, Level, Lines
from loyalty.levels.standings import Standing
from storage.cases.interventions import save_log, score_night
from storage.database import Database
from storage.scores.nights import score_all
from storage.scores.scoring import rescore
from storage.scores.yardstick import is_worse
from storage.store import Store
from tests.logs import CALM, COMPLAINT, WISH_TO_LEAVE, a_client, a_log, a_purchase
from tests.staff import NOW, Staff, hire_staff

TODAY = NOW.date()
REGULAR = (10, 40, 70, 100, 130)
SILENT = (250, 280, 310, 340, 370)
LONG_LOST = (900, 930, 960)


def buyers(store: Store, staff: Staff, *habits: tuple[int, ...]) -> list[ClientId]:
    clients = [a_client(store, staff, f"Client {number}") for number, _ in enumerate(habits)]
    for client, days in zip(clients, habits, strict=True):
        store.purchases.save_many([a_purchase(client.id, day) for day in days])
    return [client.id for client in clients]


def test_nobody_known_by_two_purchases_has_an_outlook(store: Store, staff: Staff) -> None:
    (client_id,) = buyers(store, staff, (10,))

    standing = rescore(store, client_id, now=NOW).after

    assert (standing.level, standing.cause, standing.outlook) == (Level.GREEN, Cause.FEW_PURCHASES, None)


def test_the_first_level_of_a_client_is_no_change_for_the_worse(store: Store, staff: Staff) -> None:
    (client_id,) = buyers(store, staff, SILENT)
    store.firm.save_lines(Lines(yellow=0.1, red=0.2), NOW)

    rescored = rescore(store, client_id, now=NOW)

    assert (rescored.after.level, rescored.after.cause) == (Level.RED, Cause.SILENCE)
    assert rescored.after.cause_since == TODAY - timedelta(days=250)
    assert not rescored.worse
    assert store.standings.changes(client_id) == []


def test_a_worse_level_is_told_and_kept_with_its_cause(store: Store, staff: Staff) -> None:
    (client_id,) = buyers(store, staff, REGULAR)
    rescore(store, client_id, now=NOW)
    store.signals.add(SignalKind.EXIT_WISH, client_id, on=TODAY)

    rescored = rescore(store, client_id, now=NOW + timedelta(hours=1))

    assert rescored.worse
    assert (rescored.after.level, rescored.after.cause) == (Level.RED, Cause.WISH_TO_LEAVE)
    assert (rescored.after.cause_since, rescored.after.level_since) == (TODAY, NOW + timedelta(hours=1))
    (change,) = store.standings.changes(client_id)
    assert (change.before, change.after, change.cause) == (Level.GREEN, Level.RED, Cause.WISH_TO_LEAVE)


def test_low_intent_counts_after_ninety_days_on_which_every_scoring_was_low(
    store: Store, staff: Staff
) -> None:
    (client_id,) = buyers(store, staff, (100, 120, 140, 160, 180))
    store.firm.save_lines(Lines(yellow=2.0, red=2.0), NOW)

    causes = [rescore(store, client_id, now=NOW + timedelta(days=days)).after.cause for days in (0, 89, 90)]

    assert causes == [Cause.ALL_WELL, Cause.ALL_WELL, Cause.LOW_INTENT]


def test_the_index_of_a_week_ago_is_told_a_week_later(store: Store, staff: Staff) -> None:
    (client_id,) = buyers(store, staff, REGULAR)
    first = rescore(store, client_id, now=NOW).after

    weeks = [rescore(store, client_id, now=NOW + timedelta(days=days)).after for days in (6, 7)]

    assert [standing.week_ago for standing in weeks] == [None, first.index]


def test_a_dormant_client_has_no_level_and_a_contact_wakes_without_a_case(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    store.purchases.save_many([a_purchase(client.id, day) for day in LONG_LOST])
    assert rescore(store, client.id, now=NOW).after.level is None

    saved = save_log(store, a_log(client, staff.anna), now=NOW)

    assert saved.after.level is not None
    assert saved.case is None


def test_a_dormant_client_who_complains_gets_a_case(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    store.purchases.save_many([a_purchase(client.id, day) for day in LONG_LOST])
    rescore(store, client.id, now=NOW)

    assert save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW).case is not None


def test_all_are_scored_by_lines_from_the_alarm_budget(database: Database, staff: Staff) -> None:
    seen: list[tuple[int, int]] = []
    with database.unit() as store:
        buyers(store, staff, *[SILENT] * 2, *[REGULAR] * 36, (300, 320), LONG_LOST, (20,))

    summary = score_all(database, now=NOW, progress=lambda done, total: seen.append((done, total)))

    assert summary.scored == 41
    assert summary.red <= 2
    assert summary.red + summary.yellow <= 8
    assert summary.without_level == 1
    assert summary.worse == 0
    assert seen == [(41, 41)]
    with database.reading() as store:
        assert store.firm.lines() != FIXED_LINES
        assert store.firm.lines_set_at() == store.firm.baseline_at() == NOW


def test_scoring_all_agrees_with_scoring_one(database: Database, staff: Staff) -> None:
    with database.unit() as store:
        ids = buyers(store, staff, *[REGULAR] * 8, SILENT)
        save_log(store, a_log(store.clients.anyone(ids[0]), staff.anna, reading=CALM), now=NOW)
    score_all(database, now=NOW)

    with database.unit() as store:
        before = store.standings.many(ids)
        after = {client_id: rescore(store, client_id, now=NOW).after for client_id in ids}

    assert after == before


def test_lines_hold_for_a_week(database: Database, staff: Staff) -> None:
    with database.unit() as store:
        buyers(store, staff, SILENT, REGULAR)
    score_all(database, now=NOW)

    set_at = []
    for days in (6, 7):
        score_all(database, now=NOW + timedelta(days=days))
        with database.reading() as store:
            set_at.append(store.firm.lines_set_at())

    assert set_at == [NOW, NOW + timedelta(days=7)]


def test_a_night_opens_the_case_a_worse_level_asks_for_once(database: Database, staff: Staff) -> None:
    with database.unit() as store:
        (client_id, *_) = buyers(store, staff, *[REGULAR] * 3)
    score_all(database, now=NOW)
    with database.unit() as store:
        store.firm.save_lines(Lines(yellow=2.0, red=2.0), NOW)
        store.signals.add(SignalKind.COMPLAINT, client_id, on=TODAY)

    summaries = [score_night(database, now=NOW + timedelta(days=days)) for days in (1, 1, 2)]

    assert [summary.worse for summary in summaries] == [1, 0, 0]
    with database.reading() as store:
        assert len(store.cases.open_of(client_id)) == 1


def test_a_past_day_is_scored_as_of_its_end_and_opens_nothing(database: Database, staff: Staff) -> None:
    then = TODAY - timedelta(days=145)
    with database.unit() as store:
        (client_id,) = buyers(store, staff, (140, 150, 180, 210))
        store.signals.add(SignalKind.COMPLAINT, client_id, on=then)
        rescore(store, client_id, now=NOW)
        store.signals.add(SignalKind.EXIT_WISH, client_id, on=then)

    summary = score_all(database, now=NOW, as_of=then)

    assert (summary.scored_on, summary.worse) == (then, 0)
    with database.reading() as store:
        standing = store.standings.of(client_id)
        assert standing is not None
        assert standing.scored_on == then
        assert store.cases.open_of(client_id) == []


def test_a_bulk_import_is_a_baseline(database: Database, staff: Staff) -> None:
    with database.unit() as store:
        (client_id,) = buyers(store, staff, REGULAR)
    score_all(database, now=NOW)
    with database.unit() as store:
        store.signals.add(SignalKind.COMPLAINT, client_id, on=TODAY)

    assert score_all(database, now=NOW, baseline=True).worse == 0


def test_a_log_about_many_purchases_takes_few_statements(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    store.purchases.save_many([a_purchase(client.id, day) for day in range(1, 400)])
    rescore(store, client.id, now=NOW)
    statements: list[str] = []

    def note(*details: Any) -> None:
        statements.append(details[2])

    event.listen(store.transaction.connection, "before_cursor_execute", note)

    save_log(store, a_log(client, staff.anna, reading=WISH_TO_LEAVE), now=NOW)

    assert len(statements) <= 45


@pytest.fixture
def standing(store: Store, staff: Staff) -> Standing:
    return rescore(store, a_client(store, staff).id, now=NOW).after


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ((Level.GREEN, Cause.ALL_WELL), (Level.YELLOW, Cause.SILENCE), True),
        ((Level.YELLOW, Cause.SILENCE), (Level.RED, Cause.SILENCE), True),
        ((Level.RED, Cause.SILENCE), (Level.RED, Cause.COMPLAINT_OPEN), True),
        ((Level.RED, Cause.COMPLAINT_OPEN), (Level.RED, Cause.WISH_TO_LEAVE), False),
        ((Level.RED, Cause.SILENCE), (Level.YELLOW, Cause.CALMING), False),
        ((None, Cause.DORMANT), (Level.RED, Cause.SILENCE), False),
        ((None, Cause.DORMANT), (Level.RED, Cause.WISH_TO_LEAVE), True),
        ((Level.YELLOW, Cause.SILENCE), (None, Cause.DORMANT), False),
    ],
)
def test_what_counts_as_worse(
    standing: Standing, was: tuple[Level, Cause], now: tuple[Level, Cause], expected: bool
) -> None:
    before = replace(standing, level=was[0], cause=was[1])
    after = replace(standing, level=now[0], cause=now[1])

    assert is_worse(before, after) is expected


def test_no_standing_is_lost_when_a_chunk_fails(
    sqlite_url: str, open_database: Callable[..., Database]
) -> None:
    database = open_database(sqlite_url)
    with database.unit() as store:
        ids = buyers(store, hire_staff(store), REGULAR)
    score_all(database, now=NOW)
    with database.unit() as store:
        store.signals.add(SignalKind.COMPLAINT, ids[0], on=TODAY)

    def fail(*_: object) -> None:
        raise RuntimeError("no case today")

    with pytest.raises(RuntimeError):
        score_all(database, now=NOW + timedelta(days=1), on_change=fail)

    assert score_night(database, now=NOW + timedelta(days=1)).worse == 1
