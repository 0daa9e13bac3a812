"""The picture of the loyalty figure is one tap from Why? and from the history."""

from dataclasses import replace
from datetime import timedelta

import pytest

from loyalty.people.people import Role
from tests.conversation.office import Office, Someone


@pytest.fixture
async def anna(office: Office) -> Someone:
    anna = await office.hire(1001, "Anna Li", Role.ADVISOR)
    await anna.adds("Chen Wei", tier="VIP")
    await anna.says("Met Chen Wei, he praised the service.")
    await anna.presses("Save")
    return anna


async def test_before_two_days_are_known_it_says_so(office: Office, anna: Someone) -> None:
    await anna.says("chen wei")
    await anna.presses("Why?")
    await anna.presses("Loyalty curve")

    assert "No picture yet" in anna.last.text


async def test_a_figure_that_moved_is_drawn(office: Office, anna: Someone) -> None:
    for _ in range(3):
        await office.turn(timedelta(days=3))
        await anna.says("Met Chen Wei, he was delighted with the watch.")
        await anna.presses("Save")
    await anna.says("chen wei")
    await anna.presses("History")
    await anna.presses("Loyalty curve")

    assert "Chen Wei: loyalty" in anna.last.text
    assert "No picture yet" not in anna.last.text
    assert anna.last.photo is not None


async def test_why_says_among_whom_the_figure_stands(office: Office, anna: Someone) -> None:
    with office.database.unit() as store:
        person = store.people.by_telegram(1001)
        assert person is not None
        (client,) = store.clients.within(person)
        standing = store.standings.of(client.id)
        assert standing is not None
        store.standings.save(standing, replace(standing, index=60.5, coverage=0.5))
        store.firm.save_ladder(tuple(float(rung) for rung in range(101)))

    card = (await anna.says("chen wei")).text
    why = await anna.presses("Why?")

    assert "known well enough" not in card
    assert "Above 60 % of clients known well enough" in why.text.splitlines()
