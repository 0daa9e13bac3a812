"""What is to be done today: open cases with their next steps, and the promises that are due."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.cases import Case
from loyalty.levels import Level
from loyalty.playbooks import PlaybookName
from loyalty.touchpoints import Touchpoint
from wording.actions import Action
from wording.labels import button_label
from wording.reader import Reader
from wording.screen import Button, Rows, Screen
from wording.steps import StepLine, next_line
from wording.templates import render

PAGE = 6
NOTE_CHARS = 40
_LEVEL_OF = {PlaybookName.PUT_RIGHT: Level.RED, PlaybookName.WIN_BACK: Level.YELLOW}


@dataclass(frozen=True, slots=True)
class TodayItem:
    """One thing to do; either a case or a promise.

    Attributes:
        level: the client's level; without it that of the case's playbook.
    """

    client_name: str
    case: Case | None = None
    touchpoint: Touchpoint | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class TodayView:
    """All that is to be done, the most urgent first; ``page`` counts from 0."""

    items: tuple[TodayItem, ...]
    page: int = 0


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One line of the list."""

    name: str
    level: Level | None
    step: StepLine | None
    case: Case | None
    touchpoint: Touchpoint | None


def today(view: TodayView, *, reader: Reader, now: datetime) -> Screen:
    """Return a page of today's work; each number opens the matter or the client of its line."""
    start = view.page * PAGE
    shown = view.items[start : start + PAGE]
    levels = [item.level or _level_of(item) for item in view.items]
    text = render(
        "today",
        reader,
        now=now,
        count=len(view.items),
        counts=[(level, levels.count(level)) for level in Level if level in levels],
        lines=[_line(item, now=now) for item in shown],
        first=start + 1,
        note_chars=NOTE_CHARS,
    )
    return Screen(text, _rows(view, shown, reader))


def _level_of(item: TodayItem) -> Level | None:
    return _LEVEL_OF.get(item.case.playbook) if item.case else None


def _line(item: TodayItem, *, now: datetime) -> TodayLine:
    return TodayLine(
        name=item.client_name,
        level=item.level or _level_of(item),
        step=next_line(item.case, now=now),
        case=item.case,
        touchpoint=item.touchpoint,
    )


def _rows(view: TodayView, shown: tuple[TodayItem, ...], reader: Reader) -> Rows:
    first = view.page * PAGE + 1
    numbers = tuple(_number(str(number), item) for number, item in enumerate(shown, start=first))
    turn = []
    if view.page > 0:
        turn.append(Button(button_label("previous", reader.language), Action.TODAY, data=str(view.page - 1)))
    if len(view.items) > (view.page + 1) * PAGE:
        turn.append(Button(button_label("next", reader.language), Action.TODAY, data=str(view.page + 1)))
    return tuple(row for row in (numbers, tuple(turn)) if row)


def _number(label: str, item: TodayItem) -> Button:
    if item.case is not None:
        return Button(label, Action.CASE_SHOW, item.case.id)
    assert item.touchpoint is not None
    return Button(label, Action.REMIND_SHOW, item.touchpoint.id)
