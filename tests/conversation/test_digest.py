"""The lead's day: the digest with its picture, and what its buttons open."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.sandbox.chats import ChatMessage
from loyalty.people.people import Role
from storage.database import Database
from tests.conversation.office import Office, Someone

ANNA, BORIS = 1001, 2001
COMPLAINT = (
    "Called Chen Wei. His watch has been in service three weeks, nobody told him. Asked what other houses do."
)
DAY = timedelta(days=1)


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    office = Office(database)
    await office.rapport.open()
    yield office
    await office.rapport.close()


@pytest.fixture
async def anna(office: Office, boris: Someone) -> Someone:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    await anna.adds("Chen Wei", tier="VIP")
    return anna


def digests(someone: Someone) -> list[str]:
    chat = someone.office.api.chat(someone.id)
    return [message.text for message in chat.from_bot if message.photo is not None]


async def test_the_next_morning_tells_what_is_late_and_new_with_a_picture(
    office: Office, anna: Someone, boris: Someone
) -> None:
    await anna.says(COMPLAINT)
    await anna.presses("Save")

    await office.turn(DAY)

    (told,) = digests(boris)
    first, second, *_ = told.splitlines()
    assert first == "Central · Wed 25 Nov"
    assert second.startswith("🔺 1 red")
    assert "Late: Chen Wei (Anna Li), to call back by" in told
    assert told.count("Chen Wei") == 1
    photo = next(m.photo for m in office.api.chat(BORIS).from_bot if m.photo)
    assert photo.content.startswith(b"\x89PNG")
    assert len(photo.content) < 200_000
    assert len(told.encode("utf-16-le")) // 2 <= 1024


async def test_a_late_step_has_one_name_in_alert_and_digest(
    office: Office, anna: Someone, boris: Someone
) -> None:
    await anna.says(COMPLAINT)
    await anna.presses("Save")

    await office.turn(6 * DAY)

    alerts = [text for text in boris.messages if "overdue: see to it" in text]
    assert len(alerts) == 3
    assert all("Anna Li was to call back by" in text for text in alerts)
    assert "Overdue too: make a plan by 10:12" in alerts[1].splitlines()
    assert "to call back by Tue 24 Nov, 14:12" in digests(boris)[-1]


async def test_the_buttons_of_a_digest_open_client_people_and_team(
    office: Office, anna: Someone, boris: Someone
) -> None:
    await anna.says(COMPLAINT)
    await anna.presses("Save")
    await office.turn(DAY)
    message = next(m for m in office.api.chat(BORIS).from_bot if m.photo)

    await boris.presses("Chen Wei", on=message)
    assert "Chen Wei · VIP" in boris.last.text
    await boris.presses("Whole team", on=message)
    assert "Central · " in boris.last.text
    people = await boris.presses("People")
    assert "1 Anna Li: " in people.text
    advisor = await boris.presses("1")
    assert "Chen Wei: complaint open" in advisor.text
    assert "Central · Wed 25 Nov" in message.text


async def test_a_day_without_news_is_two_lines(office: Office, anna: Someone, boris: Someone) -> None:
    await office.turn(DAY)

    (told,) = digests(boris)
    assert len(told.splitlines()) == 2


async def test_the_second_digest_tells_the_change_since_the_first_and_what_was_done(
    office: Office, anna: Someone, boris: Someone
) -> None:
    await office.turn(DAY)
    await anna.says(COMPLAINT)
    await anna.presses("Save")
    await anna.presses("Steps")
    await anna.presses("Called")
    await office.turn(DAY)

    first, second = digests(boris)
    assert "+1" not in first
    assert "🔺 1 red, +1" in second
    assert "New: Chen Wei (Anna Li), complaint open, called after 1 min" in second


async def test_somebody_on_days_off_is_told_in_the_digest_and_gets_none(
    office: Office, anna: Someone, boris: Someone
) -> None:
    await anna.says(COMPLAINT)
    await anna.presses("Save")
    await anna.says("/away")
    await anna.presses("Add days off")
    await anna.presses("Today")
    await anna.presses("Thu 26 Nov")
    await anna.presses("Boris Zhou")
    await boris.says("/away")
    await boris.presses("Add days off")
    await boris.presses("Thu 26 Nov")
    await boris.presses("Thu 26 Nov")

    await office.turn(3 * DAY)

    told = digests(boris)
    assert "Off: Anna Li until tomorrow, Boris Zhou stands in" in told[0]
    assert [text.splitlines()[0] for text in told] == ["Central · Wed 25 Nov", "Central · Fri 27 Nov"]


async def test_the_digest_in_chinese(office: Office, anna: Someone, boris: Someone) -> None:
    await boris.says("/settings")
    await boris.presses("Language")
    await boris.presses("中文")
    await anna.says(COMPLAINT)
    await anna.presses("Save")

    await office.turn(DAY)

    (told,) = digests(boris)
    assert told.splitlines()[0] == "Central · 11月25日 周三"
    assert "超时：Chen Wei（Anna Li），应于" in told


async def test_a_lead_sets_how_much_an_advisor_has_room_for(
    office: Office, anna: Someone, boris: Someone
) -> None:
    await boris.says("/team")
    await boris.presses("People")
    await boris.presses("1")
    asked = await boris.presses("Room a day")
    assert "Now: 10" in asked.text
    shown = await boris.presses("15")

    assert "15" in shown.text
    assert "Room for 15 planned contacts a day" in (await anna.says("/settings")).text


async def test_an_advisor_has_no_digest_and_no_team(office: Office, anna: Someone, boris: Someone) -> None:
    await office.turn(DAY)

    assert digests(anna) == []
    assert "People" not in [label for row in (await anna.says("/team")).labels for label in row]


async def test_an_advisor_who_left_is_not_opened_by_an_old_list(
    office: Office, anna: Someone, boris: Someone
) -> None:
    await boris.says("/team")
    people = await boris.presses("People")
    with office.database.unit() as store:
        person = store.people.by_telegram(ANNA)
        assert person is not None
        store.people.deactivate(person.id)

    await boris.presses("1", on=people)

    assert boris.toast == "This colleague is not, or no longer, in a team of yours."
    assert "Anna Li" not in (await again(boris)).text


async def again(boris: Someone) -> ChatMessage:
    await boris.says("/team")
    return await boris.presses("People")
