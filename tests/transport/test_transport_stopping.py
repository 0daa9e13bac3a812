"""Asked to stop, the loops finish what they began and leave the rest for the next start."""

import asyncio

from scheduler.delivery import Sender
from storage.chat.outbox import OutboxState
from storage.chat.payloads import Payload
from tests.transport.office import ANNA, Office, PlainRenderer


class HeldMessenger:
    """A messenger whose messages arrive when they are let go."""

    def __init__(self) -> None:
        self.under_way: list[int] = []
        self.begun = asyncio.Event()
        self.let_go = asyncio.Event()

    async def send(self, chat_id: int, _payload: Payload, *, message_id: int | None) -> int | None:
        assert message_id is None
        self.under_way.append(chat_id)
        self.begun.set()
        await self.let_go.wait()
        return len(self.under_way)


async def test_a_stopping_sender_lets_messages_arrive_and_begins_no_other(office: Office) -> None:
    messenger = HeldMessenger()
    sender = Sender(office.database, messenger, PlainRenderer(), now=office.hand.now, ticks=office.hand.ticks)
    await office.reply("under way")
    await office.reply("still waiting")

    running = asyncio.create_task(sender.run())
    await messenger.begun.wait()
    sender.stop()
    messenger.let_go.set()
    await running

    assert messenger.under_way == [ANNA]
    assert [state for state, _ in await office.states()] == [OutboxState.SENT, OutboxState.QUEUED]


async def test_a_sender_begins_with_what_the_last_one_left(office: Office) -> None:
    await office.reply("waiting since yesterday")
    messenger = HeldMessenger()
    messenger.let_go.set()
    sender = Sender(office.database, messenger, PlainRenderer(), now=office.hand.now, ticks=office.hand.ticks)

    running = asyncio.create_task(sender.run())
    await messenger.begun.wait()
    sender.stop()
    await running

    assert messenger.under_way == [ANNA]
    assert [state for state, _ in await office.states()] == [OutboxState.SENT]


async def test_a_stopping_receiver_does_not_wait_for_its_poll(office: Office) -> None:
    running = asyncio.create_task(office.receiver.run())
    office.receiver.stop()

    async with asyncio.timeout(5):
        await running
