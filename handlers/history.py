"""What was logged with a client, and correcting it later."""

from handlers.desk import Desk
from loyalty.clients import ClientId
from loyalty.facts.interactions import Interaction, InteractionId
from loyalty.levels.levels import Level
from loyalty.tone import Mood
from storage.records.corrections import correct_mood, delete_log
from storage.refusals import InteractionNotFoundError
from wording.history import (
    PAGE,
    HistoryView,
    ItemView,
    history,
    history_changed,
    history_delete,
    history_deleted,
    history_item,
    history_moods,
)


def show_history(desk: Desk) -> None:
    """Show a page of a client's history, newest first."""
    client = desk.store.clients.of(desk.target, reader=desk.person)
    page = int(desk.data or 0)
    found = desk.store.interactions.page(client.id, reader=desk.person, offset=page * PAGE, limit=PAGE + 1)
    view = HistoryView(
        client_id=client.id,
        client_name=client.name,
        items=tuple(found[:PAGE]),
        page=page,
        has_older=len(found) > PAGE,
    )
    desk.show(history(view, reader=desk.reader, now=desk.now), about=client.id)


def show_item(desk: Desk) -> None:
    """Show one logged contact in full."""
    view = _view(desk, _pressed(desk))
    desk.show(history_item(view, reader=desk.reader, now=desk.now), about=_client(view))


def change_saved_mood(desk: Desk) -> None:
    """Ask for the mood of a saved note, or keep the one chosen; what it caused is computed anew."""
    if not desk.data:
        view = _view(desk, _pressed(desk))
        desk.show(history_moods(view, reader=desk.reader, now=desk.now), about=_client(view))
        return
    done = correct_mood(
        desk.store, InteractionId(desk.target), Mood(desk.data), by=desk.person.id, now=desk.now
    )
    before = done.before.level if done.before else None
    view = _view(desk, done.interaction, level=done.after.level if done.after.level is not before else None)
    desk.show(history_changed(view, change="mood", reader=desk.reader, now=desk.now), about=_client(view))


def switch_saved_private(desk: Desk) -> None:
    """Mark a saved note private, or take the mark off."""
    item = _own(desk)
    desk.store.interactions.change(item.id, private=not item.private)
    change = "not_private" if item.private else "private"
    view = _view(desk, _pressed(desk))
    desk.show(history_changed(view, change=change, reader=desk.reader, now=desk.now), about=_client(view))


def ask_delete(desk: Desk) -> None:
    """Ask once whether to delete a note."""
    view = _view(desk, _own(desk))
    desk.show(history_delete(view, reader=desk.reader, now=desk.now), about=_client(view))


def delete_item(desk: Desk) -> None:
    """Delete a note; a case it opened stays until a person closes it."""
    item = _own(desk)
    view = _view(desk, item)
    done = delete_log(desk.store, item.id, by=desk.person.id, now=desk.now)
    before = done.before.level if done.before else None
    view = _view(desk, item, level=done.after.level if done.after.level is not before else None)
    desk.show(history_deleted(view, reader=desk.reader, now=desk.now), about=_client(view))


def _pressed(desk: Desk) -> Interaction:
    return desk.store.interactions.of(InteractionId(desk.target), reader=desk.person)


def _own(desk: Desk) -> Interaction:
    item = _pressed(desk)
    if item.author_id != desk.person.id:
        raise InteractionNotFoundError(item.id)
    return item


def _view(desk: Desk, item: Interaction, *, level: Level | None = None) -> ItemView:
    client = desk.store.clients.of(item.client_id, reader=desk.person)
    own = item.author_id == desk.person.id
    return ItemView(
        interaction=item,
        client_name=client.name,
        author_name="" if own else desk.store.people.of(item.author_id).name,
        may_change=own,
        level=level,
    )


def _client(view: ItemView) -> ClientId:
    return view.interaction.client_id
