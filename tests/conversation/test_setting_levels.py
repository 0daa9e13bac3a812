"""A lead sets a client's level in the chat: which, until when, why; the advisor hears of it once."""

from datetime import timedelta

import pytest

from bot.sandbox.chats import ChatMessage
from loyalty.people.people import Role
from tests.conversation.office import Office, Someone

ANNA, BORIS = 1001, 2001


@pytest.fixture
async def anna(office: Office, boris: Someone) -> Someone:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    await anna.adds("Chen Wei", tier="VIP")
    await anna.says("Met Chen Wei, all well with his watch.")
    await anna.presses("Save")
    return anna


async def chooses(boris: Someone, level: str) -> ChatMessage:
    await boris.says("chen wei")
    await boris.presses("Why?")
    await boris.presses("Set level")
    return await boris.presses(level)


async def sets(boris: Someone, level: str = "Yellow") -> ChatMessage:
    await chooses(boris, level)
    await boris.presses("2 weeks")
    await boris.says("His brother left us")
    return await boris.presses("✓ Set")


async def test_level_day_and_reason_stand_on_the_card_and_under_why(
    office: Office, anna: Someone, boris: Someone
) -> None:
    asked = await chooses(boris, "Yellow")
    assert "until when?" in asked.text
    asked = await boris.presses("2 weeks")
    assert "until 8 Dec: why?" in asked.text
    sure = await boris.says("His brother left us")
    assert "Set Chen Wei to 🟨 yellow until 8 Dec?" in sure.text

    done = await boris.presses("✓ Set")

    assert "🟨 Chen Wei is yellow until 8 Dec" in done.text
    assert "Anna Li is told." in done.text
    card = await anna.says("chen wei")
    assert "🟨 Yellow" in card.text
    assert "Until 8 Dec, set by Boris Zhou: His brother left us" in card.text
    why = await anna.presses("Why?")
    assert "By the figures: green" in why.text
    assert not any("Set level" in label for row in why.labels for label in row)


async def test_the_advisor_hears_of_a_milder_level_once_and_reads_there_that_it_ended(
    office: Office, anna: Someone, boris: Someone
) -> None:
    await sets(boris, "Red")
    heard = len(anna.messages)

    await sets(boris, "Green")

    assert len(anna.messages) == heard + 1
    message = anna.last
    assert "Set by Boris Zhou: His brother left us" in message.text
    await boris.presses("End now")
    assert len(anna.messages) == heard + 1
    assert "Boris Zhou ended the level set: green until 8 Dec" in anna.messages[-1]


async def test_a_typed_day_is_read_and_a_wrong_one_asked_again(
    office: Office, anna: Someone, boris: Someone
) -> None:
    await chooses(boris, "Red")
    await boris.presses("Date")
    assert "no day found" in (await boris.says("soon")).text
    assert "longer than a year" in (await boris.says("2028-01-01")).text
    assert "until 20 Dec: why?" in (await boris.says("20 Dec")).text
    assert "too long" in (await boris.says("word " * 60)).text


async def test_the_level_comes_back_by_itself(office: Office, anna: Someone, boris: Someone) -> None:
    await sets(boris, "Yellow")

    await office.turn(timedelta(days=15))

    assert "🟢 Green" in (await anna.says("chen wei")).text


async def test_a_second_press_sets_once(office: Office, anna: Someone, boris: Someone) -> None:
    await chooses(boris, "Yellow")
    await boris.presses("1 month")
    asked = await boris.says("Moves house")
    token = asked.button("✓ Set").callback_data

    await office.api.user_presses(BORIS, asked.id, data=token)
    await office.api.user_presses(BORIS, asked.id, data=token)
    await office.settle()

    assert "lready done" in boris.toast


async def test_in_chinese_too(office: Office, anna: Someone, boris: Someone) -> None:
    await boris.says("/settings")
    await boris.presses("Language")
    await boris.presses("中文")
    await boris.says("chen wei")
    await boris.presses("为什么")
    await boris.presses("指定等级")
    await boris.presses("黄")
    await boris.presses("一个月")
    await boris.says("搬家")

    done = await boris.presses("✓ 指定")

    assert "🟨 Chen Wei定为黄，至12月24日" in done.text
    assert "原因：搬家" in done.text
