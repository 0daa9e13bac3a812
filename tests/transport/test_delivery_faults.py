"""Every way a message can fail lands in its own state, and no message is repeated more than once."""

from datetime import timedelta

import pytest

from storage.chat.outbox import Lane, OutboxState
from tests.transport.office import ANNA, BORIS, REPEAT_NOTE, Office


async def _states(office: Office) -> list[OutboxState]:
    return [state for state, _ in await office.states()]


async def _sends(office: Office, seconds: float = 3, *, step_s: float = 0.5) -> None:
    await office.send_for(seconds, step_s=step_s)


async def test_a_flood_makes_one_chat_wait_while_the_others_go_on(office: Office) -> None:
    office.api.faults.answer(429, method="sendMessage", chat_id=ANNA, retry_after_s=3600)
    await office.reply("first")
    await office.reply("second")
    await office.reply("to Boris", to=BORIS)

    await _sends(office)
    meanwhile = office.texts(), office.texts(BORIS)
    office.hand.forward(3600)
    await _sends(office)

    assert meanwhile == ([], ["to Boris"])
    assert office.texts() == ["first", "second"]


async def test_the_order_in_a_flooded_chat_survives_a_restart(office: Office) -> None:
    office.api.faults.answer(429, method="sendMessage", chat_id=ANNA, retry_after_s=600)
    await office.reply("first")
    await _sends(office, 1)
    office.sender = office.new_sender()
    await office.reply("second")

    await _sends(office)
    meanwhile = office.texts()
    office.hand.forward(600)
    await _sends(office)

    assert meanwhile == []
    assert office.texts() == ["first", "second"]


async def test_a_flood_that_names_no_time_is_waited_out(office: Office) -> None:
    office.api.faults.answer(429, method="sendMessage")
    await office.reply("patient")

    await _sends(office, 1)
    at_once = office.texts()
    await _sends(office, 8)

    assert at_once == []
    assert office.texts() == ["patient"]


@pytest.mark.parametrize("status", [500, 502])
async def test_a_failing_server_is_asked_again_later_and_the_order_holds(office: Office, status: int) -> None:
    office.api.faults.answer(status, method="sendMessage", times=3)
    await office.reply("first")
    await office.reply("second")

    await _sends(office, 30, step_s=2)

    assert office.texts() == ["first", "second"]


async def test_a_proxy_page_instead_of_an_answer_is_the_server_failing(office: Office) -> None:
    office.api.faults.bad_gateway(method="sendMessage", times=2)
    await office.reply("after all")

    await _sends(office, 10)

    assert office.texts() == ["after all"]


async def test_a_server_failing_for_a_day_ends_in_a_dead_message(office: Office) -> None:
    office.api.faults.answer(500, method="sendMessage", times=None)
    await office.reply("hopeless")

    await office.send_for(25 * 3600, step_s=600)

    assert await _states(office) == [OutboxState.DEAD]


async def test_a_refused_message_is_dead_and_the_next_one_leaves(office: Office) -> None:
    await office.database.run(
        lambda store: store.outbox.reply(ANNA, {"text": "<u", "parse_mode": "HTML"}, now=office.hand.now())
    )
    await office.reply("fine")

    await _sends(office)

    assert office.texts() == ["fine"]
    assert await _states(office) == [OutboxState.DEAD, OutboxState.SENT]


async def test_a_revoked_token_keeps_everything_queued(office: Office) -> None:
    office.api.faults.answer(401, method="sendMessage", times=4)
    await office.reply("later")

    await _sends(office, 2)
    during = await _states(office)
    await _sends(office, 30, step_s=2)

    assert during == [OutboxState.QUEUED]
    assert office.texts() == ["later"]


@pytest.mark.parametrize("reset", [False, True])
async def test_a_reminder_whose_answer_was_lost_is_sent_once_more_and_says_so(
    office: Office, reset: bool
) -> None:
    office.api.faults.lose_answer(method="sendMessage", times=None, reset=reset)
    await office.push("reminder")

    await _sends(office, 30, step_s=2)

    assert office.texts() == ["reminder", f"reminder\n\n{REPEAT_NOTE}"]
    assert await _states(office) == [OutboxState.UNCERTAIN]


async def test_a_digest_whose_answer_was_lost_is_not_repeated(office: Office) -> None:
    office.api.faults.lose_answer(method="sendMessage")
    await office.push("digest", repeatable=False)

    await _sends(office, 10)

    assert office.texts() == ["digest"]
    assert await _states(office) == [OutboxState.UNCERTAIN]


