"""How well moods and cues are read: figures over texts whose mood somebody has stated."""

import pytest

from loyalty.tone import CueName, Mood
from loyalty.tone.accuracy import CueAccuracy, Judged, accuracy_of, macro_f1

BAD, CALM, GOOD = Mood.NEGATIVE, Mood.NEUTRAL, Mood.POSITIVE
FEE, EXIT = CueName.FEE, CueName.EXIT


def judged(
    wanted: Mood,
    read: Mood,
    confidence: float = 0.9,
    *,
    asked: bool = False,
    wanted_cues: frozenset[CueName] | None = None,
    read_cues: frozenset[CueName] = frozenset(),
) -> Judged:
    return Judged(wanted, read, confidence, asked, wanted_cues, read_cues)


def test_every_mood_counts_the_same_however_rare() -> None:
    pairs = [(GOOD, GOOD)] * 8 + [(BAD, CALM), (CALM, CALM)]

    assert macro_f1(pairs) == pytest.approx((1 + 0 + 2 / 3) / 3)
    assert macro_f1([(GOOD, GOOD)]) == 1.0
    assert macro_f1([]) == 0.0


def test_only_happy_for_unhappy_is_opposite() -> None:
    found = accuracy_of([judged(BAD, GOOD), judged(GOOD, BAD), judged(BAD, CALM), judged(GOOD, GOOD)])

    assert found.opposite == 0.5
    assert found.counts == {(BAD, GOOD): 1, (GOOD, BAD): 1, (BAD, CALM): 1, (GOOD, GOOD): 1}


def test_the_surest_readings_are_judged_apart() -> None:
    sure = [judged(GOOD, GOOD, 0.9), judged(BAD, BAD, 0.8), judged(CALM, CALM, 0.7)]
    unsure = [judged(GOOD, BAD, 0.4, asked=True), judged(BAD, GOOD, 0.3, asked=True)]

    found = accuracy_of([*unsure, *sure])

    assert (found.texts, found.surest, found.asked) == (5, 1.0, 0.4)


def test_cues_are_judged_where_somebody_stated_them() -> None:
    found = accuracy_of(
        [
            judged(BAD, BAD, wanted_cues=frozenset({FEE}), read_cues=frozenset({FEE})),
            judged(BAD, BAD, wanted_cues=frozenset({FEE}), read_cues=frozenset({EXIT})),
            judged(BAD, BAD, read_cues=frozenset({EXIT})),
        ]
    )

    assert found.cues == {FEE: CueAccuracy(2, 1, 1), EXIT: CueAccuracy(0, 1, 0)}
    assert (found.cues[FEE].recall, found.cues[FEE].precision) == (0.5, 1.0)
    assert (found.cues[EXIT].recall, found.cues[EXIT].precision) == (None, 0.0)
    assert CueAccuracy(1, 0, 0).precision is None


def test_without_stated_cues_none_are_judged() -> None:
    assert accuracy_of([judged(BAD, BAD)]).cues == {}
