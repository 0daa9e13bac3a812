"""The firm's own outlook: fitted on its purchases, kept, used for every scoring, refitted each month."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from loyalty.clients import ClientId
from loyalty.index.norms import Norms
from loyalty.levels.levels import Level
from loyalty.outlook.fairness import Grouping
from loyalty.outlook.fitting import OutlookForm
from loyalty.outlook.outlook import columns_of_one
from storage.cases.levels import set_level
from storage.database import Database
from storage.records.purchases import PurchaseLine
from storage.scores.audits import score_audit
from storage.scores.keptoutlook import KeptOutlook
from storage.scores.nights import score_all
from storage.scores.outlooks import calibrate, evaluation, outlook_as_of, refit
from storage.scores.scoring import rescore
from tests.logs import a_client
from tests.staff import NOW, Staff

TODAY = NOW.date()


@pytest.fixture
def firm(database: Database, staff: Staff) -> Database:
    """A firm of 150 clients with rhythms of their own; every third has stopped buying."""
    draw = np.random.default_rng(5)
    with database.unit() as store:
        for number in range(150):
            client = a_client(store, staff, f"Client {number}")
            gap = int(draw.integers(15, 60))
            newest = int(draw.integers(60, 650)) if number % 3 == 0 else int(draw.integers(0, gap))
            store.purchases.save_many(bought(client.id, range(newest, 700, gap)))
    return database


def bought(client_id: ClientId, days_ago: range) -> list[PurchaseLine]:
    return [
        PurchaseLine(client_id, f"{day}-{group}", TODAY - timedelta(days=day), group, 100.0 + day)
        for day in days_ago
        for group in ("bags", "watches")[: 1 + day % 2]
    ]


def test_purchases_come_as_the_same_columns_as_single_histories(firm: Database) -> None:
    with firm.reading() as store:
        client_ids, columns = store.purchases.columns()
        histories = [store.histories.of(client_id) for client_id in client_ids]

    assert client_ids == sorted(client_ids)
    for number, history in enumerate(histories):
        own, alone = columns.client == number, columns_of_one(history, TODAY.toordinal())
        assert columns.day[own].tolist() == alone.day.tolist()
        assert columns.amount[own] == pytest.approx(alone.amount)
        assert columns.groups[own].tolist() == alone.groups.tolist()


def test_clients_drawn_come_with_all_their_purchases_and_are_always_the_same(firm: Database) -> None:
    with firm.reading() as store:
        all_ids, everything = store.purchases.columns()
        some_ids, some = store.purchases.columns(at_most=75)
        same_ids, _ = store.purchases.columns(at_most=75)
        assert store.purchases.columns(at_most=150)[0] == all_ids

    assert some_ids == same_ids
    assert 45 < len(some_ids) < 105
    own = {client_id: everything.day[everything.client == all_ids.index(client_id)] for client_id in some_ids}
    for number, client_id in enumerate(some_ids):
        assert some.day[some.client == number].tolist() == own[client_id].tolist()


def test_an_outlook_is_kept_as_it_was_fitted(firm: Database) -> None:
    kept = refit(firm, now=NOW, today=TODAY)

    with firm.reading() as store:
        assert store.firm.outlook() == kept
    assert kept.fitted.form is OutlookForm.COUNT
    assert kept.card is not None
    assert not kept.fell_back


def test_scoring_refits_each_month_and_every_scoring_uses_the_fit(firm: Database) -> None:
    fitted_at = []
    for days in (0, 29, 30):
        score_all(firm, now=NOW + timedelta(days=days))
        with firm.reading() as store:
            kept = store.firm.outlook()
            assert kept is not None
            fitted_at.append(kept.fitted_at)

    assert fitted_at == [NOW, NOW, NOW + timedelta(days=30)]
    with firm.unit() as store:
        client_ids, _ = store.purchases.columns()
        standing = rescore(store, client_ids[0], now=NOW + timedelta(days=30)).after
        expected = kept.fitted.chance(
            store.histories.of(client_ids[0]), today=(NOW + timedelta(days=30)).date().toordinal()
        )
    assert standing.outlook == pytest.approx(expected)


def test_a_past_day_is_scored_without_what_came_later_and_keeps_no_outlook(firm: Database) -> None:
    then = TODAY - timedelta(days=200)

    score_all(firm, now=NOW, as_of=then)

    with firm.reading() as store:
        assert store.firm.outlook() is None
    known = outlook_as_of(firm, today=then, now=NOW, norms=Norms())
    assert known.fitted.fitted_on == then.toordinal()


def test_a_fit_that_fails_leaves_the_untrained_count_and_says_so(
    firm: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise np.linalg.LinAlgError("singular matrix")

    monkeypatch.setattr("loyalty.outlook.fitting.np.linalg.solve", broken)

    kept = refit(firm, now=NOW, today=TODAY)

    assert kept.fell_back
    assert (kept.fitted.form, kept.card) == (OutlookForm.UNTRAINED, None)


def test_without_purchases_the_count_is_used_and_nothing_is_claimed(database: Database, staff: Staff) -> None:
    kept = refit(database, now=NOW, today=TODAY)

    assert kept == KeptOutlook(kept.fitted, None, NOW)
    assert kept.fitted.form is OutlookForm.UNTRAINED
    assert evaluation(database, today=TODAY) is None


def test_calibrating_reads_the_firms_own_rhythm_and_is_used_only_when_asked(firm: Database) -> None:
    shown = calibrate(firm, today=TODAY, keep=False)
    with firm.reading() as store:
        assert store.firm.norms() == shown.before == Norms()

    kept = calibrate(firm, today=TODAY, keep=True)

    with firm.reading() as store:
        assert store.firm.norms() == kept.after
    assert kept.after == replace(
        Norms(),
        house_gap_days=kept.after.house_gap_days,
        yearly_target=kept.after.yearly_target,
        target_groups=2,
    )
    assert 15 <= kept.after.house_gap_days <= 60
    assert kept.after.yearly_target > 4


def test_the_audit_reads_groups_levels_and_outcomes(firm: Database) -> None:
    score_all(firm, now=NOW)

    judged = score_audit(firm, today=TODAY)

    (found,) = judged.groups
    assert judged.set_by_leads == 0

    assert (found.grouping, found.group) == (Grouping.TIER, "standard")
    assert 100 < found.flagged.count <= 150
    assert found.judged > 90
    assert not found.differs_in_level


def test_the_audit_judges_what_was_computed_beneath_the_levels_leads_set(
    firm: Database, staff: Staff
) -> None:
    score_all(firm, now=NOW)
    before = score_audit(firm, today=TODAY)
    with firm.unit() as store:
        standings = [(each.id, store.standings.of(each.id)) for each in store.clients.within(staff.boris)]
        calm = [client_id for client_id, found in standings if found and found.level is Level.GREEN][:20]
        dormant = [client_id for client_id, found in standings if found and found.level is None][:1]
        for client_id in (*calm, *dormant):
            set_level(
                store,
                client_id,
                Level.RED,
                last_on=TODAY + timedelta(days=9),
                reason="Travels",
                by=staff.boris,
                now=NOW,
            )

    after = score_audit(firm, today=TODAY)

    assert len(calm) == 20
    assert len(dormant) == 1
    assert after.groups == before.groups
    assert after.set_by_leads == 21
