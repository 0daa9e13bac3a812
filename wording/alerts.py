"""The red alert to a lead: one message a matter, edited as things happen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from loyalty.cases.cases import Case, CaseState, StepState
from loyalty.clients import Client
from loyalty.levels.levels import Level
from loyalty.levels.standings import Standing
from loyalty.people.people import PersonId
from loyalty.playbooks import StepKey
from loyalty.tone import CueName
from loyalty.value import Worth
from wording.actions import Action
from wording.card import figure_of
from wording.cleaning import given_name
from wording.clients import shown_name
from wording.labels import button_label
from wording.reader import Reader
from wording.reasons import reason_of
from wording.screen import Button, Rows, Screen, grid
from wording.steps import StepLine, step_line
from wording.templates import render

NOTE_CHARS = 140


@dataclass(frozen=True, slots=True)
class AlertView:
    """What a lead is told of a red client.

    Attributes:
        note: what the advisor wrote; None when there is none or it is private.
        private: the note is private, so that the lead knows there is one.
        names: who the people are that did steps, or have to.
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
    names: Mapping[PersonId, str] = field(default_factory=dict)


def red_alert(view: AlertView, *, reader: Reader, now: datetime) -> Screen:
    """Return the alert as things stand now: opened, acted on, settled, or withdrawn."""
    first, *later = _told_steps(view, now)
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
        who=given_name(first.done_by or view.advisor_name),
        cause=view.case.cause,
        first=first,
        acted_at=view.acted_at or first.done_at,
        acted_late=(view.acted_at or first.done_at or first.due_at) - first.due_at,
        later=later,
        figure=figure_of(view.standing, now=now),
        note_chars=NOTE_CHARS,
    )
    return Screen(text, _rows(view, reader))


def step_overdue(view: AlertView, key: StepKey, *, reader: Reader, now: datetime) -> Screen:
    """Return the message to a lead that a step is overdue and needs somebody.

    It names the step that the digest names (``Case.late_steps``), then the others that are overdue too.
    """
    return _about_step(view, key, "step_overdue", _rows(view, reader), reader=reader, now=now)


def giving_offered(view: AlertView, key: StepKey, *, reader: Reader, now: datetime) -> Screen:
    """Return the offer to a lead to give the client to somebody else, as a step is overdue for a day."""
    give = Button(button_label("give", reader.language), Action.GIVE, view.client.id)
    rows = ((give, *_write_to(view, reader)), (_open_client(view, reader),))
    return _about_step(view, key, "giving_offered", rows, reader=reader, now=now)


def _about_step(
    view: AlertView, key: StepKey, template: str, rows: Rows, *, reader: Reader, now: datetime
) -> Screen:
    ran_out = next(step for step in view.case.steps if step.key == key)
    late = view.case.late_steps(now) or (ran_out,)
    line, *others = [step_line(step, view.case, now=now, names=view.names) for step in late]
    if reader.discreet and not view.revealed:
        return _discreet(view, line, reader=reader, now=now)
    level = view.standing.level if view.standing else None
    reason = reason_of(view.standing, case=view.case) if view.standing else None
    text = render(
        template,
        reader,
        now=now,
        view=view,
        step=line,
        others=others,
        level=level,
        reason=reason,
        reason_days=reason.days_since(reader, now=now) if reason else None,
    )
    return Screen(text, rows)


def _told_steps(view: AlertView, now: datetime) -> list[StepLine]:
    """Return the steps, first the one the alert speaks of: the first that was not left out."""
    lines = [step_line(step, view.case, now=now, names=view.names) for step in view.case.steps]
    # What was left undone when the matter got graver is no news.
    told = [line for line in lines if line.state is not StepState.SKIPPED or line.skipped_for] or lines
    first = next((line for line in told if line.state is not StepState.SKIPPED), told[0])
    return [first, *(line for line in told if line is not first)]


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
    give = Button(button_label("give", reader.language), Action.GIVE, view.client.id)
    return grid([*first, *_write_to(view, reader), _open_client(view, reader), give], per_row=2)


def _write_to(view: AlertView, reader: Reader) -> tuple[Button, ...]:
    if not view.write_url:
        return ()
    label = button_label("write_to", reader.language).format(shown_name(given_name(view.advisor_name)))
    return (Button(label, url=view.write_url),)


def _open_client(view: AlertView, reader: Reader) -> Button:
    return Button(button_label("open_client", reader.language), Action.CLIENT_CARD, view.client.id)
