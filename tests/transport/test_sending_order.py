"""What leaves first, what waits for what, and what is dropped."""

import base64
from datetime import timedelta

from storage.chat.outbox import OUTBOX, OutboxState
from tests.transport.office import ANNA, BORIS, Office

ONE_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


async def test_messages_of_a_chat_leave_in_the_order_of_their_writing(office: Office) -> None:
    for number in range(5):
        await office.reply(f"reply {number}")

    await office.send_for(6)

    assert office.texts() == [f"reply {number}" for number in range(5)]


async def test_an_answer_goes_before_what_we_started_earlier(office: Office) -> None:
    await office.push("reminder")
    await office.reply("answer")

    await office.send_for(3)

    assert office.texts() == ["answer", "reminder"]


async def test_a_push_is_planned_once_for_one_key(office: Office) -> None:
    first = await office.push("reminder", key="touch:1:1")
    second = await office.push("reminder", key="touch:1:1")
    await office.send_for(3)

    assert (first, second) == (True, False)
    assert office.texts() == ["reminder"]


async def test_a_planned_push_waits_for_its_time_and_holds_nothing_back(office: Office) -> None:
    await office.push("tomorrow", not_before=office.hand.now() + timedelta(minutes=5))
    await office.push("today")

    await office.send_for(3)
    before = office.texts()
    office.hand.forward(300)
    await office.send_for(3)

    assert before == ["today"]
    assert office.texts() == ["today", "tomorrow"]


async def test_a_push_no_longer_wanted_is_cancelled_when_it_would_leave(office: Office) -> None:
    await office.push("unwanted")

    await office.send_for(1)

    assert office.texts() == []
    assert await office.states() == [(OutboxState.CANCELLED, "no longer wanted")]


async def test_what_waits_for_somebody_removed_is_cancelled(office: Office) -> None:
    await office.push("alert", to=office.staff.boris.id)
    await office.database.run(lambda store: store.people.deactivate(office.staff.boris.id))

    await office.send_for(1)

    assert office.texts(BORIS) == []
    assert await office.states() == [(OutboxState.CANCELLED, "no access any more")]


async def test_a_change_waits_for_the_message_it_changes(office: Office) -> None:
    await office.push("alert", subject="alert:1", not_before=office.hand.now() + timedelta(seconds=60))
    await office.database.run(
        lambda store: store.outbox.edit_subject("alert:1", "withdrawn", {}, now=office.hand.now())
    )

    await office.send_for(2)
    before = office.texts()
    office.hand.forward(60)
    await office.send_for(3)

    assert before == []
    assert office.texts() == ["withdrawn"]
    assert [call.method.lower() for call in office.api.calls if "alert" in str(call.params)] == [
        "sendmessage"
    ]


async def test_a_change_of_a_message_that_never_left_is_dropped(office: Office) -> None:
    await office.push("alert", subject="alert:1")
    await office.database.run(
        lambda store: store.outbox.edit_subject("alert:1", "withdrawn", {}, now=office.hand.now())
    )
    cancelled = await office.database.run(lambda store: store.outbox.cancel("alert:1"))

    await office.send_for(2)

    assert cancelled
    assert office.texts() == []
    assert await office.states() == [
        (OutboxState.CANCELLED, "taken back"),
        (OutboxState.CANCELLED, "nothing to change"),
    ]


async def test_there_is_no_change_without_a_message(office: Office) -> None:
    queued = await office.database.run(
        lambda store: store.outbox.edit_subject("alert:9", "withdrawn", {}, now=office.hand.now())
    )

    assert not queued
    assert await office.states() == []


async def test_an_answer_that_cannot_change_its_message_is_sent_anew(office: Office) -> None:
    await office.reply("new card", edits_message_id=777)

    await office.send_for(1)

    assert office.texts() == ["new card"]


async def test_a_change_that_changes_nothing_counts_as_sent(office: Office) -> None:
    await office.reply("card", subject="card")
    await office.send_for(2)
    found = await office.database.read(lambda store: store.outbox.sent_message("card"))
    assert found is not None

    await office.reply("card", edits_message_id=found[1])
    await office.send_for(2)

    assert found[0] == ANNA
    assert [state for state, _ in await office.states()] == [OutboxState.SENT, OutboxState.SENT]


async def test_a_picture_leaves_with_its_caption(office: Office) -> None:
    payload = {"method": "sendPhoto", "photo": ONE_PIXEL, "caption": "trend", "filename": "trend.png"}
    await office.database.run(lambda store: store.outbox.reply(ANNA, payload, now=office.hand.now()))

    await office.send_for(1)

    assert [state for state, _ in await office.states()] == [OutboxState.SENT]


async def test_a_reply_names_the_message_it_answers(office: Office) -> None:
    asked = await office.api.user_sends(ANNA, "hello")

    await office.reply("yes?", reply_to=asked)
    await office.send_for(1)

    sent = [call.params for call in office.api.calls if call.method.lower() == "sendmessage"]
    assert f'"message_id": {asked}' in sent[0]["reply_parameters"]


async def test_a_sent_message_leaves_no_words_behind(office: Office) -> None:
    await office.reply("Mei prefers jade")
    await office.send_for(1)

    rows = await office.database.read(lambda store: store.transaction.rows(OUTBOX.select()))

    assert [row.payload for row in rows] == [None]
