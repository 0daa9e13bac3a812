"""The outlook: the untrained count, the fitted forms, the firm's norms and the card."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.facts.facts import Complaint, History, Purchase
from loyalty.index.house_norms import house_norms
from loyalty.index.index import Norms, loyalty_index
from loyalty.outlook.fitting import OutlookForm, fit
from loyalty.outlook.model_card import area_under_curve, model_card
from loyalty.outlook.outlook import (
    PurchaseColumns,
    chance_of_leaving,
    chances_from_counts,
    columns_of_one,
    fading_count,
    fading_counts,
    half_life_of,
    horizon_days,
    risk,
    risks,
)
from tests.loyalty.histories import TODAY, histories, purchases_on


def test_the_count_fades_by_half_and_counts_a_day_once() -> None:
    assert fading_count([865, 865, TODAY, TODAY + 1], today=TODAY, half_life=135) == pytest.approx(1.5)
    assert fading_count([], today=TODAY, half_life=135) == 0


def test_one_and_a_half_purchases_left_make_an_even_chance() -> None:
    history = History(purchases=purchases_on(865, TODAY))

    assert chance_of_leaving(history, today=TODAY, horizon_days=90) == pytest.approx(0.5)
    assert chance_of_leaving(History(), today=TODAY, horizon_days=90) == 1.0


def test_many_risks_at_once_are_those_of_each() -> None:
    angry = loyalty_index(History(complaints=(Complaint(TODAY),)), today=TODAY)
    nothing = loyalty_index(History(), today=TODAY)

    both = risks(
        np.array([0.5, 1.0, 0.2]),
        np.array([angry.value, angry.value, nothing.value]),
        np.array([angry.coverage, angry.coverage, nothing.coverage]),
    )

    assert both.tolist() == [risk(0.5, angry), risk(1.0, angry), risk(0.2, nothing)]


def test_the_horizon_follows_the_rhythm_of_the_firm() -> None:
    assert horizon_days(Norms()) == 120
    assert horizon_days(Norms(house_gap_days=20)) == 90


def test_risk_is_moved_by_the_index_as_far_as_facts_back_it() -> None:
    angry = loyalty_index(History(complaints=(Complaint(TODAY),)), today=TODAY)
    nothing = loyalty_index(History(), today=TODAY)

    assert risk(0.5, nothing) == 0.5
    assert risk(0.5, angry) == pytest.approx(0.5 + 0.3 * angry.coverage * (50 - angry.value) / 100)
    assert risk(1.0, angry) == 1.0


@settings(max_examples=40, deadline=None)
@given(st.lists(histories, max_size=3))
def test_columns_give_the_same_chances_as_single_histories(clients: list[History]) -> None:
    columns = joined([columns_of_one(history, TODAY) for history in clients])

    chances = chances_from_counts(fading_counts(columns, today=TODAY, half_life=half_life_of(90)))

    buyers = [each for each in clients if any(purchase.day <= TODAY for purchase in each.purchases)]
    expected = [chance_of_leaving(each, today=TODAY, horizon_days=90) for each in buyers]
    assert chances == pytest.approx(np.array(expected))


def joined(parts: list[PurchaseColumns]) -> PurchaseColumns:
    """Return the columns of several clients, numbered as they come."""
    numbers = [np.full(len(part.day), number) for number, part in enumerate(parts)]
    empty = np.empty(0)
    return PurchaseColumns(
        client=np.concatenate([*numbers, empty]).astype(np.int64),
        day=np.concatenate([*(part.day for part in parts), empty]).astype(np.int64),
        amount=np.concatenate([*(part.amount for part in parts), empty]),
        groups=np.concatenate([*(part.groups for part in parts), empty]),
    )


def test_columns_hold_one_row_a_day_with_its_sum_and_groups() -> None:
    history = History(
        purchases=(
            Purchase(20, 5, "bag"),
            Purchase(10, 1, "bag"),
            Purchase(20, 7, "watch"),
            Purchase(20, 1, "bag"),
            Purchase(30, 1, "bag"),
        )
    )

    columns = columns_of_one(history, today=25)

    assert columns.day.tolist() == [10, 20]
    assert columns.amount.tolist() == [1, 13]
    assert columns.groups.tolist() == [1, 2]
    assert columns.clients().tolist() == [0]


def a_firm(clients: int, *, stays: Callable[[int], bool], seed: int = 5) -> PurchaseColumns:
    """Return two years of purchases: who does not stay stops at a drawn day in the second year."""
    draw = np.random.default_rng(seed)
    parts = []
    for client in range(clients):
        gap = draw.uniform(15, 70)
        end = 730 if stays(client) else draw.uniform(365, 730)
        days = np.unique(np.arange(draw.uniform(0, 200), end, gap).astype(np.int64))
        parts.append(
            PurchaseColumns(
                client=np.full(len(days), client),
                day=days,
                amount=draw.uniform(10, 500, len(days)),
                groups=np.ones(len(days)),
            )
        )
    return joined(parts)


def test_few_clients_get_the_untrained_outlook() -> None:
    firm = a_firm(12, stays=lambda client: client % 3 > 0)

    fitted = fit(firm, today=730, horizon_days=90, house_gap_days=40)

    untrained = chances_from_counts(fading_counts(firm, today=730, half_life=half_life_of(90)))
    assert fitted.form is OutlookForm.UNTRAINED
    assert fitted.rows > 12
    assert fitted.chances(firm, today=730).tolist() == untrained.tolist()


def test_some_clients_get_two_fitted_numbers() -> None:
    firm = a_firm(120, stays=lambda client: client % 3 > 0)

    fitted = fit(firm, today=730, horizon_days=90, house_gap_days=40)

    assert fitted.form is OutlookForm.COUNT
    assert len(fitted.weights) == 1
    assert fitted.weights[0] < 0


def test_many_clients_get_the_rhythm_features_and_the_silent_stand_out() -> None:
    firm = a_firm(500, stays=lambda client: client % 3 > 0)

    fitted = fit(firm, today=730, horizon_days=90, house_gap_days=40)

    assert fitted.form is OutlookForm.RHYTHM
    assert len(fitted.weights) == 7
    regular = History(purchases=purchases_on(*range(400, 721, 40)))
    silent = History(purchases=purchases_on(*range(200, 521, 40)))
    assert fitted.chance(regular, today=730) < 0.3
    assert fitted.chance(silent, today=730) > 0.7
    assert fitted.chance(History(), today=730) == 1.0


def test_a_fit_never_sees_what_came_after_its_day() -> None:
    firm = a_firm(120, stays=lambda client: client % 3 > 0)

    assert fit(firm, today=500, horizon_days=90, house_gap_days=40) == fit(
        firm.until(500), today=500, horizon_days=90, house_gap_days=40
    )


def test_no_purchase_at_all_leaves_the_outlook_untrained() -> None:
    fitted = fit(joined([]), today=TODAY, horizon_days=90, house_gap_days=60)

    assert (fitted.form, fitted.rows) == (OutlookForm.UNTRAINED, 0)
    assert fitted.chances(joined([]), today=TODAY).tolist() == []


def test_a_past_too_short_for_a_window_leaves_the_outlook_untrained() -> None:
    fitted = fit(a_firm(100, stays=bool), today=40, horizon_days=90, house_gap_days=60)

    assert (fitted.form, fitted.rows) == (OutlookForm.UNTRAINED, 0)


def test_the_norms_of_a_firm_are_medians_of_its_regular_clients() -> None:
    firm = joined([columns_of_one(History(purchases=purchases_on(0, 100, 200)), TODAY)] * 20)

    norms = house_norms(firm, today=365)

    assert norms.house_gap_days == 100
    assert norms.yearly_target == 2
    assert house_norms(firm.until(150), today=365) == Norms()


def test_the_card_is_measured_on_a_window_the_fit_has_not_seen() -> None:
    firm = a_firm(500, stays=lambda client: client % 3 > 0)

    card = model_card(firm, today=730, horizon_days=90, house_gap_days=40)

    assert card is not None
    assert (card.form, card.window_start, card.window_end) == (OutlookForm.RHYTHM, 640, 730)
    assert 0 < card.base_rate < 0.5
    assert card.auc is not None
    assert card.balanced_accuracy is not None
    assert card.auc > 0.8
    assert card.balanced_accuracy > 0.6
    assert card.brier < 0.15


def test_a_window_in_which_all_do_the_same_has_no_ranking() -> None:
    card = model_card(a_firm(30, stays=lambda _: True), today=730, horizon_days=90, house_gap_days=40)

    assert card is not None
    assert (card.base_rate, card.auc, card.balanced_accuracy) == (0, None, None)
    assert model_card(joined([]), today=730, horizon_days=90, house_gap_days=40) is None


def test_ties_count_half_in_the_ranking() -> None:
    left = np.array([True, False, True, False])

    assert area_under_curve(np.array([0.9, 0.1, 0.5, 0.5]), left) == pytest.approx(0.875)
    assert area_under_curve(np.full(4, 0.3), left) == pytest.approx(0.5)
