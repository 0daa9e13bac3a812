"""What is typed while a question waits: nothing of it is lost, and every question names the way out."""

import pytest

from loyalty.people.people import Role
from tests.conversation.office import Office, Someone

ANNA = 1001
UNKNOWN = "He is delighted with the new watch and thanked us twice for it"
ANGRY = (
    "Had lunch with James Hartley today, he is fuming, the strap broke a second time and he is done with us"
)


@pytest.fixture
async def anna(office: Office) -> Someone:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    await anna.adds("James Hartley")
    await anna.adds("Lin Yue")
    return anna


async def speaks_chinese(someone: Someone) -> None:
    await someone.says("/settings")
    await someone.presses("Language")
    await someone.presses("中文")


async def asks_for_a_date(someone: Someone) -> None:
    await someone.says("Lin Yue")
    await someone.says("Called Lin Yue about the jade, she is happy")
    await someone.presses("Remind")
    await someone.presses("Date")


async def test_a_note_typed_while_a_client_is_asked_for_is_a_note_of_its_own(anna: Someone) -> None:
    await anna.says(UNKNOWN)

    offered = await anna.says(ANGRY)

    assert "Save for James Hartley?" in offered.text
    assert "Unhappy" in offered.text
    kept = anna.office.api.chat(anna.id).from_bot[-2]
    assert kept.text == 'Not saved yet, no client chosen:\n"He is delighted with the new watch and…"'
    assert kept.labels == [["Client", "Discard"]]


async def test_the_older_note_waits_until_its_client_is_named(anna: Someone) -> None:
    await anna.says(UNKNOWN)
    await anna.says(ANGRY)
    kept = anna.office.api.chat(anna.id).from_bot[-2]
    assert "Saved." in (await anna.presses("Save")).text

    asked = await anna.presses("Client", on=kept)
    assert asked.text == (
        'Who is this about? Send the name.\nYour text is kept:\n"He is delighted with the new watch and…"'
    )
    offered = await anna.says("Lin Yue")

    assert "Save for Lin Yue?" in offered.text
    assert '"He is delighted with the new watch' in offered.text


async def test_discarding_the_older_note_leaves_the_question_about_the_newer(anna: Someone) -> None:
    await anna.says(UNKNOWN)
    await anna.says("She was very disappointed with the strap and wants to give it back")
    kept = anna.office.api.chat(anna.id).from_bot[-2]

    await anna.presses("Discard", on=kept)

    assert '"She was very disappointed' in (await anna.says("Lin Yue")).text


async def test_once_a_client_is_chosen_by_button_the_next_note_is_its_own(anna: Someone) -> None:
    await anna.says("Had lunch with James Hartley and Lin Yue, both are delighted with the show")
    await anna.presses("Lin Yue")

    assert "Save for James Hartley?" in (await anna.says(ANGRY)).text


async def test_a_reply_to_the_question_answers_it(anna: Someone) -> None:
    asked = await anna.says(UNKNOWN)

    assert "Save for Lin Yue?" in (await anna.says("Lin Yue", reply_to=asked)).text


async def test_cancelling_the_question_says_that_the_note_is_kept(anna: Someone) -> None:
    await anna.says(UNKNOWN)

    cancelled = await anna.says("/cancel")

    assert "Not saved yet, no client chosen:" in cancelled.text
    assert cancelled.labels == [["Client", "Discard"]]


async def test_a_name_nobody_has_is_added_and_gets_the_note(anna: Someone) -> None:
    await anna.says(UNKNOWN)

    missing = await anna.says("Margaret Kwok")

    assert missing.text.startswith('No client of yours found for "Margaret Kwok"')
    assert 'Your text is kept:\n"He is delighted' in missing.text
    assert missing.labels == [["Add client", "Discard"]]
    assert "Add Margaret Kwok as which kind of client?" in (await anna.presses("Add client")).text
    await anna.presses("VIP")
    assert "Save for Margaret Kwok?" in anna.last.text
    assert "Margaret Kwok · VIP" in anna.messages[-2].splitlines()
    assert "Saved." in (await anna.presses("Save")).text


