"""The red alert to a lead: one message a matter, edited as things happen."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.cases import Case, CaseState
from loyalty.clients import Client
from loyalty.levels import Level
from loyalty.playbooks import StepKey
from loyalty.standings import Standing
from loyalty.tone import CueName
from wording.actions import Action
from wording.card import figure_of
from wording.cleaning import given_name
from wording.clients import shown_name
from wording.labels import button_label
from wording.reader import Reader
from wording.reasons import reason_of
from wording.screen import Button, Rows, Screen
from wording.steps import StepLine, step_line
from wording.templates import render

NOTE_CHARS = 140


@dataclass(frozen=True, slots=True)
class Worth:
    """What a client is worth over some years; ``currency`` is an ISO 4217 code if the files name one."""

    amount: float
    currency: str | None
    years: int


@dataclass(frozen=True, slots=True)
class AlertView:
    """What a lead is told of a red client.

    Attributes:
        note: what the advisor wrote; None when there is none or it is private.
        private: the note is private, so that the lead knows there is one.
        acted_at: when the first human action was taken, if it was.
        ended_by, ended_at: who closed or withdrew the case, and when.
        seen_at: when this lead pressed Seen.
        revealed: a discreet reader asked to see it.
        write_url: opens the chat with the advisor; empty when the advisor cannot be written to.
    """

    case: Case
    client: Client
    advisor_name: str
    standing: Standing | None = None
    note: str | None = None
    private: bool = False
    cues: tuple[CueName, ...] = ()
    worth: Worth | None = None
    acted_at: datetime | None = None
    ended_by: str = ""
    ended_at: datetime | None = None
    seen_at: datetime | None = None
    revealed: bool = False
    write_url: str = ""


def red_alert(view: AlertView, *, reader: Reader, now: datetime) -> Screen:
    """Return the alert as things stand now: opened, acted on, settled, or withdrawn."""
    first, *later = [step_line(step, view.case, now=now) for step in view.case.steps]
    if reader.discreet and not view.revealed:
        return _discreet(view, first, reader=reader, now=now)
    if not _is_open(view):
        text = render("alert_ended", reader, now=now, view=view, advisor=given_name(view.advisor_name))
        return Screen(text, ((_open_client(view, reader),),))
    text = render(
        "alert",
        reader,
        now=now,
        view=view,
        advisor=given_name(view.advisor_name),
        cause=view.case.cause,
        first=first,
        acted_at=view.acted_at or first.done_at,
        acted_late=(view.acted_at or first.done_at or first.due_at) - first.due_at,
        later=[step for step in later if step.is_open],
        figure=figure_of(view.standing, now=now),
        note_chars=NOTE_CHARS,
    )
    return Screen(text, _rows(view, reader))


def step_overdue(view: AlertView, key: StepKey, *, reader: Reader, now: datetime) -> Screen:
    """Return the message to a lead that a step is overdue and needs somebody."""
    step = next(step for step in view.case.steps if step.key is key)
    line = step_line(step, view.case, now=now)
    if reader.discreet and not view.revealed:
        return _discreet(view, line, reader=reader, now=now)
    level = view.standing.level if view.standing else None
    reason = reason_of(view.standing, case=view.case) if view.standing else None
    text = render(
        "step_overdue",
        reader,
        now=now,
        view=view,
        step=line,
        level=level,
        reason=reason,
        reason_days=reason.days_since(reader, now=now) if reason else None,
    )
    return Screen(text, _rows(view, reader))


def _discreet(view: AlertView, step: StepLine, *, reader: Reader, now: datetime) -> Screen:
    level = view.standing.level if view.standing and view.standing.level else Level.RED
    text = render("alert_discreet", reader, now=now, step=step, is_open=_is_open(view), level=level)
    show = Button(button_label("show", reader.language), Action.ALERT_OPEN, view.case.id)
    return Screen(text, ((show,),))


def _is_open(view: AlertView) -> bool:
    return view.case.state is CaseState.OPEN


def _rows(view: AlertView, reader: Reader) -> Rows:
    first = []
    if view.seen_at is None:
        first.append(Button(button_label("seen", reader.language), Action.ALERT_SEEN, view.case.id))
    if view.write_url:
        label = button_label("write_to", reader.language).format(shown_name(given_name(view.advisor_name)))
        first.append(Button(label, url=view.write_url))
    first.append(_open_client(view, reader))
    return (tuple(first[:2]), tuple(first[2:])) if len(first) > 2 else (tuple(first),)


def _open_client(view: AlertView, reader: Reader) -> Button:
    return Button(button_label("open_client", reader.language), Action.CLIENT_CARD, view.client.id)
