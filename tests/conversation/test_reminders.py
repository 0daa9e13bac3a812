"""Planned contacts in the chat: words to send, how it went, later, skip, promises, in both languages."""

from datetime import timedelta

import pytest

from bot.sandbox.chats import ChatMessage
from loyalty.people.people import Role
from loyalty.planning.touchpoints import TouchpointState
from tests.conversation.office import Office, Someone
from tests.planned import a_contact
from tests.staff import NOW

ANNA, BORIS = 1001, 2001


@pytest.fixture
async def anna(office: Office) -> Someone:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    await anna.adds("James Hartley", tier="VIP")
    return anna


async def reminded(office: Office, anna: Someone) -> ChatMessage:
    """Let Anna be reminded of a hello to James and open it from her list."""
    with office.database.unit() as store:
        person = store.people.by_telegram(anna.id)
        assert person is not None
        client = store.clients.within(person)[0]
        a_contact(store, client, due_at=NOW - timedelta(hours=1), state=TouchpointState.REMINDED)
    await anna.says("/today")
    await anna.presses("1")
    return anna.last


def copied(message: ChatMessage) -> str:
    """Return what the copy button puts on the clipboard."""
    button = next(each for row in message.keyboard for each in row if each.copy_text)
    return button.copy_text


async def press_twice(office: Office, someone: Someone, message: ChatMessage, label: str) -> None:
    token = message.button(label).callback_data
    for _ in range(2):
        await office.api.user_presses(someone.id, message.id, data=token)
    await office.settle()


async def test_two_quick_taps_save_one_attempt_without_answer(office: Office, anna: Someone) -> None:
    message = await anna.presses("Done", on=await reminded(office, anna))

    await press_twice(office, anna, message, "No answer yet")

    with office.database.reading() as store:
        person = store.people.by_telegram(anna.id)
        assert person is not None
        assert store.interactions.count(store.clients.within(person)[0].id) == 1


async def test_a_reminder_brings_words_to_copy_and_other_words_go_round(
    office: Office, anna: Someone
) -> None:
    message = await reminded(office, anna)
    assert "James Hartley · VIP" in message.text
    assert message.labels == [["Copy", "Other words"], ["✓ Done", "Later", "Skip"]]

    first = copied(message)
    assert first.startswith("Dear James Hartley,")
    assert first in message.text
    seen = [first]
    for _ in range(4):
        message = await anna.presses("Other words", on=message)
        seen.append(copied(message))

    assert len(set(seen[:4])) == 4
    assert seen[4] == first


async def test_done_saves_how_it_was_and_undo_brings_the_reminder_back(office: Office, anna: Someone) -> None:
    message = await reminded(office, anna)
    asked = await anna.presses("Done", on=message)
    assert asked.text.startswith("How was it?")
    saved = await anna.presses("🙂", on=asked)
    assert "Saved" in saved.text
    assert "James Hartley" in saved.text

    back = await anna.presses("Undo", on=saved)

    assert back.labels[1] == ["✓ Done", "Later", "Skip"]
    await anna.says("jh")
    assert "No contact logged yet" in anna.last.text
    await anna.presses("Done", on=back)
    again = await anna.presses("😐", on=back)
    office.clock.jump(timedelta(seconds=31))
    await anna.presses("Undo", on=again)
    assert "ended" in anna.toast
    assert "neutral" in (await anna.says("jh")).text


async def test_a_second_tap_on_a_mood_saves_once(office: Office, anna: Someone) -> None:
    message = await reminded(office, anna)
    asked = await anna.presses("Done", on=message)

    await press_twice(office, anna, asked, "🙂")

    assert "Already done" in anna.toast
    assert "✓ Done" in office.api.message(ANNA, asked.id).text
    await anna.says("jh")
    history = await anna.presses("History")
    assert history.text.count("🙂") == 1


async def test_unhappy_asks_for_the_note_and_what_it_tells_follows_at_once(
    office: Office, anna: Someone
) -> None:
    boris = await office.hire(BORIS, "Boris Zhou", Role.LEAD)
    message = await reminded(office, anna)
    await anna.presses("Done", on=message)
    asked = await anna.presses("🙁", on=message)
    assert "What happened?" in asked.text

    noted = await anna.says("His watch has been in service three weeks, nobody told him. He is furious.")

    assert "Added to the contact with James Hartley" in noted.text
    assert "now red" in noted.text
    assert "Boris Zhou is told" in noted.text
    assert "Red: act now" in boris.last.text
    await anna.says("jh")
    history = await anna.presses("History")
    assert history.text.count("in service three") == 1


