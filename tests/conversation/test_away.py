"""Days off, planned in the chat: who stands in reaches the clients, and both sides hear of it."""

from datetime import timedelta

import pytest

from bot.sandbox.chats import ChatMessage
from loyalty.people.people import Role
from tests.conversation.office import Office, Someone

ANNA, DORA, BORIS = 1001, 1002, 2001


@pytest.fixture
async def anna(office: Office) -> Someone:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    await anna.adds("James Hartley")
    return anna


@pytest.fixture
async def dora(office: Office, anna: Someone) -> Someone:
    return await office.hire(DORA, "Dora Wu", Role.ADVISOR)


async def test_days_off_are_planned_with_buttons_and_a_colleague_stands_in(
    office: Office, anna: Someone, dora: Someone
) -> None:
    assert "No days off planned" in (await anna.says("/away")).text
    await anna.presses("Add days off")
    await anna.presses("Tomorrow")
    asked = await anna.presses("Thu 26 Nov")
    assert "25–26 Nov" in asked.text
    saved = await anna.presses("Dora Wu")
    assert "25–26 Nov" in saved.text
    assert "Dora Wu stands in" in saved.text
    assert "James Hartley" not in (await dora.says("james hartley")).text.replace('"james hartley"', "")

    await office.turn(timedelta(hours=24))

    assert any("You are off until 26 Nov" in text for text in anna.messages)
    assert any("You stand in for Anna Li until 26 Nov" in text for text in dora.messages)
    assert "James Hartley · " in (await dora.says("james hartley")).text

    await office.turn(timedelta(hours=48))

    assert any("Your days off are over" in text for text in anna.messages)
    assert any("You no longer stand in for Anna Li" in text for text in dora.messages)
    assert "James Hartley · " not in (await dora.says("james hartley")).text
    assert sum("You stand in for" in text for text in dora.messages) == 1


async def test_days_off_are_typed_and_what_cannot_be_read_is_asked_again(
    anna: Someone, dora: Someone
) -> None:
    await anna.says("/away")
    await anna.presses("Add days off")
    assert "no day found" in (await anna.says("sometime soon")).text
    asked = await anna.says("1-5 Dec")
    assert "Who stands in?" in asked.text

    saved = await anna.presses("Nobody")

    assert "1–5 Dec" in saved.text
    assert "nobody stands in" in saved.text


async def test_the_last_day_can_be_typed_too(anna: Someone, dora: Someone) -> None:
    await anna.says("/away")
    await anna.presses("Add days off")
    await anna.says("1 Dec")
    assert "no day found" in (await anna.says("whenever")).text
    await anna.says("3 Dec")

    assert "1–3 Dec" in (await anna.presses("Nobody")).text


async def test_a_second_press_on_the_colleague_plans_once(
    office: Office, anna: Someone, dora: Someone
) -> None:
    await anna.says("/away")
    await anna.presses("Add days off")
    asked = await anna.says("1-5 Dec")
    token = asked.button("Dora Wu").callback_data

    await office.api.user_presses(ANNA, asked.id, data=token)
    await office.api.user_presses(ANNA, asked.id, data=token)
    await office.settle()

    assert anna.last.text.count("1–5 Dec") == 1


async def test_days_off_that_hold_now_are_ended_and_the_colleague_sees_nothing_more(
    anna: Someone, dora: Someone
) -> None:
    await anna.says("/away")
    await anna.presses("Add days off")
    await anna.presses("Today")
    await anna.presses("Thu 26 Nov")
    await anna.presses("Dora Wu")
    assert "James Hartley · " in (await dora.says("james hartley")).text
    card = dora.last

    await anna.presses("1")
    await anna.presses("End now")

    assert "No days off planned" in anna.last.text
    assert any("no longer stand in" in text for text in dora.messages)
    await dora.presses("Why?", on=card)
    assert "not, or no longer" in dora.toast


