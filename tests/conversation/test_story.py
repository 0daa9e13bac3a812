"""The main job from the invitation to the lead who hears of a late step, as people live it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from loyalty.people.people import Role
from storage.database import Database
from tests.conversation.office import Office

ANNA, BORIS, TOM = 1001, 2001, 1003
COMPLAINT = (
    "Called Chen Wei. His watch has been in service three weeks, nobody told him. Asked what other houses do."
)


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    office = Office(database)
    await office.rapport.open()
    yield office
    await office.rapport.close()


async def test_a_complaint_turns_a_client_red_and_a_late_step_reaches_the_lead_once(office: Office) -> None:
    boris = await office.hire(BORIS, "Boris Zhou", Role.LEAD)
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    await anna.adds("Chen Wei", tier="VIP")

    card = await anna.says("chen wei")
    assert "Chen Wei · VIP" in card.text

    draft = await anna.says(COMPLAINT)
    assert "Save for Chen Wei?" in draft.text
    assert "Unhappy" in draft.text
    assert "three weeks" in draft.text
    heard_before = len(boris.messages)

    saved = await anna.presses("Save")
    assert "Chen Wei is now red" in saved.text
    assert "Boris Zhou" in saved.text
    assert len(boris.messages) == heard_before + 1
    assert "Red: act now · Chen Wei" in boris.last.text
    assert "His watch has been" in boris.last.text

    steps = await anna.presses("Steps")
    assert "Put it right" in steps.text
    await anna.presses("Called", on=steps)
    assert "in time" in anna.toast
    assert "Anna called at" in boris.last.text
    assert len(boris.messages) == heard_before + 1

    await anna.adds("Grace Adeyemi", tier="VIP")
    await anna.says(
        "Visit from Grace Adeyemi. She complained that the clasp broke twice and nobody called back."
    )
    await anna.presses("Save")
    await office.turn(timedelta(hours=5))

    late = [text for text in boris.messages if "overdue" in text and "Grace Adeyemi" in text]
    assert len(late) == 1
    assert any("Grace Adeyemi" in text and "only 45 min left" in text for text in anna.messages)


async def test_undo_takes_everything_back_and_withdraws_the_alert(office: Office) -> None:
    boris = await office.hire(BORIS, "Boris Zhou", Role.LEAD)
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    await anna.adds("Chen Wei", tier="VIP")
    before = (await anna.says("chen wei")).text
    await anna.says(COMPLAINT)
    await anna.presses("Save")

    undone = await anna.presses("Undo")

    assert "Chen Wei" in undone.text
    assert "Withdrawn by Anna" in boris.last.text
    assert (await anna.says("chen wei")).text == before
    assert "nothing" in (await anna.says("/today")).text.lower()


async def test_undo_is_over_after_thirty_seconds(office: Office) -> None:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    await anna.adds("Chen Wei", tier="VIP")
    await anna.says(COMPLAINT)
    await anna.presses("Save")

    office.clock.jump(timedelta(seconds=31))
    await anna.presses("Undo")

    assert "ended" in anna.toast
    assert "red" in (await anna.says("chen wei")).text.lower()


async def test_a_stranger_gets_one_sentence_and_nothing_else(office: Office) -> None:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    await anna.adds("Chen Wei", tier="VIP")
    tom = office.meet(TOM, "Tom")

    answer = await tom.says("chen wei")

    assert "Chen" not in answer.text
    assert answer.labels == []
    await tom.says("/today")
    assert "Chen" not in "".join(tom.messages)
