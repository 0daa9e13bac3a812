"""A step as a lead, analyst or specialist gets it: what to do, for whom, until when, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from loyalty.cases.cases import CaseId, StepId
from loyalty.clients import Tier
from loyalty.people.people import Language
from wording.actions import Action
from wording.labels import button_label
from wording.reader import Reader
from wording.screen import Button, Rows, Screen, grid
from wording.steps import StepLine
from wording.templates import render

TURNS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class TurnView:
    """One assigned step with the client's general data.

    Attributes:
        language: in which the client is written to; None when not known.
        case_id: the case, for a reader who may see all its steps; else None.
        write_url: opens the chat with the advisor; empty when the advisor cannot be written to.
    """

    step_id: StepId
    step: StepLine
    client_name: str
    tier: Tier
    advisor_name: str
    language: Language | None = None
    case_id: CaseId | None = None
    write_url: str = ""


def step_turn(view: TurnView, *, reader: Reader, now: datetime) -> Screen:
    """Return the message to whom a step was assigned: it is their turn, or runs short, or is done."""
    text = render("step_turn", reader, now=now, view=view, step=view.step, script=view.step.words.script)
    return Screen(text, _rows(view, reader))


def step_over(*, reader: Reader, now: datetime) -> Screen:
    """Return what is left of such a message when the step was done otherwise; it names nobody."""
    return Screen(render("step_over", reader, now=now))


def turns(views: Sequence[TurnView], *, reader: Reader, now: datetime) -> Screen:
    """Return the steps that wait for somebody; each number opens the step of its line."""
    shown = views[:TURNS_SHOWN]
    text = render("turns", reader, now=now, views=shown, more=len(views) - len(shown))
    numbers = tuple(
        Button(str(number), Action.STEP_SHOW, view.step_id) for number, view in enumerate(shown, start=1)
    )
    return Screen(text, (numbers,) if numbers else ())


def _rows(view: TurnView, reader: Reader) -> Rows:
    buttons = []
    if view.step.is_open:
        label = f"✓ {view.step.words.button.said(reader.language)}"
        buttons.append(Button(label, Action.STEP_DONE, view.step_id))
    if view.case_id is not None:
        buttons.append(Button(button_label("steps", reader.language), Action.CASE_SHOW, view.case_id))
    if view.write_url:
        buttons.append(Button(button_label("write", reader.language), url=view.write_url))
    return grid(buttons)
