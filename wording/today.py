"""The list of a day: the morning brief and /today, with what became of each line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from loyalty.cases.cases import CaseState, StepState
from loyalty.contacts import Channel
from loyalty.days.today import DayList, Line, Matter, Progress
from loyalty.levels.levels import Cause, Level
from loyalty.people.people import Language
from loyalty.planning.touchpoints import TouchpointKind, TouchpointState
from wording.actions import Action
from wording.dates import weekday
from wording.labels import button_label
from wording.reader import Reader
from wording.screen import Button, Rows, Screen, grid
from wording.templates import render

PAGE = 10
NOTE_CHARS = 40
_NUMBERS_A_ROW = 6
_FULL_STOPS = " .。"  # a note goes on in the line
_MARKS = {Progress.DONE: "✓", Progress.MOVED: "→", Progress.LEFT_OUT: "–"}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to do as a line tells it; ``kind`` says which of the other fields it needs.

    Attributes:
        since: the day on which it was due, when that is past.
        back_at: when it comes back later today.
        is_past: the day of its occasion is over.
    """

    kind: str
    words: str = ""
    due_at: datetime | None = None
    is_late: bool = False
    cause: Cause | None = None
    days: int | None = None
    usual: int | None = None
    occasion: str | None = None
    on: date | None = None
    since: datetime | None = None
    back_at: datetime | None = None
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """What became of a line, as it tells it."""

    kind: str
    at: datetime | None = None
    words: str = ""
    channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One line of the list."""

    number: int
    name: str
    level: Level | None
    advisor_name: str
    stands_in: bool
    mark: str = ""
    told: tuple[Told, ...] = ()
    ending: Ending | None = None


def today(listing: DayList, *, page: int = 0, reader: Reader, now: datetime) -> Screen:
    """Return a page of the list; pressing a number opens the matter in a message of its own."""
    lines = listing.lines[page * PAGE : (page + 1) * PAGE]
    levels = [line.level for line in listing.left]
    moved_to = sorted(_days_moved_to(listing, reader))
    text = render(
        "today",
        reader,
        now=now,
        total=len(listing.lines),
        left=len(listing.left),
        minutes=listing.minutes_left,
        counts=[(level, levels.count(level)) for level in Level if level in levels],
        lines=[_line(line, reader, now=now) for line in lines],
        more=max(0, len(listing.lines) - (page + 1) * PAGE),
        promises=[_promise(line, matter) for line, matter in listing.promises] if page == 0 else [],
        moved=len(moved_to),
        moved_to=tuple(dict.fromkeys(weekday(day, reader) for day in moved_to)),
        stay=len(listing.movable) if moved_to else 0,
        note_chars=NOTE_CHARS,
    )
    return Screen(text, _rows(listing, lines, page, reader))


def _days_moved_to(listing: DayList, reader: Reader) -> list[date]:
    moved = [each.touchpoint for each in listing.relieved if _progress(each, listing) is Progress.MOVED]
    return [each.due_at.astimezone(reader.tzinfo).date() for each in moved if each is not None]


def _progress(matter: Matter, listing: DayList) -> Progress:
    return matter.progress(ends_at=listing.ends_at)


def _line(line: Line, reader: Reader, *, now: datetime) -> TodayLine:
    bare = TodayLine(line.number, line.client.name, line.level, line.advisor_name, line.stands_in)
    to_do = [each for each in line.main if line.progress(each) is Progress.OPEN]
    if to_do:
        told = tuple(_told(each, line, reader, now=now) for each in to_do)
        return replace(bare, told=told)
    last = line.last_finished
    assert last is not None
    progress = line.progress(last)
    ending = _ending(last, progress, reader.language)
    return replace(bare, mark=_MARKS[progress], ending=ending)


def _told(matter: Matter, line: Line, reader: Reader, *, now: datetime) -> Told:
    if matter.case is not None:
        return _told_case(matter, line, reader, now=now)
    touchpoint = matter.touchpoint
    assert touchpoint is not None
    due_on = touchpoint.due_at.astimezone(reader.tzinfo).date()
    today_is, occasion_on = now.astimezone(reader.tzinfo).date(), touchpoint.occasion_on
    is_old = due_on < today_is and occasion_on is None
    waits = touchpoint.state is TouchpointState.PUT_OFF and touchpoint.due_at > now
    kind = touchpoint.kind
    if kind is TouchpointKind.HELLO:
        kind_told = "quarterly" if line.client.tier == "standard" else "monthly"
    else:
        kind_told = kind.value
    return Told(
        kind_told,
        words=touchpoint.note.rstrip(_FULL_STOPS),
        due_at=touchpoint.due_at,
        occasion=touchpoint.occasion,
        on=occasion_on or due_on,
        is_past=occasion_on is not None and occasion_on < today_is,
        since=touchpoint.due_at if is_old else None,
        back_at=touchpoint.due_at if waits else None,
    )


def _told_case(matter: Matter, line: Line, reader: Reader, *, now: datetime) -> Told:
    assert matter.case is not None
    step = matter.step
    if step is None:
        return Told("close")
    is_late = step.due_at <= now
    if matter.case.playbook.level is Level.YELLOW and not is_late:
        return _told_cause(matter.case.cause, line, reader, now=now)
    todo = step.what.words.todo.said(reader.language)
    return Told("step", words=todo, due_at=step.due_at, is_late=is_late)


def _told_cause(cause: Cause, line: Line, reader: Reader, *, now: datetime) -> Told:
    since = line.standing.cause_since if line.standing and line.standing.cause is cause else None
    if cause is not Cause.SILENCE or since is None:
        return Told("cause", cause=cause)
    days = (now.astimezone(reader.tzinfo).date() - since).days
    return Told("silence", cause=cause, days=days, usual=line.usual_days)


def _ending(matter: Matter, progress: Progress, language: Language) -> Ending:
    if matter.case is not None:
        return _case_ending(matter, progress, language)
    touchpoint = matter.touchpoint
    assert touchpoint is not None
    if progress is Progress.MOVED:
        return Ending("moved", touchpoint.due_at)
    if progress is Progress.LEFT_OUT:
        return Ending("dropped" if touchpoint.state is TouchpointState.DROPPED else "left_out")
    if matter.channel is not None:
        return Ending("reached", matter.finished_at, channel=matter.channel)
    return Ending("done", matter.finished_at)


def _case_ending(matter: Matter, progress: Progress, language: Language) -> Ending:
    case, step = matter.case, matter.step
    assert case is not None
    if progress is Progress.MOVED:
        return Ending("rests", case.pause.until if case.pause else None)
    if case.state is CaseState.WITHDRAWN:
        return Ending("withdrawn")
    if progress is Progress.LEFT_OUT:
        return Ending("left_out")
    if step is not None and step.state is StepState.DONE and case.state is CaseState.OPEN:
        return Ending("step", step.done_at, step.what.words.done.said(language))
    return Ending("closed", case.closed_at, case.outcome or "")


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise to a client who has another line already."""

    name: str
    note: str
    due_at: datetime
    is_done: bool
    advisor_name: str
    stands_in: bool


