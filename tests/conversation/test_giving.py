"""A lead gives a client to another advisor: everything goes along, and each side hears of it once."""

from datetime import timedelta

import pytest

from bot.sandbox.chats import ChatMessage
from loyalty.people.people import Role
from tests.conversation.office import Office, Someone

ANNA, TOM, BORIS, HARBOUR = 1001, 1003, 2001, 2002
COMPLAINT = (
    "Called Chen Wei. His watch has been in service three weeks, nobody told him. Asked what other houses do."
)


@pytest.fixture
async def tom(office: Office) -> Someone:
    return await office.hire(TOM, "Tom Yip", Role.ADVISOR)


@pytest.fixture
async def anna(office: Office, boris: Someone, tom: Someone) -> Someone:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    await anna.adds("Chen Wei", tier="VIP")
    await anna.says(COMPLAINT)
    await anna.presses("Save")
    return anna


async def gives(boris: Someone, *, to: str = "Tom Yip") -> ChatMessage:
    await boris.says("chen wei")
    await boris.presses("More")
    await boris.presses("Give to")
    return await boris.presses(to)


async def test_a_client_moves_with_case_and_both_advisors_hear_once(
    office: Office, anna: Someone, tom: Someone, boris: Someone
) -> None:
    asked = await gives(boris)
    assert "Give Chen Wei to Tom Yip?" in asked.text

    done = await boris.presses("✓ Give")

    assert "Given: Chen Wei to Tom Yip" in done.text
    assert "Chen Wei is yours now" in tom.last.text
    assert "Given by Boris Zhou" in tom.last.text
    assert "before with Anna Li" in tom.last.text
    card = await tom.presses("Open client")
    assert "Chen Wei · VIP" in card.text
    assert "Chen Wei is with Tom Yip now" in anna.last.text
    assert "Chen Wei · " not in (await anna.says("chen wei")).text
    assert "Chen Wei" in (await tom.says("/today")).text
    assert sum("with Tom Yip now" in text for text in anna.messages) == 1


async def test_words_to_the_new_advisor_go_along(
    office: Office, anna: Someone, tom: Someone, boris: Someone
) -> None:
    await gives(boris)
    await boris.presses("Add a message")
    asked = await boris.says("Please call him before Friday, he likes you.")
    assert "Please call him before Friday" in asked.text
    assert "Give Chen Wei to Tom Yip?" in asked.text

    await boris.presses("✓ Give")

    assert "Please call him before Friday" in tom.last.text


async def test_a_second_press_gives_once(office: Office, anna: Someone, tom: Someone, boris: Someone) -> None:
    asked = await gives(boris)
    token = asked.button("✓ Give").callback_data

    await office.api.user_presses(BORIS, asked.id, data=token)
    await office.api.user_presses(BORIS, asked.id, data=token)
    await office.settle()

    assert sum("yours now" in text for text in tom.messages) == 1
    assert "lready done" in boris.toast


async def test_what_waits_for_the_old_advisor_reaches_the_new_one_only(
    office: Office, anna: Someone, tom: Someone, boris: Someone
) -> None:
    await anna.says("chen wei")
    await anna.presses("Remind")
    await anna.presses("+1 h")
    await gives(boris)
    await boris.presses("✓ Give")
    heard = len(anna.messages)

    await office.turn(timedelta(hours=3))

    assert len(anna.messages) == heard
    assert any("Call back" in text and "Chen Wei" in text for text in tom.messages)


async def test_an_advisor_and_a_lead_of_another_team_cannot_give(
    office: Office, anna: Someone, tom: Someone, boris: Someone
) -> None:
    await anna.says("chen wei")
    more = await anna.presses("More")
    assert not any("Give" in label for row in more.labels for label in row)
    other = await office.hire(HARBOUR, "Liang Min", Role.LEAD, team="Harbour")

    assert "Chen Wei · " not in (await other.says("chen wei")).text


async def test_the_alert_offers_to_give_and_says_who_has_the_client_then(
    office: Office, anna: Someone, tom: Someone, boris: Someone
) -> None:
    alert = boris.last
    assert "Red: act now · Chen Wei" in alert.text
    await boris.presses("Give to", on=alert)
    await boris.presses("Tom Yip")
    await boris.presses("✓ Give")

    await boris.says("chen wei")
    assert "Advisor: Tom Yip" in boris.last.text
    more = await boris.presses("More")
    assert "Given by Boris Zhou, today" in more.text


async def test_giving_in_chinese_names_both(
    office: Office, anna: Someone, tom: Someone, boris: Someone
) -> None:
    await boris.says("/settings")
    await boris.presses("Language")
    await boris.presses("中文")
    await boris.says("chen wei")
    await boris.presses("更多")
    await boris.presses("转交")
    asked = await boris.presses("Tom Yip")

    assert "把Chen Wei转交给Tom Yip？" in asked.text
    assert "已转交" in (await boris.presses("✓ 转交")).text
