"""A case as its advisor works on it: the steps with their clocks, the warnings, the end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from loyalty.cases import Case, CaseState, Outcome, StepState
from loyalty.clients import Client
from loyalty.levels import Level
from loyalty.people import PersonId
from loyalty.playbooks import StepKey
from wording.actions import Action
from wording.labels import button_label, label_of
from wording.reader import Reader
from wording.reasons import Reason
from wording.screen import Button, Rows, Screen, grid
from wording.steps import StepLine, step_line
from wording.templates import render


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with what its messages tell.

    Attributes:
        level: what the client is now; while dormant None.
        names: who the people are that did steps.
        ended_by: name of who closed or withdrew the case; empty when not known.
        ended_at: when; None takes the case's own time of closing.
    """

    case: Case
    client: Client
    reason: Reason
    level: Level | None
    names: Mapping[PersonId, str] = field(default_factory=dict)
    ended_by: str = ""
    ended_at: datetime | None = None


def case_steps(view: CaseView, *, reader: Reader, now: datetime) -> Screen:
    """Return the steps of a case with their times; an ended case says how it ended."""
    if view.case.state is not CaseState.OPEN:
        return _ended(view, reader=reader, now=now)
    text = render("case_steps", reader, now=now, **_slots(view, reader, now))
    return Screen(text, _rows(view, reader))


def case_warning(view: CaseView, key: StepKey, *, late: bool, reader: Reader, now: datetime) -> Screen:
    """Return the steps again, the one that runs short in the first line.

    ``late`` tells the warning at 80 % of the time from the one at half of it.
    """
    if view.case.state is not CaseState.OPEN:
        return _ended(view, reader=reader, now=now)
    step = next(line for line in step_lines(view.case, names=view.names, now=now) if line.key is key)
    text = render("case_warning", reader, now=now, step=step, late=late, **_slots(view, reader, now))
    return Screen(text, _rows(view, reader))


def case_close(view: CaseView, *, reader: Reader, now: datetime) -> Screen:
    """Ask how the matter ended, naming the client; pressing an answer closes it."""
    text = render("case_close", reader, now=now, view=view, open_steps=_open_steps(view, now))
    outcomes = tuple(
        Button(
            label_of("outcome_button", outcome, reader.language), Action.CASE_OUTCOME, view.case.id, outcome
        )
        for outcome in Outcome
    )
    back = Button(button_label("back", reader.language), Action.CASE_SHOW, view.case.id)
    return Screen(text, (outcomes, (back,)))


def step_lines(case: Case, *, names: Mapping[PersonId, str], now: datetime) -> list[StepLine]:
    """Return all steps of a case as they are told, in their order."""
    return [step_line(step, case, now=now, names=names) for step in case.steps]


def _ended(view: CaseView, *, reader: Reader, now: datetime) -> Screen:
    text = render("case_ended", reader, now=now, view=view, ended_at=view.ended_at or view.case.closed_at)
    return Screen(text, (_open_client(view, reader),))


def _slots(view: CaseView, reader: Reader, now: datetime) -> dict[str, object]:
    return {
        "view": view,
        "reason": view.reason,
        "reason_days": view.reason.days_since(reader, now=now),
        "steps": step_lines(view.case, names=view.names, now=now),
    }


def _open_steps(view: CaseView, now: datetime) -> int:
    return sum(line.is_open for line in step_lines(view.case, names=view.names, now=now))


def _rows(view: CaseView, reader: Reader) -> Rows:
    steps = [
        Button(label_of("step_button", step.key, reader.language), Action.CASE_STEP, view.case.id, step.key)
        for step in view.case.steps
        if step.state is StepState.OPEN
    ]
    close = Button(button_label("close", reader.language), Action.CASE_CLOSE, view.case.id)
    return (*grid(steps), (*_open_client(view, reader), close))


def _open_client(view: CaseView, reader: Reader) -> tuple[Button, ...]:
    return (Button(button_label("open_client", reader.language), Action.CLIENT_CARD, view.client.id),)