def _promise(line: Line, matter: Matter) -> Promise:
    assert matter.touchpoint is not None
    return Promise(
        name=line.client.name,
        note=matter.touchpoint.note.rstrip(_FULL_STOPS),
        due_at=matter.touchpoint.due_at,
        is_done=line.progress(matter) is not Progress.OPEN,
        advisor_name=line.advisor_name,
        stands_in=line.stands_in,
    )


def _rows(listing: DayList, lines: Sequence[Line], page: int, reader: Reader) -> Rows:
    numbers = [_opening(str(line.number), line.open) for line in lines if line.open is not None]
    return (
        *grid(numbers, per_row=_NUMBERS_A_ROW),
        *(row for row in (_whole(listing, reader), _turn(listing, page, reader)) if row),
    )


def _whole(listing: DayList, reader: Reader) -> tuple[Button, ...]:
    """Return the buttons for the whole day: where to start, and relief or the way back from it."""
    buttons = []
    day = listing.on.isoformat()
    for line in listing.left[:1]:
        assert line.open is not None
        label = button_label("start_with", reader.language).format(line.number)
        buttons.append(_opening(label, line.open))
    if _days_moved_to(listing, reader):
        buttons.append(Button(button_label("undo", reader.language), Action.TODAY_UNRELIEVE, data=day))
    elif listing.movable:
        buttons.append(Button(button_label("too_much", reader.language), Action.TODAY_RELIEVE, data=day))
    return tuple(buttons)


def _turn(listing: DayList, page: int, reader: Reader) -> tuple[Button, ...]:
    turn = []
    if page > 0:
        turn.append(Button(button_label("previous", reader.language), Action.TODAY, data=str(page - 1)))
    if len(listing.lines) > (page + 1) * PAGE:
        turn.append(Button(button_label("next", reader.language), Action.TODAY, data=str(page + 1)))
    return tuple(turn)


def _opening(label: str, matter: Matter) -> Button:
    if matter.case is not None:
        return Button(label, Action.TODAY_CASE, matter.case.id)
    assert matter.touchpoint is not None
    return Button(label, Action.TODAY_CONTACT, matter.touchpoint.id)
