"""Facts in the chat: added by buttons or a typed number, taken back, looked through and put right."""

from datetime import timedelta

import pytest

from loyalty.people.people import Role
from storage.records.purchases import PurchaseLine
from tests.conversation.office import Office, Someone

ANNA, BORIS, TOM = 1001, 2001, 1003


@pytest.fixture
async def anna(office: Office) -> Someone:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    await anna.adds("James Hartley")
    return anna


async def speaks_chinese(someone: Someone) -> None:
    await someone.says("/settings")
    await someone.presses("Language")
    await someone.presses("中文")


async def opens_groups(someone: Someone) -> None:
    await someone.says("jh")
    await someone.presses("Why?")
    await someone.presses("Add a fact")


def labels(someone: Someone) -> list[str]:
    return [label for row in someone.last.labels for label in row]


async def test_an_answer_is_added_with_five_taps_and_the_figure_moves(anna: Someone) -> None:
    await opens_groups(anna)
    await anna.presses("Opinion")
    asked = await anna.presses("NPS")
    assert [len(row) for row in asked.labels] == [6, 5, 1]

    saved = await anna.presses("9")

    assert saved.text.startswith("Saved: NPS 9 of 10. Undo until 10:12:30")
    assert "Loyalty 50.0 → 53.6, too little known" in saved.text
    assert "+3.6  would recommend us" in (await anna.presses("Why?")).text


async def test_the_same_in_chinese(anna: Someone) -> None:
    await speaks_chinese(anna)
    await anna.says("jh")
    await anna.presses("为什么")
    await anna.presses("补充")
    await anna.presses("评价")
    await anna.presses("满意度")

    saved = await anna.presses("5")

    assert saved.text.startswith("已保存：满意度5/5，10:12:30前可撤销")
    assert "忠诚度 50.0 → " in saved.text
    await anna.presses("撤销")
    assert "已撤销" in anna.last.text


async def test_every_group_leads_to_a_saved_fact(anna: Someone) -> None:
    ways = {
        ("Opinion", "Trust", "4"): "trust 4 of 5",
        ("Referral", "Bought"): "sent a client who bought",
        ("Referral", "Not yet"): "sent somebody, not bought yet",
        ("Event", "Spoke, hosted"): "spoke at or hosted an event",
        ("Event", "Declined"): "declined an event",
        ("Complaint", "Small"): "small complaint, open",
        ("Family", "Next in line"): "next generation comes along",
        ("Family", "To hand on", "8"): "wish to hand on 8 of 10",
        ("Visit",): "visit",
    }
    for way, told in ways.items():
        await opens_groups(anna)
        for label in way:
            await anna.presses(label)
        assert anna.last.text.startswith(f"Saved: {told}."), way

    await anna.presses("Why?")
    listed = await anna.presses("Facts")
    assert listed.text.count("\n6 ") == 1
    older = await anna.presses("Older")
    assert "page 2" in older.text
    assert "1 today: sent somebody" in older.text


async def test_numbers_are_typed_where_no_buttons_fit(anna: Someone) -> None:
    await opens_groups(anna)
    await anna.presses("Reach")
    await anna.presses("Followers")
    refused = await anna.says("12.5")
    assert "Not saved: a whole number is needed" in refused.text
    assert "25,000 followers" in (await anna.says("25k")).text

    await opens_groups(anna)
    await anna.presses("Reach")
    await anna.presses("Mention")
    asked = await anna.says("1.2万")
    assert "12,000 readers" in asked.text
    assert "mention, 12,000 readers, criticism" in (await anna.presses("Criticism")).text


async def test_a_typed_name_is_no_number_and_finds_the_client(anna: Someone) -> None:
    await opens_groups(anna)
    await anna.presses("Opinion")
    await anna.presses("NPS")
    assert "James Hartley · " in (await anna.says("james hartley")).text


