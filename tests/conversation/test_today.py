"""An advisor's day by the morning brief: opened line by line, ticked as things get done, relieved, undone."""

from datetime import date, timedelta

import pytest

from bot.sandbox.chats import ChatMessage
from loyalty.clients import Client, Tier
from loyalty.people.people import Role
from loyalty.planning.touchpoints import Touchpoint, TouchpointKind, TouchpointState
from storage.people.teamdays import digest_of
from tests.conversation.office import Office, Someone
from tests.planned import a_contact, morning
from tests.staff import NOW

ANNA = 1001
HOUR = timedelta(hours=1)
UNTIL_MORNING = timedelta(hours=22, minutes=50)
NAMES = ("Chen Wei", "Lin Yue", "James Hartley", "Ho Ka-yan", "Sofia Reyes", "Xu Min")


@pytest.fixture
async def anna(office: Office) -> Someone:
    return await office.hire(ANNA, "Anna Li", Role.ADVISOR)


def clients(office: Office, *names: str, tier: Tier = Tier.STANDARD) -> list[Client]:
    """Add clients of Anna's that nobody has scored yet."""
    with office.database.unit() as store:
        person = store.people.by_telegram(ANNA)
        assert person is not None
        team_id = person.memberships[0].team_id
        return [
            store.clients.add(
                name=name, team_id=team_id, advisor_id=person.id, now=office.clock.now(), tier=tier
            )
            for name in names
        ]


def hellos(office: Office, found: list[Client], *, on: int = 25) -> list[Touchpoint]:
    with office.database.unit() as store:
        return [
            a_contact(store, client, due_at=morning(on), state=TouchpointState.REMINDED) for client in found
        ]


def birthday(office: Office, client: Client) -> Touchpoint:
    with office.database.unit() as store:
        return a_contact(
            store,
            client,
            due_at=morning(25),
            kind=TouchpointKind.BIRTHDAY,
            state=TouchpointState.REMINDED,
            occasion_on=date(2026, 11, 25),
        )


async def complain(someone: Someone) -> ChatMessage:
    """Add James Hartley and log his complaint; return what the bot said to that."""
    await someone.adds("James Hartley")
    await someone.says("Called James Hartley. He complained that the fee went up and nobody told him.")
    return await someone.presses("Save")


async def a_brief(office: Office, someone: Someone) -> ChatMessage:
    """Turn the clock to Wednesday morning and return the brief."""
    await office.turn(UNTIL_MORNING)
    return someone.last


def now_reads(office: Office, brief: ChatMessage) -> str:
    return office.api.message(ANNA, brief.id).text


def state(office: Office, touchpoint: Touchpoint) -> TouchpointState:
    with office.database.unit() as store:
        return store.touchpoints.anyone(touchpoint.id).state


async def test_the_brief_lists_the_day_in_its_order_and_minutes(office: Office, anna: Someone) -> None:
    await complain(anna)
    await anna.presses("Called", on=await anna.presses("Steps"))
    kayan, sofia = clients(office, "Ho Ka-yan", "Sofia Reyes", tier=Tier.VIP)
    (min_,) = clients(office, "Xu Min")
    hellos(office, [sofia, min_])
    birthday(office, kayan)

    brief = await a_brief(office, anna)

    assert brief.text.splitlines() == [
        "Wed 25 Nov · 4 clients, about 35 min",
        "🔺 1 red · 🟢 3 green",
        "",
        "1 🔺 James Hartley: make a plan by Fri 10:12",
        "2 🟢 Ho Ka-yan: birthday today",
        "3 🟢 Sofia Reyes: monthly hello",
        "4 🟢 Xu Min: quarterly hello",
    ]
    assert brief.labels == [["1", "2", "3", "4"], ["Start with 1", "Too much today"]]


async def test_a_day_with_nothing_due_brings_no_brief(office: Office, anna: Someone) -> None:
    before = len(anna.messages)

    await office.turn(UNTIL_MORNING)

    assert len(anna.messages) == before
    assert "nothing due" in (await anna.says("/today")).text


