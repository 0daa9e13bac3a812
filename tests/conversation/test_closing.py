"""A client who is closed: nothing more is planned, said or scored, and one tap takes it all up again."""

from datetime import timedelta

import pytest

from bot.sandbox.chats import ChatMessage
from loyalty.people.people import Role
from tests.conversation.office import Office, Someone

ANNA, TOM = 1001, 1003
COMPLAINT = (
    "Called Chen Wei. His watch has been in service three weeks, nobody told him. Asked what other houses do."
)


@pytest.fixture
async def anna(office: Office, boris: Someone) -> Someone:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    await anna.adds("Chen Wei", tier="VIP")
    return anna


async def closes(someone: Someone, why: str = "Moved away") -> ChatMessage:
    await someone.says("chen wei")
    await someone.presses("More")
    asked = await someone.presses("Close client")
    assert "Close Chen Wei? Why?" in asked.text
    sure = await someone.presses(why)
    assert "Close Chen Wei: " in sure.text
    return await someone.presses("✓ Close")


async def test_a_closed_client_is_found_and_says_so(office: Office, anna: Someone) -> None:
    closed = await closes(anna)
    assert "Closed since today: moved away" in closed.text

    found = await anna.says("chen wei")

    assert "Closed since today: moved away" in found.text
    assert [label for row in found.labels for label in row] == ["Open again", "History", "More"]


async def test_what_runs_for_a_client_stops_when_it_is_closed(
    office: Office, anna: Someone, boris: Someone
) -> None:
    await anna.says(COMPLAINT)
    await anna.presses("Save")
    await anna.says("chen wei")
    await anna.presses("Remind")
    await anna.presses("+1 h")
    await closes(anna, "Left us")
    assert "client lost" in boris.last.text
    heard = len(anna.messages), len(boris.messages)

    await office.turn(timedelta(hours=6))

    assert (len(anna.messages), len(boris.messages)) == heard
    assert "Chen Wei" not in (await boris.says("/team")).text


async def test_a_note_on_a_closed_client_asks_to_open_and_goes_on(office: Office, anna: Someone) -> None:
    await closes(anna)
    refused = await anna.says("Called Chen Wei, he is back in town and wants to see the new watches.")
    assert "Not saved: Chen Wei is closed since today, moved away" in refused.text
    assert "Your note is kept" in refused.text

    asked = await anna.presses("Open again")
    assert "Save for Chen Wei?" in asked.text
    await anna.presses("Save")

    assert "Closed" not in (await anna.says("chen wei")).text


async def test_a_client_closed_while_a_note_waits_is_not_logged_by_mistake(
    office: Office, anna: Someone, boris: Someone
) -> None:
    draft = await anna.says("Called Chen Wei about the new pieces, he will come on Friday.")
    await closes(boris)

    refused = await anna.presses("Save", on=draft)

    assert "Not saved" in refused.text


async def test_for_somebody_who_died_it_says_that_nothing_is_drafted(office: Office, anna: Someone) -> None:
    await anna.says("chen wei")
    await anna.presses("More")
    await anna.presses("Close client")
    assert "no message is drafted any more" in (await anna.presses("Died")).text
    closed = await anna.presses("✓ Close")

    assert "died" in closed.text
    assert not any("Draft" in label for row in closed.labels for label in row)


async def test_a_second_press_closes_once(office: Office, anna: Someone) -> None:
    await anna.says("chen wei")
    await anna.presses("More")
    await anna.presses("Close client")
    sure = await anna.presses("Long silent")
    token = sure.button("✓ Close").callback_data

    await office.api.user_presses(ANNA, sure.id, data=token)
    await office.api.user_presses(ANNA, sure.id, data=token)
    await office.settle()

    assert "lready done" in anna.toast
    assert "Closed since today" in anna.last.text


async def test_a_stand_in_cannot_close(office: Office, anna: Someone) -> None:
    tom = await office.hire(TOM, "Tom Yip", Role.ADVISOR)
    await anna.says("/away")
    await anna.presses("Add days off")
    await anna.presses("Today")
    await anna.presses("Thu 26 Nov")
    await anna.presses("Tom Yip")
    await tom.says("chen wei")
    more = await tom.presses("More")

    assert not any("Close" in label or "Give" in label for row in more.labels for label in row)


async def test_closing_in_chinese(office: Office, anna: Someone) -> None:
    await anna.says("/settings")
    await anna.presses("Language")
    await anna.presses("中文")
    await anna.says("chen wei")
    await anna.presses("更多")
    await anna.presses("结束维系")
    await anna.presses("已迁走")
    closed = await anna.presses("✓ 确认结束")

    assert "今天起结束维系：已迁走" in closed.text
    assert "重新维系" in [label for row in closed.labels for label in row]
