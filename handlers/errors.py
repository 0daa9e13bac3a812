"""Refusals turned into the sentence a person reads; the one place where our errors meet words."""

from handlers.clients import show_card_of
from handlers.desk import Desk
from handlers.questions import end_question
from loyalty.errors import RapportError
from storage.errors import NotFoundError, PersonNotFoundError
from storage.people.absences import AbsenceNotFoundError
from storage.refusals import AlreadyLoggedError, ClientClosedError, UndoTooLateError
from wording.found import client_gone, colleague_gone
from wording.notes import log_already
from wording.start import apology
from wording.toasts import toast, undo_over

_ABOUT_COLLEAGUES = (PersonNotFoundError, AbsenceNotFoundError)


def explain_refusal(desk: Desk, error: RapportError) -> None:
    """Say why nothing was done: as the pressed button's answer, or as a message."""
    if isinstance(error, UndoTooLateError):
        desk.note(undo_over(until=error.until, reader=desk.reader), alert=True)
    elif isinstance(error, AlreadyLoggedError):
        client = desk.store.clients.of(error.interaction.client_id, reader=desk.person)
        desk.say(
            log_already(
                error.interaction.id,
                client_name=client.name,
                logged_at=error.interaction.logged_at,
                reader=desk.reader,
                now=desk.now,
            )
        )
    elif isinstance(error, ClientClosedError):
        show_card_of(desk, error.client_id)
    elif not isinstance(error, NotFoundError):
        desk.say(apology(reader=desk.reader))
    elif desk.incoming.query_id is not None:
        desk.store.audit.record(desk.person.id, "out_of_reach", "", desk.now)
        word = "colleague_gone" if isinstance(error, _ABOUT_COLLEAGUES) else "not_yours"
        desk.note(toast(word, desk.reader), alert=True)
    else:
        if desk.incoming.reply_to is None:
            # What the question was about is out of reach: the next text must not be taken for its answer.
            end_question(desk)
        desk.store.audit.record(desk.person.id, "out_of_reach", "", desk.now)
        is_colleague = isinstance(error, _ABOUT_COLLEAGUES)
        desk.say((colleague_gone if is_colleague else client_gone)(reader=desk.reader))