async def test_a_line_done_elsewhere_gets_its_tick_in_place(office: Office, anna: Someone) -> None:
    hellos(office, clients(office, "Ho Ka-yan", "Sofia Reyes"))
    brief = await a_brief(office, anna)

    await anna.says("Wrote Ho Ka-yan on WeChat, she was glad to hear from me.")
    await anna.presses("Save")

    assert "✓ 1 " in now_reads(office, brief)
    assert "Ho Ka-yan: wrote 09:02" in now_reads(office, brief)
    assert "1 of 2 left, about 5 min" in now_reads(office, brief)
    assert office.api.message(ANNA, brief.id).labels == [["2"], ["Start with 2", "Too much today"]]

    await anna.presses("Undo")
    assert "2 clients" in now_reads(office, brief)


async def test_the_newest_list_gets_the_ticks(office: Office, anna: Someone) -> None:
    hellos(office, clients(office, "Ho Ka-yan", "Sofia Reyes"))
    await a_brief(office, anna)
    newest = await anna.says("/today")

    await anna.says("Wrote Ho Ka-yan on WeChat, she was glad to hear from me.")
    await anna.presses("Save")

    assert "Ho Ka-yan: wrote 09:02" in now_reads(office, newest)
    assert "1 of 2 left, about 5 min" in now_reads(office, newest)


async def test_a_number_opens_its_matter_in_a_new_message(office: Office, anna: Someone) -> None:
    contact, _ = hellos(office, clients(office, "Ho Ka-yan", "Sofia Reyes"))
    brief = await a_brief(office, anna)

    after = await anna.presses("1", on=brief)

    assert after.text == brief.text
    assert anna.last.id != brief.id
    assert "Ho Ka-yan" in anna.last.text
    await anna.presses("Start with 1", on=brief)
    assert "Ho Ka-yan" in anna.last.text
    assert state(office, contact) is TouchpointState.REMINDED


async def test_a_ticked_step_is_ticked_in_the_brief(office: Office, anna: Someone) -> None:
    await complain(anna)
    await anna.presses("Called", on=await anna.presses("Steps"))
    brief = await a_brief(office, anna)
    steps = await anna.presses("1", on=brief)
    assert steps.id == brief.id

    await anna.presses("Plan ready", on=anna.last)

    assert "✓ 1 🔺 James Hartley: made the plan 09:02" in now_reads(office, brief)
    assert now_reads(office, brief).splitlines()[0] == "Wed 25 Nov · done"


async def test_too_much_today_moves_what_can_wait_and_says_where_to(office: Office, anna: Someone) -> None:
    found = hellos(office, clients(office, "Ho Ka-yan", "Sofia Reyes", "Xu Min"))
    birthday(office, *clients(office, "Lin Yue"))
    brief = await a_brief(office, anna)

    await anna.presses("Too much", on=brief)

    text = now_reads(office, brief)
    assert "3 moved: Thu 26 Nov, Fri 27 Nov, Mon 30 Nov" in text
    assert "1 🟢 Lin Yue: birthday today" in text
    assert "→ 2 🟢 Ho Ka-yan: moved to Thu 26 Nov" in text
    assert office.api.message(ANNA, brief.id).labels == [["1"], ["Start with 1", "Undo"]]
    assert {state(office, each) for each in found} == {TouchpointState.PUT_OFF}

    await anna.presses("Undo", on=brief)
    assert "moved" not in now_reads(office, brief)
    assert {state(office, each) for each in found} == {TouchpointState.REMINDED}


async def test_what_was_moved_comes_with_the_brief_of_its_day_and_not_alone(
    office: Office, anna: Someone
) -> None:
    hellos(office, clients(office, "Ho Ka-yan"))
    brief = await a_brief(office, anna)
    await anna.presses("Too much", on=brief)
    before = len(anna.messages)

    await office.turn(timedelta(days=1))

    assert len(anna.messages) == before + 1
    assert "Thu 26 Nov · 1 client" in anna.last.text
    assert "1 🟢 Ho Ka-yan: quarterly hello" in anna.last.text


