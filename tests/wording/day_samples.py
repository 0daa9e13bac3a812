"""Samples of the day's list and of the plan, with everything that can become of a line."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from loyalty.cases.cases import Case, CaseState, Outcome, StepState
from loyalty.clients import Client, ClientId, Tier
from loyalty.contacts import Channel
from loyalty.days.today import DayList, Line, Matter
from loyalty.levels.levels import Cause, Level
from loyalty.levels.standings import Standing
from loyalty.people.people import Role
from loyalty.planning import PlanLoad
from loyalty.planning.contactdays import DayContact, UnplacedOccasion
from loyalty.planning.festivals import Festival
from loyalty.planning.occasions import Anniversary, Occasion
from loyalty.planning.touchpoints import Touchpoint, TouchpointId, TouchpointKind, TouchpointState
from loyalty.playbooks import PlaybookName
from tests.wording import firm
from tests.wording.case_samples import PAUSE, skipped
from tests.wording.firm import CALL, STEPS, at
from tests.wording.spoken import Names, client_of
from wording import plan, settings, swaps
from wording.plan import PlanView
from wording.reader import Reader
from wording.screen import Screen
from wording.today import today

WEDNESDAY = date(2026, 11, 25)
MORNING = at(25, 8, 30)
ENDS_AT = at(26, 0)


def a_touchpoint(
    kind: TouchpointKind = TouchpointKind.HELLO,
    *,
    state: TouchpointState = TouchpointState.REMINDED,
    due_at: datetime = MORNING,
    note: str = "",
    occasion: str | None = None,
    occasion_on: date | None = None,
) -> Touchpoint:
    return replace(
        firm.a_touchpoint(note),
        kind=kind,
        state=state,
        due_at=due_at,
        occasion=occasion,
        occasion_on=occasion_on,
    )


def a_line(
    client: Client,
    *matters: Matter,
    number: int = 1,
    level: Level | None = Level.GREEN,
    cause: Cause = Cause.ALL_WELL,
    usual_days: int | None = None,
    cause_since: date | None = None,
) -> Line:
    standing: Standing | None = None
    if level is not None:
        standing = firm.a_standing(level, cause, cause_since=cause_since)
    return Line(number, client, matters, ENDS_AT, standing, usual_days)


def the_day(*lines: Line) -> DayList:
    """Return a Wednesday's list with its lines numbered in their order."""
    numbered = (replace(line, number=number) for number, line in enumerate(lines, start=1))
    return DayList(WEDNESDAY, ENDS_AT, tuple(numbered))


def a_yellow_case(cause: Cause = Cause.SILENCE, *, late: bool = False) -> Case:
    case = firm.a_case()
    steps = tuple(replace(step, due_at=at(24, 9) if late else at(27, 9)) for step in case.steps[:1])
    return replace(case, playbook=PlaybookName.WIN_BACK, cause=cause, steps=steps)


def step_of(case: Case, number: int = 0) -> Matter:
    return Matter(case=case, step=case.steps[number])


def contact(touchpoint: Touchpoint, **fields: datetime | Channel) -> Matter:
    matter = Matter(touchpoint=touchpoint)
    return replace(matter, **fields)


def open_matters(names: Names) -> Iterator[tuple[Matter, ...]]:
    yield (step_of(firm.a_case(), 1),)
    yield (
        step_of(a_yellow_case(late=True)),
        contact(a_touchpoint(TouchpointKind.BIRTHDAY, occasion_on=WEDNESDAY)),
    )
    yield (Matter(case=firm.a_case(*STEPS)),)
    for cause in Cause:
        yield (step_of(a_yellow_case(cause)),)
    for key in (*Festival, *Anniversary):
        yield (
            contact(
                a_touchpoint(TouchpointKind.FESTIVAL, occasion=key.value, occasion_on=date(2026, 11, 26))
            ),
        )
    yield (
        contact(a_touchpoint(due_at=at(23, 9))),
        contact(a_touchpoint(TouchpointKind.PROMISE, note=names.note)),
    )
    yield (contact(a_touchpoint(state=TouchpointState.PUT_OFF, due_at=at(25, 15))),)
    yield (contact(a_touchpoint(TouchpointKind.REVIEW)),)
    yield (contact(a_touchpoint(TouchpointKind.PROMISE, note=names.note, due_at=at(24, 15))),)
    yield (contact(a_touchpoint(TouchpointKind.PROMISE, due_at=at(25, 15))),)


def finished_matters() -> Iterator[Matter]:
    case = firm.a_case(CALL, done_at=at(25, 9))
    yield step_of(case)
    skipped_case = skipped(firm.a_case())
    yield next(
        Matter(case=skipped_case, step=each) for each in skipped_case.steps if each.state is StepState.SKIPPED
    )
    yield step_of(replace(firm.a_case(), pause=replace(PAUSE, until=at(30, 9))))
    yield step_of(firm.a_withdrawn_case())
    for outcome in Outcome:
        yield Matter(case=firm.a_closed_case(outcome))
    done = a_touchpoint(state=TouchpointState.DONE)
    yield contact(done, finished_at=at(25, 10))
    for channel in Channel:
        yield contact(done, finished_at=at(24, 18, 20), channel=channel)
    yield contact(a_touchpoint(state=TouchpointState.SKIPPED), finished_at=at(25, 10))
    yield contact(a_touchpoint(state=TouchpointState.DROPPED), finished_at=at(25, 10))
    yield contact(moved(27), relieved_at=at(25, 9))


