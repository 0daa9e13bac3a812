"""Kept sums give many clients at once the figures that each gets alone, after any order of facts."""

import random
from dataclasses import replace
from math import inf
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.facts.facts import (
    Contact,
    ContactKind,
    History,
    Purchase,
    Survey,
    SurveyKind,
)
from loyalty.index.index import loyalty_index
from loyalty.index.norms import HalfLives, IndicatorName, Norms
from loyalty.levels.levels import is_low, level_facts
from loyalty.outlook.fitting import FittedOutlook, OutlookForm, untrained
from loyalty.outlook.outlook import Floats, risk
from loyalty.sums.adding import ExitWish, Fact, Followers, KeptSums, add_history
from loyalty.sums.bought import PurchaseLines, add_purchases
from loyalty.sums.clients import ClientFigures, figure_columns
from loyalty.sums.figures import FadedSums, index_columns
from loyalty.sums.layout import Scheme, empty_sums
from tests.loyalty.histories import TODAY, histories, random_history

NORMS = Norms(house_gap_days=45, yearly_target=6, target_groups=3, monthly_cadence=2)
FITTED = FittedOutlook(
    form=OutlookForm.RHYTHM,
    horizon_days=90,
    house_gap_days=50,
    fitted_on=TODAY,
    intercept=-0.4,
    means=(0.1, 0.5, 0.3, 3.0, 5.0, 4.0, 0.6),
    scales=(0.6, 0.7, 0.4, 1.1, 0.9, 2.0, 0.3),
    weights=(-0.8, -0.5, 0.4, 0.2, -0.1, -0.2, -0.1),
)
PLAIN = untrained(horizon_days=120, house_gap_days=45, today=TODAY)
EXACT = 1e-9


def facts_of(history: History) -> list[Fact]:
    """Return all facts but purchases; the followers as if counted at the end."""
    facts: list[Fact] = [
        *history.contacts,
        *history.surveys,
        *history.referrals,
        *history.complaints,
        *history.mentions,
        *history.attendances,
        *history.family,
    ]
    if history.followers is not None:
        facts.append(Followers(TODAY, history.followers))
    return facts


def lines_of(clients: list[History]) -> PurchaseLines:
    bought = [(place, each) for place, history in enumerate(clients) for each in history.purchases]
    groups = {group: number for number, group in enumerate({each.category for _, each in bought})}
    return PurchaseLines.of(
        [place for place, _ in bought],
        [groups[each.category] for _, each in bought],
        [each.day for _, each in bought],
        [each.amount for _, each in bought],
    )


def built(clients: list[History], scheme: Scheme, *, on: int) -> Floats:
    """Return the sums of clients as of a day, made from all their facts at once."""
    rows = []
    for history in clients:
        sums = KeptSums(empty_sums(on), scheme)
        add_history(sums, history)
        if history.followers is not None:
            sums.add(Followers(TODAY, history.followers))
        rows.append(sums.values)
    matrix = np.array(rows)
    add_purchases(matrix, lines_of(clients), scheme)
    return matrix


def alone(history: History, outlook: FittedOutlook, *, today: int) -> ClientFigures:
    """Return the figures of one client, found fact by fact."""
    index = loyalty_index(history, today=today, norms=NORMS)
    facts = level_facts(history, today=today, norms=NORMS)
    chance = outlook.chance(history, today=today) if facts.purchase_days >= 2 else None
    complaints = [each.opened_on for each in history.complaints if each.serious and each.is_open(today)]
    return ClientFigures(
        index.value,
        index.coverage,
        chance,
        1.0 if complaints else risk(chance or 0.0, index),
        facts,
        min(complaints, default=None),
        None,
        is_low(index, facts),
    )


def flat(figures: ClientFigures) -> dict[str, Any]:
    facts = {name: getattr(figures.facts, name) for name in figures.facts.__slots__}
    own = {name: getattr(figures, name) for name in figures.__slots__ if name != "facts"}
    return own | facts


@pytest.mark.parametrize(
    "outlook",
    [PLAIN, FITTED, replace(FITTED, form=OutlookForm.COUNT, weights=(-0.8,), means=(0.1,), scales=(0.6,))],
)
def test_a_thousand_histories_get_as_columns_what_each_gets_alone(outlook: FittedOutlook) -> None:
    chance = random.Random(5)
    clients = [History(), *(random_history(chance) for _ in range(1_000))]
    scheme = Scheme(NORMS.half_lives, outlook.horizon_days)

    sums = built(clients, scheme, on=TODAY)
    columns = figure_columns(sums, scheme, today=TODAY, norms=NORMS, outlook=outlook)

    for place, history in enumerate(clients):
        expected = flat(alone(history, outlook, today=TODAY))
        assert flat(columns.of(place)) == pytest.approx(expected, abs=EXACT), history
        assert columns.is_dormant[place] == alone(history, outlook, today=TODAY).facts.is_dormant


@settings(max_examples=100, deadline=None)
@given(histories, st.randoms(use_true_random=False))
def test_facts_added_one_by_one_in_any_order_come_to_what_all_at_once_come_to(
    history: History, order: random.Random
) -> None:
    scheme = Scheme(NORMS.half_lives, FITTED.horizon_days)
    facts = facts_of(history)
    order.shuffle(facts)
    sums = KeptSums(built([History(purchases=history.purchases)], scheme, on=TODAY)[0].tolist(), scheme)

    for fact in facts:
        sums.add(fact)

    assert figures_of(sums, scheme, today=TODAY) == pytest.approx(
        flat(alone(history, FITTED, today=TODAY)), abs=EXACT
    )


