"""What is asked about a case: why a step is left out, why it rests, how it ended and what it cost."""

from datetime import datetime
from enum import StrEnum

from loyalty.cases.cases import Answer, CaseStep, Outcome, PauseReason
from wording.actions import Action
from wording.cases import CaseView, step_lines
from wording.labels import button_label, label_of
from wording.reader import Reader
from wording.screen import Button, Screen, grid
from wording.templates import render

LATER, NONE = "later", "none"


class PauseFor(StrEnum):
    """For how many days a case rests; it goes on when work starts."""

    ONE = "1"
    THREE = "3"
    SEVEN = "7"
    FOURTEEN = "14"


def case_skip(view: CaseView, step: CaseStep, *, reader: Reader, now: datetime) -> Screen:
    """Ask why a step is left out; pressing a reason does it."""
    text = render("case_skip", reader, now=now, view=view, step=step)
    reasons = [
        Button(words.said(reader.language), Action.CASE_SKIP_FOR, view.case.id, f"{step.key} {key}")
        for key, words in view.book.skip_reasons.items()
    ]
    return Screen(text, (*grid(reasons), _back(view, reader)))


def case_pause(view: CaseView, *, reader: Reader, now: datetime) -> Screen:
    """Ask why a case is to rest."""
    text = render("case_pause", reader, now=now, view=view, reason=None)
    reasons = [
        Button(label_of("pause_button", each, reader.language), Action.CASE_PAUSE, view.case.id, each)
        for each in PauseReason
    ]
    return Screen(text, (*grid(reasons), _back(view, reader)))


def case_pause_until(view: CaseView, reason: PauseReason, *, reader: Reader, now: datetime) -> Screen:
    """Ask until when a case is to rest; pressing an answer does it."""
    text = render("case_pause", reader, now=now, view=view, reason=reason)
    spans = [
        Button(
            label_of("pause_for", span, reader.language),
            Action.CASE_PAUSE_FOR,
            view.case.id,
            f"{reason} {span}",
        )
        for span in PauseFor
    ]
    return Screen(text, (*grid(spans, per_row=2), _back(view, reader)))


def case_close(view: CaseView, *, reader: Reader, now: datetime) -> Screen:
    """Ask how the matter ended, naming the client; pressing an answer closes it."""
    open_steps = sum(line.is_open for line in step_lines(view.case, names=view.names, now=now))
    text = render("case_close", reader, now=now, view=view, open_steps=open_steps)
    outcomes = [
        Button(label_of("outcome_button", each, reader.language), Action.CASE_OUTCOME, view.case.id, each)
        for each in Outcome
    ]
    return Screen(text, (*grid(outcomes), _back(view, reader)))


def case_answer(view: CaseView, *, reader: Reader, now: datetime) -> Screen:
    """Ask how the client took the outcome of a closed matter; it may be left out."""
    text = render("case_answer", reader, now=now, view=view, ended_at=view.case.closed_at)
    answers = tuple(
        Button(label_of("answer_button", each, reader.language), Action.CASE_ANSWER, view.case.id, each)
        for each in Answer
    )
    return Screen(text, (answers, (_leave_out(view, Action.CASE_ANSWER, reader),)))


def case_cost(view: CaseView, *, wrong: bool, reader: Reader, now: datetime) -> Screen:
    """Ask what a closed matter cost; the amount is typed. ``wrong`` tells that the last text was none."""
    text = render("case_cost", reader, now=now, view=view, ended_at=view.case.closed_at, wrong=wrong)
    nothing = Button(button_label("no_cost", reader.language), Action.CASE_COST, view.case.id, NONE)
    return Screen(text, ((nothing, _leave_out(view, Action.CASE_COST, reader)),))


def _leave_out(view: CaseView, action: Action, reader: Reader) -> Button:
    return Button(button_label("leave_out", reader.language), action, view.case.id, LATER)


def _back(view: CaseView, reader: Reader) -> tuple[Button, ...]:
    return (Button(button_label("back", reader.language), Action.CASE_SHOW, view.case.id),)
