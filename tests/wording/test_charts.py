"""The pictures: every sign is drawn, in both languages, whatever the names and however many days."""

import warnings
from collections.abc import Sequence
from datetime import date, timedelta
from importlib.resources import files

import pytest
from fontTools.ttLib import TTFont

from bot.sandbox.uploads import picture_size
from loyalty.days.digests import LevelDay
from loyalty.people.people import Language, PersonId
from loyalty.people.teams import AdvisorLoad
from tests.wording import firm
from tests.wording.firm import NOON
from wording.charts.drawing import drawable
from wording.charts.subset import signs
from wording.charts.teamdays import TeamDayPicture
from wording.labels import table

TODAY = date(2026, 11, 24)
MOST_BYTES = 200_000
LANGUAGES = tuple(Language)


def days(many: int) -> tuple[LevelDay, ...]:
    return tuple(
        LevelDay(TODAY - timedelta(days=many - place), place % 5, 20 + place % 9, 600 - place % 14)
        for place in range(many)
    )


def load(name: str, needed: int | None = 14, *, over: bool = True) -> AdvisorLoad:
    return AdvisorLoad(PersonId(name), name, needed, 10, is_too_much=over)


def drawn(past: Sequence[LevelDay], loads: Sequence[AdvisorLoad], language: Language = Language.EN) -> bytes:
    # A sign without a glyph is a warning of matplotlib, and a warning is an error here.
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return TeamDayPicture(tuple(past), tuple(loads), firm.a_reader(language), NOON).png()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("many", [0, 1, 30, 10_000])
def test_any_number_of_days_is_a_small_picture(language: Language, many: int) -> None:
    png = drawn(days(many), [load("Tom Yip"), load("李安", 8, over=False)], language)

    width, height = picture_size(png)
    assert 600 <= width <= 1000
    assert 300 <= height <= 1200
    assert len(png) < MOST_BYTES


@pytest.mark.parametrize("many", [0, 1, 40])
def test_any_number_of_advisors_is_drawn(many: int) -> None:
    png = drawn(days(30), [load(f"Advisor {place}", place, over=False) for place in range(many)])

    assert len(png) < MOST_BYTES


def test_advisors_without_a_plan_leave_their_part_out() -> None:
    _, with_plan = picture_size(drawn(days(30), [load("Tom Yip")]))
    _, without = picture_size(drawn(days(30), [load("Tom Yip", None, over=False)]))

    assert without < with_plan


def test_names_with_unknown_signs_are_drawn_without_empty_boxes() -> None:
    names = ("محمد بن راشد", "陈伟🌸", "\ud83d lone", "\u202eieW", "龘靐齉", "Zoë Ångström", "", "x" * 300)

    assert len(drawn(days(3), [load(name) for name in names])) > 1000


def test_unknown_signs_become_points_and_pictures_vanish() -> None:
    assert drawable("陈伟🌸") == "陈伟"
    assert drawable("龘 Li") == "· Li"
    assert drawable("🌸") == "·"


def test_the_font_holds_all_that_the_tables_say() -> None:
    font = TTFont(str(files("wording.charts").joinpath("NotoSansSC-Subset.otf")))
    held = set(font.getBestCmap())
    said = {sign for language in LANGUAGES for word in table(language)["chart"].values() for sign in word}
    dates = set("0123456789月日年 JanFebMarAprMayJunJulAugSepOctNovDec−")

    assert {sign for sign in said | dates if ord(sign) not in held} == set()
    # A handful of the standards' signs (ruled lines, private ones) are in no font of the collection.
    missing = {sign for sign in signs() if ord(sign) not in held and "\u4e00" <= sign <= "\u9fff"}
    assert missing == set()


def test_the_font_comes_with_its_licence() -> None:
    licence = files("wording.charts").joinpath("OFL.txt").read_text(encoding="utf-8")

    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Adobe" in licence