async def test_a_second_tap_on_too_much_and_on_undo_changes_nothing(office: Office, anna: Someone) -> None:
    hellos(office, clients(office, "Ho Ka-yan"))
    brief = await a_brief(office, anna)
    relieve = brief.button("Too much today").callback_data
    await office.api.user_presses(ANNA, brief.id, data=relieve)
    await office.api.user_presses(ANNA, brief.id, data=relieve)
    await office.settle()
    moved = now_reads(office, brief)
    assert "Already done, or moved since." in anna.toast

    back = office.api.message(ANNA, brief.id).button("Undo").callback_data
    await office.api.user_presses(ANNA, brief.id, data=back)
    await office.api.user_presses(ANNA, brief.id, data=back)
    await office.settle()

    assert "1 moved: Thu 26 Nov" in moved
    assert "moved" not in now_reads(office, brief)


async def test_buttons_of_yesterdays_brief_do_not_touch_today(office: Office, anna: Someone) -> None:
    hellos(office, clients(office, "Ho Ka-yan"))
    brief = await a_brief(office, anna)
    contact = hellos(office, clients(office, "Sofia Reyes"), on=26)[0]
    await office.turn(timedelta(days=1))

    await anna.presses("Too much", on=brief)

    assert "That list is over" in anna.toast
    assert state(office, contact) is TouchpointState.REMINDED


async def test_a_full_day_is_read_in_pages(office: Office, anna: Someone) -> None:
    hellos(office, clients(office, *(f"Client {chr(65 + number)}" for number in range(12))))
    brief = await a_brief(office, anna)
    assert "and 2 more" in brief.text
    assert len([line for line in brief.text.splitlines() if line.endswith("hello")]) == 10

    second = await anna.presses("Next", on=brief)
    assert "11 🟢 Client K" in second.text
    assert second.labels[0] == ["11", "12"]
    first = await anna.presses("Before", on=second)
    assert "1 🟢 Client A" in first.text


async def test_today_keeps_the_numbers_of_the_brief_and_adds_what_is_new(
    office: Office, anna: Someone
) -> None:
    contacts = hellos(office, clients(office, "Ho Ka-yan", "Sofia Reyes"))
    await a_brief(office, anna)
    with office.database.unit() as store:
        store.touchpoints.finish(contacts[0].id, TouchpointState.DONE, now=office.clock.now())
    await complain(anna)

    shown = (await anna.says("/today")).text.splitlines()

    assert "✓ 1 🟢 Ho Ka-yan: done 09:02" in shown
    assert "2 🟢 Sofia Reyes: quarterly hello" in shown
    assert any(line.startswith("3 🔺 James Hartley: call back by") for line in shown)


async def test_a_promise_beside_another_matter_has_a_line_of_its_own(office: Office, anna: Someone) -> None:
    (yue,) = clients(office, "Lin Yue")
    hellos(office, [yue])
    with office.database.unit() as store:
        store.touchpoints.promise(
            yue.id,
            advisor_id=yue.advisor_id or store.people.everyone()[0].id,
            due_at=morning(25, hour=15),
            note="catalogue",
            now=office.clock.now(),
        )

    brief = await a_brief(office, anna)

    assert "1 🟢 Lin Yue: quarterly hello" in brief.text
    assert "Reminder · Lin Yue: catalogue, 15:00" in brief.text


