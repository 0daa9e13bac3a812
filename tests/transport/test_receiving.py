"""Updates are safe before they are acknowledged, kept as they came and worked on once."""

import asyncio
import json

import pytest
from telegram.error import Conflict, NetworkError

from bot.telegram.receiving import TokenRefusedError, received_update
from storage.chat.inbox import ReceivedUpdate
from storage.errors import StorageFullError
from tests.transport.office import ANNA, BORIS, Office


async def test_an_update_is_acknowledged_only_after_it_was_kept(office: Office) -> None:
    await office.api.user_sends(ANNA, "hello")

    await office.receiver.receive()
    waiting_after_the_first_poll = len(office.api.updates.waiting)
    await office.receiver.receive()

    assert waiting_after_the_first_poll == 1
    assert len(office.api.updates.waiting) == 0
    assert (await _backlog(office)) == 1


async def test_what_could_not_be_kept_comes_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    await office.api.user_sends(ANNA, "hello")
    with monkeypatch.context() as patch:
        patch.setattr(office.database, "run", _full)
        with pytest.raises(StorageFullError):
            await office.receiver.receive()

    await office.receiver.receive()

    assert (await _backlog(office)) == 1


async def test_an_update_is_kept_as_it_came(office: Office) -> None:
    await office.api.user_sends(ANNA, "🎁 jade \ud83d")
    sent = office.api.updates.waiting[0]

    await office.receiver.receive()
    kept = await office.database.read(lambda store: store.inbox.ready(limit=10))

    assert json.loads(kept[0].payload) == sent


async def test_the_next_offset_follows_the_batch_when_ids_begin_anew(office: Office) -> None:
    await office.api.user_sends(ANNA, "before the quiet week")
    await office.receiver.receive()
    await office.receiver.receive()
    office.api.updates.next_id = 77
    await office.api.user_sends(ANNA, "after it")
    # Telegram would not offer the new ids to an old offset; a fresh start has none.
    office.receiver._offset = None

    await office.receiver.receive()
    await office.receiver.receive()

    assert len(office.api.updates.waiting) == 0
    assert (await _backlog(office)) == 2


async def test_the_same_update_three_times_has_one_effect(office: Office) -> None:
    await office.api.user_sends(ANNA, "log it")
    update = office.api.updates.waiting[0]
    office.api.updates.repeat(update)
    office.api.updates.repeat(update)

    await office.receiver.receive()
    await office.runner.work_off()
    office.receiver._offset = None
    office.api.updates.repeat(update)
    await office.receiver.receive()
    await office.runner.work_off()
    await office.send_for(2)

    assert office.echoed == {"log it": 1}
    assert office.texts() == ["echo log it"]


async def test_two_processes_with_the_same_update_have_one_effect(office: Office) -> None:
    await office.api.user_sends(ANNA, "log it")
    await office.receiver.receive()

    await asyncio.gather(office.runner.work_off(), office.new_runner().work_off())
    await office.send_for(2)

    assert office.echoed == {"log it": 1}
    assert office.texts() == ["echo log it"]


async def test_a_second_receiver_is_told_and_goes_on_trying(office: Office) -> None:
    office.api.faults.answer(409, method="getUpdates", times=2)
    await office.api.user_sends(ANNA, "hello")

    with pytest.raises(Conflict):
        await office.receiver.receive()
    running = asyncio.create_task(office.receiver.run())
    await office.kept.wait()
    office.receiver.stop()
    await running


async def test_a_broken_network_does_not_end_receiving(office: Office) -> None:
    office.api.faults.refuse_connection(method="getUpdates", times=3)
    office.api.faults.bad_gateway(method="getUpdates", times=2)
    await office.api.user_sends(ANNA, "hello")

    with pytest.raises(NetworkError):
        await office.receiver.receive()
    running = asyncio.create_task(office.receiver.run())
    await office.kept.wait()
    office.receiver.stop()
    await running


async def test_a_revoked_token_ends_receiving_with_a_clear_error(office: Office) -> None:
    office.api.faults.answer(401, method="getUpdates", times=None)

    with pytest.raises(TokenRefusedError, match="BotFather"):
        await office.receiver.run()


async def test_a_server_without_webhooks_is_no_obstacle(office: Office) -> None:
    office.api.faults.answer(404, method="deleteWebhook", times=None)
    await office.api.user_sends(ANNA, "hello")

    running = asyncio.create_task(office.receiver.run())
    await office.kept.wait()
    office.receiver.stop()
    await running


@pytest.mark.parametrize(
    ("raw", "chat_id"),
    [
        ({"message": {"chat": {"id": 5}}}, 5),
        ({"edited_message": {"chat": {"id": 6}}}, 6),
        ({"my_chat_member": {"chat": {"id": 7}}}, 7),
        ({"callback_query": {"from": {"id": 9}, "message": {"chat": {"id": 8}}}}, 8),
        ({"callback_query": {"from": {"id": 9}}}, 9),
        ({"something_new": {}}, None),
    ],
)
def test_an_update_belongs_to_the_order_of_its_chat(raw: dict[str, object], chat_id: int | None) -> None:
    update = received_update({"update_id": 1, **raw})

    assert update.chat_id == chat_id


async def test_a_press_waits_for_the_message_before_it_in_its_chat(office: Office) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
    payload = {"text": "sure?", "reply_markup": keyboard}
    await office.database.run(lambda store: store.outbox.reply(ANNA, payload, now=office.hand.now()))
    await office.send_for(1)
    await office.api.user_presses(ANNA, office.api.chat(ANNA).from_bot[0].id, label="Yes")
    await office.api.user_sends(BORIS, "hello")

    await office.receiver.receive()
    kept = await office.database.read(lambda store: store.inbox.ready(limit=10))

    assert [item.chat_id for item in kept] == [ANNA, BORIS]


async def _backlog(office: Office) -> int:
    return (await office.database.read(lambda store: store.inbox.backlog())).count


async def _full(_work: object) -> list[ReceivedUpdate]:
    raise StorageFullError
