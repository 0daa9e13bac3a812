"""Before it is saved a note gets another mood, way or client, is made private, or is dropped."""

from datetime import timedelta

import pytest

from loyalty.people.people import Role
from tests.conversation.office import Office, Someone

ANNA = 1001
NOTE = "Called James Hartley, he is delighted with the watch and thanked us."


@pytest.fixture
async def anna(office: Office, boris: Someone) -> Someone:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    for name in ("James Hartley", "Lin Yue"):
        await anna.adds(name)
    return anna


async def test_the_mood_is_changed_or_left(anna: Someone) -> None:
    await anna.says(NOTE)
    await anna.presses("Mood")
    assert "🙂 Happy" in (await anna.presses("Back")).text
    await anna.presses("Mood")

    assert "🙁 Unhappy" in (await anna.presses("Unhappy")).text


async def test_way_and_direction_are_changed(anna: Someone) -> None:
    await anna.says(NOTE)
    choices = await anna.presses("Channel")
    assert "Now: call · I began" in choices.text
    assert "Visit · today" in (await anna.presses("Visit")).text
    await anna.presses("Channel")
    await anna.presses("Client began")
    await anna.presses("Save")

    await anna.says("jh")
    assert "visit" in (await anna.presses("History")).text


async def test_a_note_is_given_to_another_client(anna: Someone) -> None:
    await anna.says(NOTE)
    await anna.presses("Client")
    moved = await anna.says("lin")
    assert "Save for Lin Yue?" in moved.text
    await anna.presses("Client", on=moved)
    back = await anna.presses("James Hartley", on=moved)
    assert "Save for James Hartley?" in back.text


async def test_a_note_that_names_nobody_asks_once_and_is_kept(anna: Someone) -> None:
    asked = await anna.says("He is delighted with the new watch and thanked us twice for it")
    assert "Who is this about? Send the name." in asked.text
    assert "No client of yours found" in (await anna.says("Nobody Known")).text

    assert "Save for Lin Yue?" in (await anna.says("Lin")).text


async def test_a_private_note_shows_the_lead_no_text(anna: Someone, boris: Someone) -> None:
    await anna.says(NOTE)
    assert "your lead sees no text" in (await anna.presses("Private")).text
    assert "your lead" not in (await anna.presses("Not private")).text
    await anna.presses("Private")
    await anna.presses("Save")

    await boris.says("james")
    listed = await boris.presses("History")

    assert "private" in listed.text
    assert "delighted" not in listed.text


async def test_a_discarded_note_is_gone_with_its_buttons(anna: Someone) -> None:
    await anna.says(NOTE)

    assert (await anna.presses("Discard")).labels == []
    await anna.says("jh")
    assert "delighted" not in (await anna.presses("History")).text


async def test_a_second_tap_on_save_saves_once(anna: Someone) -> None:
    draft = await anna.says(NOTE)
    token = draft.button("✓ Save").callback_data
    for _ in range(2):
        await anna.office.api.user_presses(ANNA, draft.id, data=token)
    await anna.office.settle()

    assert "saved" in anna.toast.lower()
    await anna.says("jh")
    assert (await anna.presses("History")).text.count("delighted") == 1


async def test_a_reminder_is_set_while_the_note_goes_on_waiting(anna: Someone) -> None:
    draft = await anna.says(NOTE)
    await anna.presses("Remind")
    await anna.says("tomorrow 3 pm")

    assert "Saved." in (await anna.presses("Save", on=draft)).text
    await anna.says("jh")
    assert "Wed 25 Nov" in (await anna.presses("Plan")).text


async def test_undo_after_half_a_minute_says_that_it_is_too_late(office: Office, anna: Someone) -> None:
    await anna.says(NOTE)
    saved = await anna.presses("Save")
    office.clock.jump(timedelta(minutes=2))

    await anna.presses("Undo", on=saved)

    assert anna.toast
    await anna.says("jh")
    assert "delighted" in (await anna.presses("History")).text