async def test_a_name_after_unhappy_is_a_client_to_look_up_and_no_note(office: Office, anna: Someone) -> None:
    message = await reminded(office, anna)
    await anna.presses("Done", on=message)
    await anna.presses("🙁", on=message)

    assert "James Hartley · VIP" in (await anna.says("james hartley")).text
    assert "Added to" in (await anna.says("He misses his old watch.")).text


async def test_after_a_happy_contact_only_a_reply_or_the_button_adds_a_note(
    office: Office, anna: Someone
) -> None:
    message = await reminded(office, anna)
    await anna.presses("Done", on=message)
    saved = await anna.presses("🙂", on=message)

    assert "James Hartley · VIP" in (await anna.says("jh")).text
    replied = await anna.says("He loved the book.", reply_to=saved)
    assert "Added to" in replied.text
    await anna.presses("Add a note", on=saved)
    assert "Added to" in (await anna.says("And the tea.")).text

    await anna.says("jh")
    await anna.presses("History")
    item = await anna.presses("1")
    assert "loved the book" in item.text
    assert "And the tea" in item.text


async def test_no_answer_yet_is_an_attempt_and_comes_back_in_three_days(
    office: Office, anna: Someone
) -> None:
    message = await reminded(office, anna)
    await anna.presses("Done", on=message)
    kept = await anna.presses("No answer yet", on=message)
    assert "back on Fri 27 Nov, 09:00" in kept.text

    back = await anna.presses("Undo", on=kept)
    assert back.labels[1] == ["✓ Done", "Later", "Skip"]
    await anna.presses("Done", on=back)
    await anna.presses("No answer yet", on=back)
    before = len(anna.messages)
    await office.turn(timedelta(days=2, hours=22))
    assert not any("✓ Done" in str(row) for m in office.api.chat(ANNA).from_bot[before:] for row in m.labels)
    await office.turn(timedelta(hours=1))

    assert any("James Hartley" in text and "hello" in text for text in anna.messages[before:])


async def test_later_says_until_when_and_a_day_in_words_is_asked_for_again_until_it_is_clear(
    office: Office, anna: Someone
) -> None:
    message = await reminded(office, anna)
    later = await anna.presses("Later", on=message)
    assert later.labels == [["+1 h", "Tonight", "Tomorrow"], ["+7 days", "Date"], ["Back"]]
    await anna.presses("Date", on=later)
    assert "That is over already" in (await anna.says("yesterday")).text
    assert "No day or time found" in (await anna.says("one day")).text
    await office.restart()
    unclear = await anna.says("next Friday 3 pm")
    assert unclear.labels[0] == ["Fri 27 Nov, 15:00"]

    chosen = await anna.presses("Fri 4 Dec, 15:00", on=unclear)

    assert chosen.text.startswith("Back on Fri 4 Dec, 15:00")
    assert "James Hartley · VIP" in (await anna.says("jh")).text


async def test_put_off_until_tonight_it_comes_outside_working_hours(office: Office, anna: Someone) -> None:
    message = await reminded(office, anna)
    await anna.presses("Later", on=message)
    put_off = await anna.presses("Tonight", on=message)
    assert put_off.text.startswith("Back on Tue 24 Nov, 20:00")
    before = len(anna.messages)

    await office.turn(timedelta(hours=9, minutes=30))
    assert len(anna.messages) == before
    await office.turn(timedelta(minutes=30))

    assert anna.last.labels[1] == ["✓ Done", "Later", "Skip"]


async def test_skip_asks_why_and_the_plan_goes_on(office: Office, anna: Someone) -> None:
    message = await reminded(office, anna)
    reasons = await anna.presses("Skip", on=message)
    assert reasons.labels[:2] == [["Not now", "Client away"], ["Not fitting", "Spoke already"]]

    await press_twice(office, anna, reasons, "Client away")

    assert "Already done" in anna.toast
    assert "Left out" in office.api.message(ANNA, reasons.id).text


