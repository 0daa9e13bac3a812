"""Ending a case: how it ended, then what the client said to it and what it cost, one tap or word each."""

from decimal import Decimal

from handlers.cases import pressed_case, show_case_of, view_of
from handlers.desk import Desk
from handlers.questions import Question, ask, end_question
from loyalty.amounts import AmountUnreadableError, amount_of
from loyalty.cases.cases import Answer, Case, CaseId, CaseState, Cost, Outcome
from storage.cases.casework import close_case, save_answer, save_cost
from storage.refusals import CaseNotOpenError
from wording.casequestions import LATER, case_answer, case_close, case_cost
from wording.toasts import toast

# Longer texts are no mistyped amount but something else.
_AMOUNT_CHARS = 20


def ask_outcome(desk: Desk) -> None:
    """Ask how the matter ended."""
    view = view_of(desk, pressed_case(desk))
    if view.is_open:
        desk.show(case_close(view, reader=desk.reader, now=desk.now), about=view.client.id)
    else:
        show_case_of(desk, view.case)


def finish_case(desk: Desk) -> None:
    """Close a case with its outcome; settling it settles the complaint behind it. Then ask for the answer."""
    try:
        closed = close_case(
            desk.store, CaseId(desk.target), Outcome(desk.data), by=desk.person.id, now=desk.now
        )
    except CaseNotOpenError:
        desk.note(toast("case_ended", desk.reader))
        show_case_of(desk, pressed_case(desk))
    else:
        _ask_answer(desk, closed.case)


def take_answer(desk: Desk) -> None:
    """Ask how the client took the outcome, or keep the answer pressed and ask for the cost."""
    case = pressed_case(desk)
    if case.state is not CaseState.CLOSED:
        show_case_of(desk, case)
    elif not desk.data:
        _ask_answer(desk, case)
    else:
        if desk.data != LATER:
            case = save_answer(desk.store, case.id, Answer(desk.data), by=desk.person.id, now=desk.now)
        _ask_cost(desk, case)


def take_no_cost(desk: Desk) -> None:
    """Keep that a closed matter cost nothing, or leave the cost out."""
    case = pressed_case(desk)
    end_question(desk)
    if desk.data != LATER:
        case = save_cost(desk.store, case.id, Cost(Decimal(0)), by=desk.person.id, now=desk.now)
    show_case_of(desk, case)


def take_typed_cost(desk: Desk, case_id: str, _step: str) -> bool:
    """Keep the cost that was typed; False when the text is no amount but something else."""
    case = desk.store.cases.of(CaseId(case_id), reader=desk.person)
    try:
        cost = amount_of(desk.incoming.text, currency=_usual_currency(desk, case))
    except AmountUnreadableError:
        if len(desk.incoming.text) > _AMOUNT_CHARS or not any(map(str.isdigit, desk.incoming.text)):
            end_question(desk)
            return False
        view = view_of(desk, case)
        desk.say(case_cost(view, wrong=True, reader=desk.reader, now=desk.now), about=case.client_id)
        return True
    end_question(desk)
    show_case_of(desk, save_cost(desk.store, case.id, cost, by=desk.person.id, now=desk.now))
    return True


def _ask_answer(desk: Desk, case: Case) -> None:
    desk.show(case_answer(view_of(desk, case), reader=desk.reader, now=desk.now), about=case.client_id)


def _ask_cost(desk: Desk, case: Case) -> None:
    ask(desk, Question.CASE_COST, case.id)
    screen = case_cost(view_of(desk, case), wrong=False, reader=desk.reader, now=desk.now)
    desk.show(screen, about=case.client_id)


def _usual_currency(desk: Desk, case: Case) -> str | None:
    """Return the currency in which the client buys, as one is seldom typed."""
    return desk.store.purchases.usual_currency(case.client_id)
