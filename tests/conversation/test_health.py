"""How the bot is doing: told to those who answer for it, and pushed once when scoring fails."""

from datetime import timedelta

import pytest

from loyalty.people.people import Role
from tests.conversation.office import Office

ANNA, BORIS, ADA = 1001, 2001, 3001


async def test_leads_and_administrators_see_how_the_bot_is_doing_and_advisors_do_not(office: Office) -> None:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    boris = await office.hire(BORIS, "Boris Zhou", Role.LEAD)
    ada = await office.hire(ADA, "Ada Ho", Role.ADMIN)

    assert "not worked out yet" in (await boris.says("/health")).text
    assert "plain rule" in (await ada.says("/health")).text
    assert "How the bot" not in (await anna.says("/health")).text


async def test_a_failing_night_is_told_once_and_cards_keep_the_figures_of_before(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    boris = await office.hire(BORIS, "Boris Zhou", Role.LEAD)
    await anna.adds("James Hartley")
    await office.turn(timedelta(days=1))
    assert "Levels updated" in (await boris.says("/health")).text

    def broken(*_arguments: object, **_named: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("scheduler.scoring.score_night", broken)
    await office.turn(timedelta(days=2))

    told = [text for text in boris.messages if "could not be updated" in text]
    assert len(told) == 1
    assert "not updated since" in (await boris.says("/health")).text
    assert "James Hartley" in (await anna.says("jh")).text

    monkeypatch.undo()
    await office.turn(timedelta(days=1))
    assert "Levels updated" in (await boris.says("/health")).text
