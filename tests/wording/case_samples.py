"""Samples of the screens about a case: its steps, what is asked about it, how it ended, whose turn it is."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from loyalty.cases.cases import Answer, Case, CaseStep, Cost, Outcome, Pause, PauseReason, StepState
from loyalty.levels.levels import Cause, Level
from loyalty.people.people import Language
from loyalty.playbooks import LOST_STEP, PlaybookName, SkipKey
from tests.wording import firm
from tests.wording.firm import CALL, NOON, OPENED, PLAN, PUT_RIGHT, STEPS
from tests.wording.spoken import LATER, Names, client_of
from wording.casequestions import (
    case_answer,
    case_close,
    case_cost,
    case_pause,
    case_pause_until,
    case_skip,
)
from wording.cases import CaseView, case_steps, case_warning
from wording.reader import Reader
from wording.reasons import Reason
from wording.screen import Screen
from wording.steps import told_step
from wording.turns import TurnView, step_over, step_turn, turns

PAUSE = Pause(NOON, firm.at(30, 9), PauseReason.CLIENT_AWAY)
SKIPPED = SkipKey("client_declined")


def a_view(names: Names, case: Case | None = None) -> CaseView:
    return CaseView(
        case or firm.a_case(),
        client_of(names),
        PUT_RIGHT,
        Reason(Cause.COMPLAINT_OPEN, Level.RED, since=OPENED),
        Level.RED,
        {firm.ANNA: names.advisor, firm.BORIS: names.lead},
        advisor_name=names.advisor,
    )


def with_first(case: Case, **values: object) -> Case:
    """Return the case with its first step changed."""
    first: CaseStep = replace(case.steps[0], **values)
    return replace(case, steps=(first, *case.steps[1:]))


def skipped(case: Case) -> Case:
    return with_first(
        case,
        state=StepState.SKIPPED,
        skip_reason=SKIPPED,
        skipped_for=PUT_RIGHT.skip_reasons[SKIPPED],
        done_by=firm.ANNA,
    )


def cases_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    view = a_view(names)
    overnight = replace(view, case=with_first(view.case, due_at=firm.at(25, 13)))
    done = replace(view, case=firm.a_case(CALL))
    paused = replace(view, case=replace(view.case, pause=PAUSE))
    left_out = replace(view, case=skipped(view.case))
    lost = replace(view, case=with_first(view.case, what=LOST_STEP))
    of_lead = replace(view, case=with_first(view.case, assigned_to=firm.BORIS))
    views = (view, overnight, done, paused, left_out, lost, of_lead, replace(view, is_lead=True))
    for each in (*views, replace(view, level=None), replace(done, names={})):
        for now in (NOON, LATER):
            yield case_steps(each, reader=reader, now=now)
            yield case_warning(each, CALL, late=True, reader=reader, now=now)
            yield case_warning(each, PLAN, late=False, reader=reader, now=now)
            yield case_close(each, reader=reader, now=now)
    yield from _quiet_shown(view, reader)
    yield case_skip(view, view.case.steps[0], reader=reader, now=NOON)
    yield case_pause(view, reader=reader, now=NOON)
    for reason in PauseReason:
        yield case_pause_until(view, reason, reader=reader, now=NOON)
    yield case_close(replace(view, case=firm.a_case(*STEPS)), reader=reader, now=LATER)


def _quiet_shown(view: CaseView, reader: Reader) -> Iterator[Screen]:
    """Yield the green playbook and the yellow one, for each cause that opens them."""
    causes = {
        PlaybookName.GROW_CLOSER: (Cause.THANKED, Cause.RECOMMENDED, Cause.RECOVERED),
        PlaybookName.WIN_BACK: (Cause.SILENCE, Cause.MAY_LEAVE, Cause.LOW_INTENT),
    }
    for name, why in causes.items():
        book = firm.BOOKS.of(name)
        steps = tuple(
            replace(step, key=what.key, what=what)
            for step, what in zip(view.case.steps, book.steps, strict=False)
        )
        case = replace(view.case, playbook=name, steps=steps)
        for cause in why:
            told = replace(view, case=case, book=book, level=name.level, reason=Reason(cause, name.level))
            yield case_steps(told, reader=reader, now=NOON)


def endings_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    costs = (None, Cost(Decimal(0)), Cost(Decimal("1234.50"), "HKD"), Cost(Decimal(900)))
    answers = (None, *Answer)
    for outcome in Outcome:
        closed = replace(a_view(names, firm.a_closed_case(outcome)), ended_by=names.advisor)
        yield case_answer(closed, reader=reader, now=LATER)
        for answer, cost in zip(answers, costs, strict=True):
            told = replace(closed, case=replace(closed.case, answer=answer, cost=cost))
            yield case_steps(told, reader=reader, now=LATER)
            for wrong in (False, True):
                yield case_cost(told, wrong=wrong, reader=reader, now=LATER)
    of_other = replace(a_view(names), is_others=True)
    yield case_steps(of_other, reader=reader, now=NOON)
    yield case_warning(of_other, CALL, late=True, reader=reader, now=NOON)
    yield case_steps(a_view(names, firm.a_withdrawn_case()), reader=reader, now=LATER)


def turns_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    case = firm.a_case()
    view = TurnView(
        step_id=case.steps[0].id,
        step=told_step(case.steps[0], rests=False, now=NOON),
        client_name=names.client,
        tier=client_of(names).tier,
        advisor_name=names.advisor,
        language=Language.EN,
        write_url="tg://user?id=1",
    )
    late = replace(
        view, step=told_step(case.steps[0], rests=False, now=LATER), case_id=case.id, language=None
    )
    rests = replace(view, step=told_step(case.steps[1], rests=True, now=NOON))
    done = replace(view, step=told_step(firm.a_case(CALL).steps[0], rests=False, now=LATER), write_url="")
    left_out = replace(view, step=told_step(skipped(case).steps[0], rests=False, now=NOON))
    for each in (view, late, rests, done, left_out):
        yield step_turn(each, reader=reader, now=NOON)
    yield step_over(reader=reader, now=NOON)
    for several in ([], [view], [view, late, rests] * 3):
        yield turns(several, reader=reader, now=NOON)
