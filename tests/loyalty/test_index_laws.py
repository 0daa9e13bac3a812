"""The laws that the index keeps for every history."""

import random
from dataclasses import replace
from math import fsum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from loyalty.index.index import Dimension, IndicatorName, Norms, loyalty_index
from tests.loyalty.histories import TODAY, histories, purchases_on

ROUNDING = 1e-9
# 1,200 histories over all laws.
law = settings(max_examples=150, deadline=None)


def value(history: History) -> float:
    return loyalty_index(history, today=TODAY).value


def with_fact(history: History, fact: object) -> History:
    """Return the history with one more fact of whichever kind."""
    match fact:
        case Purchase():
            return replace(history, purchases=(*history.purchases, fact))
        case Contact():
            return replace(history, contacts=(*history.contacts, fact))
        case Survey():
            return replace(history, surveys=(*history.surveys, fact))
        case Referral():
            return replace(history, referrals=(*history.referrals, fact))
        case Complaint():
            return replace(history, complaints=(*history.complaints, fact))
        case Mention():
            return replace(history, mentions=(*history.mentions, fact))
        case Attendance():
            return replace(history, attendances=(*history.attendances, fact))
        case FamilyFact():
            return replace(history, family=(*history.family, fact))
    raise AssertionError(fact)


good_news = st.one_of(
    st.builds(Purchase, st.just(TODAY), st.floats(0, 1e6), st.sampled_from(["watch", "bag", "new"])),
    st.builds(Referral, st.just(TODAY), st.booleans()),
    st.sampled_from(
        [
            Survey(SurveyKind.NPS, TODAY, 10),
            Survey(SurveyKind.CSAT, TODAY, 5),
            Survey(SurveyKind.TRUST, TODAY, 5),
            Attendance(TODAY, EventKind.ATTENDED),
            Attendance(TODAY, EventKind.ROLE),
            FamilyFact(TODAY, FamilyKind.STATED, 10),
        ]
    ),
    st.builds(
        FamilyFact,
        st.just(TODAY),
        st.sampled_from([each for each in FamilyKind if each != FamilyKind.STATED]),
    ),
    st.builds(
        Contact,
        st.just(TODAY),
        st.sampled_from([ContactKind.ANSWERED, ContactKind.CLIENT]),
        st.floats(0, 1),
        st.booleans(),
    ),
)
bad_news = st.sampled_from(
    [
        Complaint(TODAY),
        Complaint(TODAY, serious=False),
        Survey(SurveyKind.NPS, TODAY, 0),
        Survey(SurveyKind.CSAT, TODAY, 1),
        Survey(SurveyKind.TRUST, TODAY, 1),
        Attendance(TODAY, EventKind.DECLINED),
        FamilyFact(TODAY, FamilyKind.STATED, 0),
    ]
)


@law
@given(histories)
def test_contributions_add_up_to_the_index(history: History) -> None:
    index = loyalty_index(history, today=TODAY)

    contributions = [indicator.contribution for indicator in index.indicators]
    assert index.value == pytest.approx(50 + fsum(contributions), abs=ROUNDING)
    assert 0 <= index.value <= 100
    assert 0 <= index.coverage <= 1


@law
@given(histories)
def test_silence_never_helps_and_dimensions_stay_on_the_scale(history: History) -> None:
    index = loyalty_index(history, today=TODAY)

    assert all(indicator.silence_points <= 0 for indicator in index.indicators)
    assert all(0 <= index.dimension(dimension) <= 100 for dimension in Dimension)


@law
@given(histories, st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(history: History, order: random.Random) -> None:
    def shuffled(facts: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(order.sample(facts, len(facts)))

    names = [
        "purchases",
        "contacts",
        "surveys",
        "referrals",
        "complaints",
        "mentions",
        "attendances",
        "family",
    ]
    mixed = replace(history, **{name: shuffled(getattr(history, name)) for name in names})

    assert loyalty_index(mixed, today=TODAY) == loyalty_index(history, today=TODAY)


@law
@given(histories)
def test_facts_dated_later_are_ignored(history: History) -> None:
    known = History(
        purchases=tuple(each for each in history.purchases if each.day <= TODAY),
        contacts=tuple(each for each in history.contacts if each.day <= TODAY),
        surveys=tuple(each for each in history.surveys if each.day <= TODAY),
        referrals=tuple(each for each in history.referrals if each.day <= TODAY),
        complaints=tuple(
            replace(each, solved_on=each.solved_on if (each.solved_on or 0) <= TODAY else None)
            for each in history.complaints
            if each.opened_on <= TODAY
        ),
        mentions=tuple(each for each in history.mentions if each.day <= TODAY),
        attendances=tuple(each for each in history.attendances if each.day <= TODAY),
        family=tuple(each for each in history.family if each.day <= TODAY),
        followers=history.followers,
    )

    assert loyalty_index(known, today=TODAY) == loyalty_index(history, today=TODAY)


@settings(max_examples=250, deadline=None)
@given(histories, good_news)
def test_good_news_of_today_never_lowers_the_index(history: History, news: object) -> None:
    assert value(with_fact(history, news)) >= value(history) - ROUNDING


@law
@given(histories, st.integers(0, TODAY))
def test_solving_a_complaint_today_never_lowers_the_index(history: History, opened_on: int) -> None:
    is_open = with_fact(history, Complaint(opened_on))
    solved = with_fact(history, Complaint(opened_on, TODAY))

    assert value(solved) >= value(is_open) - ROUNDING


@settings(max_examples=200, deadline=None)
@given(histories, bad_news)
def test_bad_news_of_today_never_raises_the_index(history: History, news: object) -> None:
    assert value(with_fact(history, news)) <= value(history) + ROUNDING


def test_no_evidence_is_exactly_fifty() -> None:
    index = loyalty_index(History(), today=TODAY)

    assert index.value == 50.0
    assert index.coverage == 0.0
    assert index.provisional
    assert [index.dimension(dimension) for dimension in Dimension] == [50.0, 50.0, 50.0]
    assert index.sides() == {}


def test_a_middling_answer_after_two_high_ones_lowers_the_index() -> None:
    tens = History(surveys=(Survey(SurveyKind.NPS, TODAY, 10), Survey(SurveyKind.NPS, TODAY, 10)))

    assert value(with_fact(tens, Survey(SurveyKind.NPS, TODAY, 6))) < value(tens)


def test_a_dimension_without_weight_stays_at_fifty() -> None:
    weights = dict.fromkeys(IndicatorName, 0.0) | {IndicatorName.REPEAT_PURCHASE: 1.0}
    history = History(purchases=purchases_on(0, 500), followers=1_000_000)

    index = loyalty_index(history, today=TODAY, norms=Norms(weights=weights))

    assert index.dimension(Dimension.POTENTIAL) == 50.0
    assert index.dimension(Dimension.BEHAVIOUR) == pytest.approx(index.value)
    assert set(index.sides()) == {Dimension.BEHAVIOUR, Dimension.POTENTIAL}


def test_the_newest_of_two_wishes_on_one_day_is_the_higher_one() -> None:
    wishes = (FamilyFact(TODAY, FamilyKind.STATED, 9), FamilyFact(TODAY, FamilyKind.STATED, 2))

    assert value(History(family=wishes)) == value(History(family=wishes[:1]))


def test_an_index_after_a_century_of_silence_is_still_a_number() -> None:
    history = History(
        purchases=purchases_on(0, 30),
        contacts=(Contact(0, ContactKind.CLIENT), Contact(5, ContactKind.CLIENT)),
    )

    index = loyalty_index(history, today=36_500)

    assert 30 < index.value < 50
    assert index.silence_points < -3
