"""The golden cases of the method: inputs with the figures to be reached."""

import json
from pathlib import Path
from typing import Any

import pytest

from loyalty.index.index import loyalty_index
from loyalty.levels.levels import FIXED_LINES, LevelFacts, LevelState, decide
from loyalty.value import clv, priority
from tests.loyalty.histories import golden_history

GOLDEN_FILE = Path(__file__).parents[3] / "shared" / "data" / "loyalty" / "golden_cases.json"


@pytest.fixture(scope="module")
def golden() -> dict[str, Any]:
    if not GOLDEN_FILE.exists():
        pytest.skip("the golden cases do not lie beside the repository")
    found: dict[str, Any] = json.loads(GOLDEN_FILE.read_text())
    return found


def test_the_index_reaches_every_golden_figure(golden: dict[str, Any]) -> None:
    for case in golden["index"]:
        index = loyalty_index(golden_history(case["client"]), today=case["now"])

        expected = case["expect"]
        assert index.value == pytest.approx(expected["index"], abs=1e-4), case["name"]
        assert index.coverage == pytest.approx(expected["coverage"], abs=1e-4), case["name"]
        assert index.silence_points == pytest.approx(expected["silence_points"], abs=1e-4), case["name"]
        assert index.provisional == expected["provisional"], case["name"]


def test_each_indicator_reaches_its_golden_figures(golden: dict[str, Any]) -> None:
    for case in golden["index"]:
        index = loyalty_index(golden_history(case["client"]), today=case["now"])

        expected = case["expect"]
        for indicator, name in zip(index.indicators, expected["scores"], strict=True):
            assert indicator.name.value in name.replace("brand_", ""), case["name"]
            assert indicator.score == pytest.approx(expected["scores"][name], abs=1e-4), case["name"]
            assert indicator.confidence == pytest.approx(expected["confidence"][name], abs=1e-4)
            assert indicator.contribution == pytest.approx(expected["contributions"][name], abs=1e-4)


def test_levels_follow_the_golden_series(golden: dict[str, Any]) -> None:
    series = golden["alert"]
    facts = LevelFacts(purchase_days=5, own_gap=20, silence=200, quiet_days=5)
    state: LevelState | None = None
    levels = []

    for step, risk in enumerate(series["risk"]):
        decision = decide(state, today=step * series["step_days"], risk=risk, lines=FIXED_LINES, facts=facts)
        state = decision.state
        levels.append(decision.level)

    assert levels == series["level"]


def test_value_and_priority_reach_the_golden_figures(golden: dict[str, Any]) -> None:
    for case in golden["clv"]:
        worth = clv(
            case["annual_margin"], retention=case["retention"], discount=case["discount"], years=case["years"]
        )
        assert worth == pytest.approx(case["expect"], abs=0.005)
    for case in golden["priority"]:
        order = priority(case["churn"], case["clv"], high_value=case["high_value"])
        assert order == pytest.approx(case["expect"], abs=0.005)
