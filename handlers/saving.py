"""Saving a note: the contact is kept, what follows is told, and for half a minute it can be undone."""

from handlers.desk import Desk
from handlers.promises import promised_by
from handlers.suggestions import suggested
from loyalty.cases.cases import Case
from loyalty.clients import Client, ClientId
from loyalty.drafts import Draft, DraftState
from loyalty.facts.interactions import Interaction, InteractionId
from loyalty.moments import Promised
from storage.cases.interventions import Saved, save_log
from storage.clients.closing import may_close
from storage.ids import new_id
from storage.records.moods import remember_mood
from storage.records.undo import UNDO_FOR, undo_log
from wording.closing import closed_note
from wording.notes import SavedView, log_saved, log_undone
from wording.screen import Screen


def save(desk: Desk, draft: Draft, client_id: ClientId) -> None:
    """Save a draft as a contact with a client and show what follows; a closed client is opened first."""
    client = desk.store.clients.of(client_id, reader=desk.person)
    if client.closed_at is not None:
        show_closed(desk, draft, client)
        return
    interaction = Interaction(
        id=InteractionId(new_id()),
        client_id=client.id,
        author_id=desk.person.id,
        occurred_at=draft.occurred_at,
        logged_at=desk.now,
        channel=draft.channel,
        direction=draft.direction,
        text=draft.text,
        reading=draft.reading,
        private=draft.private,
    )
    desk.store.drafts.finish(draft.id, DraftState.SAVED, interaction_id=interaction.id)
    saved = save_log(
        desk.store,
        interaction,
        source_chat=draft.source_chat,
        source_message=draft.source_message,
        brand_names=desk.brand_names,
        now=desk.now,
    )
    remember_mood(desk.store, interaction, by=desk.person.id, now=desk.now, client_words=draft.client_words)
    desk.show(_saved_screen(desk, client, saved, draft_promise(desk, draft)), about=client.id)


def undo(desk: Desk) -> None:
    """Take a saved log back within 30 seconds: as if it had never been logged."""
    undone = undo_log(desk.store, InteractionId(desk.target), by=desk.person.id, now=desk.now)
    client = desk.store.clients.of(undone.client_id, reader=desk.person)
    view = SavedView(
        interaction_id=InteractionId(desk.target),
        client_id=client.id,
        client_name=client.name,
        before=undone.standing.level,
        standing=undone.standing,
    )
    desk.show(log_undone(view, reader=desk.reader, now=desk.now), about=client.id)


def show_closed(desk: Desk, draft: Draft, client: Client) -> None:
    """Say that the client of a draft is closed, with the way to open it again."""
    may_open = may_close(client, desk.person)
    screen = closed_note(client, draft.id, may_open=may_open, reader=desk.reader, now=desk.now)
    desk.show(screen, about=client.id)


def draft_promise(desk: Desk, draft: Draft) -> Promised | None:
    """Return what the advisor's own words promise; forwarded or pasted ones are not theirs alone."""
    if draft.forwarded or draft.pasted_lines is not None:
        return None
    return promised_by(desk, draft.text, draft.client_id)


def _saved_screen(desk: Desk, client: Client, saved: Saved, promised: Promised | None) -> Screen:
    interaction = saved.interaction
    told_later = [told.at for told in saved.told if told.at > desk.now]
    view = SavedView(
        interaction_id=interaction.id,
        client_id=client.id,
        client_name=client.name,
        undo_until=interaction.logged_at + UNDO_FOR,
        before=saved.before.level,
        standing=saved.after,
        case=saved.case or _loud_case(desk, client),
        told=tuple(told.lead.name for told in saved.told),
        told_at=max(told_later, default=None),
        promised=promised,
        suggestion=None if promised else suggested(desk, client, saved),
    )
    return log_saved(view, reader=desk.reader, now=desk.now)


def _loud_case(desk: Desk, client: Client) -> Case | None:
    """Return the gravest open case; of a quiet one nothing is said here."""
    return next((case for case in desk.store.cases.open_of(client.id) if not case.playbook.is_quiet), None)
