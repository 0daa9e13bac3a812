"""The runner: order in a chat, chats side by side, failures tried again, poison set aside."""

import asyncio
from datetime import timedelta
from typing import Any

from scheduler.inbox import InboxRunner
from storage.chat.inbox import InboxItem, InboxRow, ReceivedUpdate
from storage.columns import table_of
from storage.errors import StorageBusyError
from storage.store import Store
from tests.transport.office import ANNA, BORIS, Office

_INBOX = table_of(InboxRow)


class Slow:
    """A dispatcher whose updates take their turn only when all that can run have begun."""

    def __init__(self, office: Office, *, failing: dict[int, list[Exception]] | None = None) -> None:
        self.office = office
        self.failing = failing or {}
        self.begun: list[int] = []
        self.has_begun = asyncio.Event()
        self.running = 0
        self.most_at_once = 0

    async def run(self, item: InboxItem) -> None:
        self.begun.append(item.update_id)
        self.has_begun.set()
        self.running += 1
        self.most_at_once = max(self.most_at_once, self.running)
        for _ in range(5):
            await asyncio.sleep(0)
        self.running -= 1
        errors = self.failing.get(item.update_id)
        if errors:
            raise errors.pop(0)

    def apologise(self, _store: Store, _item: InboxItem, /) -> None:
        raise LookupError("nobody to say it to")


def _runner(office: Office, slow: Slow) -> InboxRunner:
    return InboxRunner(
        office.database, slow, now=office.hand.now, retry_after_s=(0.0, 0.0), storage_retry=(0.0, 0.0)
    )


async def _keep(office: Office, *updates: tuple[int, int | None]) -> None:
    batch = [ReceivedUpdate(update_id, chat_id, "{}") for update_id, chat_id in updates]
    await office.database.run(lambda store: store.inbox.store_batch(batch, now=office.hand.now()))


async def _states(office: Office) -> dict[int, tuple[str, str | None]]:
    def work(store: Store) -> dict[int, tuple[str, str | None]]:
        rows: Any = store.transaction.rows(_INBOX.select().order_by(_INBOX.c.update_id))
        return {row.update_id: (row.state, row.outcome) for row in rows}

    return await office.database.read(work)


async def test_updates_of_a_chat_run_one_after_the_other_and_chats_side_by_side(office: Office) -> None:
    await _keep(office, (1, ANNA), (2, ANNA), (3, BORIS), (4, ANNA), (5, BORIS))
    slow = Slow(office)

    await _runner(office, slow).work_off()

    assert [update for update in slow.begun if update in (1, 2, 4)] == [1, 2, 4]
    assert [update for update in slow.begun if update in (3, 5)] == [3, 5]
    assert slow.most_at_once == 2


async def test_no_more_than_sixteen_updates_run_at_once(office: Office) -> None:
    await _keep(office, *((number, number) for number in range(1, 41)))
    slow = Slow(office)

    await _runner(office, slow).work_off()

    assert len(slow.begun) == 40
    assert slow.most_at_once == 16


async def test_a_chat_that_floods_does_not_keep_the_others_waiting(office: Office) -> None:
    await _keep(office, *((number, ANNA) for number in range(1, 301)), (900, BORIS))
    slow = Slow(office)

    await _runner(office, slow).work_off()

    assert len(slow.begun) == 301
    assert slow.begun.index(900) < 110
    assert [update for update in slow.begun if update != 900] == list(range(1, 301))


async def test_what_no_handler_matched_is_marked(office: Office) -> None:
    await _keep(office, (1, None), (2, None))

    await _runner(office, Slow(office)).work_off()

    assert await _states(office) == {1: ("done", "unmatched"), 2: ("done", "unmatched")}


async def test_an_update_that_failed_is_tried_again_before_the_next_in_its_chat(office: Office) -> None:
    await _keep(office, (1, ANNA), (2, ANNA))
    slow = Slow(office, failing={1: [ValueError("once")]})

    await _runner(office, slow).work_off()

    assert slow.begun == [1, 1, 2]
    assert {state for state, _ in (await _states(office)).values()} == {"done"}


async def test_poison_is_set_aside_with_one_plain_sentence(office: Office) -> None:
    await office.api.user_sends(ANNA, "poison Jonathan Whitfield")
    await office.api.user_sends(ANNA, "hello")
    await office.receiver.receive()

    await office.runner.work_off()
    await office.send_for(4)
    states = list((await _states(office)).values())

    assert states == [("quarantined", "ValueError"), ("done", "handled")]
    assert len(office.set_aside) == 1
    assert office.texts() == ["Sorry, this failed.", "echo hello"]


