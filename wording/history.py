"""The history of a client: what was logged, page by page, and what can be changed of it."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.clients import ClientId
from loyalty.facts.interactions import Interaction
from loyalty.levels.levels import Level
from wording.actions import Action
from wording.cleaning import lines_clipped
from wording.labels import button_label
from wording.moods import certainty_of, shown_mood
from wording.notes import mood_row
from wording.reader import Reader
from wording.screen import Button, Rows, Screen, grid
from wording.templates import render

PAGE = 6
LINE_CHARS = 42
TEXT_UNITS = 3_500  # Telegram takes 4,096 UTF-16 units a message; the lines above the text need the rest


@dataclass(frozen=True, slots=True)
class HistoryView:
    """One page of a client's history, newest first.

    Attributes:
        items: at most six.
        page: counted from 0.
        has_older: there is a further page.
    """

    client_id: ClientId
    client_name: str
    items: tuple[Interaction, ...]
    page: int = 0
    has_older: bool = False


@dataclass(frozen=True, slots=True)
class ItemView:
    """One logged contact.

    Attributes:
        interaction: its text is None when the reader may not see it.
        author_name: empty when the reader wrote it.
        may_change: only who wrote a note changes it.
        level: told after a change, when it changed the client's level.
    """

    interaction: Interaction
    client_name: str
    author_name: str = ""
    may_change: bool = True
    level: Level | None = None


def history(view: HistoryView, *, reader: Reader, now: datetime) -> Screen:
    """Return a page of the history; each number opens the note of its line."""
    lines = [(item, shown_mood(item.reading)) for item in view.items]
    text = render("history", reader, now=now, view=view, lines=lines, line_chars=LINE_CHARS)
    return Screen(text, _page_rows(view, reader))


def history_item(view: ItemView, *, reader: Reader, now: datetime) -> Screen:
    """Return one logged contact in full."""
    return Screen(_item_text(view, reader, now, change=""), _item_rows(view, reader))


def history_changed(view: ItemView, *, change: str, reader: Reader, now: datetime) -> Screen:
    """Return the contact after a change: ``mood``, ``private`` or ``not_private``."""
    return Screen(_item_text(view, reader, now, change=change), _item_rows(view, reader))


def history_moods(view: ItemView, *, reader: Reader, now: datetime) -> Screen:
    """Return the choice of moods for a saved note."""
    text = render("history_mood", reader, now=now, view=view, item=view.interaction)
    moods = mood_row(Action.HISTORY_MOOD, view.interaction.id, reader)
    return Screen(text, (moods, (_button("back", Action.HISTORY_ITEM, view.interaction.id, reader),)))


def history_delete(view: ItemView, *, reader: Reader, now: datetime) -> Screen:
    """Ask once whether to delete a note, naming the client."""
    text = render("history_delete", reader, now=now, view=view, item=view.interaction)
    sure = _button("delete_sure", Action.HISTORY_DELETE_SURE, view.interaction.id, reader)
    return Screen(text, ((sure, _button("keep", Action.HISTORY_ITEM, view.interaction.id, reader)),))


def history_deleted(view: ItemView, *, reader: Reader, now: datetime) -> Screen:
    """Return that a note is deleted and what that changed; a case stays until a person closes it."""
    text = render("history_deleted", reader, now=now, view=view, item=view.interaction)
    client_id = view.interaction.client_id
    rest = _button("history", Action.HISTORY, client_id, reader)
    return Screen(text, ((rest, _button("card", Action.CLIENT_CARD, client_id, reader)),))


def _item_text(view: ItemView, reader: Reader, now: datetime, *, change: str) -> str:
    note = view.interaction.text
    return render(
        "history_item",
        reader,
        now=now,
        view=view,
        item=view.interaction,
        mood=shown_mood(view.interaction.reading),
        certainty=certainty_of(view.interaction.reading),
        note=lines_clipped(note or "", TEXT_UNITS),
        change=change,
    )


def _item_rows(view: ItemView, reader: Reader) -> Rows:
    item = view.interaction
    back = _button("back", Action.HISTORY, item.client_id, reader)
    if not view.may_change:
        return ((back,),)
    mark = "not_private" if item.private else "private"
    change = (
        _button("mood", Action.HISTORY_MOOD, item.id, reader),
        _button(mark, Action.HISTORY_PRIVATE, item.id, reader),
        _button("delete", Action.HISTORY_DELETE, item.id, reader),
    )
    return (*grid(change), (back,))


def _page_rows(view: HistoryView, reader: Reader) -> Rows:
    numbers = tuple(
        Button(str(number), Action.HISTORY_ITEM, item.id) for number, item in enumerate(view.items, start=1)
    )
    turn = []
    if view.page > 0:
        turn.append(
            Button(button_label("newer", reader.language), Action.HISTORY, view.client_id, str(view.page - 1))
        )
    if view.has_older:
        turn.append(
            Button(button_label("older", reader.language), Action.HISTORY, view.client_id, str(view.page + 1))
        )
    turn.append(_button("card", Action.CLIENT_CARD, view.client_id, reader))
    curves = (
        _button("moods", Action.CLIENT_MOODS, view.client_id, reader),
        _button("loyalty_curve", Action.CLIENT_CURVE, view.client_id, reader),
    )
    return (numbers, tuple(turn), curves) if numbers else (tuple(turn),)


def _button(word: str, action: Action, target: str, reader: Reader) -> Button:
    return Button(button_label(word, reader.language), action, target)
