"""A firm's file sets weights, targets and half-lives; all that is wrong with it is told at once."""

from dataclasses import asdict, fields

import pytest

from loyalty.facts.facts import Contact, ContactKind, History
from loyalty.index.given_norms import NOTHING_GIVEN, GivenNormsError, given_norms_from
from loyalty.index.index import loyalty_index
from loyalty.index.norms import WEIGHTS, HalfLives, IndicatorName, Norms

FULL = """
[weights]
repeat_purchase = 0.2
cross_purchase = 0.1
referral_intent = 0.1
trust = 0.1
association = 0.1
emotional_investment = 0.2
social_influence = 0.1
opinion_leader = 0.05
inheritance = 0.05

[usual]
days_between_purchases = 41.5
purchase_days_a_year = 6
product_groups = 3
contacts_a_month = 2

[half_lives]
contacts = 60
"""


def test_what_the_file_names_takes_the_place_of_what_was_found() -> None:
    found = Norms(house_gap_days=90, yearly_target=2, target_groups=5)

    norms = given_norms_from(FULL).over(found)

    assert (norms.house_gap_days, norms.yearly_target, norms.target_groups) == (41.5, 6, 3)
    assert norms.monthly_cadence == 2
    assert norms.weights[IndicatorName.REPEAT_PURCHASE] == 0.2
    assert asdict(norms.half_lives) == asdict(HalfLives()) | {"contacts": 60}


@pytest.mark.parametrize("text", ["", "[usual]\n", "[weights]\n[half_lives]\n"])
def test_what_the_file_does_not_name_stays(text: str) -> None:
    found = Norms(house_gap_days=90)

    assert given_norms_from(text) == NOTHING_GIVEN
    assert given_norms_from(text).over(found) == found
    assert dict(given_norms_from(text).over(found).weights) == dict(WEIGHTS)


def test_a_longer_half_life_keeps_facts_longer() -> None:
    history = History(contacts=tuple(Contact(day, ContactKind.CLIENT, 0.8) for day in (0, 5, 9)))
    norms = given_norms_from("[half_lives]\ncontacts = 365").over(Norms())

    assert (
        loyalty_index(history, today=90, norms=norms).coverage
        != loyalty_index(history, today=90, norms=Norms()).coverage
    )


def test_every_half_life_can_be_set() -> None:
    text = "[half_lives]\n" + "\n".join(f"{field.name} = 100" for field in fields(HalfLives))

    assert set(asdict(given_norms_from(text).half_lives).values()) == {100}


def test_every_fault_is_told_with_its_place() -> None:
    text = """
weight = 3
half_lives = "short"
[weights]
trust = "much"
luck = 0.5
[usual]
days_between_purchases = 0
product_groups = 2.5
contacts_a_month = true
days = 4
"""
    with pytest.raises(GivenNormsError) as refused:
        given_norms_from(text)

    assert [fault.split(":")[0] for fault in refused.value.faults] == [
        "half_lives",
        "usual.contacts_a_month",
        "usual.days",
        "usual.days_between_purchases",
        "usual.product_groups",
        "weight",
        "weights.luck",
        "weights.trust",
        "weights",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[half_lives]\ncontacts = 3", "half_lives.contacts: must be a number from 7 to 36500"),
        ("[half_lives]\nmoods = 30", "half_lives.moods: is not known"),
        ("[usual", "is no TOML"),
        (FULL.replace("trust = 0.1", "trust = 0.2"), "weights: they add up to 1.1, not to 1"),
        ("[usual]\nproduct_groups = inf", "usual.product_groups: must be a number from 2 to 1000"),
    ],
)
def test_what_cannot_be_is_refused(text: str, fault: str) -> None:
    with pytest.raises(GivenNormsError, match=fault):
        given_norms_from(text)