async def test_buttons_of_a_finished_contact_say_what_became_of_it(office: Office, anna: Someone) -> None:
    message = await reminded(office, anna)
    await anna.says("/today")
    await anna.presses("1")
    other = anna.last
    labels = ("✓ Done", "Later", "Skip", "Other words")
    tokens = [other.button(label).callback_data for label in labels]
    await anna.presses("Done", on=message)
    await anna.presses("🙂", on=message)

    for token in tokens:
        await office.api.user_presses(ANNA, other.id, data=token, forge=True)
        await office.settle()
        assert "Already done" in anna.toast
    assert "✓ Done" in office.api.message(ANNA, other.id).text


async def test_a_promise_in_a_note_is_offered_and_planned_once(office: Office, anna: Someone) -> None:
    draft = await anna.says("Called James Hartley, he is happy. Promised to send the catalogue Friday 3 pm.")
    assert ["Remind Fri 27 Nov, 15:00"] in draft.labels

    await press_twice(office, anna, draft, "Remind Fri 27 Nov, 15:00")

    assert "Already done" in anna.toast
    assert anna.last.text == "Reminder on Fri 27 Nov, 15:00\nJames Hartley: send the catalogue"
    saved = await anna.presses("Save", on=draft)
    assert not any("Fri 27 Nov" in label for row in saved.labels for label in row)
    await office.turn(timedelta(days=3, hours=5))
    promise = next(m for m in office.api.chat(ANNA).from_bot if "Reminder: send the catalogue" in m.text)
    assert "come back to you" in copied(promise)


async def test_a_promise_is_still_offered_after_saving(anna: Someone) -> None:
    await anna.says("Called James Hartley, he is happy. I'll send the catalogue tomorrow.")
    saved = await anna.presses("Save")
    assert ["Remind Wed 25 Nov, 09:00"] in saved.labels

    await anna.presses("Remind Wed", on=saved)

    assert anna.last.text.startswith("Reminder on Wed 25 Nov, 09:00")


async def test_what_somebody_else_wrote_promises_nothing(anna: Someone) -> None:
    draft = await anna.says("I will send it on Friday", forward_from="James Hartley")
    assert not any("Fri 27" in label for row in draft.labels for label in row)


async def test_remind_on_a_card_takes_words_with_what_is_to_be_done(anna: Someone) -> None:
    await anna.says("jh")
    await anna.presses("Remind")
    planned = await anna.says("27 Nov 10:30 send the price list")
    assert planned.text == "Reminder on Fri 27 Nov, 10:30\nJames Hartley: send the price list"

    await anna.says("jh")
    await anna.presses("Remind")
    assert "James Hartley · VIP" in (await anna.says("james hartley")).text

    await anna.says("jh")
    await anna.presses("Remind")
    await anna.presses("Date")
    assert "one of two days" in (await anna.says("3/12")).text
    chosen = await anna.presses("Thu 3 Dec, 09:00")
    assert chosen.text.startswith("Reminder on Thu 3 Dec, 09:00")


async def test_a_choice_of_time_acts_once(office: Office, anna: Someone) -> None:
    await anna.says("jh")
    await anna.presses("Remind")

    await press_twice(office, anna, anna.last, "Tomorrow")

    assert "Already done" in anna.toast


async def test_a_draft_from_the_card_has_other_words_each_time(anna: Someone) -> None:
    await anna.says("jh")
    await anna.presses("Draft")
    first = copied(anna.last)
    other = copied(await anna.presses("Other words"))
    await anna.says("jh")
    await anna.presses("Draft")

    assert len({first, other, copied(anna.last)}) == 3


async def test_a_draft_from_the_card_is_that_of_the_contact_that_waits(office: Office, anna: Someone) -> None:
    waiting = await reminded(office, anna)
    await anna.says("jh")
    await anna.presses("Draft")

    assert anna.last.labels == waiting.labels
    assert copied(anna.last) == copied(waiting)


async def test_likes_and_the_way_to_reach_are_edited_and_shown_with_the_reminder(
    office: Office, anna: Someone
) -> None:
    for field, words in (("Likes", "jade, opera"), ("Reached by", "WeChat, evenings")):
        await anna.says("jh")
        await anna.presses("More")
        await anna.presses("Edit")
        await anna.presses(field)
        assert words in (await anna.says(words)).text

    message = await reminded(office, anna)

    assert "Likes jade, opera · WeChat, evenings" in message.text
    assert "jade and opera" in copied(message)