async def test_a_serious_complaint_reaches_the_lead_and_undo_withdraws_it(
    office: Office, anna: Someone
) -> None:
    boris = await office.hire(BORIS, "Boris Zhou", Role.LEAD)
    before = (await anna.says("jh")).text
    await opens_groups(anna)
    await anna.presses("Complaint")

    saved = await anna.presses("Serious")

    assert "James Hartley is now red: complaint open" in saved.text
    assert "Call back by 14:12. Boris Zhou is told." in saved.text
    assert "Red: act now · James Hartley" in boris.last.text
    await anna.presses("Undo")
    assert "Withdrawn by Anna" in boris.last.text
    assert (await anna.says("jh")).text == before
    await anna.presses("Why?")
    assert "No such fact is kept" in (await anna.presses("Facts")).text


async def test_a_complaint_is_solved_where_it_is_open(anna: Someone) -> None:
    await opens_groups(anna)
    await anna.presses("Complaint")
    assert not any("Solved" in label for label in labels(anna))
    await anna.presses("Small")
    await opens_groups(anna)
    offered = await anna.presses("Complaint")
    assert "Open since today: small complaint" in offered.text

    solved = await anna.presses("Solved")

    assert "small complaint, settled today" in solved.text
    await anna.presses("Undo")
    await opens_groups(anna)
    assert "Open since today" in (await anna.presses("Complaint")).text


async def test_two_quick_taps_save_one_fact(office: Office, anna: Someone) -> None:
    await opens_groups(anna)
    message = anna.last
    token = message.button("Visit").callback_data
    await office.api.user_presses(ANNA, message.id, data=token)
    await office.api.user_presses(ANNA, message.id, data=token)
    await office.settle()

    assert "Already done" in anna.toast
    await anna.presses("Why?")
    assert (await anna.presses("Facts")).text.count("visit") == 1


async def test_two_quick_taps_on_undo_take_back_once(office: Office, anna: Someone) -> None:
    await opens_groups(anna)
    saved = await anna.presses("Visit")
    token = saved.button("Undo").callback_data
    await office.api.user_presses(ANNA, saved.id, data=token)
    await office.api.user_presses(ANNA, saved.id, data=token)
    await office.settle()

    assert "Already done" in anna.toast
    assert "Taken back" in anna.last.text


async def test_undo_is_over_after_thirty_seconds_and_says_where_to_delete(
    office: Office, anna: Someone
) -> None:
    await opens_groups(anna)
    await anna.presses("Visit")
    office.clock.jump(timedelta(seconds=31))

    await anna.presses("Undo")

    assert "ended at 10:12:30" in anna.toast
    assert "Facts" in anna.toast


async def test_a_fact_is_deleted_once_it_is_confirmed(anna: Someone) -> None:
    await opens_groups(anna)
    await anna.presses("Opinion")
    await anna.presses("NPS")
    await anna.presses("0")
    await anna.presses("Why?")
    await anna.presses("Facts")
    await anna.presses("1")
    asked = await anna.presses("Delete")
    assert "Delete this fact about James Hartley?" in asked.text

    deleted = await anna.presses("Yes, delete")

    assert "loyalty 50.0 now" in deleted.text
    assert "No such fact is kept" in (await anna.presses("Facts")).text


async def test_each_line_that_is_not_right_leads_somewhere(anna: Someone) -> None:
    await opens_groups(anna)
    await anna.presses("Complaint")
    await anna.presses("Serious")
    await opens_groups(anna)
    await anna.presses("Visit")
    await anna.presses("Why?")
    asked = await anna.presses("Not right")
    assert "1 Red: complaint open" in asked.text
    numbers = [label for label in labels(anna) if label.isdigit()]
    assert len(numbers) >= 2

    for number in numbers:
        await anna.says("jh")
        await anna.presses("Why?")
        await anna.presses("Not right")
        there = await anna.presses(number)
        assert there.text.split(" ")[0] in {"Facts", "History", "Last"}, there.text

    await anna.says("jh")
    await anna.presses("Why?")
    await anna.presses("Not right")
    assert "serious complaint, open" in (await anna.presses("1")).text


