"""A text that asks to be reminded is offered as a reminder, never as a contact."""

import pytest

from loyalty.people.people import Role
from storage.store import Store
from tests.conversation.office import Office, Someone

ANNA = 1001


@pytest.fixture
async def anna(office: Office) -> Someone:
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    await anna.adds("James Hartley")
    await anna.adds("Lin Yue")
    return anna


def _planned(store: Store) -> list[str]:
    person = store.people.by_telegram(ANNA)
    assert person is not None
    return [each.note for each in store.touchpoints.open_of(person.id) if each.kind == "promise"]


@pytest.mark.parametrize(
    ("typed", "name", "told"),
    [
        ("remind me to call Lin Yue tomorrow at 9:30", "Lin Yue", "Wed 25 Nov, 09:30: call Lin Yue"),
        ("Tomorrow at 9:30 remind me to call Lin Yue", "Lin Yue", "Wed 25 Nov, 09:30: call Lin Yue"),
        (
            "remind me on Friday: James Hartley's invoice",
            "James Hartley",
            "Fri 27 Nov, 09:00: James Hartley's invoice",
        ),
        ("提醒我明天9点给Lin Yue打电话", "Lin Yue", "Wed 25 Nov, 09:00: 给Lin Yue打电话"),
    ],
)
async def test_a_request_sets_a_reminder_by_one_tap(
    office: Office, anna: Someone, typed: str, name: str, told: str
) -> None:
    offered = await anna.says(typed)
    assert offered.text == f"Remind you of {name}?\n{told}"
    assert offered.labels == [[f"Remind {told.partition(': ')[0]}"], ["Date", "Cancel"]]

    await anna.presses("Remind")

    assert anna.last.text.startswith("Reminder on ")
    with office.database.reading() as store:
        assert _planned(store) == [told.partition(": ")[2]]


async def test_a_request_without_a_day_asks_when_and_keeps_of_what(office: Office, anna: Someone) -> None:
    asked = await anna.says("Remind me to call Lin Yue about jade")
    assert asked.text.splitlines() == [
        "Remind you of Lin Yue when?",
        "call Lin Yue about jade",
        "Tap, or type a day or time: Friday 3 pm",
    ]

    assert "call Lin Yue about jade" in (await anna.presses("Tomorrow")).text
    await anna.says("remind me to call Lin Yue")
    assert "call Lin Yue" in (await anna.says("Friday 3 pm")).text

    with office.database.reading() as store:
        assert _planned(store) == ["call Lin Yue about jade", "call Lin Yue"]


async def test_a_request_for_a_day_that_is_over_asks_again(anna: Someone) -> None:
    asked = await anna.says("remind me to call Lin Yue yesterday")

    assert asked.text.startswith("That is over already.")
    assert "Reminder: call Lin Yue" in asked.text.splitlines()
    assert "call Lin Yue" in (await anna.says("tomorrow")).text


async def test_another_day_keeps_of_what(anna: Someone) -> None:
    await anna.says("remind me to call Lin Yue tomorrow at 9:30")
    await anna.presses("Date")

    assert anna.last.text.startswith("When?")
    assert "call Lin Yue" in (await anna.says("Friday 3 pm")).text


async def test_a_request_about_nobody_or_several_says_how(anna: Someone) -> None:
    assert "no client of yours is named" in (await anna.says("remind me to buy flowers tomorrow")).text
    several = await anna.says("remind me tomorrow to call Lin Yue and James Hartley")
    assert "one client at a time" in several.text


async def test_a_note_that_only_mentions_a_reminder_stays_a_note(anna: Someone) -> None:
    assert (
        "Save for Lin Yue?" in (await anna.says("Lin Yue asked me to remind her tomorrow, she is happy")).text
    )
    assert "Save for Lin Yue?" in (await anna.says("Reminder about the invoice sent to Lin Yue")).text
