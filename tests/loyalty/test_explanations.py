"""Explanations: parts that add up to the figure shown."""

from decimal import Decimal

import pytest
from hypothesis import given, settings

from loyalty.facts.facts import (
    Attendance,
    Complaint,
    Contact,
    ContactKind,
    EventKind,
    FamilyFact,
    FamilyKind,
    History,
    Referral,
    Survey,
    SurveyKind,
)
from loyalty.index.explanation import Part, PartCode, explain, unknown
from loyalty.index.index import IndicatorName, Norms, loyalty_index
from tests.loyalty.histories import TODAY, histories, purchases_on


def explained(history: History) -> dict[PartCode, Part]:
    index = loyalty_index(history, today=TODAY)
    return {part.code: part for part in explain(index, history, today=TODAY, norms=Norms())}


@settings(max_examples=200, deadline=None)
@given(histories)
def test_parts_add_up_to_the_rounded_index_exactly(history: History) -> None:
    index = loyalty_index(history, today=TODAY)

    parts = explain(index, history, today=TODAY, norms=Norms())

    total = Decimal("50.0") + sum(Decimal(repr(part.points)) for part in parts)
    assert total == Decimal(repr(round(index.value, 1)))
    assert len(parts) <= 7
    assert all(part.points for part in parts)


@settings(max_examples=200, deadline=None)
@given(histories)
def test_gains_come_before_losses_and_the_rest_last(history: History) -> None:
    index = loyalty_index(history, today=TODAY)

    parts = explain(index, history, today=TODAY, norms=Norms())

    named = [part.points for part in parts if part.code is not PartCode.OTHER]
    gains, losses = [each for each in named if each > 0], [each for each in named if each < 0]
    assert named == sorted(gains, reverse=True) + sorted(losses)
    assert PartCode.OTHER not in [part.code for part in parts[:-1]]


def test_a_client_gone_silent_is_told_with_days_and_usual_days() -> None:
    parts = explained(History(purchases=purchases_on(*range(704, 905, 40))))

    assert parts[PartCode.PURCHASE_SILENCE].days == 96
    assert parts[PartCode.PURCHASE_SILENCE].usual_days == 46
    assert parts[PartCode.PURCHASE_SILENCE].points < 0
    assert parts[PartCode.BUYS_OFTEN].points > 0
    assert parts[PartCode.BUYS_OFTEN].count == 6


def test_few_groups_and_seldom_buying_speak_against() -> None:
    parts = explained(History(purchases=purchases_on(0)))

    assert parts[PartCode.BUYS_SELDOM].points < 0
    assert parts[PartCode.FEW_GROUPS].count == 1


def test_silence_of_contacts_is_split_from_their_warmth() -> None:
    talks = tuple(Contact(day, ContactKind.CLIENT, 0.9) for day in range(900, 960, 5))

    parts = explained(History(contacts=talks))

    assert parts[PartCode.CONTACT_SILENCE].days == 45
    assert parts[PartCode.CONTACT_SILENCE].usual_days == 6
    assert parts[PartCode.WARM_CONTACTS].count == 12


def test_an_open_complaint_stands_apart_from_good_answers() -> None:
    history = History(
        surveys=(
            Survey(SurveyKind.CSAT, TODAY, 5),
            Survey(SurveyKind.CSAT, 990, 5),
            Survey(SurveyKind.TRUST, TODAY, 1),
        ),
        complaints=(Complaint(990), Complaint(900, 980)),
    )

    parts = explained(history)

    assert set(parts) == {PartCode.SATISFIED, PartCode.COMPLAINT_OPEN}
    assert parts[PartCode.SATISFIED].points > 0
    assert parts[PartCode.SATISFIED].count == 2
    assert parts[PartCode.COMPLAINT_OPEN].points < 0
    assert parts[PartCode.COMPLAINT_OPEN].days == 10


def test_one_side_of_an_indicator_is_named_by_its_largest_part() -> None:
    parts = explained(History(surveys=(Survey(SurveyKind.NPS, TODAY, 9),), referrals=(Referral(TODAY),)))

    assert list(parts) == [PartCode.RECOMMENDS]
    assert parts[PartCode.RECOMMENDS].count == 1


def test_potential_is_told_by_events_family_and_reach() -> None:
    history = History(
        attendances=(Attendance(990, EventKind.ATTENDED), Attendance(991, EventKind.DECLINED)),
        family=(
            FamilyFact(900, FamilyKind.FAMILY_LINKED),
            FamilyFact(900, FamilyKind.STATED, 1),
            FamilyFact(990, FamilyKind.STATED),
        ),
        followers=20,
    )

    parts = explained(history)

    assert parts[PartCode.CAME_TO_EVENTS].count == 1
    assert parts[PartCode.DECLINED_EVENTS].points < 0
    assert parts[PartCode.FAMILY_TIES].points > 0
    assert parts[PartCode.LITTLE_REACH].count == 20
    assert PartCode.NO_WISH_TO_HAND_ON not in parts


def test_unknown_names_the_indicators_without_evidence() -> None:
    history = History(purchases=purchases_on(0), referrals=(Referral(5),), followers=3)

    index = loyalty_index(history, today=TODAY)

    assert unknown(index) == (
        IndicatorName.TRUST,
        IndicatorName.ASSOCIATION,
        IndicatorName.EMOTIONAL_INVESTMENT,
        IndicatorName.OPINION_LEADER,
        IndicatorName.INHERITANCE,
    )


def test_nothing_known_needs_no_parts() -> None:
    assert explained(History()) == {}


@pytest.mark.parametrize(("value", "code"), [(10, PartCode.RECOMMENDS), (0, PartCode.DOES_NOT_RECOMMEND)])
def test_the_code_follows_the_sign(value: float, code: PartCode) -> None:
    parts = explained(History(surveys=(Survey(SurveyKind.NPS, TODAY, value),)))

    assert list(parts) == [code]