async def test_more_promises_than_a_message_has_room_for_leave_the_list_readable(
    office: Office, anna: Someone
) -> None:
    found = clients(office, *(f"{name} of the Harbour Front Trading & Holding Company" for name in NAMES * 8))
    hellos(office, found)
    with office.database.unit() as store:
        for client in found:
            assert client.advisor_id is not None
            due_at = morning(25, hour=11)
            store.touchpoints.promise(
                client.id, advisor_id=client.advisor_id, due_at=due_at, note="the catalogue " * 4, now=NOW
            )

    brief = await a_brief(office, anna)

    assert "48 clients" in brief.text
    assert brief.text.endswith("\n…")
    assert "Chen Wei of the Harbour" in (await anna.says("/today")).text


async def test_the_brief_in_chinese(office: Office, anna: Someone) -> None:
    await anna.says("/settings")
    await anna.presses("Language")
    await anna.presses("中文")
    contacts = hellos(office, clients(office, "何嘉欣", "徐敏"))
    brief = await a_brief(office, anna)
    assert brief.text.splitlines()[0] == "11月25日 周三 · 2位客户，约10分钟"
    assert "1 🟢 何嘉欣：本季问候" in brief.text

    await anna.presses("今天太多", on=brief)
    assert "已移2位：11月26日 周四、11月27日 周五" in now_reads(office, brief)
    await anna.presses("撤销", on=brief)
    with office.database.unit() as store:
        store.touchpoints.finish(contacts[0].id, TouchpointState.DONE, now=office.clock.now())
    await office.turn(HOUR)
    assert "✓ 1 🟢 何嘉欣：09:02已完成" in now_reads(office, brief)


async def test_what_was_put_off_until_tomorrow_comes_with_an_early_brief_alone(
    office: Office, anna: Someone
) -> None:
    await anna.says("/settings")
    await anna.presses("Brief")
    await anna.presses("08:30")
    (contact,) = hellos(office, clients(office, "Ho Ka-yan"), on=24)
    await anna.says("/today")
    await anna.presses("1")
    await anna.presses("Later")
    assert "Back on Wed 25 Nov, 09:00" in (await anna.presses("Tomorrow")).text
    before = len(anna.messages)

    await office.turn(UNTIL_MORNING + HOUR)

    assert len(anna.messages) == before + 1
    assert "Ho Ka-yan: quarterly hello" in anna.last.text
    assert state(office, contact) is TouchpointState.REMINDED


async def test_a_client_whose_hello_was_put_off_until_later_today_has_no_other_told(
    office: Office, anna: Someone
) -> None:
    (kayan,) = clients(office, "Ho Ka-yan", tier=Tier.VIP)
    (waiting,) = hellos(office, [kayan], on=23)
    with office.database.unit() as store:
        chosen = a_contact(store, kayan, due_at=morning(25, hour=15), state=TouchpointState.PUT_OFF)

    brief = await a_brief(office, anna)

    assert "Ho Ka-yan: monthly hello, back at 15:00" in brief.text
    assert state(office, waiting) is not TouchpointState.REMINDED
    await office.turn(6 * HOUR)
    assert "monthly hello" in anna.last.text
    assert state(office, chosen) is TouchpointState.REMINDED


async def test_a_birthday_nobody_greeted_leaves_the_list_three_days_after(
    office: Office, anna: Someone
) -> None:
    contact = birthday(office, clients(office, "Ho Ka-yan")[0])
    assert "Ho Ka-yan: birthday today" in (await a_brief(office, anna)).text

    await office.turn(timedelta(days=1))
    assert "Ho Ka-yan: birthday was yesterday" in anna.last.text
    await office.turn(timedelta(days=1))
    assert "Ho Ka-yan: birthday was" in anna.last.text
    await office.turn(timedelta(days=3))

    assert state(office, contact) is TouchpointState.MISSED
    assert "birthday" not in (await anna.says("/today")).text
    assert "birthday" not in (await anna.says("/plan")).text
    with office.database.unit() as store:
        team = store.teams.find_or_add("Central")
        boris = store.people.find_or_add("Boris Zhou", role=Role.LEAD, team_id=team.id)
        told = digest_of(store, boris, since=None, now=office.clock.now())
    assert (told.contacts_due, told.contacts_done) == (1, 0)
