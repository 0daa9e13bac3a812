"""The value of a fact is typed as people write numbers."""

import pytest

from loyalty.facts.groups import typed_value
from loyalty.facts.signals import SignalKind


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("9", 9),
        (" 10 ", 10),
        ("0", 0),
        ("11", None),
        ("-1", None),
        ("nine", None),
        ("", None),
        ("9 of 10", None),
    ],
)
def test_a_survey_takes_what_its_scale_holds(typed: str, value: float | None) -> None:
    assert typed_value(typed, SignalKind.SURVEY_NPS) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12,000", 12_000), ("12，000", 12_000), ("12k", 12_000), ("1.2万", 12_000), ("3m", 3_000_000)],
)
def test_followers_are_typed_in_thousands_and_ten_thousands(typed: str, value: float) -> None:
    assert typed_value(typed, SignalKind.FOLLOWERS) == value
