"""A matter from its steps to its end as advisor, lead and analyst live it."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from importlib.resources import files

import pytest

from bot.sandbox.chats import ChatMessage
from loyalty.people.people import Role
from loyalty.playbooks import playbooks_from
from storage.database import Database
from tests.conversation.office import Office, Someone

ANNA, BORIS, MEI = 1001, 2001, 5001
COMPLAINT = (
    "Called Chen Wei. His watch has been in service three weeks, nobody told him. Asked what other houses do."
)
THANKS = "Lunch with Chen Wei, he thanked us warmly and was delighted with the new watch."


@pytest.fixture
async def anna(office: Office, boris: Someone) -> Someone:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    await anna.adds("Chen Wei", tier="VIP")
    return anna


async def red_steps(anna: Someone) -> ChatMessage:
    """Log the complaint and open its steps."""
    await anna.says(COMPLAINT)
    await anna.presses("Save")
    return await anna.presses("Steps")


def labels(message: ChatMessage) -> list[str]:
    return [label for row in message.labels for label in row]


async def test_a_step_comes_with_its_script_and_a_draft_to_copy(anna: Someone) -> None:
    steps = await red_steps(anna)

    assert "Listen to the end, own the fault" in steps.text
    assert "Dear Chen Wei, thank you for telling me openly." in steps.text
    assert steps.button("Copy text").copy_text is not None
    assert "✓ Called" in labels(steps)


async def test_a_step_is_left_out_with_a_reason(anna: Someone, boris: Someone) -> None:
    steps = await red_steps(anna)
    heard = len(boris.messages)

    asked = await anna.presses("Skip", on=steps)
    assert "Leave out for Chen Wei: call back?" in asked.text
    after = await anna.presses("Not needed", on=asked)

    assert "– Call back: left out. Not needed" in after.text
    assert "One solution made for this client" in after.text
    assert "Call back: left out. Not needed" in boris.last.text
    assert len(boris.messages) == heard


async def test_a_matter_rests_until_a_day_and_goes_on_by_itself(
    office: Office, anna: Someone, boris: Someone
) -> None:
    steps = await red_steps(anna)
    heard = len(boris.messages)

    await anna.presses("Pause", on=steps)
    await anna.presses("Client away", on=steps)
    resting = await anna.presses("+3 days", on=steps)

    assert "Paused until Fri 27 Nov, 09:00: client away" in resting.text
    assert "Paused until Fri 27 Nov, 09:00" in anna.toast
    assert "Paused until Fri 27 Nov, 09:00: client away" in boris.last.text
    before = len(anna.messages)
    await office.turn(timedelta(days=2))
    assert not [text for text in boris.messages[heard:] if "overdue" in text]
    assert not [text for text in anna.messages[before:] if "Call back by" in text.splitlines()[0]]
    await office.turn(timedelta(hours=23, minutes=30))
    assert "Paused" not in boris.messages[heard - 1]
    assert "Anna Li to call back by" in boris.messages[heard - 1]


async def test_a_resting_matter_goes_on_with_a_tap(anna: Someone, boris: Someone) -> None:
    steps = await red_steps(anna)
    await anna.presses("Pause", on=steps)
    await anna.presses("Waiting", on=steps)
    await anna.presses("Tomorrow", on=steps)

    running = await anna.presses("Go on", on=steps)

    assert "Call back by 14:12" in running.text
    assert "Anna Li to call back by 14:12" in boris.last.text


async def test_the_end_asks_for_the_clients_answer_and_the_cost(anna: Someone, boris: Someone) -> None:
    steps = await red_steps(anna)
    heard = len(boris.messages)
    await anna.presses("Close", on=steps)

    answer = await anna.presses("Settled", on=steps)
    assert "How did the client take it?" in answer.text
    cost = await anna.presses("Accepted", on=answer)
    assert "What did it cost?" in cost.text
    again = await anna.says("a lot 5")
    assert "No amount found." in again.text
    ended = await anna.says("1,200.50 HKD")

    assert "Client accepted it · cost HK$ 1,200.50" in ended.text
    assert "Closed by Anna Li" in boris.last.text
    assert "Client accepted it · cost HK$ 1,200.50" in boris.last.text
    assert len(boris.messages) == heard
    assert labels(ended) == ["Open client"]


async def test_answer_and_cost_may_be_left_out_and_added_later(anna: Someone) -> None:
    steps = await red_steps(anna)
    await anna.presses("Close", on=steps)
    await anna.presses("Client lost", on=steps)
    await anna.presses("Leave out", on=steps)
    ended = await anna.presses("Leave out", on=steps)
    assert labels(ended) == ["Open client", "Add answer"]

    await anna.presses("Add answer", on=ended)
    await anna.presses("Refused", on=ended)
    told = await anna.presses("No cost", on=ended)

    assert "Client refused it · no cost" in told.text


async def test_a_note_is_no_cost(anna: Someone) -> None:
    steps = await red_steps(anna)
    await anna.presses("Close", on=steps)
    await anna.presses("Settled", on=steps)
    await anna.presses("Accepted", on=steps)

    note = await anna.says("Called Chen Wei, all fine now, he wants the new catalogue.")

    assert "Save for Chen Wei?" in note.text


async def test_the_lead_is_offered_to_give_the_client_away_a_working_day_after_the_breach(
    office: Office, anna: Someone, boris: Someone
) -> None:
    await red_steps(anna)

    await office.turn(timedelta(hours=4, minutes=15))
    overdue = [text for text in boris.messages if "overdue: see to it" in text]
    assert len(overdue) == 1
    await office.turn(timedelta(days=1))

    offers = [text for text in boris.messages if "still not done: give to a colleague?" in text]
    assert len(offers) == 1
    assert "Anna Li was to call back" in offers[0]
    await office.turn(timedelta(days=1))
    assert len([text for text in boris.messages if "still not done" in text and "call back" in text]) == 1


async def test_thanks_open_the_quiet_steps_for_the_advisor_alone(anna: Someone, boris: Someone) -> None:
    heard = len(boris.messages)
    await anna.says(THANKS)
    await anna.presses("Save")

    card = await anna.says("chen wei")
    assert "Next: say thank you by" in card.text
    steps = await anna.presses("Steps", on=card)

    assert "Grow closer:" in steps.text
    assert "Thanked us" in steps.text
    await anna.presses("Thanked", on=steps)
    await anna.presses("Close", on=steps)
    await anna.presses("Settled", on=steps)
    assert len(boris.messages) == heard


@pytest.fixture
async def routed(sqlite_url: str, open_database: Callable[..., Database]) -> AsyncIterator[Office]:
    """An office whose firm leaves plans to an analyst and the end to a lead."""
    text = files("loyalty.playbooks").joinpath("put_right.toml").read_text(encoding="utf-8")
    for key, role in (("plan", "analyst"), ("settle", "lead")):
        text = text.replace(f'key = "{key}"\nrole = "advisor"', f'key = "{key}"\nrole = "{role}"')
    office = Office(open_database(sqlite_url, playbooks=playbooks_from({"put_right.toml": text})))
    await office.rapport.open()
    yield office
    await office.rapport.close()


async def test_an_analyst_gets_one_step_and_nothing_else(routed: Office) -> None:
    boris = await routed.hire(BORIS, "Boris Zhou", Role.LEAD)
    mei = await routed.hire(MEI, "Mei Fung", Role.ANALYST)
    anna = await routed.hire(ANNA, "Anna Li", Role.ADVISOR)
    await anna.adds("Chen Wei", tier="VIP")
    steps = await red_steps(anna)
    assert "2 Make a plan (Mei Fung) by" in steps.text
    assert "✓ Settled" not in labels(steps)
    before = len(mei.messages)

    await anna.presses("Called", on=steps)
    turn = mei.last
    assert len(mei.messages) == before + 1
    assert turn.text.splitlines()[:3] == ["Make a plan by Fri 27 Nov, 10:12", "Chen Wei · VIP", "For Anna Li"]
    assert "three weeks" not in turn.text
    assert labels(turn) == ["✓ Plan ready", "Write"]
    assert "Chen Wei" not in (await mei.says("chen wei")).text
    listed = await mei.says("/today")
    assert "1 Chen Wei: make a plan by Fri 27 Nov, 10:12" in listed.text

    done = await mei.presses("Plan ready", on=turn)

    assert "✓ Make a plan: today" in done.text
    assert "Settle it by Mon 30 Nov, 09:00" in boris.last.text
    assert "nothing assigned" in (await mei.says("/today")).text
    own = await boris.presses("Settled")
    assert "✓ Settle it: today" in own.text
    gone = await anna.says("chen wei")
    ended = await anna.presses("Steps", on=gone)
    await anna.presses("Close", on=ended)
    await anna.presses("Settled", on=ended)
    await mei.presses("1", on=listed)
    assert "not, or no longer" in mei.toast


async def test_a_step_two_people_tick_says_who_was_faster(anna: Someone, boris: Someone) -> None:
    steps = await red_steps(anna)
    await boris.says("chen wei")
    of_lead = await boris.presses("Steps")
    await boris.presses("Called", on=of_lead)

    after = await anna.presses("Called", on=steps)

    assert anna.toast == "Already done by Boris Zhou, 10:12."
    assert "✓ Call back: Boris Zhou" in after.text


async def test_a_matter_that_ended_meanwhile_takes_nothing_more(anna: Someone, boris: Someone) -> None:
    steps = await red_steps(anna)
    asked = await anna.presses("Skip", on=steps)
    resting = await anna.presses("Pause", on=await reopened(anna))
    await boris.says("chen wei")
    await boris.presses("Steps")
    await boris.presses("Close")
    await boris.presses("Settled")

    for label, message in (("Not needed", asked), ("Client away", resting)):
        ended = await anna.presses(label, on=message)
        assert "Settled" in ended.text or "settled" in ended.text
        assert not any("✓" in each for each in labels(ended))


async def reopened(anna: Someone) -> ChatMessage:
    """Open the steps once more, in a message of their own."""
    await anna.says("chen wei")
    return await anna.presses("Steps")


async def test_only_the_step_whose_turn_it_is_is_left_out(anna: Someone) -> None:
    steps = await red_steps(anna)
    other = await reopened(anna)
    await anna.presses("Called", on=other)

    after = await anna.presses("Skip", on=steps)

    assert "Leave out for Chen Wei: call back?" not in after.text
    assert anna.toast == "Already done."