async def test_a_lead_enters_days_off_for_an_advisor_who_hears_of_it(
    office: Office, anna: Someone, dora: Someone
) -> None:
    boris = await office.hire(BORIS, "Boris Zhou", Role.LEAD)
    await boris.says("/team")
    await boris.presses("People")
    await boris.presses("1")
    await boris.presses("Days off")
    await boris.presses("Add days off")
    await boris.says("1 Dec to 3 Dec")
    saved = await boris.presses("Dora Wu")

    assert "Days off of Anna Li" in saved.text
    assert any("Days off entered for you: 1–3 Dec" in text for text in anna.messages)


async def test_nobody_else_changes_days_off(office: Office, anna: Someone, dora: Someone) -> None:
    await anna.says("/away")
    await anna.presses("Add days off")
    await anna.says("1-5 Dec")
    listed = await anna.presses("Nobody")
    token = listed.button("1").callback_data

    await office.api.user_presses(DORA, dora.last.id, data=token, forge=True)
    await office.settle()

    assert "somebody else" in dora.toast


async def test_days_off_are_planned_in_chinese(office: Office, anna: Someone, dora: Someone) -> None:
    await anna.says("/settings")
    await anna.presses("Language")
    await anna.presses("中文")
    await anna.says("/away")
    await anna.presses("加休假")
    asked = await anna.says("12月1日到5日")
    assert "12月1日至5日" in asked.text

    saved = await anna.presses("Dora Wu")

    assert "Dora Wu代班" in saved.text


async def test_who_stands_in_reads_for_whom_each_line_is(
    office: Office, anna: Someone, dora: Someone
) -> None:
    await anna.says("Called James Hartley. He complained that the fee went up and nobody told him.")
    await anna.presses("Save")
    await anna.says("remind me tomorrow at 15:00: send James Hartley the new contract")
    await anna.presses("Remind")
    await anna.says("/away")
    await anna.presses("Add days off")
    await anna.presses("Tomorrow")
    await anna.presses("Thu 26 Nov")
    await anna.presses("Dora Wu")
    await dora.adds("Lin Yue")
    await dora.says("remind me tomorrow: call Lin Yue")
    await dora.presses("Remind")

    await office.turn(timedelta(hours=23))
    brief = next(each for each in office.api.chat(DORA).from_bot if "clients, about" in each.text)
    assert "James Hartley (for Anna Li): call back" in brief.text
    assert "James Hartley (for Anna Li): send James Hartley the new contract, 15:00" in brief.text
    assert " Lin Yue: call Lin Yue" in brief.text
    await dora.presses("Start with 1", on=brief)
    assert "Advisor: Anna Li" in dora.last.text.splitlines()
    text = dora.last.button("Copy text").copy_text
    assert text is not None
    assert text.endswith("Dora")

    await office.turn(timedelta(hours=7))
    reminder = next(text for text in reversed(dora.messages) if "send James Hartley" in text)
    assert "You stand in for Anna Li" in reminder.splitlines()


async def test_a_colleague_who_planned_days_off_meanwhile_is_not_taken(
    office: Office, anna: Someone, dora: Someone
) -> None:
    await office.hire(1003, "Tom Yip", Role.ADVISOR)
    await anna.says("/away")
    await anna.presses("Add days off")
    asked = await anna.says("1-5 Dec")
    await dora.says("/away")
    await dora.presses("Add days off")
    await dora.says("3-4 Dec")
    await dora.presses("Nobody")

    again = await anna.presses("Dora Wu", on=asked)

    assert anna.toast == "This colleague is off on those days. Choose another."
    assert "Dora Wu" not in [label for row in again.labels for label in row]
    assert "Tom Yip stands in" in (await anna.presses("Tom Yip", on=again)).text


