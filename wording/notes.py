"""A note on its way into the history: what will be saved, what may be changed, what was saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loyalty.cases.cases import Case
from loyalty.clients import ClientId
from loyalty.contacts import Channel, Direction
from loyalty.drafts import Draft
from loyalty.facts.interactions import InteractionId
from loyalty.levels.levels import Level
from loyalty.levels.standings import Standing
from loyalty.moments import Promised
from loyalty.tone import Mood
from wording.actions import Action
from wording.clients import Hit, hit_labels
from wording.dates import full
from wording.labels import button_label, label_of
from wording.moods import CHOICES, certainty_of, shown_mood
from wording.reader import Reader
from wording.screen import Button, Rows, Screen, grid
from wording.steps import next_line
from wording.templates import render

EVIDENCE_SHOWN = 3
QUOTE_CHARS = 40
OPENING_CHARS = 40


class Suggestion(StrEnum):
    """What may be added after a note with one more tap; the value is the word on the button."""

    THEY_BOUGHT = "they_bought"
    SOLVED = "solved"
    WHAT_MATTERS = "what_matters"


_SUGGESTED = {
    Suggestion.THEY_BOUGHT: (Action.FACT_BOUGHT, "new"),
    Suggestion.SOLVED: (Action.FACT_SOLVE, "new"),
    Suggestion.WHAT_MATTERS: (Action.CLIENT_NEEDS, "new"),
}


@dataclass(frozen=True, slots=True)
class SavedView:
    """What became of a saved note.

    Attributes:
        undo_until: None once the time to undo is over.
        before: the level before the note; None when there was none.
        standing: after the note; None when the client has none yet.
        case: the open case of the client, if there is one.
        told: names of the leads who are told of it.
        told_at: when they are told, if not at once.
        promised: what the note promises for a day and nobody is to be reminded of yet.
        suggestion: what to offer, with the fact or client it is about.
    """

    interaction_id: InteractionId
    client_id: ClientId
    client_name: str
    undo_until: datetime | None = None
    before: Level | None = None
    standing: Standing | None = None
    case: Case | None = None
    told: tuple[str, ...] = ()
    told_at: datetime | None = None
    promised: Promised | None = None
    suggestion: tuple[Suggestion, str] | None = None


def log_confirmation(
    draft: Draft, *, client_name: str, reader: Reader, now: datetime, promised: Promised | None = None
) -> Screen:
    """Return the question whether to save a note; an unsure mood is asked for first.

    ``promised`` is what the note promises for a day: the reminder of it is offered.
    """
    offered: Rows = ()
    if promised is not None and draft.client_id is not None:
        offered = ((_remind_at(promised, draft.client_id, reader, now),),)
    rows = _confirmation_rows(draft, reader, offered=offered)
    return Screen(_confirmation_text(draft, client_name, reader, now), rows)


def log_moods(draft: Draft, *, client_name: str, reader: Reader, now: datetime) -> Screen:
    """Return the choice of moods for a note that is not saved yet."""
    text = render("log_mood", reader, now=now, client_name=client_name)
    return Screen(text, (mood_row(Action.LOG_MOOD, draft.id, reader), _back(draft, reader)))


def log_channels(draft: Draft, *, client_name: str, reader: Reader, now: datetime) -> Screen:
    """Return the choice of channels, and of who began."""
    text = render("log_channel", reader, now=now, client_name=client_name, draft=draft)
    channels = [
        Button(_channel_label(channel, reader), Action.LOG_CHANNEL, draft.id, channel) for channel in Channel
    ]
    directions = [
        Button(label_of("direction_button", each, reader.language), Action.LOG_DIRECTION, draft.id, each)
        for each in (Direction.OUTBOUND_ANSWERED, Direction.INBOUND, Direction.OUTBOUND_UNANSWERED)
    ]
    return Screen(text, (*grid(channels), *grid(directions), _back(draft, reader)))


def log_clients(
    draft: Draft, hits: Sequence[Hit], *, typed: str = "", new_name: str = "", reader: Reader, now: datetime
) -> Screen:
    """Return the choice of clients for a note; without hits it asks for the name.

    ``typed`` is a name that was sent and means nobody for sure, ``new_name`` one that can be added.
    """
    text = render(
        "log_client",
        reader,
        now=now,
        found=len(hits),
        typed=typed,
        new_name=new_name,
        opening=_opening(draft),
    )
    choices = tuple(
        (Button(label, Action.LOG_CLIENT, draft.id, hit.client_id),)
        for hit, label in zip(hits, hit_labels(hits, reader), strict=True)
    )
    ways = [_button("discard", Action.LOG_DISCARD, draft, reader)]
    if new_name:
        add = button_label("add_client", reader.language)
        ways.insert(0, Button(add, Action.LOG_ADD_CLIENT, draft.id, new_name))
    return Screen(text, (*choices, tuple(ways)))


def log_waiting(draft: Draft, *, reader: Reader, now: datetime) -> Screen:
    """Return that a note still waits for its client while something else goes on."""
    text = render("log_waiting", reader, now=now, opening=_opening(draft))
    client = _button("client", Action.LOG_CLIENT, draft, reader)
    return Screen(text, ((client, _button("discard", Action.LOG_DISCARD, draft, reader)),))


def log_saved(view: SavedView, *, reader: Reader, now: datetime) -> Screen:
    """Return what saving changed: the level if it did, what is to be done, who is told."""
    level = view.standing.level if view.standing else None
    text = render(
        "log_saved",
        reader,
        now=now,
        view=view,
        level=level,
        is_changed=level is not view.before,
        cause=view.standing.cause if view.standing else None,
        next_step=next_line(view.case, now=now),
    )
    rows = _saved_rows(view, reader)
    if view.promised is not None:
        rows = (*rows, (_remind_at(view.promised, view.client_id, reader, now),))
    elif view.suggestion is not None:
        rows = (*rows, (_suggested(*view.suggestion, reader),))
    return Screen(text, rows)


def log_undone(view: SavedView, *, reader: Reader, now: datetime) -> Screen:
    """Return that nothing is left of a note; ``view.before`` is the level that holds again."""
    text = render("log_undone", reader, now=now, view=view)
    return Screen(
        text, ((Button(button_label("card", reader.language), Action.CLIENT_CARD, view.client_id),),)
    )


def log_discarded(*, reader: Reader, now: datetime) -> Screen:
    """Return that a note was not saved."""
    return Screen(render("log_discarded", reader, now=now))


def log_already(
    interaction_id: InteractionId, *, client_name: str, logged_at: datetime, reader: Reader, now: datetime
) -> Screen:
    """Return that this message was saved before, and for whom."""
    text = render("log_already", reader, now=now, client_name=client_name, logged_at=logged_at)
    item = Button(button_label("show", reader.language), Action.HISTORY_ITEM, interaction_id)
    return Screen(text, ((item,),))


def log_prompt(*, client_id: ClientId, client_name: str, reader: Reader, now: datetime) -> Screen:
    """Ask for the note about a client; the next message is taken as that note."""
    text = render("log_prompt", reader, now=now, client_name=client_name)
    cancel = Button(button_label("cancel", reader.language), Action.CLIENT_CANCEL, client_id)
    return Screen(text, ((cancel,),))


def mood_row(action: Action, target: str, reader: Reader) -> tuple[Button, ...]:
    """Return one button for each mood that can be chosen, its face and word."""
    return tuple(
        Button(
            f"{label_of('face', mood, reader.language)} {label_of('Mood', mood, reader.language)}",
            action,
            target,
            mood,
        )
        for mood in CHOICES
    )


def _confirmation_text(draft: Draft, client_name: str, reader: Reader, now: datetime) -> str:
    return render(
        "log_confirmation",
        reader,
        now=now,
        client_name=client_name,
        draft=draft,
        mood=shown_mood(draft.reading),
        certainty=certainty_of(draft.reading, own=draft.remembered_by == draft.author_id),
        evidence=draft.reading.evidence[:EVIDENCE_SHOWN],
        quote_chars=QUOTE_CHARS,
        opening=_opening(draft) if draft.asked else (),
    )


def _opening(draft: Draft) -> tuple[str, ...]:
    """Return by which words a note is known again."""
    return (" ".join(draft.text.split())[: 2 * OPENING_CHARS],)


def _confirmation_rows(draft: Draft, reader: Reader, *, offered: Rows = ()) -> Rows:
    is_unsure = shown_mood(draft.reading) is Mood.UNKNOWN
    moods = (mood_row(Action.LOG_MOOD, draft.id, reader),) if is_unsure else ()
    return (
        *moods,
        (_button("save", Action.LOG_SAVE, draft, reader),),
        (
            _button("mood", Action.LOG_MOOD, draft, reader),
            _button("channel", Action.LOG_CHANNEL, draft, reader),
            _button("client", Action.LOG_CLIENT, draft, reader),
        ),
        *offered,
        *grid(
            (
                _button("remind", Action.LOG_REMIND, draft, reader),
                _button("not_private" if draft.private else "private", Action.LOG_PRIVATE, draft, reader),
                _button("discard", Action.LOG_DISCARD, draft, reader),
            )
        ),
    )


def _saved_rows(view: SavedView, reader: Reader) -> Rows:
    buttons = []
    if view.undo_until is not None:
        buttons.append(Button(button_label("undo", reader.language), Action.LOG_UNDO, view.interaction_id))
    if view.case is not None:
        buttons.append(Button(button_label("steps", reader.language), Action.CASE_SHOW, view.case.id))
    else:
        buttons.append(Button(button_label("card", reader.language), Action.CLIENT_CARD, view.client_id))
    buttons.append(Button(button_label("remind", reader.language), Action.REMIND, view.client_id))
    return grid(buttons)


def _remind_at(promised: Promised, client_id: ClientId, reader: Reader, now: datetime) -> Button:
    label = button_label("remind_at", reader.language).format(full(promised.at, reader, now=now))
    return Button(label, Action.REMIND_AT, client_id, f"{promised.at.isoformat()} {promised.what}")


def _suggested(suggestion: Suggestion, target: str, reader: Reader) -> Button:
    action, data = _SUGGESTED[suggestion]
    return Button(button_label(suggestion, reader.language), action, target, data)


def _channel_label(channel: Channel, reader: Reader) -> str:
    if channel is Channel.OTHER:
        return button_label("other", reader.language)
    return label_of("Channel", channel, reader.language)


def _button(word: str, action: Action, draft: Draft, reader: Reader) -> Button:
    return Button(button_label(word, reader.language), action, draft.id)


def _back(draft: Draft, reader: Reader) -> tuple[Button, ...]:
    return (_button("back", Action.LOG_BACK, draft, reader),)
