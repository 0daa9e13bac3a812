"""Samples of the screens about levels set by a lead, and of where such a level is told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from loyalty.levels.levels import Cause, Level
from loyalty.levels.overrides import Override, OverrideId, SetLevel
from tests.wording import firm
from tests.wording.firm import BORIS, NOON, OPENED
from tests.wording.spoken import LATER, Names, client_of
from wording import levels
from wording.card import CardView, card
from wording.levels import Chosen, LevelSavedView, LevelView
from wording.reader import Reader
from wording.screen import Screen
from wording.why import WhyView, why

LAST_ON = date(2026, 12, 20)
SET = replace(
    firm.a_standing(Level.YELLOW, Cause.SET_BY_LEAD),
    computed_level=Level.GREEN,
    computed_cause=Cause.ALL_WELL,
)
BENEATH = (
    SET,
    replace(SET, computed_level=Level.RED, computed_cause=Cause.SILENCE, computed_since=date(2026, 8, 20)),
    replace(SET, computed_level=None, computed_cause=Cause.DORMANT, computed_since=date(2010, 1, 9)),
)


def set_level_of(names: Names) -> SetLevel:
    ends_at = datetime(2026, 12, 20, 16, tzinfo=UTC)
    override = Override(
        OverrideId("o-1"), firm.a_client().id, Level.YELLOW, LAST_ON, ends_at, BORIS, OPENED, names.note
    )
    return SetLevel(override, names.lead)


def levels_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    client, told = client_of(names), set_level_of(names)
    for standing in (None, firm.a_standing(Level.GREEN, Cause.ALL_WELL)):
        yield levels.levels(LevelView(client, standing), reader=reader, now=NOON)
    for standing in (*BENEATH, firm.a_standing()):
        yield levels.levels(LevelView(client, standing, told), reader=reader, now=NOON)
        yield levels.level_told(client, told, standing, reader=reader, now=LATER)
    for level in Level:
        chosen = Chosen(level, LAST_ON)
        yield levels.ask_until(client, level, today=NOON.date(), reader=reader, now=NOON)
        for error in (None, firm.FIELD_ERRORS[0]):
            yield levels.ask_date(client, level, reader=reader, error=error)
            yield levels.ask_reason(
                client, chosen, told_name=names.advisor, reader=reader, now=NOON, error=error
            )
        for name in ("", names.advisor):
            yield levels.ask_reason(client, chosen, told_name=name, reader=reader, now=NOON)
            yield levels.ask_sure(client, chosen, names.note, told_name=name, reader=reader, now=NOON)
    bare = LevelSavedView(client, told, SET)
    for view in (bare, replace(bare, case=firm.a_case(), told_name=names.advisor)):
        yield levels.level_saved(view, reader=reader, now=NOON)
    for ended in (None, firm.a_standing(Level.GREEN, Cause.ALL_WELL), firm.a_standing(None, Cause.DORMANT)):
        yield levels.level_ended(client, told, ended, by_name=names.lead, reader=reader, now=LATER)


def set_levels_told(reader: Reader, names: Names) -> Iterator[Screen]:
    client, told = client_of(names), set_level_of(names)
    for standing in BENEATH:
        for set_level in (told, None):
            shown = CardView(client, standing, set_level=set_level)
            yield card(shown, reader=reader, now=NOON)
            view = WhyView(client, standing, firm.PARTS, set_level=set_level, may_set_level=True)
            yield why(view, reader=reader, now=NOON)