async def test_purchases_are_put_right_in_the_files(office: Office, anna: Someone) -> None:
    with office.database.unit() as store:
        anna_ = store.people.by_telegram(ANNA)
        assert anna_ is not None
        (client,) = store.clients.within(anna_)
        for days in (5, 60, 130):
            on = (office.clock.now() - timedelta(days=days)).date()
            line = PurchaseLine(client.id, f"order {days}", on, "watches", 10.0, "HKD")
            store.purchases.save_many([line])
    await anna.says("jh")
    await anna.presses("Why?")
    await anna.presses("Not right")

    shown = await anna.presses("1")

    assert "19 Nov: watches" in shown.text
    assert "imported again" in shown.text
    await anna.presses("Back")
    assert "which line" in anna.last.text


async def test_somebody_else_can_do_nothing_with_the_buttons(office: Office, anna: Someone) -> None:
    await opens_groups(anna)
    token = anna.last.button("Visit").callback_data
    tom = await office.hire(TOM, "Tom Yip", Role.ADVISOR, team="Harbour")

    await office.api.user_presses(TOM, tom.last.id, data=token, forge=True)
    await office.settle()

    assert "somebody else" in tom.toast
    await anna.says("jh")
    await anna.presses("Why?")
    assert "No such fact is kept" in (await anna.presses("Facts")).text


async def test_a_note_of_somebody_sent_offers_that_they_bought(anna: Someone) -> None:
    await anna.says("Lunch with James Hartley, very happy, he recommended us to his brother who will visit.")
    saved = await anna.presses("Save")
    assert "+ They bought" in labels(anna)

    await anna.presses("+ They bought", on=saved)

    assert anna.last.text.startswith("Saved: sent a client who bought.")
    assert anna.last.id != saved.id
    await anna.presses("+ They bought", on=saved)
    assert "Already done" in anna.toast


async def test_a_happy_note_offers_to_solve_the_open_complaint(anna: Someone) -> None:
    await opens_groups(anna)
    await anna.presses("Complaint")
    await anna.presses("Small")
    await anna.says("Called James Hartley, he is delighted, everything is fine now and he thanked us.")
    saved = await anna.presses("Save")
    assert labels(anna)[-1] == "✓ Solved"

    await anna.presses("Solved", on=saved)

    assert "small complaint, settled" in anna.last.text


async def test_what_matters_is_offered_once_in_thirty_days_and_filled_in(
    office: Office, anna: Someone
) -> None:
    await anna.says("James Hartley is delighted with the watch, thank you note came.")
    saved = await anna.presses("Save")
    assert labels(anna)[-1] == "What matters?"
    slots = await anna.presses("What matters?", on=saved)
    assert anna.last.id != saved.id
    assert "Close to heart: not known yet" in anna.last.text
    await anna.presses("Must be right", on=anna.last)
    filled = await anna.says("delivery on the day")
    assert "Must be right: delivery on the day" in filled.text
    assert slots.id == saved.id

    await anna.says("James Hartley very happy with the dinner, loved it.")
    await anna.presses("Save")
    assert "What matters?" not in labels(anna)
    office.clock.jump(timedelta(days=31))
    await anna.says("James Hartley so pleased with our service, wonderful call.")
    await anna.presses("Save")
    assert labels(anna)[-1] == "What matters?"


async def test_needs_stand_on_more_and_are_cleared_there(anna: Someone) -> None:
    await anna.says("jh")
    await anna.presses("More")
    await anna.presses("What matters?")
    await anna.presses("Close to heart")
    await anna.says("being remembered by name")
    await anna.says("jh")
    assert "Close to heart: being remembered by name" in (await anna.presses("More")).text
    await anna.presses("What matters?")
    await anna.presses("Close to heart")
    assert "Close to heart: not known yet" in (await anna.presses("Clear")).text
