"""Answers: a typed message goes to the question that is open, if one is."""

from collections.abc import Callable

from handlers.absences import take_first_day, take_typed_last_day
from handlers.caseendings import take_typed_cost
from handlers.clientfields import take_field, take_new_name
from handlers.contacts import take_contact_note
from handlers.desk import Desk
from handlers.drafts import confirm, drafted, take_client_name
from handlers.facts import take_typed_value
from handlers.giving import take_message
from handlers.levels import take_date, take_reason
from handlers.promises import take_when
from handlers.questions import Question, end_question, open_question
from handlers.settings import take_brief_at, take_hours, take_zone
from handlers.touchpoints import take_until
from loyalty.chats import pasted_chat
from loyalty.clients import ClientId

# What fits into a name or a time zone; anything longer, forwarded or pasted is a note of its own.
_ANSWER_CHARS = 120

# Here a long text and a reply are answers like any other.
_NOTES = frozenset({Question.CLIENT_NOTE, Question.CONTACT_NOTE, Question.LEVEL_REASON})

# Each takes the desk, the question's target and step, and says whether the text was an answer.
_Taker = Callable[[Desk, str, str], bool]


def answer_question(desk: Desk) -> bool:
    """Take the text as the answer to the open question; False when there is none or it is no answer to it."""
    opened = open_question(desk)
    if opened is None:
        return False
    question, target, step = opened
    if question not in _NOTES and _is_a_note(desk):
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
