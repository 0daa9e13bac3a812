"""What could not be worked on is answered by one sentence, in the language of who sent it."""

import sqlalchemy as sa

from handlers.apology import apologise
from loyalty.people.people import Role
from storage.chat.inbox import InboxItem
from storage.chat.outbox import OUTBOX
from tests.conversation.office import Office
from tests.staff import NOW

ANNA, STRANGER, GROUP = 1001, 1999, -100500


async def set_aside(office: Office, chat_id: int | None) -> None:
    """Give up on an update of a chat, as the inbox does after its last attempt."""
    item = InboxItem(update_id=77, chat_id=chat_id, payload="{}", attempts=3, received_at=NOW)
    with office.database.unit() as store:
        apologise(office.clock.now)(store, item)
    await office.settle()


def queued(office: Office) -> int:
    with office.database.reading() as store:
        return int(store.transaction.value(sa.select(sa.func.count()).select_from(OUTBOX)))


async def test_who_is_known_reads_it_in_the_own_language(office: Office) -> None:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    await set_aside(office, ANNA)
    assert anna.last.text.startswith("Sorry")

    await anna.says("/settings")
    await anna.presses("Language")
    await anna.presses("中文")
    await set_aside(office, ANNA)
    assert anna.last.text.startswith("抱歉")


async def test_a_stranger_reads_it_and_a_group_or_nobody_does_not(office: Office) -> None:
    stranger = office.meet(STRANGER, "Somebody")
    await stranger.says("hello")
    before = queued(office)

    await set_aside(office, GROUP)
    await set_aside(office, None)
    assert queued(office) == before

    await set_aside(office, STRANGER)
    assert stranger.last.text.startswith("Sorry")
