"""How the outlook is judged: on a window it has not seen, beside simple rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.facts.facts import History
from loyalty.outlook.evaluation import evaluate
from loyalty.outlook.outlook import columns_of_one
from loyalty.outlook.proportions import Share, beyond_chance, chance_of_difference, chance_of_excess
from loyalty.outlook.simple_rules import repeat_rate_and_value, silence, silence_in_own_gaps
from tests.loyalty.histories import purchases_on
from tests.loyalty.test_outlooks import a_firm, joined


def test_the_outlook_is_judged_beside_the_simple_rules_on_the_same_clients() -> None:
    firm = a_firm(500, stays=lambda client: client % 3 > 0)

    found = evaluate(firm, today=730, horizon_days=90, house_gap_days=40)

    assert found is not None
    assert (found.card.window_start, found.card.window_end) == (640, 730)
    assert set(found.rules) == {"repeat_rate_and_value", "silence", "silence_in_own_gaps"}
    assert found.card.auc is not None
    assert all(auc is not None and 0.4 < auc <= 1 for auc in found.rules.values())


def test_who_falls_silent_is_warned_of_before_the_silence_is_a_whole_window() -> None:
    firm = a_firm(500, stays=lambda client: client % 3 > 0)

    found = evaluate(firm, today=730, horizon_days=90, house_gap_days=40)

    assert found is not None
    assert found.silenced > 10
    assert 0.1 < found.told < 1
    assert found.lead_days is not None
    assert 0 < found.lead_days <= 90


def test_nothing_is_judged_where_nobody_has_a_rhythm_and_nothing_ranked_where_all_do_the_same() -> None:
    assert evaluate(joined([]), today=730, horizon_days=90, house_gap_days=40) is None

    all_stay = evaluate(a_firm(30, stays=lambda _: True), today=730, horizon_days=90, house_gap_days=40)

    assert all_stay is not None
    assert set(all_stay.rules.values()) == {None}
    assert (all_stay.silenced, all_stay.told, all_stay.lead_days) == (0, 0.0, None)


def test_silence_is_counted_in_days_and_in_own_gaps() -> None:
    histories = [History(purchases=purchases_on(0, 100, 200)), History(purchases=purchases_on(250))]
    firm = joined([columns_of_one(history, 300) for history in histories])

    assert silence(firm, today=300).tolist() == [100, 50]
    assert silence_in_own_gaps(firm, today=300).tolist() == [1.0, 1.0]


def test_the_baseline_without_anybody_who_left_gives_all_the_same_chance() -> None:
    firm = a_firm(30, stays=lambda _: True)

    chances = repeat_rate_and_value(firm, today=730, horizon_days=90)

    assert set(chances.tolist()) == {0.0}
    assert repeat_rate_and_value(joined([]), today=730, horizon_days=90).tolist() == []


def test_the_interval_of_a_share_is_wilsons() -> None:
    low, high = Share(15, 148).interval  # Newcombe 1998, Stat. Med. 17, table I, method 3

    assert (low, high) == (pytest.approx(0.0624, abs=1e-4), pytest.approx(0.1605, abs=1e-4))
    assert (Share(0, 0).interval, Share(0, 0).value) == ((0.0, 1.0), 0.0)


@given(st.integers(0, 500), st.integers(1, 500))
def test_an_interval_holds_its_share_and_stays_within_bounds(hits: int, count: int) -> None:
    share = Share(min(hits, count), count)
    low, high = share.interval

    assert 0 <= low <= share.value + 1e-12
    assert share.value - 1e-12 <= high <= 1


def test_equal_shares_do_not_differ_and_unequal_ones_do() -> None:
    assert chance_of_difference(Share(10, 100), Share(20, 200)) == pytest.approx(1.0)
    assert chance_of_difference(Share(40, 100), Share(20, 200)) < 1e-6
    assert chance_of_difference(Share(0, 0), Share(1, 2)) == 1.0
    assert chance_of_difference(Share(0, 5), Share(0, 7)) == 1.0
    assert chance_of_excess(30, 10.0, 9.0) < 1e-6
    assert chance_of_excess(3, 3.0, 0.0) == 1.0


def test_of_many_groups_only_those_beyond_chance_are_named() -> None:
    by_luck = {f"group {number}": 0.04 for number in range(10)}

    assert beyond_chance(by_luck) == frozenset()
    assert beyond_chance({**by_luck, "other": 0.001}) == {"other"}
    assert beyond_chance({"one": 0.01, "two": 0.04}) == {"one", "two"}
