"""The picture of a loyalty figure over time: drawn in both languages, whatever the course."""

import warnings
from datetime import date, timedelta

import pytest

from bot.sandbox.uploads import picture_size
from loyalty.levels.levels import Level
from loyalty.people.people import Language
from tests.wording import firm
from tests.wording.firm import NOON
from wording.charts.loyalty import LoyaltyMark, LoyaltyPicture

TODAY = date(2026, 11, 24)
LEVELS = (Level.GREEN, Level.YELLOW, Level.RED, None)


def course(*indexes: float, known: bool = True) -> tuple[LoyaltyMark, ...]:
    return tuple(
        LoyaltyMark(TODAY - timedelta(days=9 * back), index, LEVELS[back % 4], known=known)
        for back, index in zip(range(len(indexes), 0, -1), indexes, strict=True)
    )


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "marks",
    [
        course(52, 46, 61, 40, 44),
        course(0, 100, 3),
        course(98, 99),
        course(*[50, 51] * 60),
        (*course(44, 50, known=False), LoyaltyMark(TODAY, 55, Level.GREEN)),
        (LoyaltyMark(TODAY, 55, Level.GREEN),),
    ],
)
def test_a_curve_is_drawn(language: Language, marks: tuple[LoyaltyMark, ...]) -> None:
    picture = LoyaltyPicture(marks, firm.a_reader(language), NOON)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        png = picture.png()

    assert picture_size(png) == (792, 396)
    assert len(png) < 100_000