async def test_a_change_whose_answer_was_lost_is_made_again_without_a_word(office: Office) -> None:
    await office.reply("card", subject="card")
    await _sends(office)
    office.api.faults.lose_answer(method="editMessageText")
    await office.database.run(
        lambda store: store.outbox.edit_subject("card", "changed", {}, now=office.hand.now())
    )

    await _sends(office, 10)

    assert office.texts() == ["changed"]
    assert await _states(office) == [OutboxState.SENT, OutboxState.SENT]


async def test_after_half_an_hour_without_network_all_is_sent_in_order(office: Office) -> None:
    office.api.faults.down = True
    for number in range(4):
        await office.reply(f"reply {number}")
        await office.push(f"push {number}", to=office.staff.boris.id)

    await office.send_for(1800, step_s=60)
    during = await _states(office)
    office.api.faults.down = False
    await office.send_for(70, step_s=1)

    assert set(during) == {OutboxState.QUEUED}
    assert office.texts() == [f"reply {number}" for number in range(4)]
    assert office.texts(BORIS) == [f"push {number}" for number in range(4)]


async def test_a_moved_chat_gets_its_messages_at_its_new_id(office: Office) -> None:
    office.api.faults.answer(400, method="sendMessage", chat_id=ANNA, migrate_to=BORIS)
    await office.reply("follows")

    await _sends(office)

    assert office.texts(BORIS) == ["follows"]


async def test_what_waits_for_somebody_who_blocked_the_bot_is_paused_and_the_lead_is_told(
    office: Office,
) -> None:
    await office.api.user_blocks(ANNA)
    await office.push("reminder 1")
    await office.push("reminder 2")

    await _sends(office, 5)
    during = await _states(office)
    told = office.texts(BORIS)
    await office.api.user_unblocks(ANNA)
    await office.database.run(lambda store: store.people.mark_reachable(office.staff.anna.id))
    await _sends(office, 5)

    assert during[:2] == [OutboxState.QUEUED, OutboxState.QUEUED]
    assert told == [f"person_unreachable {office.staff.anna.id}"]
    assert office.texts() == ["reminder 1", "reminder 2"]


async def test_an_answer_to_somebody_who_blocked_the_bot_is_dropped(office: Office) -> None:
    await office.api.user_blocks(ANNA)
    await office.reply("too late")

    await _sends(office)
    person = await office.database.read(lambda store: store.people.of(office.staff.anna.id))

    assert (await _states(office))[0] is OutboxState.DEAD
    assert person.unreachable_since is not None


async def test_a_push_that_cannot_be_worded_waits_alone_and_what_follows_it_leaves(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await office.push("broken")
    await office.push("after it")
    await office.push("fine", to=office.staff.boris.id)

    await office.send_for(30, step_s=2)

    assert office.texts() == ["after it"]
    assert office.texts(BORIS) == ["fine"]
    assert await _states(office) == [OutboxState.QUEUED, OutboxState.SENT, OutboxState.SENT]
    assert [record.levelname for record in caplog.records] == ["ERROR"]


async def test_a_push_that_was_refused_waits_alone_and_is_tried_again(office: Office) -> None:
    office.api.faults.answer(400, method="sendMessage")
    await office.push("reminder")
    await office.push("after it")

    await _sends(office)
    at_once = office.texts()
    await office.send_for(1800, step_s=30)

    assert at_once == ["after it"]
    assert office.texts() == ["after it", "reminder"]


async def test_what_a_vanished_sender_left_on_its_way_is_sent_once_more_and_says_so(office: Office) -> None:
    await office.push("reminder")
    await office.push("digest", to=office.staff.boris.id, repeatable=False)
    await _vanish_while_sending(office)
    office.sender = office.new_sender()

    await office.sender.recover(only_expired=False)
    await _sends(office)

    assert office.texts() == [f"reminder\n\n{REPEAT_NOTE}"]
    assert office.texts(BORIS) == []
    assert await _states(office) == [OutboxState.SENT, OutboxState.UNCERTAIN]


async def test_what_is_on_its_way_is_left_alone_until_its_lease_ends(office: Office) -> None:
    await office.push("reminder")
    await _vanish_while_sending(office)

    await office.sender.recover(only_expired=True)
    before = await _states(office)
    office.hand.forward(600)
    await office.sender.recover(only_expired=True)

    assert before == [OutboxState.SENDING]
    assert await _states(office) == [OutboxState.QUEUED]


async def _vanish_while_sending(office: Office) -> None:
    await office.database.run(
        lambda store: store.deliveries.claim(
            Lane.PUSH, now=office.hand.now(), lease_for=timedelta(minutes=3), limit=10
        )
    )
