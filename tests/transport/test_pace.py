"""The pace: never above Telegram's limits, evenly, with answers first."""

from itertools import pairwise

from scheduler.pace import Pacer
from storage.chat.outbox import Lane
from tests.transport.office import ANNA, BORIS, Office


def _busiest_second(moments: list[float]) -> int:
    return max(sum(1 for other in moments if 0 <= other - moment < 1.0) for moment in moments)


def test_pushes_leave_evenly_and_never_more_than_thirty_in_a_second() -> None:
    pacer, at = Pacer(), 100.0
    left: list[float] = []
    while len(left) < 900:
        if pacer.may_push(at):
            pacer.take(len(left) + 1, Lane.PUSH, at)
            left.append(at)
        at += pacer.wait(at, longest=1.0)

    gaps = [later - earlier for earlier, later in pairwise(left)]
    assert _busiest_second(left) <= 30
    assert 900 / (left[-1] - left[0]) > 28
    assert max(gaps) < 0.06


def test_a_rush_of_answers_stays_within_the_limit() -> None:
    pacer, at = Pacer(), 100.0
    left: list[float] = []
    while len(left) < 200:
        for _ in range(pacer.budget(at)):
            pacer.take(len(left) + 1, Lane.INTERACTIVE, at)
            left.append(at)
        at += pacer.wait(at, longest=1.0)

    assert _busiest_second(left) <= 30
    assert left[28] == 100.0


def test_an_answer_need_not_wait_for_a_row_of_pushes() -> None:
    pacer = Pacer()
    pacer.take(1, Lane.PUSH, 100.0)

    assert not pacer.may_push(100.001)
    assert pacer.budget(100.001) > 0


def test_a_chat_takes_a_push_a_second_and_a_few_answers_at_once() -> None:
    pacer = Pacer()
    for _ in range(3):
        pacer.take(ANNA, Lane.INTERACTIVE, 100.0)

    assert pacer.closed_chats(Lane.INTERACTIVE, 100.0) == {ANNA}
    assert pacer.closed_chats(Lane.PUSH, 100.0) == {ANNA}
    assert pacer.closed_chats(Lane.INTERACTIVE, 103.0) == set()

    pacer.take(BORIS, Lane.PUSH, 103.0)
    assert pacer.closed_chats(Lane.PUSH, 103.9) == {BORIS}
    assert pacer.closed_chats(Lane.PUSH, 104.0) == set()
    assert pacer.closed_chats(Lane.INTERACTIVE, 103.9) == set()


def test_a_group_takes_twenty_messages_a_minute() -> None:
    pacer, group, at = Pacer(), -100, 100.0
    left = []
    while at < 220.0:
        if group not in pacer.closed_chats(Lane.INTERACTIVE, at):
            pacer.take(group, Lane.INTERACTIVE, at)
            left.append(at)
        at += 0.5

    assert max(sum(1 for other in left if 0 <= other - moment < 60) for moment in left) == 20


def test_one_flooded_chat_waits_alone_but_many_stop_everything() -> None:
    pacer = Pacer()
    pacer.hold_chat(1, 3600.0, 100.0)
    pacer.hold_chat(2, 3600.0, 100.0)
    alone = pacer.budget(100.0)
    pacer.hold_chat(3, 3600.0, 100.0)

    assert alone > 0
    assert pacer.budget(100.0) == 0
    assert pacer.budget(110.0) > 0
    assert pacer.closed_chats(Lane.INTERACTIVE, 110.0) == {1, 2, 3}


async def test_answers_pass_a_backlog_of_pushes_and_telegram_never_complains(office: Office) -> None:
    office.api.pace.enforced = True
    office.api.pace.now_s = office.hand.ticks
    lead = office.staff.boris.id
    for number in range(20):
        await office.push(f"push {number}", to=lead)

    await office.send_for(3, step_s=0.05)
    asked_at = office.hand.ticks()
    await office.reply("answer")
    await office.send_for(0.1, step_s=0.05)
    answered = office.texts()
    await office.send_for(25)

    assert answered == ["answer"]
    assert office.hand.ticks() - asked_at < 30
    assert office.texts(BORIS) == [f"push {number}" for number in range(20)]
    assert office.api.pace.busiest_second() <= 30