async def test_a_name_like_a_clients_is_offered_and_can_be_added(anna: Someone) -> None:
    await anna.says(UNKNOWN)

    assert (await anna.says("Mary Hartley")).labels == [
        ["James Hartley · standard"],
        ["Add client", "Discard"],
    ]


async def test_cancelling_the_new_client_keeps_the_note(anna: Someone) -> None:
    await anna.says(UNKNOWN)
    await anna.says("Margaret Kwok")
    await anna.presses("Add client")

    back = await anna.presses("Cancel")

    assert back.text.startswith('Who is this about? Send the name.\nYour text is kept:\n"He is delighted')
    assert "Save for Lin Yue?" in (await anna.says("Lin Yue")).text


async def test_the_same_in_chinese(anna: Someone) -> None:
    await speaks_chinese(anna)
    await anna.says("今天通了电话，他说手表修得很好，特别高兴")
    missing = await anna.says("关美玲")
    assert missing.text.startswith("你的客户中没有“关美玲”")
    assert missing.labels == [["新增客户", "放弃"]]
    await anna.says("今天和Lin Yue吃饭，她说表带又断了，非常生气")
    assert "记到Lin Yue名下？" in anna.last.text
    assert "尚未保存，还没选客户：" in anna.messages[-2]


@pytest.mark.parametrize("typed", ["James Hartley", "james  hartley"])
async def test_a_clients_name_shows_the_card_while_a_date_is_asked_for(anna: Someone, typed: str) -> None:
    await asks_for_a_date(anna)

    assert (await anna.says(typed)).text.splitlines()[1] == "James Hartley · standard"

    assert "Reminder on Fri" in (await anna.says("Friday 3 pm")).text


async def test_a_note_typed_while_a_date_is_asked_for_is_offered(anna: Someone) -> None:
    await asks_for_a_date(anna)

    assert "Save for James Hartley?" in (await anna.says(ANGRY)).text


async def test_a_date_nobody_can_read_names_the_way_out(anna: Someone) -> None:
    await asks_for_a_date(anna)

    refused = await anna.says("some day")

    assert "No day or time found in it." in refused.text
    assert "Tap Cancel to stop." in refused.text


@pytest.mark.parametrize(
    ("kind", "typed", "saved"),
    [("NPS", "9", "NPS 9 of 10"), ("Satisfaction", "4", "satisfaction 4"), ("Trust", "5", "trust 5 of 5")],
)
async def test_a_number_is_typed_instead_of_pressed(anna: Someone, kind: str, typed: str, saved: str) -> None:
    for label in ("Why?", "Add a fact", "Opinion", kind):
        if label == "Why?":
            await anna.says("jh")
        await anna.presses(label)

    assert "a number from" in (await anna.says("11")).text
    assert saved in (await anna.says(typed)).text


async def test_words_leave_the_question_for_a_number_open(anna: Someone) -> None:
    await anna.says("jh")
    for label in ("Why?", "Add a fact", "Opinion", "NPS"):
        await anna.presses(label)

    assert "Lin Yue" in (await anna.says("Lin Yue")).text

    assert "NPS 9 of 10" in (await anna.says("9")).text


async def test_a_number_may_be_a_reply_to_its_question(anna: Someone) -> None:
    await anna.says("jh")
    for label in ("Why?", "Add a fact", "Opinion", "NPS"):
        asked = await anna.presses(label)

    assert "NPS 9 of 10" in (await anna.says("9", reply_to=asked)).text


async def test_a_cancelled_question_for_a_date_waits_no_more(anna: Someone) -> None:
    await asks_for_a_date(anna)
    await anna.presses("Cancel")

    assert "James Hartley" in (await anna.says("Hartly")).text