async def test_days_off_are_not_entered_over_others_or_back_to_front(anna: Someone, dora: Someone) -> None:
    await anna.says("/away")
    await anna.presses("Add days off")
    await anna.says("1-5 Dec")
    await anna.presses("Nobody")
    await anna.presses("Add days off")

    await anna.says("4-8 Dec")
    taken = await anna.presses("Nobody")
    assert "some of these days are off already" in taken.text
    assert "back to front" in (await anna.says("20 Dec to 18 Dec")).text
    await anna.says("20 Dec")
    assert "back to front" in (await anna.says("18 Dec")).text
    assert "20 Dec – 5 Jan" in (await anna.says("5 Jan")).text
    await anna.presses("Nobody")
    await anna.presses("Add days off")
    await anna.says("9-10 Dec")

    listed = await anna.presses("Nobody")
    assert "1–5 Dec" in listed.text
    assert "9–10 Dec" in listed.text


async def test_who_stands_in_is_changed_until_the_days_are_over(
    office: Office, anna: Someone, dora: Someone
) -> None:
    await anna.says("/away")
    await anna.presses("Add days off")
    await anna.says("25-26 Nov")
    await anna.presses("Nobody")
    await anna.presses("1")
    await anna.presses("Stand-in")
    assert "Dora Wu stands in" in (await anna.presses("Dora Wu")).text
    listed = anna.last
    one = await anna.presses("1", on=listed)
    choices = await anna.presses("Stand-in", on=one)
    await office.turn(timedelta(days=4))

    await anna.presses("Nobody", on=choices)

    assert anna.toast == "Already done."
    assert "No days off planned" in choices_now(office, choices).text


def choices_now(office: Office, message: ChatMessage) -> ChatMessage:
    return office.api.message(ANNA, message.id)


async def test_a_lead_who_no_longer_leads_the_team_enters_no_days_off(office: Office, anna: Someone) -> None:
    boris = await office.hire(BORIS, "Boris Zhou", Role.LEAD)
    await boris.says("/team")
    await boris.presses("People")
    await boris.presses("1")
    shown = await boris.presses("Days off")
    with office.database.unit() as store:
        person = store.people.by_telegram(ANNA)
        assert person is not None
        store.people.deactivate(person.id)

    await boris.presses("Add days off", on=shown)

    assert boris.toast == "This colleague is not, or no longer, in a team of yours."


async def test_days_typed_for_who_left_meanwhile_are_refused_once(office: Office, anna: Someone) -> None:
    boris = await office.hire(BORIS, "Boris Zhou", Role.LEAD)
    await boris.says("/team")
    await boris.presses("People")
    await boris.presses("1")
    await boris.presses("Days off")
    await boris.presses("Add days off")
    with office.database.unit() as store:
        person = store.people.by_telegram(ANNA)
        assert person is not None
        store.people.deactivate(person.id)

    assert (await boris.says("1-5 Dec")).text == "This colleague is not, or no longer, in a team of yours."
    assert "Hartley" in (await boris.says("james hartley")).text


async def test_who_sees_no_clients_plans_no_days_off(office: Office) -> None:
    ada = await office.hire(9001, "Ada Ho", Role.ADMIN)

    assert "days off" not in (await ada.says("/away")).text.lower()


async def test_days_off_end_once_whoever_presses_twice(office: Office, anna: Someone, dora: Someone) -> None:
    await anna.says("/away")
    await anna.presses("Add days off")
    await anna.says("1-5 Dec")
    listed = await anna.presses("Nobody")
    one = await anna.presses("1", on=listed)
    label = next(each for row in one.labels for each in row if each in ("Delete", "End now", "Cancel"))
    token = one.button(label).callback_data

    for _ in range(2):
        await office.api.user_presses(ANNA, one.id, data=token, forge=True)
        await office.settle()

    assert anna.toast == "Already done."
    assert "No days off planned" in choices_now(office, one).text


async def test_days_off_longer_than_a_year_are_refused(anna: Someone, dora: Someone) -> None:
    await anna.says("/away")
    await anna.presses("Add days off")
    await anna.says("2026-12-01 to 2028-12-01")

    assert "longer than a year" in (await anna.presses("Nobody")).text
