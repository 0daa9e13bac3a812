"""A case as its advisor works on it: the steps with their clocks, script and draft, the warnings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from loyalty.cases.cases import Case, CaseState, CaseStep, StepState
from loyalty.clients import Client
from loyalty.levels.levels import Level
from loyalty.names.address import address_of
from loyalty.people.people import Language, PersonId
from loyalty.playbooks import Playbook, StepKey
from wording.actions import Action
from wording.cleaning import cleaned, given_name
from wording.labels import button_label
from wording.reader import Reader
from wording.reasons import Reason
from wording.screen import COPY_LIMIT_CHARS, Button, Rows, Screen, grid, units_of
from wording.steps import StepLine, step_line
from wording.templates import render

_TICK = "✓"


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with what its messages tell.

    Attributes:
        book: the playbook it follows.
        level: what the client is now; while dormant None.
        names: who the people are that did steps, or have to.
        advisor_name: signs the drafted messages, unless somebody else reads them.
        is_lead: the reader may also do the steps left to a lead.
        is_others: the case is another advisor's than the reader's, who is told so.
        ended_by: name of who closed or withdrew the case; empty when not known.
        ended_at: when; None takes the case's own time of closing.
    """

    case: Case
    client: Client
    book: Playbook
    reason: Reason
    level: Level | None
    names: Mapping[PersonId, str] = field(default_factory=dict)
    advisor_name: str = ""
    is_lead: bool = False
    is_others: bool = False
    ended_by: str = ""
    ended_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether there is still something to do."""
        return self.case.state is CaseState.OPEN

    @property
    def current(self) -> CaseStep | None:
        """Return the step whose turn it is, if the reader may do it."""
        step = self.case.next_step
        return step if step is not None and self.may_do(step) else None

    def may_do(self, step: CaseStep) -> bool:
        """Tell whether the reader may finish a step or leave it out."""
        return self.is_lead or not step.is_left_to_leads


def case_steps(view: CaseView, *, reader: Reader, now: datetime) -> Screen:
    """Return the steps of a case with their times, and what helps with the one whose turn it is."""
    if not view.is_open:
        return case_ended(view, reader=reader, now=now)
    text = render("case_steps", reader, now=now, **_slots(view, reader, now))
    return Screen(text, _rows(view, reader))


def case_warning(view: CaseView, key: StepKey, *, late: bool, reader: Reader, now: datetime) -> Screen:
    """Return the steps again, the one that runs short in the first line.

    ``late`` tells the warning at 80 % of the time from the one at half of it.
    """
    if not view.is_open:
        return case_ended(view, reader=reader, now=now)
    step = next(line for line in step_lines(view.case, names=view.names, now=now) if line.key == key)
    text = render("case_warning", reader, now=now, step=step, late=late, **_slots(view, reader, now))
    return Screen(text, _rows(view, reader))


def case_ended(view: CaseView, *, reader: Reader, now: datetime) -> Screen:
    """Return how a case ended; what nobody said of the client's answer or the cost can still be said."""
    text = render("case_ended", reader, now=now, view=view, ended_at=view.ended_at or view.case.closed_at)
    buttons = [_open_client(view, reader)]
    is_told = view.case.answer is not None and view.case.cost is not None
    if view.case.state is CaseState.CLOSED and not is_told:
        buttons.append(Button(button_label("answer", reader.language), Action.CASE_ANSWER, view.case.id))
    return Screen(text, (tuple(buttons),))


def step_lines(case: Case, *, names: Mapping[PersonId, str], now: datetime) -> list[StepLine]:
    """Return all steps of a case as they are told, in their order."""
    return [step_line(step, case, now=now, names=names) for step in case.steps]


def drafted(view: CaseView, step: CaseStep, *, reader: Reader) -> str | None:
    """Return the message drafted for a step with its slots filled, in the client's language.

    None when the playbook has none, or when it would be too long for the copy button.
    """
    if step.what.words.draft is None:
        return None
    language = view.client.language or reader.language
    name = address_of(view.client.name, view.client.aliases, chinese=language is Language.ZH)
    draft = step.what.words.draft.said(language)
    # Who stands in sends it under the own name.
    sender = reader.name if view.is_others and reader.name else view.advisor_name
    filled = cleaned(draft.format(client=name, advisor=given_name(sender)).strip())
    return filled if units_of(filled) <= COPY_LIMIT_CHARS else None


def _slots(view: CaseView, reader: Reader, now: datetime) -> dict[str, object]:
    step = view.current
    return {
        "view": view,
        "reason": view.reason,
        "reason_days": view.reason.days_since(reader, now=now),
        "steps": step_lines(view.case, names=view.names, now=now),
        "script": step.what.words.script if step else None,
        "draft": drafted(view, step, reader=reader) if step else None,
    }


def _rows(view: CaseView, reader: Reader) -> Rows:
    case, language = view.case, reader.language
    steps = [
        Button(f"{_TICK} {step.what.words.button.said(language)}", Action.CASE_STEP, case.id, step.key)
        for step in case.steps
        if step.state is StepState.OPEN and view.may_do(step)
    ]
    aside: list[Button] = []
    if view.current is not None:
        draft = drafted(view, view.current, reader=reader)
        if draft is not None:
            aside.append(Button(button_label("copy_text", language), copy=draft))
        aside.append(Button(button_label("skip_step", language), Action.CASE_SKIP, case.id, view.current.key))
    rests = case.pause is not None
    pausing = Action.CASE_RESUME if rests else Action.CASE_PAUSE
    aside.append(Button(button_label("resume" if rests else "pause", language), pausing, case.id))
    close = Button(button_label("close", language), Action.CASE_CLOSE, case.id)
    return (*grid(steps), *grid(aside), (_open_client(view, reader), close))


def _open_client(view: CaseView, reader: Reader) -> Button:
    return Button(button_label("open_client", reader.language), Action.CLIENT_CARD, view.client.id)
