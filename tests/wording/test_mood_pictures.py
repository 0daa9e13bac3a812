"""The picture of a mood over time: drawn in both languages, whatever the course."""

import warnings
from datetime import date, timedelta

import pytest

from bot.sandbox.uploads import picture_size
from loyalty.people.people import Language
from loyalty.tone import Mood
from tests.wording import firm
from tests.wording.firm import NOON
from wording.charts.moods import MoodMark, MoodPicture

TODAY = date(2026, 11, 24)


def marks(*moods: float | None) -> tuple[MoodMark, ...]:
    sides = {None: Mood.UNKNOWN, True: Mood.POSITIVE, False: Mood.NEGATIVE}
    return tuple(
        MoodMark(TODAY - timedelta(days=9 * number), mood, sides[None if mood is None else mood > 0])
        for number, mood in reversed(list(enumerate(moods)))
    )


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "shown",
    [
        marks(-0.8, -0.5, None, 0.7, 0.9, 0.4),
        marks(*[0.1, -0.1] * 50),
        (MoodMark(TODAY, 1.0, Mood.POSITIVE),) * 3,
    ],
)
def test_a_curve_is_drawn(language: Language, shown: tuple[MoodMark, ...]) -> None:
    planned = (TODAY + timedelta(days=3), TODAY + timedelta(days=30))
    picture = MoodPicture(shown, 0.4, planned, firm.a_reader(language), NOON)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        png = picture.png()

    assert picture_size(png) == (792, 396)
    assert len(png) < 100_000
