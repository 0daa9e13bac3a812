"""The lead's daily digest: one picture, and under it what is late, new and better."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from loyalty.days.digests import Digest, LateStep, NewRed
from loyalty.playbooks import Phrase
from wording.actions import Action
from wording.charts.teamdays import TeamDayPicture
from wording.clients import shown_name
from wording.figures import MINUS, counted
from wording.labels import button_label
from wording.reader import Reader
from wording.screen import CAPTION_UNITS, Button, Rows, Screen, grid, units_of
from wording.steps import StepLine, step_line
from wording.templates import render

# Of each kind so many are told by name, fewer when the caption would not hold them.
_TOLD = 3
_NAMED_BUTTONS = 5
_NAME_CHARS = 14


@dataclass(frozen=True, slots=True)
class _Late:
    client_name: str
    advisor_name: str
    step: StepLine


@dataclass(frozen=True, slots=True)
class _New:
    red: NewRed
    done: Phrase | None


def digest(told: Digest, *, reader: Reader, now: datetime) -> Screen:
    """Return the digest with its picture; a day with nothing late, new or better is two lines long."""
    text = next(
        text
        for most in range(_TOLD, -1, -1)
        if units_of(text := _text(told, most, reader, now)) <= CAPTION_UNITS or most == 0
    )
    picture = TeamDayPicture(told.past, told.loads, reader, now) if told.past else None
    return Screen(text, _rows(told, reader), picture)


def _text(told: Digest, most: int, reader: Reader, now: datetime) -> str:
    new = _new(told)
    return render(
        "digest",
        reader,
        now=now,
        told=told,
        red_change=_signed(told.red_change),
        yellow_change=_signed(told.yellow_change),
        late=[_late(each, now) for each in told.late[:most]],
        more_late=len(told.late) - most,
        new=[_New(each, _done(each)) for each in new[:most]],
        more_new=len(new) - most,
        better=told.better[:most],
        more_better=len(told.better) - most,
        share_done=told.contacts_done / told.contacts_due if told.contacts_due else None,
        overloaded=told.overloaded[:most],
        more_overloaded=len(told.overloaded) - most,
        away=told.away[:most],
        more_away=len(told.away) - most,
        unreachable=told.unreachable[:most],
        name_chars=24,
    )


def _new(told: Digest) -> list[NewRed]:
    """Return who is new and not late already: one line a matter."""
    late = {each.case.client_id for each in told.late}
    return [each for each in told.new if each.client_id not in late]


def _signed(change: int | None) -> str:
    if not change:
        return ""
    return f"+{change}" if change > 0 else f"{MINUS}{-change}"


def _late(late: LateStep, now: datetime) -> _Late:
    return _Late(late.client_name, late.advisor_name, step_line(late.step, late.case, now=now))


def _done(new: NewRed) -> Phrase | None:
    steps = new.case.steps if new.case and new.acted_after is not None else ()
    done = [step for step in steps if step.done_at is not None]
    first = min(done, key=lambda step: (step.done_at, step.position), default=None)
    return first.what.words.done if first else None


def _rows(told: Digest, reader: Reader) -> Rows:
    named: dict[tuple[Action, str], str] = {}
    for late in told.late[:2]:
        named[Action.CLIENT_CARD, late.case.client_id] = late.client_name
    for new in _new(told)[:2]:
        named[Action.CLIENT_CARD, new.client_id] = new.client_name
    for load in told.overloaded[: _NAMED_BUTTONS - len(named)]:
        named[Action.TEAM_ADVISOR, load.advisor_id] = load.name
    people = () if told.is_quiet else _buttons(list(named.items()))
    language = reader.language
    lists = [Button(button_label("whole_team", language), Action.TEAM, data="0")]
    if told.silent and not told.is_quiet:
        label = button_label("silent", language).format(counted(told.silent, language))
        lists.insert(0, Button(label, Action.TEAM_SILENT))
    return (*people, tuple(lists))


def _buttons(named: Sequence[tuple[tuple[Action, str], str]]) -> Rows:
    return grid([Button(shown_name(name, _NAME_CHARS), action, target) for (action, target), name in named])
