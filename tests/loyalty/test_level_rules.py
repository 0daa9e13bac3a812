"""Levels: lines by budget, facts that override, hysteresis, the own-gap guard, dormancy and low intent."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.facts.facts import (
    Attendance,
    Complaint,
    Contact,
    ContactKind,
    EventKind,
    History,
    Survey,
    SurveyKind,
)
from loyalty.index.index import Norms, loyalty_index
from loyalty.levels.levels import (
    FIXED_LINES,
    Cause,
    Decision,
    Level,
    LevelFacts,
    LevelState,
    Lines,
    decide,
    is_dormant,
    is_lasting,
    is_low,
    leave_line,
    level_facts,
    lines_by_budget,
    low_since,
)
from tests.loyalty.histories import TODAY, purchases_on

LONG_SILENT = LevelFacts(purchase_days=5, own_gap=40, silence=96, quiet_days=10)
ON_RHYTHM = LevelFacts(purchase_days=5, own_gap=40, silence=60, quiet_days=10)
ONCE = LevelFacts(purchase_days=1, own_gap=60, silence=200, quiet_days=200)
COMPLAINING = LevelFacts(5, 40, 60, 0, serious_complaint_open=True)
LEAVING = LevelFacts(5, 40, 60, 0, wish_to_leave=True)
COOL = LevelFacts(5, 40, 60, 0, low_intent=True)
LOST = LevelFacts(5, 40, 400, 400)


@pytest.mark.parametrize(
    ("risk", "facts", "level", "cause"),
    [
        (0.10, LONG_SILENT, Level.GREEN, Cause.ALL_WELL),
        (0.45, LONG_SILENT, Level.YELLOW, Cause.SILENCE),
        (0.70, LONG_SILENT, Level.RED, Cause.SILENCE),
        (0.95, ON_RHYTHM, Level.YELLOW, Cause.MAY_LEAVE),
        (0.95, ONCE, Level.GREEN, Cause.FEW_PURCHASES),
        (0.10, COMPLAINING, Level.RED, Cause.COMPLAINT_OPEN),
        (0.10, LEAVING, Level.RED, Cause.WISH_TO_LEAVE),
        (0.10, COOL, Level.YELLOW, Cause.LOW_INTENT),
    ],
)
def test_the_first_level_comes_from_facts_and_risk(
    risk: float, facts: LevelFacts, level: Level, cause: Cause
) -> None:
    decision = decide(None, today=TODAY, risk=risk, lines=FIXED_LINES, facts=facts)

    assert decision == Decision(level, cause, LevelState(level, 0, TODAY))


def test_the_dormant_have_no_level() -> None:
    decision = decide(
        LevelState(Level.RED, 3, TODAY - 1), today=TODAY, risk=1.0, lines=FIXED_LINES, facts=LOST
    )

    assert decision == Decision(None, Cause.DORMANT, None)


def weekly(start: Level, risks: list[float], facts: LevelFacts) -> list[Level | None]:
    """Return the levels of a weekly scoring that begins a week after ``start`` was given."""
    state: LevelState | None = LevelState(start, 0, TODAY)
    levels = []
    for week, risk in enumerate(risks, start=1):
        decision = decide(state, today=TODAY + 7 * week, risk=risk, lines=FIXED_LINES, facts=facts)
        state = decision.state
        levels.append(decision.level)
    return levels


def test_it_gets_worse_at_once_even_by_two_steps() -> None:
    assert weekly(Level.GREEN, [0.9], LONG_SILENT) == [Level.RED]


def test_red_turns_yellow_after_fourteen_calm_days_and_green_after_fourteen_more() -> None:
    assert weekly(Level.RED, [0.1] * 4, LONG_SILENT) == [Level.RED, Level.YELLOW, Level.YELLOW, Level.GREEN]


def test_a_risk_just_under_the_line_is_not_calm() -> None:
    assert weekly(Level.RED, [0.65] * 4, LONG_SILENT) == [Level.RED] * 4
    assert weekly(Level.YELLOW, [0.40] * 4, LONG_SILENT) == [Level.YELLOW] * 4


def test_one_uneasy_scoring_starts_the_calm_anew() -> None:
    levels = weekly(Level.YELLOW, [0.1, 0.5, 0.1, 0.1], LONG_SILENT)

    assert levels == [Level.YELLOW] * 3 + [Level.GREEN]


def test_a_settled_complaint_is_red_for_fourteen_calm_days() -> None:
    state = decide(None, today=TODAY, risk=0.1, lines=FIXED_LINES, facts=COMPLAINING).state
    still_open = decide(state, today=TODAY + 30, risk=0.1, lines=FIXED_LINES, facts=COMPLAINING).state
    assert still_open == LevelState(Level.RED, 0, TODAY + 30)

    after_13 = decide(still_open, today=TODAY + 43, risk=0.1, lines=FIXED_LINES, facts=ON_RHYTHM)
    after_14 = decide(after_13.state, today=TODAY + 44, risk=0.1, lines=FIXED_LINES, facts=ON_RHYTHM)

    assert (after_13.level, after_13.cause) == (Level.RED, Cause.CALMING)
    assert (after_14.level, after_14.cause) == (Level.YELLOW, Cause.CALMING)


def test_a_red_client_who_buys_again_is_calm_for_red_whatever_the_risk() -> None:
    assert weekly(Level.RED, [0.9, 0.9], ON_RHYTHM) == [Level.RED, Level.YELLOW]


def test_without_two_purchases_the_risk_holds_nobody() -> None:
    assert weekly(Level.YELLOW, [0.9, 0.9], ONCE) == [Level.YELLOW, Level.GREEN]


def test_low_intent_keeps_a_client_yellow() -> None:
    assert weekly(Level.RED, [0.1] * 5, COOL) == [Level.RED] + [Level.YELLOW] * 4


def test_a_second_scoring_on_the_day_and_a_back_dated_one_add_no_calm() -> None:
    state = LevelState(Level.YELLOW, 13, TODAY)

    same_day = decide(state, today=TODAY, risk=0.1, lines=FIXED_LINES, facts=LONG_SILENT)
    earlier = decide(state, today=TODAY - 5, risk=0.1, lines=FIXED_LINES, facts=LONG_SILENT)

    assert same_day.state == LevelState(Level.YELLOW, 13, TODAY)
    assert earlier.state == LevelState(Level.YELLOW, 13, TODAY - 5)


@pytest.mark.parametrize(
    ("lines", "yellow", "red"),
    [
        (FIXED_LINES, 0.37, 0.60),
        (Lines(yellow=0.60, red=0.90), 0.52, 0.80),
        (Lines(yellow=0.09, red=0.35), 0.074, 0.30),
    ],
)
def test_the_margin_of_a_low_line_is_low_in_proportion(lines: Lines, yellow: float, red: float) -> None:
    assert leave_line(lines, Level.YELLOW) == pytest.approx(yellow)
    assert leave_line(lines, Level.RED) == pytest.approx(red)


def test_a_very_low_line_can_still_be_left() -> None:
    lines = Lines(yellow=0.04, red=0.06)

    decision = decide(
        LevelState(Level.RED, 7, TODAY), today=TODAY + 7, risk=0.01, lines=lines, facts=LONG_SILENT
    )

    assert decision.level is Level.YELLOW


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(Level),
    st.lists(st.floats(0, 1), min_size=1, max_size=20),
    st.sampled_from([LONG_SILENT, ON_RHYTHM, ONCE, COMPLAINING, COOL]),
)
def test_levels_never_improve_by_two_steps_nor_within_fourteen_days(
    start: Level, risks: list[float], facts: LevelFacts
) -> None:
    severity = {Level.GREEN: 0, Level.YELLOW: 1, Level.RED: 2}
    steps = [severity[level] for level in (start, *weekly(start, risks, facts)) if level]

    better = [i for i in range(1, len(steps)) if steps[i] < steps[i - 1]]
    assert all(steps[i - 1] - steps[i] == 1 for i in better)
    assert all(later - earlier >= 2 for earlier, later in pairwise(better))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(0, 1), max_size=200))
def test_no_more_clients_than_the_budget_are_over_the_lines(risks: list[float]) -> None:
    lines = lines_by_budget(risks)

    red = sum(risk >= lines.red for risk in risks)
    coloured = sum(risk >= lines.yellow for risk in risks)
    assert lines.yellow <= lines.red
    if risks:
        assert red <= 0.05 * len(risks)
        assert coloured <= 0.20 * len(risks) + 1e-9


def test_the_budget_is_used_up_when_risks_differ() -> None:
    risks = [i / 100 for i in range(100)]

    lines = lines_by_budget(risks)

    assert [risk for risk in risks if risk >= lines.red] == risks[95:]
    assert [risk for risk in risks if risk >= lines.yellow] == risks[80:]


def test_a_whole_budget_takes_everybody_and_none_keeps_the_fixed_lines() -> None:
    assert lines_by_budget([0.2, 0.3], red_share=1.0, yellow_share=0.0) == Lines(yellow=0.0, red=0.0)
    assert lines_by_budget([]) == FIXED_LINES


def test_dormancy_needs_a_year_and_three_own_gaps() -> None:
    assert is_dormant(366, 100)
    assert not is_dormant(365, 100)
    assert not is_dormant(400, 150)


def test_the_facts_of_a_level_are_read_from_the_history() -> None:
    history = History(
        purchases=purchases_on(800, 900, TODAY + 5),
        contacts=(Contact(950, ContactKind.OUTREACH), Contact(940, ContactKind.ANSWERED)),
        complaints=(Complaint(945, 946), Complaint(930, serious=False)),
        attendances=(Attendance(948, EventKind.ATTENDED), Attendance(960, EventKind.DECLINED)),
    )

    facts = level_facts(history, today=TODAY, norms=Norms(), wish_to_leave=True, low_intent=True)

    assert facts == LevelFacts(2, pytest.approx(220 / 3), 100, 52, wish_to_leave=True, low_intent=True)
    assert facts.is_on_rhythm


def test_a_serious_complaint_decides_until_it_is_solved() -> None:
    history = History(complaints=(Complaint(900, 990),))

    assert level_facts(history, today=950, norms=Norms()).serious_complaint_open
    assert not level_facts(history, today=990, norms=Norms()).serious_complaint_open
    assert not level_facts(history, today=899, norms=Norms()).serious_complaint_open


def test_somebody_never_seen_is_neither_silent_nor_dormant() -> None:
    facts = level_facts(History(), today=TODAY, norms=Norms())

    assert facts == LevelFacts(0, 60, None, None)
    assert not facts.is_dormant
    assert not facts.is_on_rhythm


def test_low_is_a_known_low_index_or_a_silence_over_the_own_gap() -> None:
    angry = History(
        complaints=(Complaint(TODAY),),
        surveys=tuple(Survey(kind, TODAY, 1) for kind in SurveyKind) * 3,
        contacts=tuple(Contact(day, ContactKind.CLIENT, -0.9, brand=True) for day in range(900, TODAY, 9)),
        purchases=purchases_on(800),
    )
    index = loyalty_index(angry, today=TODAY)

    assert is_low(index, ON_RHYTHM)
    assert is_low(loyalty_index(History(), today=TODAY), LONG_SILENT)
    assert not is_low(loyalty_index(History(), today=TODAY), ON_RHYTHM)
    assert not is_low(loyalty_index(History(), today=TODAY), ONCE)


def test_intent_is_lasting_low_after_ninety_days_without_a_better_scoring() -> None:
    since = low_since(None, today=100, low=True)
    assert since == 100
    assert low_since(since, today=150, low=True) == 100
    assert low_since(since, today=150, low=False) is None

    assert is_lasting(since, today=190)
    assert not is_lasting(since, today=189)
    assert not is_lasting(None, today=190)