def test_sums_fade_from_day_to_day_until_something_dated_later_begins_to_count() -> None:
    chance = random.Random(8)
    scheme = Scheme(NORMS.half_lives, FITTED.horizon_days)
    rebuilt = looks = 0
    for history in (random_history(chance) for _ in range(30)):
        sums = KeptSums(built([history], scheme, on=0)[0].tolist(), scheme)
        for today in sorted(chance.sample(range(TODAY), 12)):
            looks += 1
            if today >= sums.next_on:
                rebuilt += 1
                sums = KeptSums(built([history], scheme, on=today)[0].tolist(), scheme)
            elif chance.random() < 0.5:
                sums.fade_to(today)
            expected = flat(alone(history, FITTED, today=today))
            assert figures_of(sums, scheme, today=today) == pytest.approx(expected, abs=EXACT)
    assert 0 < rebuilt < looks


def test_a_fact_of_today_joins_sums_that_faded_until_today() -> None:
    scheme = Scheme(NORMS.half_lives, 90)
    before = (Contact(0, ContactKind.CLIENT, 0.5, brand=True), Survey(SurveyKind.NPS, 10, 3))
    sums = KeptSums(empty_sums(10), scheme)
    for fact in before:
        sums.add(fact)

    sums.fade_to(TODAY)
    sums.fade_to(TODAY - 5)
    sums.add(Survey(SurveyKind.NPS, TODAY, 9))

    history = History(contacts=before[:1], surveys=(before[1], Survey(SurveyKind.NPS, TODAY, 9)))
    assert (sums.day, sums.next_on) == (TODAY, inf)
    assert figures_of(sums, scheme, today=TODAY) == pytest.approx(
        flat(alone(history, FITTED, today=TODAY)), abs=EXACT
    )


def test_a_wish_to_leave_holds_until_it_is_settled() -> None:
    scheme = Scheme(NORMS.half_lives, 90)
    sums = KeptSums(empty_sums(TODAY), scheme)

    sums.add(ExitWish(TODAY - 9, TODAY))
    assert figures_of(sums, scheme, today=TODAY)["risk"] < 1
    sums.add(ExitWish(TODAY - 3))
    sums.add(ExitWish(TODAY - 5, TODAY + 2))
    sums.add(ExitWish(TODAY + 1))

    told = figures_of(sums, scheme, today=TODAY)
    assert (told["wish_since"], told["wish_to_leave"], told["risk"]) == (TODAY - 5, True, 1.0)
    assert sums.next_on == TODAY + 1


def test_the_newest_count_of_followers_holds_in_any_order() -> None:
    scheme = Scheme(NORMS.half_lives, 90)
    counts = [Followers(5, 100), Followers(9, 3_000), Followers(7, 200)]

    found = []
    for order in (counts, counts[::-1]):
        sums = KeptSums(empty_sums(TODAY), scheme)
        for each in order:
            sums.add(each)
        found.append(figures_of(sums, scheme, today=TODAY)["index"])

    expected = loyalty_index(History(followers=3_000), today=TODAY, norms=NORMS).value
    assert found == pytest.approx([expected, expected], abs=EXACT)


def test_half_lives_and_weights_of_the_firm_hold_for_sums_as_for_single_facts() -> None:
    chance = random.Random(3)
    lives = HalfLives(*(chance.uniform(20, 900) for _ in HalfLives.__slots__))
    weights = dict(zip(IndicatorName, (0.3, 0.1, 0.0, 0.2, 0.1, 0.3, 0.0, 0.0, 0.0), strict=True))
    norms = replace(NORMS, half_lives=lives, weights=weights)
    scheme = Scheme(lives, 90)
    clients = [random_history(chance) for _ in range(50)]

    columns = index_columns(FadedSums.of(built(clients, scheme, on=TODAY), scheme, today=TODAY), norms)

    indexes = [loyalty_index(history, today=TODAY, norms=norms) for history in clients]
    assert columns.value.tolist() == pytest.approx([index.value for index in indexes], abs=EXACT)
    assert columns.coverage.tolist() == pytest.approx([index.coverage for index in indexes], abs=EXACT)


def test_sums_of_other_half_lives_or_another_horizon_have_another_fingerprint() -> None:
    schemes = [Scheme(HalfLives(), 90), Scheme(HalfLives(contacts=31), 90), Scheme(HalfLives(), 91)]

    assert len({scheme.fingerprint for scheme in schemes}) == 3
    assert Scheme(HalfLives(), 90).fingerprint == schemes[0].fingerprint


def test_what_is_no_fact_of_its_own_is_refused() -> None:
    purchase: Any = Purchase(TODAY, 1.0, "bag")
    sums = KeptSums(empty_sums(TODAY), Scheme(HalfLives(), 90))

    with pytest.raises(TypeError, match="Purchase"):
        sums.add(purchase)


def figures_of(sums: KeptSums, scheme: Scheme, *, today: int) -> dict[str, Any]:
    matrix = np.array([sums.values])
    return flat(figure_columns(matrix, scheme, today=today, norms=NORMS, outlook=FITTED).of(0))
