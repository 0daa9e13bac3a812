"""Promises: being reminded of a client at a chosen moment, by a button or in words."""

from datetime import datetime

from handlers.desk import Desk
from handlers.moments import chosen_moment, typed_moment
from handlers.questions import Question, ask, end_question, end_question_about, kept_words
from loyalty.clients import Client, ClientId
from loyalty.moments import MomentError, Promised, UnreadableMomentError, promised_in
from loyalty.planning.touchpoints import TouchpointKind
from wording.promises import remind_choices, remind_date, remind_set
from wording.toasts import toast

# The step of the question once words were asked for outright: then an answer nobody can read is told so.
_ASKED = "asked"


def ask_when(desk: Desk, client_id: ClientId, *, what: str = "") -> None:
    """Ask when to be reminded of a client and of what, in a message of its own; typing a day answers too."""
    client = desk.store.clients.of(client_id, reader=desk.person)
    ask(desk, Question.REMIND_WHEN, client.id, words=what)
    desk.say(
        remind_choices(
            client_id=client.id, client_name=client.name, what=what, reader=desk.reader, now=desk.now
        ),
        about=client.id,
    )


def ask_when_again(desk: Desk, client: Client, error: MomentError, *, what: str) -> None:
    """Ask for the day or the time in words, as what was told cannot be taken."""
    ask(desk, Question.REMIND_WHEN, client.id, step=_ASKED, words=what)
    screen = remind_date(
        client_id=client.id,
        client_name=client.name,
        what=what,
        reader=desk.reader,
        now=desk.now,
        error=error,
    )
    desk.say(screen, about=client.id)


def offer_reminder(desk: Desk) -> None:
    """Ask when to be reminded of the pressed client."""
    ask_when(desk, ClientId(desk.target))


def set_reminder(desk: Desk) -> None:
    """Plan the reminder at the chosen time; a second press changes nothing."""
    moment, _, what = desk.data.partition(" ")
    due_at = chosen_moment(desk, moment)
    if _is_over(desk, due_at) or not _use_up(desk):
        return
    what = what or kept_words(desk, Question.REMIND_WHEN, desk.target)
    end_question_about(desk, Question.REMIND_WHEN, desk.target)
    _plan(desk, ClientId(desk.target), due_at, what)


def remind_of_promise(desk: Desk) -> None:
    """Plan the reminder of what a note promised; the note itself goes on as it was."""
    moment, _, what = desk.data.partition(" ")
    due_at = datetime.fromisoformat(moment)
    if _is_over(desk, due_at):
        return
    if not _is_new(desk, desk.target, due_at):
        desk.note(toast("already_done", desk.reader))
        return
    _plan(desk, ClientId(desk.target), due_at, what, anew=True)


def ask_for_date(desk: Desk) -> None:
    """Ask for the day or the time in words."""
    client = desk.store.clients.of(desk.target, reader=desk.person)
    what = desk.data or kept_words(desk, Question.REMIND_WHEN, client.id)
    ask(desk, Question.REMIND_WHEN, client.id, step=_ASKED, words=what)
    desk.show(
        remind_date(
            client_id=client.id, client_name=client.name, what=what, reader=desk.reader, now=desk.now
        ),
        about=client.id,
    )


def cancel(desk: Desk) -> None:
    """Wait no more for a day or a time and take the buttons off."""
    end_question_about(desk, Question.REMIND_WHEN, desk.target)
    desk.drop_buttons()


def take_when(desk: Desk, client_id: str, step: str) -> bool:
    """Take a typed day or time; what cannot be read is told only to whom words were asked for."""
    client = desk.store.clients.of(client_id, reader=desk.person)
    kept = kept_words(desk, Question.REMIND_WHEN, client.id)
    try:
        due_at, what = typed_moment(desk)
    except MomentError as error:
        if step != _ASKED and isinstance(error, UnreadableMomentError):
            return False
        ask_when_again(desk, client, error, what=kept)
        return True
    end_question(desk)
    _plan(desk, client.id, due_at, what or kept)
    return True


def promised_by(desk: Desk, text: str, client_id: ClientId | None) -> Promised | None:
    """Return what a note of one's own promises, unless a reminder of it stands already."""
    promised = promised_in(text, now=desk.now, hours=desk.person.hours)
    if promised is None or client_id is None or not _is_new(desk, client_id, promised.at):
        return None
    return promised


def _plan(desk: Desk, client_id: ClientId, due_at: datetime, what: str, *, anew: bool = False) -> None:
    client = desk.store.clients.of(client_id, reader=desk.person)
    planned = desk.store.touchpoints.promise(
        client.id, advisor_id=desk.person.id, due_at=due_at, note=what, now=desk.now
    )
    screen = remind_set(planned, client_name=client.name, reader=desk.reader, now=desk.now)
    if anew:
        desk.say(screen, about=client.id)
    else:
        desk.show(screen, about=client.id)


def _is_over(desk: Desk, due_at: datetime) -> bool:
    """Tell whether the moment of a button pressed late is over, and say so."""
    if due_at > desk.now:
        return False
    desk.note(toast("moment_over", desk.reader), alert=True)
    return True


def _use_up(desk: Desk) -> bool:
    if desk.press is not None and desk.store.buttons.use_group(desk.press.group, now=desk.now):
        return True
    desk.note(toast("already_done", desk.reader))
    return False


def _is_new(desk: Desk, client_id: str, due_at: datetime) -> bool:
    """Tell whether nothing is promised to the client for that moment yet."""
    return not any(
        each.kind is TouchpointKind.PROMISE and each.due_at == due_at
        for each in desk.store.touchpoints.open_about(ClientId(client_id))
    )
