"""Client value, and the stages of journey and loyalty."""

import pytest

from loyalty.errors import InvalidFactError
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
    Referral,
    Survey,
    SurveyKind,
)
from loyalty.levels.stages import (
    QUEUE_WEIGHTS,
    BondFacts,
    JourneyFacts,
    JourneyStage,
    LoyaltyStage,
    bond_facts,
    journey_facts,
    journey_stage,
    loyalty_stage,
)
from loyalty.value import clv, priority
from tests.loyalty.histories import TODAY, purchases_on


def test_value_is_the_margin_of_the_years_in_todays_money() -> None:
    assert clv(1_000, retention=1.0, discount=0.0, years=3) == 3_000
    assert clv(1_000, retention=0.5, discount=0.0, years=2) == 750
    assert clv(1_000, retention=0.9, discount=0.1, years=0) == 0


@pytest.mark.parametrize(
    ("retention", "discount", "years", "name"),
    [
        (1.2, 0.1, 5, "retention"),
        (-0.1, 0.1, 5, "retention"),
        (0.9, -1.0, 5, "discount"),
        (0.9, 0.1, -1, "years"),
    ],
)
def test_impossible_assumptions_are_refused(retention: float, discount: float, years: int, name: str) -> None:
    with pytest.raises(InvalidFactError, match=name) as caught:
        clv(1_000, retention=retention, discount=discount, years=years)
    assert caught.value.name == name


def test_high_value_and_early_stages_come_first_in_the_queue() -> None:
    early = QUEUE_WEIGHTS[JourneyStage.FIRST_EXPERIENCE]

    assert priority(0.5, 1_000, high_value=True) == 750
    assert priority(0.5, 1_000, high_value=False, stage_weight=early) == pytest.approx(600)
    assert QUEUE_WEIGHTS[JourneyStage.USE] == 1.0


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        (JourneyFacts(), JourneyStage.AWARENESS),
        (JourneyFacts(met_on=990), JourneyStage.FIRST_EXPERIENCE),
        (JourneyFacts(met_on=990, inquired_on=990), JourneyStage.PURCHASE_DECISION),
        (JourneyFacts(met_on=990, inquired_on=960), JourneyStage.FIRST_EXPERIENCE),
        (JourneyFacts(met_on=990, bought_on=800), JourneyStage.USE),
        (JourneyFacts(bought_on=990, inquired_on=985), JourneyStage.USE),
        (JourneyFacts(bought_on=985, inquired_on=990), JourneyStage.PURCHASE_DECISION),
        (JourneyFacts(bought_on=TODAY, matter_open=True), JourneyStage.AFTER_SALES),
        (JourneyFacts(bought_on=900, solved_on=970), JourneyStage.AFTER_SALES),
        (JourneyFacts(bought_on=900, solved_on=969), JourneyStage.USE),
        (JourneyFacts(bought_on=900, shared_on=940), JourneyStage.SHARING),
        (JourneyFacts(bought_on=900, shared_on=939), JourneyStage.USE),
        (JourneyFacts(bought_on=900, talked_on=955), JourneyStage.EMOTIONAL_UPKEEP),
        (JourneyFacts(bought_on=900, talked_on=954), JourneyStage.USE),
        (JourneyFacts(bought_on=990, talked_on=990), JourneyStage.USE),
    ],
)
def test_the_journey_stage_is_that_of_the_latest_fact(facts: JourneyFacts, stage: JourneyStage) -> None:
    assert journey_stage(facts, today=TODAY) is stage


def test_the_journey_is_read_from_the_history() -> None:
    history = History(
        purchases=purchases_on(800, TODAY + 1),
        contacts=(Contact(900, ContactKind.ANSWERED), Contact(910, ContactKind.OUTREACH)),
        complaints=(Complaint(850, 860), Complaint(870, TODAY + 4)),
        referrals=(Referral(700),),
        mentions=(Mention(720, 5),),
        attendances=(Attendance(750, EventKind.ROLE), Attendance(920, EventKind.ATTENDED)),
    )

    facts = journey_facts(history, today=TODAY, inquired_on=890, serviced_on=950)

    assert facts == JourneyFacts(
        met_on=920,
        bought_on=800,
        inquired_on=890,
        matter_open=True,
        solved_on=950,
        shared_on=750,
        talked_on=900,
    )
    assert journey_facts(history, today=865).solved_on == 860
    assert journey_facts(History(), today=TODAY) == JourneyFacts()
    assert journey_facts(History(), today=TODAY, service_open=True).matter_open


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        (BondFacts(11, 5, referred=True, took_role=True), LoyaltyStage.COGNITION),
        (BondFacts(12, 1), LoyaltyStage.COGNITION),
        (BondFacts(12, 2), LoyaltyStage.EXPERIENCE),
        (BondFacts(12, 2, referred=True, wish=6, nps=8), LoyaltyStage.EXPERIENCE),
        (BondFacts(12, 2, referred=True, took_role=True), LoyaltyStage.BELIEF),
        (BondFacts(12, 2, wish=7, nps=9), LoyaltyStage.BELIEF),
    ],
)
def test_the_loyalty_stage_grows_with_contacts_purchases_and_signs(
    facts: BondFacts, stage: LoyaltyStage
) -> None:
    assert loyalty_stage(facts) is stage


def test_the_bond_is_read_from_the_history() -> None:
    history = History(
        purchases=purchases_on(800, 800, 900),
        contacts=(Contact(900, ContactKind.CLIENT), Contact(901, ContactKind.OUTREACH)),
        surveys=(
            Survey(SurveyKind.NPS, 990, 9),
            Survey(SurveyKind.NPS, 600, 10),
            Survey(SurveyKind.CSAT, 990, 5),
        ),
        referrals=(Referral(900),),
        attendances=(Attendance(900, EventKind.ROLE),),
        family=(
            FamilyFact(800, FamilyKind.STATED, 3),
            FamilyFact(900, FamilyKind.STATED, 8),
            FamilyFact(950, FamilyKind.FAMILY_GIFT),
        ),
    )

    assert bond_facts(history, today=TODAY) == BondFacts(1, 2, referred=True, took_role=True, wish=8, nps=9)
    assert bond_facts(History(), today=TODAY) == BondFacts()