async def test_the_same_in_chinese(office: Office, anna: Someone) -> None:
    await anna.says("/settings")
    await anna.presses("Language")
    await anna.presses("中文")
    message = await reminded(office, anna)
    assert message.labels == [["复制", "换一种"], ["✓ 已联系", "稍后", "跳过"]]
    assert copied(message).startswith("James Hartley您好，")
    later = await anna.presses("稍后", on=message)
    await anna.presses("选日期", on=later)
    assert "已经过了" in (await anna.says("昨天")).text
    put_off = await anna.says("下周五下午三点")
    assert put_off.text.startswith("12月4日 周五 15:00再提醒")

    draft = await anna.says("刚和James Hartley通电话，他很满意，答应明天上午寄目录。")
    assert ["11月25日 周三 09:00提醒"] in draft.labels
    await anna.presses("11月25日", on=draft)
    assert "寄目录" in anna.last.text
    await office.turn(timedelta(days=1))
    promise = next(m for m in office.api.chat(ANNA).from_bot if "提醒：寄目录" in m.text)
    await anna.presses("已联系", on=promise)
    saved = await anna.presses("🙁", on=promise)
    assert "怎么回事？" in saved.text
    assert "已补充" in (await anna.says("他觉得价格太高。")).text


async def test_what_came_due_while_the_bot_was_away_comes_in_one_message_and_opens_by_number(
    office: Office, anna: Someone
) -> None:
    for words in ("today 11:00 send the list", "today 11:30 call about the strap"):
        await anna.says("jh")
        await anna.presses("Remind")
        await anna.says(words)
    office.clock.jump(timedelta(hours=5))
    await office.restart()
    await office.rapport.ticks.all()
    await office.settle()

    folded = anna.last
    assert folded.text.startswith("2 reminders came due meanwhile")
    opened = await anna.presses("2", on=folded)

    assert "call about the strap" in opened.text


async def test_a_moment_that_passed_before_the_tap_is_not_taken(office: Office, anna: Someone) -> None:
    draft = await anna.says("Called James Hartley, he is happy. I'll send the catalogue today at 3 pm.")
    await anna.says("jh")
    await anna.presses("Remind")
    by_card = await anna.says("next Friday")
    message = await reminded(office, anna)
    await anna.presses("Later", on=message)
    await anna.presses("Date", on=message)
    by_contact = await anna.says("next Friday")
    office.clock.jump(timedelta(days=9))

    for where, label in ((draft, "Remind Tue"), (by_card, "Fri 27 Nov"), (by_contact, "Fri 27 Nov")):
        await anna.presses(label, on=where)
        assert "That moment is over" in anna.toast
    assert not any(text.startswith(("Back on", "Reminder on")) for text in anna.messages)
    assert "Reminder on Fri 4 Dec" in (await anna.presses("Fri 4 Dec", on=by_card)).text


async def test_words_after_the_day_are_no_answer_to_until_when(office: Office, anna: Someone) -> None:
    message = await reminded(office, anna)
    await anna.presses("Later", on=message)
    await anna.presses("Date", on=message)

    assert "No day or time found" in (await anna.says("Friday 3 pm send the list")).text


async def test_a_day_typed_for_a_contact_made_meanwhile_is_read_as_any_text(
    office: Office, anna: Someone
) -> None:
    message = await reminded(office, anna)
    asked = await anna.presses("Later", on=message)
    await anna.presses("Date", on=asked)
    draft = await anna.says(
        "Called James Hartley for lunch, he was delighted and thanked us.", reply_to=message
    )
    await anna.presses("Save", on=draft)

    assert "James Hartley · VIP" in (await anna.says("jh")).text


async def test_the_saved_note_of_a_contact_finishes_its_reminder(office: Office, anna: Someone) -> None:
    message = await reminded(office, anna)
    await anna.says("Called James Hartley, he was delighted and thanked us.")
    await anna.presses("Save")

    over = await anna.presses("Done", on=message)

    assert "Already done" in anna.toast
    assert over.text.startswith("✓ Done: James Hartley")
