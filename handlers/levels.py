"""A lead sets a client's level for a time: which, until when, why; once more to be sure, and back again."""

from datetime import date

from handlers.desk import Desk
from handlers.questions import Question, ask, end_question
from loyalty.clientfields import FieldError, UnreadableDaysError, clean_words
from loyalty.clients import Client, ClientId
from loyalty.levels.levels import Level
from loyalty.levels.overrides import check_last_day
from loyalty.people.absences import local_day
from loyalty.people.daysoff import days_of
from storage.cases.levels import end_level, level_set, may_set_level, set_level
from storage.errors import ClientNotFoundError
from storage.refusals import ClientClosedError
from wording import levels as words
from wording.levels import Chosen, LevelSavedView, LevelView
from wording.toasts import toast


def offer_levels(desk: Desk) -> None:
    """Ask which level, until when or why, by how much was chosen so far."""
    end_question(desk)
    client = _pressed(desk, desk.target)
    level, _, last_on = desk.data.partition(" ")
    if not level:
        _show(desk, client)
    elif not last_on:
        today = local_day(desk.person, desk.now)
        screen = words.ask_until(client, Level(level), today=today, reader=desk.reader, now=desk.now)
        desk.show(screen, about=client.id)
    else:
        _ask_reason(desk, client, Chosen(Level(level), date.fromisoformat(last_on)))


def ask_for_date(desk: Desk) -> None:
    """Take the next message as the last day of a level."""
    _ask_date(desk, _pressed(desk, desk.target), Level(desk.data))


def take_date(desk: Desk, client_id: str, step: str) -> bool:
    """Take a typed last day; one that cannot be is asked for again."""
    client, level = _pressed(desk, client_id), Level(step)
    today = local_day(desk.person, desk.now)
    try:
        last_on, further = days_of(desk.incoming.text, today=today)
        if further is not None:
            raise UnreadableDaysError(desk.incoming.text)
        check_last_day(last_on, today=today)
    except FieldError as error:
        _ask_date(desk, client, level, error=error)
        return True
    _ask_reason(desk, client, Chosen(level, last_on))
    return True


def take_reason(desk: Desk, client_id: str, step: str) -> bool:
    """Take the typed reason and ask once more; words that are too many are asked for again."""
    client, chosen = _pressed(desk, client_id), Chosen.parse(step)
    if desk.incoming.forwarded_from is not None:
        return False
    try:
        reason = clean_words(desk.incoming.text)
    except FieldError as error:
        _ask_reason(desk, client, chosen, error=error)
        return True
    end_question(desk)
    screen = words.ask_sure(
        client, chosen, reason, told_name=_told(desk, client), reader=desk.reader, now=desk.now
    )
    desk.show(screen, about=client.id)
    return True


def set_chosen_level(desk: Desk) -> None:
    """Set the level; a second press changes nothing."""
    end_question(desk)
    client = _pressed(desk, desk.target)
    step, _, reason = desk.data.partition("\n")
    chosen = Chosen.parse(step)
    try:
        saved = set_level(
            desk.store,
            client.id,
            chosen.level,
            last_on=chosen.last_on,
            reason=reason,
            by=desk.person,
            now=desk.now,
        )
    except FieldError as error:
        # The question was left open until its day was over.
        _ask_date(desk, client, chosen.level, error=error)
        return
    if saved is None:
        desk.note(toast("already_done", desk.reader))
        _show(desk, client)
        return
    view = LevelSavedView(client, saved.set_level, saved.after, saved.case, _told(desk, client))
    desk.show(words.level_saved(view, reader=desk.reader, now=desk.now), about=client.id)


def end_set_level(desk: Desk) -> None:
    """Let the computed level hold again."""
    client = _pressed(desk, desk.target)
    if end_level(desk.store, client.id, by=desk.person, now=desk.now) is None:
        desk.note(toast("already_done", desk.reader))
    _show(desk, client)


def _show(desk: Desk, client: Client) -> None:
    view = LevelView(
        client=client,
        standing=desk.store.standings.of(client.id),
        set_level=level_set(desk.store, client.id, now=desk.now),
    )
    desk.show(words.levels(view, reader=desk.reader, now=desk.now), about=client.id)


def _ask_date(desk: Desk, client: Client, level: Level, *, error: FieldError | None = None) -> None:
    ask(desk, Question.LEVEL_DATE, client.id, step=level)
    desk.show(words.ask_date(client, level, reader=desk.reader, error=error), about=client.id)


def _ask_reason(desk: Desk, client: Client, chosen: Chosen, *, error: FieldError | None = None) -> None:
    ask(desk, Question.LEVEL_REASON, client.id, step=chosen.told)
    screen = words.ask_reason(
        client, chosen, told_name=_told(desk, client), reader=desk.reader, now=desk.now, error=error
    )
    desk.show(screen, about=client.id)


def _told(desk: Desk, client: Client) -> str:
    """Return the name of the advisor who is told; empty when there is none, or it is who sets the level."""
    if client.advisor_id is None or client.advisor_id == desk.person.id:
        return ""
    return desk.store.people.of(client.advisor_id).name


def _pressed(desk: Desk, client_id: str) -> Client:
    client = desk.store.clients.of(client_id, reader=desk.person)
    if not may_set_level(client, desk.person):
        raise ClientNotFoundError(client_id)
    if client.closed_at is not None:
        raise ClientClosedError(ClientId(client_id))
    return client
