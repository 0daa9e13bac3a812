"""The bot learns from a tap: the same wording reads as was said, for everybody, in both languages."""

import pytest

from loyalty.people.people import Role
from tests.conversation.office import Office, Someone

ANNA, TOM = 1001, 1003
COOL = "{} asked for the price list of the spring collection again, by phone."
COOL_ZH = "{}又要了一份春季系列的价目表，说再看看，没多聊。"
MOODS_ZH = ("不满", "平静", "满意")


async def add(someone: Someone, name: str, *labels: str) -> None:
    await someone.says(name)
    for label in labels:
        await someone.presses(label)


@pytest.fixture
async def anna(office: Office) -> Someone:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    await add(anna, "James Hartley", "Add", "Standard")
    await add(anna, "Grace Adeyemi", "Add", "Standard")
    return anna


async def test_a_corrected_wording_reads_as_was_said_and_says_so(office: Office, anna: Someone) -> None:
    draft = await anna.says(COOL.format("James Hartley"))
    assert "Unhappy" not in draft.text
    await anna.presses("Mood", on=draft)
    await anna.presses("Unhappy", on=draft)
    await anna.presses("Save", on=draft)

    again = await anna.says(COOL.format("Grace Adeyemi"))
    assert "🙁 Unhappy, as you corrected before" in again.text

    tom = await office.hire(TOM, "Tom Yip", Role.ADVISOR)
    await add(tom, "Lady Ashworth", "Add", "Standard")
    colleague = await tom.says(COOL.format("Lady Ashworth"))
    assert "🙁 Unhappy, as corrected before" in colleague.text


async def test_it_learns_in_chinese_and_from_the_history_too(anna: Someone) -> None:
    await add(anna, "陈伟", "Add", "Standard")
    await anna.says("/settings")
    await anna.presses("Language")
    await anna.presses("中文")
    draft = await anna.says(COOL_ZH.format("陈伟"))
    read = next(mood for mood in MOODS_ZH if mood in draft.text)
    wanted = "满意" if read != "满意" else "不满"
    await anna.presses("保存", on=draft)
    await anna.says("陈伟")
    item = await anna.presses("往来")
    await anna.presses("1", on=item)
    await anna.presses("情绪", on=item)
    await anna.presses(wanted, on=item)

    again = await anna.says(COOL_ZH.format("陈伟"))

    assert f"{wanted}，照你上次的更正" in again.text


async def test_an_undone_note_taught_nothing(office: Office, anna: Someone) -> None:
    draft = await anna.says(COOL.format("James Hartley"))
    before = draft.text.splitlines()[2:]
    await anna.presses("Mood", on=draft)
    await anna.presses("Unhappy", on=draft)
    await anna.presses("Save", on=draft)
    await anna.presses("Undo", on=draft)

    assert (await anna.says(COOL.format("James Hartley"))).text.splitlines()[2:] == before


async def test_the_advisors_own_lines_of_a_pasted_chat_do_not_colour_the_mood(anna: Someone) -> None:
    draft = await anna.says(
        "[14:32] James Hartley: See you on Tuesday at three\n"
        "[14:35] Anna Li: I am terribly sorry, what a disaster, the delay is unacceptable and I am ashamed"
    )

    assert "Unhappy" not in draft.text
    assert "1 line by James Hartley" in draft.text


async def test_among_strangers_the_mood_is_asked_for(anna: Someone) -> None:
    card = await anna.says("jh")
    draft = await anna.says(
        "Bo: I love it so much\nSunny: sorry, that is terrible\nBo: you see", reply_to=card
    )

    assert "Not sure about the mood" in draft.text


@pytest.mark.parametrize(
    ("moods", "told"), [(("Happy",) * 3, "now 🙂 happy"), (("Happy",), "too few for a picture")]
)
async def test_the_mood_over_time_comes_as_a_picture_from_more(
    anna: Someone, moods: tuple[str, ...], told: str
) -> None:
    for number, mood in enumerate(moods):
        draft = await anna.says(f"Sent James Hartley the agenda for meeting number {number}.")
        await anna.presses("Mood", on=draft)
        await anna.presses(mood, on=draft)
        await anna.presses("Save", on=draft)
    await anna.says("jh")
    await anna.presses("More")
    await anna.presses("Mood over time")

    assert told in anna.last.text
    assert (anna.last.photo is not None) is (len(moods) == 3)
    assert len(anna.last.text.splitlines()) <= 2