def moved(day: int) -> Touchpoint:
    return a_touchpoint(state=TouchpointState.PUT_OFF, due_at=at(day, 8, 30))


def days_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    client = client_of(names)
    plain = replace(client, tier=Tier.STANDARD)
    silent = {"level": Level.YELLOW, "cause": Cause.SILENCE, "cause_since": date(2026, 9, 24)}
    opened = [a_line(client, *each, level=Level.RED) for each in open_matters(names)]
    lines = [
        *opened,
        a_line(client, step_of(a_yellow_case()), **silent, usual_days=30),
        a_line(plain, contact(a_touchpoint()), level=None),
        replace(opened[0], advisor_name=names.advisor, stands_in=True),
        replace(opened[1], advisor_name=names.advisor),
    ]
    finished = [a_line(plain, each) for each in finished_matters()]
    relieved = [a_line(plain, contact(moved(day), relieved_at=at(25, 9))) for day in (26, 26, 27)]
    kept = a_line(
        client,
        contact(a_touchpoint()),
        contact(a_touchpoint(TouchpointKind.PROMISE, note=names.note, state=TouchpointState.DONE)),
    )
    assert firm.a_case().state is CaseState.OPEN
    for listing in (
        the_day(),
        the_day(lines[0]),
        the_day(finished[0]),
        the_day(*finished),
        the_day(*lines, *finished),
        the_day(kept, *relieved),
    ):
        for page in (0, 1, 2):
            yield today(listing, page=page, reader=reader, now=MORNING)


def plans_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    client = replace(client_of(names), tier=Tier.KEY)
    contacts = [
        DayContact(date(2026, 11, day), each, replace(client, tier=tier))
        for day in (25, 26, 30)
        for tier in (Tier.KEY, Tier.STANDARD)
        for each in (
            a_touchpoint(),
            a_touchpoint(TouchpointKind.REVIEW),
            a_touchpoint(TouchpointKind.PROMISE),
            a_touchpoint(TouchpointKind.PROMISE, note=names.note),
            a_touchpoint(TouchpointKind.BIRTHDAY, occasion_on=date(2026, 11, 28)),
            a_touchpoint(TouchpointKind.FESTIVAL, occasion="christmas", occasion_on=date(2026, 11, 26)),
        )
    ]
    month, week = (date(2026, 11, 1), date(2026, 11, 30)), (date(2026, 11, 23), date(2026, 11, 29))
    occasions = (
        Occasion(TouchpointKind.BIRTHDAY, date(2026, 11, 28)),
        *(Occasion(TouchpointKind.FESTIVAL, date(2026, 12, 25), key.value) for key in Festival),
    )
    unplaced = tuple(UnplacedOccasion(names.client, each) for each in occasions)
    load = PlanLoad(12, 10, 40, MORNING)
    full = PlanView(tuple(contacts), *month, WEDNESDAY, load, unplaced)
    later = PlanView((), date(2026, 12, 1), date(2026, 12, 31), WEDNESDAY, PlanLoad(5, 10, 0, MORNING))
    for view in (full, later, replace(full, contacts=full.contacts[:1], load=None)):
        yield plan.plan_month(view, reader=reader, now=MORNING)
        yield plan.plan_week(replace(view, first=week[0], last=week[1]), reader=reader, now=MORNING)
        one_day = replace(view, first=WEDNESDAY, last=WEDNESDAY)
        for page in (0, 1):
            yield plan.plan_day(one_day, page=page, reader=reader, now=MORNING)
        yield plan.client_plan(client, view.contacts, may_move=True, reader=reader, now=MORNING)
        yield plan.client_plan(client, view.contacts, may_move=False, reader=reader, now=MORNING)
    for each in contacts[:6]:
        for days in ((), (date(2026, 11, 26), date(2026, 11, 27))):
            for may_swap in (False, True):
                yield plan.plan_contact(each, days, may_swap=may_swap, reader=reader, now=MORNING)
        for partners in ((), contacts[6:14]):
            yield swaps.plan_swap(each, partners, reader=reader, now=MORNING)
        yield swaps.plan_swapped((each, contacts[8]), reader=reader, now=MORNING)
        yield plan.plan_moved(each, was=WEDNESDAY, reader=reader, now=MORNING)
    for roles in ({Role.ADVISOR}, {Role.LEAD}, {Role.ADVISOR, Role.LEAD}):
        person = firm.a_person(*roles, name=names.advisor)
        yield settings.choose_brief_at(person, reader=reader)
        yield settings.choose_brief_at(person, reader=reader, error=firm.FIELD_ERRORS[0])


def several(names: tuple[str, ...], *, tier: Tier = Tier.VIP) -> list[Client]:
    """Return clients with ids of their own."""
    return [
        replace(firm.a_client(name), id=ClientId(f"c-{number}"), tier=tier)
        for number, name in enumerate(names)
    ]


def with_id(touchpoint: Touchpoint, number: int) -> Touchpoint:
    return replace(touchpoint, id=TouchpointId(f"t-{number}"))