async def test_poison_is_set_aside_even_when_there_is_no_way_to_say_so(office: Office) -> None:
    await _keep(office, (1, ANNA))
    slow = Slow(office, failing={1: [ValueError(), ValueError(), ValueError()]})

    await _runner(office, slow).work_off()

    assert await _states(office) == {1: ("quarantined", "ValueError")}


async def test_a_handler_that_fails_after_its_effects_does_not_have_them_twice(office: Office) -> None:
    await office.api.user_sends(ANNA, "late poison")
    await office.receiver.receive()

    await office.runner.work_off()
    await office.send_for(2)

    assert office.echoed == {"late poison": 1}
    assert office.texts() == ["echo late poison"]
    assert office.set_aside == []


async def test_a_busy_database_is_waited_for_and_counts_as_no_attempt(office: Office) -> None:
    await _keep(office, (1, ANNA))
    slow = Slow(office, failing={1: [StorageBusyError() for _ in range(10)]})

    await _runner(office, slow).work_off()

    assert len(slow.begun) == 11
    assert await _states(office) == {1: ("done", "unmatched")}


async def test_after_a_crash_before_the_handler_the_update_is_worked_on_once(office: Office) -> None:
    await office.api.user_sends(ANNA, "hello")
    await office.receiver.receive()
    # The process ends here: nothing but the database goes on.
    restarted = office.new_runner()

    await restarted.work_off()
    await restarted.work_off()
    await office.send_for(2)

    assert office.echoed == {"hello": 1}
    assert office.texts() == ["echo hello"]


async def test_after_a_crash_between_handler_and_sender_the_reply_leaves_once(office: Office) -> None:
    await office.api.user_sends(ANNA, "hello")
    await office.receiver.receive()
    await office.runner.work_off()
    office.sender, restarted = office.new_sender(), office.new_runner()

    await restarted.work_off()
    await office.sender.recover(only_expired=False)
    await office.send_for(2)

    assert office.echoed == {"hello": 1}
    assert office.texts() == ["echo hello"]


async def test_an_edit_after_processing_comes_last(office: Office) -> None:
    asked = await office.api.user_sends(ANNA, "first words")
    await office.receiver.receive()
    await office.runner.work_off()
    await office.api.user_edits(ANNA, asked, "second words")

    await office.receiver.receive()
    await office.runner.work_off()
    await office.send_for(4)

    assert office.texts() == ["echo first words", "echo second words"]


async def test_updates_that_came_in_the_wrong_order_run_in_telegrams_order(office: Office) -> None:
    await _keep(office, (12, ANNA))
    await _keep(office, (11, ANNA))
    slow = Slow(office)

    await _runner(office, slow).work_off()

    assert slow.begun == [11, 12]


async def test_two_taps_within_a_moment_are_worked_on_one_after_the_other(office: Office) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
    payload = {"text": "sure?", "reply_markup": keyboard}
    await office.database.run(lambda store: store.outbox.reply(ANNA, payload, now=office.hand.now()))
    await office.send_for(1)
    message_id = office.api.chat(ANNA).from_bot[0].id
    await office.api.user_presses(ANNA, message_id, label="Yes")
    await office.api.user_presses(ANNA, message_id, label="Yes")
    await office.receiver.receive()
    slow = Slow(office)

    await _runner(office, slow).work_off()

    assert len(slow.begun) == 2
    assert slow.most_at_once == 1


async def test_a_stopped_runner_finishes_what_it_began_and_leaves_the_rest(office: Office) -> None:
    await _keep(office, (1, ANNA), (2, ANNA))
    slow = Slow(office)
    runner = _runner(office, slow)

    running = asyncio.create_task(runner.run())
    await slow.has_begun.wait()
    runner.stop()
    await running

    assert slow.begun == [1]
    assert {update: state for update, (state, _) in (await _states(office)).items()} == {
        1: "done",
        2: "pending",
    }


async def test_finished_updates_are_forgotten_within_a_week(office: Office) -> None:
    await _keep(office, (1, ANNA), (2, ANNA))
    await office.database.run(lambda store: store.inbox.mark_done(1, now=office.hand.now()))
    later = office.hand.now() + timedelta(days=6)

    forgotten = await office.database.run(lambda store: store.inbox.forget_finished(now=later))

    assert forgotten == 1
    assert list(await _states(office)) == [2]


async def test_a_damaged_update_is_set_aside_and_the_others_go_on(office: Office) -> None:
    await office.api.user_sends(ANNA, "lost")
    await office.api.user_sends(BORIS, "hello")
    await office.receiver.receive()
    first = min(await _states(office))
    await office.database.run(
        lambda store: store.transaction.change(
            _INBOX.update().where(_INBOX.c.update_id == first).values(payload=b"rubbish")
        )
    )

    await office.runner.work_off()

    assert [state for state, _ in (await _states(office)).values()] == ["quarantined", "done"]
