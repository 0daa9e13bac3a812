"""What stands in a day's list, in which order, how long it takes, and what became of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from loyalty.cases.cases import Case, CaseId, CaseState, CaseStep, Pause, PauseReason, StepId, StepState
from loyalty.clients import Client, ClientId, Tier
from loyalty.days.mornings import is_morning
from loyalty.days.today import (
    DayList,
    Line,
    Matter,
    Progress,
    Rank,
    in_order,
    is_due,
    ordered,
    rank_of,
    task_of,
)
from loyalty.levels.levels import Cause, Level
from loyalty.levels.standings import Standing
from loyalty.people.clocks import WorkingHours
from loyalty.people.people import PersonId, TeamId
from loyalty.planning.relief import relieved
from loyalty.planning.touchpoints import Touchpoint, TouchpointId, TouchpointKind, TouchpointState
from loyalty.playbooks import PlaybookName, StepKey

ANNA, DORA, BORIS = PersonId("anna"), PersonId("dora"), PersonId("boris")
# Wednesday in Hong Kong: the list of the 25th ends at midnight there.
MORNING = datetime(2026, 11, 25, 1, tzinfo=UTC)
ENDS_AT = datetime(2026, 11, 25, 16, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
HOURS = WorkingHours("Asia/Hong_Kong", time(9), time(18), frozenset(range(5)))


def client(name: str = "Chen Wei", tier: Tier = Tier.STANDARD) -> Client:
    return Client(ClientId(name), name, TeamId("central"), ANNA, MORNING, tier=tier)


def step(number: int = 1, *, due_at: datetime = ENDS_AT, state: StepState = StepState.OPEN) -> CaseStep:
    key = StepKey(f"step {number}")
    return CaseStep(StepId(f"s-{number}"), key, number, MORNING - DAY, due_at, state)


def case(playbook: PlaybookName = PlaybookName.PUT_RIGHT, *steps: CaseStep) -> Case:
    return Case(CaseId("c"), ClientId("Chen Wei"), ANNA, playbook, Cause.SILENCE, MORNING - DAY, steps)


def contact(
    kind: TouchpointKind = TouchpointKind.HELLO,
    state: TouchpointState = TouchpointState.REMINDED,
    *,
    due_at: datetime = MORNING,
) -> Matter:
    touchpoint = Touchpoint(TouchpointId(f"t-{kind}"), ClientId("Chen Wei"), ANNA, kind, due_at, "", state)
    return Matter(touchpoint=touchpoint)


def standing(level: Level) -> Standing:
    return Standing(
        client_id=ClientId("Chen Wei"),
        scored_at=MORNING,
        scored_on=date(2026, 11, 25),
        index=50.0,
        coverage=0.5,
        outlook=None,
        risk=0.0,
        level=level,
        cause=Cause.ALL_WELL,
        cause_since=None,
        level_since=MORNING,
        calm_days=0,
        week_ago=None,
    )


def line(*matters: Matter, level: Level | None = None, number: int = 1) -> Line:
    return Line(number, client(), matters, ENDS_AT, standing(level) if level else None)


def listing(*lines: Line) -> DayList:
    return DayList(date(2026, 11, 25), ENDS_AT, lines)


RED = Matter(case=case(PlaybookName.PUT_RIGHT, step()), step=step())
YELLOW = Matter(case=case(PlaybookName.WIN_BACK, step()), step=step())
QUIET = Matter(case=case(PlaybookName.GROW_CLOSER, step()), step=step())


@pytest.mark.parametrize(
    ("matter", "tier", "rank"),
    [
        (RED, Tier.STANDARD, Rank.RED),
        (YELLOW, Tier.VIP, Rank.YELLOW),
        (contact(TouchpointKind.BIRTHDAY), Tier.STANDARD, Rank.DATED),
        (contact(TouchpointKind.PROMISE), Tier.STANDARD, Rank.DATED),
        (QUIET, Tier.VIP, Rank.VIP),
        (contact(), Tier.VIP, Rank.VIP),
        (contact(TouchpointKind.REVIEW), Tier.KEY, Rank.KEY),
        (contact(), Tier.STANDARD, Rank.STANDARD),
    ],
)
def test_the_order_is_reds_yellows_dated_then_the_tiers(matter: Matter, tier: Tier, rank: Rank) -> None:
    assert rank_of(matter, tier) is rank


def test_clients_come_by_their_gravest_matter_and_of_equals_by_what_is_due_first() -> None:
    late, soon = client("Late"), client("Soon")
    red, vip = client("Red"), client("Vip", Tier.VIP)
    clients = [
        (late, (contact(due_at=MORNING + HOUR),)),
        (soon, (contact(),)),
        (vip, (contact(),)),
        (red, in_order((contact(), RED), red)),
    ]

    assert [each.name for each, _ in ordered(clients)] == ["Red", "Vip", "Soon", "Late"]
    assert ordered(clients)[0][1][0] is RED


def test_a_case_with_all_steps_done_stands_where_it_was_opened() -> None:
    waiting = Matter(case=case(PlaybookName.PUT_RIGHT))

    assert in_order((RED, waiting), client()) == (waiting, RED)


@pytest.mark.parametrize(
    ("playbook", "days", "listed"),
    [
        (PlaybookName.PUT_RIGHT, 30, True),
        (PlaybookName.WIN_BACK, 2, True),
        (PlaybookName.WIN_BACK, 3, False),
        (PlaybookName.GROW_CLOSER, 0, False),
        (PlaybookName.GROW_CLOSER, -1, True),
    ],
)
def test_a_step_is_listed_by_its_level_and_time(playbook: PlaybookName, days: int, listed: bool) -> None:
    due = step(due_at=ENDS_AT + days * DAY)

    assert is_due(case(playbook, due), due, ends_at=ENDS_AT) is listed


def test_a_case_at_rest_or_ended_is_not_listed_and_one_to_be_closed_is() -> None:
    rests = replace(case(), pause=Pause(MORNING, ENDS_AT + DAY, PauseReason.CLIENT_AWAY))
    wakes = replace(case(), pause=Pause(MORNING, ENDS_AT - HOUR, PauseReason.CLIENT_AWAY))

    assert not is_due(rests, None, ends_at=ENDS_AT)
    assert is_due(wakes, None, ends_at=ENDS_AT)
    assert is_due(case(PlaybookName.GROW_CLOSER), None, ends_at=ENDS_AT)
    assert not is_due(replace(case(), state=CaseState.CLOSED), None, ends_at=ENDS_AT)


def test_the_advisor_does_what_nobody_else_is_assigned_to() -> None:
    leads = replace(step(1), assigned_to=BORIS)
    opened = case(PlaybookName.PUT_RIGHT, leads, step(2))

    def todo(person_id: PersonId, stands_in_for: frozenset[PersonId] = frozenset()) -> str | None:
        task = task_of(opened, person_id=person_id, stands_in_for=stands_in_for)
        return None if task is None or task.step is None else str(task.step.id)

    assert (todo(ANNA), todo(BORIS), todo(DORA)) == ("s-2", "s-1", None)
    assert todo(DORA, frozenset({ANNA})) == "s-2"


def test_a_case_with_all_steps_done_is_closed_by_who_is_in_charge() -> None:
    done = case(PlaybookName.PUT_RIGHT, step(state=StepState.DONE))

    assert task_of(done, person_id=ANNA, stands_in_for=()) == Matter(case=done)
    assert task_of(done, person_id=DORA, stands_in_for=()) is None


@pytest.mark.parametrize(
    ("state", "due_at", "progress"),
    [
        (TouchpointState.REMINDED, MORNING, Progress.OPEN),
        (TouchpointState.PLANNED, MORNING, Progress.OPEN),
        (TouchpointState.PUT_OFF, ENDS_AT - HOUR, Progress.OPEN),
        (TouchpointState.PUT_OFF, ENDS_AT, Progress.MOVED),
        (TouchpointState.PLANNED, ENDS_AT + DAY, Progress.MOVED),
        (TouchpointState.DONE, MORNING, Progress.DONE),
        (TouchpointState.SKIPPED, MORNING, Progress.LEFT_OUT),
        (TouchpointState.DROPPED, MORNING, Progress.LEFT_OUT),
    ],
)
def test_a_contact_is_told_by_its_state(state: TouchpointState, due_at: datetime, progress: Progress) -> None:
    assert contact(state=state, due_at=due_at).progress(ends_at=ENDS_AT) is progress


@pytest.mark.parametrize(
    ("changed", "state", "progress"),
    [
        ({}, StepState.OPEN, Progress.OPEN),
        ({}, StepState.DONE, Progress.DONE),
        ({}, StepState.SKIPPED, Progress.LEFT_OUT),
        ({"state": CaseState.CLOSED}, StepState.SKIPPED, Progress.DONE),
        ({"state": CaseState.WITHDRAWN}, StepState.DONE, Progress.LEFT_OUT),
    ],
)
def test_a_step_is_told_by_its_state_and_that_of_its_case(
    changed: dict[str, CaseState], state: StepState, progress: Progress
) -> None:
    matter = Matter(case=replace(case(), **changed), step=step(state=state))

    assert matter.progress(ends_at=ENDS_AT) is progress


def test_a_case_put_to_rest_is_moved() -> None:
    rests = replace(case(), pause=Pause(MORNING, ENDS_AT, PauseReason.OTHERS))

    assert Matter(case=rests, step=step()).progress(ends_at=ENDS_AT) is Progress.MOVED


def test_a_line_is_finished_when_all_but_the_promises_beside_it_are() -> None:
    promise, done = contact(TouchpointKind.PROMISE), contact(state=TouchpointState.DONE)
    skipped = contact(TouchpointKind.REVIEW, TouchpointState.SKIPPED)

    assert line(promise).open is promise
    assert line(done, promise).open is None
    assert line(done, promise).beside == (promise,)
    assert line(done, contact(TouchpointKind.REVIEW)).open is not None
    assert line(skipped, done).last_finished is done
    assert line(promise).last_finished is None


def test_the_level_is_the_clients_else_that_of_the_playbook() -> None:
    assert line(RED, level=Level.YELLOW).level is Level.YELLOW
    assert line(RED).level is Level.RED
    assert line(contact()).level is None


def test_a_line_takes_as_long_as_the_longest_of_its_matters() -> None:
    assert [line(each).minutes for each in (RED, YELLOW, QUIET, contact())] == [20, 10, 5, 5]
    assert line(contact(TouchpointKind.REVIEW)).minutes == 15
    assert line(contact(), RED).minutes == 20
    day = listing(line(RED), line(contact(state=TouchpointState.DONE), number=2), line(YELLOW, number=3))
    assert day.minutes_left == 30
    assert [each.number for each in day.left] == [1, 3]


def test_only_contacts_without_a_date_of_calm_clients_can_wait() -> None:
    planned = contact(state=TouchpointState.PLANNED)
    put_off = contact(state=TouchpointState.PUT_OFF, due_at=ENDS_AT - HOUR)
    review = contact(TouchpointKind.REVIEW)
    day = listing(
        line(contact(), level=Level.RED),
        line(contact(), level=Level.YELLOW),
        line(contact(TouchpointKind.BIRTHDAY), review, contact(TouchpointKind.HELLO, TouchpointState.DONE)),
        line(planned, level=Level.GREEN),
        line(put_off),
        line(QUIET),
        line(contact(state=TouchpointState.DONE)),
    )

    assert day.movable == (review, planned)


def test_what_a_relief_moved_is_told_apart() -> None:
    moved = replace(contact(state=TouchpointState.PUT_OFF, due_at=ENDS_AT + DAY), relieved_at=MORNING)
    day = listing(line(moved), line(contact(), contact(TouchpointKind.PROMISE)))

    assert day.relieved == (moved,)
    assert [matter.is_promise for _, matter in day.promises] == [True]


THURSDAY, FRIDAY, MONDAY = date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 30)


def test_relief_spreads_over_the_next_days_with_room_before_filling_any() -> None:
    rooms = {MONDAY: 5, THURSDAY: 5, FRIDAY: 1}

    assert relieved([()] * 5, rooms=rooms) == [THURSDAY, FRIDAY, MONDAY, THURSDAY, MONDAY]


def test_relief_leaves_what_finds_no_room_and_no_day_of_its_own() -> None:
    assert relieved([(), ()], rooms={THURSDAY: 1, FRIDAY: 0}) == [THURSDAY, None]
    assert relieved([(THURSDAY,)], rooms={THURSDAY: 3, FRIDAY: 1}) == [FRIDAY]
    assert relieved([()], rooms={}) == [None]


def test_the_days_farther_off_are_used_once_the_next_five_are_full() -> None:
    rooms = {THURSDAY + number * DAY: 1 for number in range(7)}

    assert relieved([()] * 7, rooms=rooms) == sorted(rooms)


@pytest.mark.parametrize(
    ("now", "at", "comes"),
    [
        (MORNING - HOUR, None, False),
        (MORNING, None, True),
        (MORNING - HOUR, time(8), True),
        (MORNING + 8 * HOUR, None, True),
        (MORNING + 9 * HOUR, None, False),
        (MORNING + 10 * HOUR, time(20), False),
        (MORNING + 12 * HOUR, time(21), True),
        (MORNING + 3 * DAY, None, False),
    ],
)
def test_the_message_of_a_day_comes_from_its_hour_to_the_end_of_work(
    now: datetime, at: time | None, comes: bool
) -> None:
    assert is_morning(now, HOURS, at=at, days_off=(), last_on=date(2026, 11, 24)) is comes


def test_no_day_off_and_no_day_told_before_has_a_message() -> None:
    today = date(2026, 11, 25)

    assert not is_morning(MORNING, HOURS, at=None, days_off=(today,), last_on=None)
    assert not is_morning(MORNING, HOURS, at=None, days_off=(), last_on=today)
    assert not is_morning(MORNING, HOURS, at=None, days_off=(), last_on=today + DAY)
    assert is_morning(MORNING, HOURS, at=None, days_off=(), last_on=None)


def test_of_several_late_steps_the_first_is_named_and_none_while_the_case_rests() -> None:
    late = [step(number, due_at=ENDS_AT + timedelta(hours=number)) for number in (1, 2, 3)]
    done = replace(late[0], state=StepState.DONE)
    open_case = case(PlaybookName.PUT_RIGHT, done, *late[1:])

    assert open_case.late_steps(ENDS_AT + timedelta(hours=2)) == (late[1],)
    assert open_case.late_steps(ENDS_AT + timedelta(hours=9)) == tuple(late[1:])
    resting = replace(open_case, pause=Pause(ENDS_AT, ENDS_AT + timedelta(days=1), PauseReason.OTHERS))
    assert resting.late_steps(ENDS_AT + timedelta(hours=9)) == ()
