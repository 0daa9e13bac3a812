"""Answers: a typed message goes to the question that is open, if one is."""

from collections.abc import Callable

from handlers.absences import take_first_day, take_typed_last_day
from handlers.caseendings import take_typed_cost
from handlers.clientfields import take_field, take_new_name
from handlers.contacts import take_contact_note
from handlers.desk import Desk
from handlers.draftclients import put_aside, take_client_name
from handlers.drafts import confirm, drafted
from handlers.facts import take_typed_value
from handlers.giving import take_message
from handlers.levels import take_date, take_reason
from handlers.moments import typed_moment
from handlers.promises import take_when
from handlers.questions import Question, end_question, open_question
from handlers.settings import take_brief_at, take_hours, take_zone
from handlers.touchpoints import take_until
from loyalty.chats import pasted_chat
from loyalty.clients import ClientId
from loyalty.facts.groups import typed_value
from loyalty.facts.signals import SignalKind
from loyalty.moments import MomentError, UnreadableMomentError
from loyalty.names import Kind, is_note, reading
from wording.clients import ClientField

# What fits into a name or a time zone; anything longer, forwarded or pasted is a note of its own.
_ANSWER_CHARS = 120

# Here a long text and a reply are answers like any other.
_NOTES = frozenset({Question.CLIENT_NOTE, Question.CONTACT_NOTE, Question.LEVEL_REASON})

# Here a day, a time or a figure is waited for: neither a client's name nor a note can be the answer.
_DATES = frozenset(
    {
        Question.REMIND_WHEN,
        Question.REMIND_LATER,
        Question.LEVEL_DATE,
        Question.AWAY_FIRST,
        Question.AWAY_LAST,
        Question.HOURS,
        Question.BRIEF_AT,
        Question.CASE_COST,
    }
)
_DATE_FIELDS = frozenset({ClientField.BIRTHDAY, ClientField.CONSENT})

# Each takes the desk, the question's target and step, and says whether the text was an answer.
_Taker = Callable[[Desk, str, str], bool]


def answer_question(desk: Desk) -> bool:
    """Take the text as the answer to the open question; False when there is none or it is no answer to it."""
    opened = open_question(desk)
    if opened is None:
        return False
    question, target, step = opened
    if question is Question.DRAFT_CLIENT:
        if _is_a_new_note(desk):
            put_aside(desk, target)
            return False
    elif (
        question not in _NOTES
        and not (question is Question.FACT_VALUE and _is_value(desk, step))
        and (_is_a_note(desk) or _is_elsewhere(desk, question, step))
    ):
        return False
    return _TAKERS[question](desk, target, step)


def _take_note(desk: Desk, client_id: str, _step: str) -> bool:
    if _is_a_note(desk) and (desk.incoming.forwarded_from or pasted_chat(desk.incoming.text)):
        return False
    end_question(desk)
    confirm(desk, drafted(desk, desk.incoming.text.strip(), ClientId(client_id)))
    return True


def _take_draft_client(desk: Desk, draft_id: str, _step: str) -> bool:
    end_question(desk)
    return take_client_name(desk, draft_id)


def _is_a_new_note(desk: Desk) -> bool:
    """Tell whether a text that came while a client is asked for says more than a name."""
    incoming, text = desk.incoming, desk.incoming.text.strip()
    if incoming.reply_to is not None and desk.store.outbox.client_shown(incoming.chat_id, incoming.reply_to):
        return True
    if incoming.forwarded_from is not None or len(text) > _ANSWER_CHARS or pasted_chat(text):
        return True
    read = reading(text, desk.store.clients.book_within(desk.person))
    return _is_log(read.kind) or (read.kind is Kind.SEARCH and is_note(text))


def _is_value(desk: Desk, step: str) -> bool:
    """Tell whether a text is the number asked for, typed or in a reply to the question."""
    return (
        desk.incoming.forwarded_from is None and typed_value(desk.incoming.text, SignalKind(step)) is not None
    )


def _is_elsewhere(desk: Desk, question: Question, step: str) -> bool:
    """Tell whether a text is a client's name or a note where a date is waited for; the question stays."""
    if question not in _DATES and (question is not Question.CLIENT_FIELD or step not in _DATE_FIELDS):
        return False
    try:
        is_date, rest = True, typed_moment(desk)[1]
    except UnreadableMomentError:
        is_date, rest = False, ""
    except MomentError:
        return False
    if is_date and not rest:
        return False
    text = desk.incoming.text.strip()
    book = desk.store.clients.book_within(desk.person)
    return bool(book.exact(text)) or (not is_date and _is_log(reading(text, book).kind))


def _is_log(kind: Kind) -> bool:
    return kind in (Kind.LOG, Kind.LOG_SEVERAL)


def _is_a_note(desk: Desk) -> bool:
    incoming = desk.incoming
    return (
        incoming.forwarded_from is not None
        or incoming.reply_to is not None
        or len(incoming.text) > _ANSWER_CHARS
    )


_TAKERS: dict[Question, _Taker] = {
    Question.CLIENT_NOTE: _take_note,
    Question.DRAFT_CLIENT: _take_draft_client,
    Question.CLIENT_NAME: take_new_name,
    Question.CLIENT_FIELD: take_field,
    Question.FACT_VALUE: take_typed_value,
    Question.CASE_COST: take_typed_cost,
    Question.CONTACT_NOTE: take_contact_note,
    Question.REMIND_WHEN: take_when,
    Question.REMIND_LATER: take_until,
    Question.ZONE: take_zone,
    Question.HOURS: take_hours,
    Question.BRIEF_AT: take_brief_at,
    Question.GIVE_MESSAGE: take_message,
    Question.LEVEL_DATE: take_date,
    Question.LEVEL_REASON: take_reason,
    Question.AWAY_FIRST: take_first_day,
    Question.AWAY_LAST: take_typed_last_day,
}
