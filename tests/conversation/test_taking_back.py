"""A client added by mistake is taken back, for as long as a saved note is."""

from datetime import timedelta

import pytest

from bot.sandbox.chats import ChatMessage
from loyalty.people.people import Role
from tests.conversation.office import Office, Someone

ANNA = 1001
HALF_A_MINUTE = timedelta(seconds=30)


@pytest.fixture
async def anna(office: Office) -> Someone:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    await anna.adds("Lin Yue")
    return anna


async def adds_by_mistake(anna: Someone) -> ChatMessage:
    await anna.adds("Margaret Kwok", tier="VIP")
    return anna.last


def is_known(office: Office, name: str) -> bool:
    with office.database.reading() as store:
        person = store.people.by_telegram(ANNA)
        assert person is not None
        return name in [client.name for client in store.clients.within(person)]


async def test_undo_takes_a_new_client_back_with_all_that_was_planned(office: Office, anna: Someone) -> None:
    added = await adds_by_mistake(anna)
    assert added.text.splitlines()[:2] == ["Added. Undo until 10:12:30", "Margaret Kwok · VIP"]
    await office.rapport.ticks.all()
    office.clock.jump(HALF_A_MINUTE)

    undone = await anna.presses("Undo", on=added)

    assert undone.text == "Undone: Margaret Kwok was not added"
    assert undone.labels == []
    assert not is_known(office, "Margaret Kwok")
    assert is_known(office, "Lin Yue")
    assert "No client of yours found" in (await anna.says("margaret kwok")).text
    assert "Margaret" not in (await anna.says("/plan")).text
    await office.turn(timedelta(days=1))
    assert not any("Margaret Kwok:" in text for text in anna.messages)


async def test_after_half_a_minute_a_client_can_only_be_closed(office: Office, anna: Someone) -> None:
    added = await adds_by_mistake(anna)
    office.clock.jump(HALF_A_MINUTE + timedelta(seconds=1))

    await anna.presses("Undo", on=added)

    assert anna.toast == "The time to undo ended at 10:12:30. Close the client under More."
    assert is_known(office, "Margaret Kwok")


@pytest.mark.parametrize("kept", ["note", "reminder", "fact"])
async def test_a_client_on_whom_something_is_kept_stays(office: Office, anna: Someone, kept: str) -> None:
    added = await adds_by_mistake(anna)
    if kept == "note":
        await anna.says("Met Margaret Kwok, she is happy with the watch")
        await anna.presses("Save")
    elif kept == "reminder":
        await anna.says("remind me tomorrow to call Margaret Kwok")
        await anna.presses("Remind")
    else:
        await anna.says("margaret kwok")
        await anna.presses("Why?")
        await anna.presses("Add a fact")
        await anna.presses("Referral")
        await anna.presses("Not yet")

    await anna.presses("Undo", on=added)

    assert anna.toast == "Something is kept on this client already. Close the client under More."
    assert is_known(office, "Margaret Kwok")


async def test_a_note_that_was_undone_keeps_nobody(office: Office, anna: Someone) -> None:
    added = await adds_by_mistake(anna)
    await anna.says("Met Margaret Kwok, she is happy with the watch")
    await anna.presses("Save")
    await anna.presses("Undo")

    await anna.presses("Undo", on=added)

    assert not is_known(office, "Margaret Kwok")


async def test_the_note_a_client_was_added_for_gets_another(office: Office, anna: Someone) -> None:
    asked = await anna.says("Had lunch with Margaret, she loved the jade bracelet")
    assert "Who is this about?" in asked.text
    await anna.says("Margaret Kwok")
    await anna.presses("Add")
    added = await anna.presses("VIP")
    assert "Save for Margaret Kwok?" in anna.last.text

    await anna.presses("Undo", on=added)

    assert "Who is this about?" in anna.last.text
    assert "Your text is kept" in anna.last.text
    assert "Save for Lin Yue?" in (await anna.says("Lin Yue")).text
    assert "Saved" in (await anna.presses("Save")).text


async def test_a_second_tap_says_that_it_is_done(office: Office, anna: Someone) -> None:
    added = await adds_by_mistake(anna)
    token = added.button("Undo").callback_data
    for _ in range(2):
        await office.api.user_presses(ANNA, added.id, data=token, forge=True)
        await office.settle()

    assert anna.toast == "Already done."


async def test_what_is_typed_next_is_no_note_about_who_is_gone(office: Office, anna: Someone) -> None:
    added = await adds_by_mistake(anna)
    await anna.presses("Log", on=added)

    await anna.presses("Undo", on=added)

    assert "Save for Lin Yue?" in (await anna.says("Met Lin Yue today, all is well with her")).text


async def test_a_new_client_is_taken_back_in_chinese(office: Office, anna: Someone) -> None:
    await anna.says("/settings")
    await anna.presses("Language")
    await anna.presses("中文")
    await anna.says("关美玲")
    await anna.presses("新增")
    added = await anna.presses("VIP")
    assert added.text.splitlines()[0] == "已新增，10:12:30前可撤销"

    assert (await anna.presses("撤销", on=added)).text == "已撤销：未新增关美玲"
