"""The plan in the chat: month, week, day and client; a contact changes its day, never to a full one."""

from datetime import date, timedelta

import pytest

from bot.sandbox.chats import ChatMessage
from loyalty.clientfields import Birthday
from loyalty.clients import Client, Tier
from loyalty.people.people import Role
from loyalty.planning import PlanLoad
from loyalty.planning.touchpoints import Touchpoint, TouchpointKind, TouchpointState
from tests.conversation.office import Office, Someone
from tests.planned import a_contact, morning
from tests.staff import NOW

ANNA, BORIS = 1001, 2001


@pytest.fixture
async def anna(office: Office) -> Someone:
    return await office.hire(ANNA, "Anna Li", Role.ADVISOR)


def a_client(office: Office, name: str, tier: Tier = Tier.STANDARD) -> Client:
    with office.database.unit() as store:
        person = store.people.by_telegram(ANNA)
        assert person is not None
        team_id = person.memberships[0].team_id
        return store.clients.add(name=name, team_id=team_id, advisor_id=person.id, now=NOW, tier=tier)


def planned(
    office: Office, client: Client, day: int, kind: TouchpointKind = TouchpointKind.HELLO
) -> Touchpoint:
    on = date(2026, 11, day) if kind.is_dated else None
    with office.database.unit() as store:
        return a_contact(store, client, due_at=morning(day), kind=kind, occasion_on=on)


def day_of(office: Office, touchpoint: Touchpoint) -> tuple[int, TouchpointState]:
    with office.database.unit() as store:
        now = store.touchpoints.anyone(touchpoint.id)
        return now.due_at.day, now.state


async def test_the_month_names_this_week_and_counts_the_rest(office: Office, anna: Someone) -> None:
    kayan, min_ = a_client(office, "Ho Ka-yan", Tier.VIP), a_client(office, "Xu Min")
    planned(office, kayan, 26, TouchpointKind.BIRTHDAY)
    planned(office, min_, 26)
    planned(office, min_, 30)

    shown = await anna.says("/plan")

    assert shown.text.splitlines() == [
        "November 2026 · 3 planned contacts",
        "",
        "This week",
        "Thu 26 Nov: 2 · birthday Ho Ka-yan · Xu Min",
        "",
        "Mon 30 Nov: 1",
        "",
        "Today's clients and steps: /today",
    ]
    assert shown.labels == [["Next →", "Week"]]
    december = await anna.presses("Next")
    assert december.text.splitlines() == ["December 2026 · 0 planned contacts", "", "Nothing planned"]
    assert "November" in (await anna.presses("Before")).text


async def test_a_plan_that_needs_more_than_there_is_room_for_says_so(office: Office, anna: Someone) -> None:
    with office.database.unit() as store:
        person = store.people.by_telegram(ANNA)
        assert person is not None
        store.plan_loads.save(person.id, PlanLoad(12, 10, 40, NOW), next_at=NOW + timedelta(days=1))

    assert "The plan needs 12 a day, room for 10" in (await anna.says("/plan")).text


async def test_a_contact_is_moved_from_the_week_to_another_day(office: Office, anna: Someone) -> None:
    contact = planned(office, a_client(office, "Xu Min"), 26)
    await anna.says("/plan")
    week = await anna.presses("Week")
    assert "Mon 23 Nov to Sun 29 Nov · 1 planned contact" in week.text
    day = await anna.presses("Thu 26", on=week)
    assert "1 Xu Min: quarterly hello" in day.text
    choices = await anna.presses("1", on=day)
    assert "Move to which day?" in choices.text
    assert "Thu 26" not in [label for row in choices.labels for label in row]

    moved = await anna.presses("Mon 30", on=choices)

    assert "Moved to Mon 30 Nov, was Thu 26 Nov" in moved.text
    assert day_of(office, contact) == (30, TouchpointState.PUT_OFF)


async def test_a_moved_contact_stays_where_the_advisor_put_it(office: Office, anna: Someone) -> None:
    contact = planned(office, a_client(office, "Xu Min"), 26)
    await anna.says("xu min")
    plan = await anna.presses("Plan")
    assert "1 Thu 26 Nov: quarterly hello" in plan.text
    await anna.presses("1", on=plan)
    await anna.presses("Mon 30")

    await office.turn(timedelta(days=2))

    assert day_of(office, contact) == (30, TouchpointState.PUT_OFF)
    await anna.says("xu min")
    assert "1 Mon 30 Nov: quarterly hello" in (await anna.presses("Plan")).text


async def test_a_full_day_is_not_offered_and_refused_when_it_filled_up(office: Office, anna: Someone) -> None:
    with office.database.unit() as store:
        person = store.people.by_telegram(ANNA)
        assert person is not None
        store.people.save_contacts_a_day(person.id, 1)
    contact = planned(office, a_client(office, "Xu Min"), 26)
    planned(office, a_client(office, "Lin Yue"), 27)
    await anna.says("xu min")
    await anna.presses("Plan")
    choices = await anna.presses("1")
    labels = [label for row in choices.labels for label in row]
    assert "Fri 27" not in labels
    assert "Sat 28" not in labels
    planned(office, a_client(office, "Ho Ka-yan"), 30)

    again = await anna.presses("Mon 30", on=choices)

    assert "full by now" in anna.toast
    assert "Mon 30" not in [label for row in again.labels for label in row]
    assert day_of(office, contact) == (26, TouchpointState.PLANNED)


async def test_two_contacts_swap_days_even_where_both_days_are_full(office: Office, anna: Someone) -> None:
    with office.database.unit() as store:
        person = store.people.by_telegram(ANNA)
        assert person is not None
        store.people.save_contacts_a_day(person.id, 1)
    xu, lin = a_client(office, "Xu Min"), a_client(office, "Lin Yue")
    hers, his = planned(office, xu, 26), planned(office, lin, 27)
    planned(office, a_client(office, "Ho Ka-yan"), 25, TouchpointKind.BIRTHDAY)
    await anna.says("xu min")
    await anna.presses("Plan")
    await anna.presses("1")

    offered = await anna.presses("Swap")
    assert "Xu Min: quarterly hello, Thu 26 Nov" in offered.text
    assert "1 Fri 27 Nov: Lin Yue, quarterly hello" in offered.text
    assert "Ho Ka-yan" not in offered.text
    swapped = await anna.presses("1", on=offered)

    assert swapped.text.splitlines() == [
        "Swapped",
        "Fri 27 Nov: Xu Min, quarterly hello",
        "Thu 26 Nov: Lin Yue, quarterly hello",
    ]
    assert (day_of(office, hers)[0], day_of(office, his)[0]) == (27, 26)


async def test_a_swap_with_a_contact_done_meanwhile_moves_neither(office: Office, anna: Someone) -> None:
    hers = planned(office, a_client(office, "Xu Min"), 26)
    his = planned(office, a_client(office, "Lin Yue"), 27)
    await anna.says("xu min")
    await anna.presses("Plan")
    await anna.presses("1")
    offered = await anna.presses("Swap")
    with office.database.unit() as store:
        store.touchpoints.finish(his.id, TouchpointState.DONE, now=NOW)

    await anna.presses("1", on=offered)

    assert "Already done" in anna.toast
    assert day_of(office, hers)[0] == 26


async def test_a_birthday_is_not_moved_behind_its_day(office: Office, anna: Someone) -> None:
    planned(office, a_client(office, "Ho Ka-yan"), 27, TouchpointKind.BIRTHDAY)
    await anna.says("ho ka-yan")
    await anna.presses("Plan")

    choices = await anna.presses("1")

    assert choices.labels[0] == ["Wed 25", "Thu 26"]


async def test_a_second_tap_on_a_day_moves_once(office: Office, anna: Someone) -> None:
    contact = planned(office, a_client(office, "Xu Min"), 26)
    await anna.says("xu min")
    await anna.presses("Plan")
    choices = await anna.presses("1")
    token = choices.button("Mon 30").callback_data
    await office.api.user_presses(ANNA, choices.id, data=token)
    await office.api.user_presses(ANNA, choices.id, data=token)
    await office.settle()

    assert day_of(office, contact) == (30, TouchpointState.PUT_OFF)


async def test_a_contact_done_meanwhile_is_not_moved(office: Office, anna: Someone) -> None:
    contact = planned(office, a_client(office, "Xu Min"), 26)
    await anna.says("xu min")
    await anna.presses("Plan")
    choices = await anna.presses("1")
    with office.database.unit() as store:
        store.touchpoints.finish(contact.id, TouchpointState.DONE, now=NOW)

    await anna.presses("Mon 30", on=choices)

    assert "Already done" in anna.toast
    assert day_of(office, contact)[1] is TouchpointState.DONE


async def test_a_lead_sees_a_clients_plan_and_moves_nothing(office: Office, anna: Someone) -> None:
    planned(office, a_client(office, "Xu Min"), 26)
    boris = await office.hire(BORIS, "Boris Zhou", Role.LEAD)
    await boris.says("xu min")

    plan = await boris.presses("Plan")

    assert "1 Thu 26 Nov: quarterly hello" in plan.text
    assert plan.labels == [["Card"]]


async def test_the_plan_in_chinese(office: Office, anna: Someone) -> None:
    await anna.says("/settings")
    await anna.presses("Language")
    await anna.presses("中文")
    planned(office, a_client(office, "何嘉欣"), 26, TouchpointKind.BIRTHDAY)
    month = await anna.says("/plan")
    assert month.text.splitlines() == [
        "2026年11月 · 计划联系1次",
        "",
        "本周",
        "11月26日 周四：1 · 何嘉欣生日",
        "",
        "今天的客户和步骤：/today",
    ]
    await anna.presses("按周", on=month)
    await anna.presses("26日 周四", on=month)
    await anna.presses("1", on=month)
    moved = await anna.presses("25日 周三", on=month)
    assert "已改到11月25日 周三，原为11月26日 周四" in moved.text


async def test_the_hour_of_the_brief_is_chosen_by_button_or_typed(office: Office, anna: Someone) -> None:
    assert "Brief: 09:00, when work starts" in (await anna.says("/settings")).text
    choices = await anna.presses("Brief")
    assert choices.labels[:2] == [["Start of work"], ["08:30", "08:00"]]
    assert "Brief: 08:30\n" in (await anna.presses("08:30")).text

    await anna.presses("Brief")
    refused = await anna.says("early")
    assert "no clock time found" in refused.text
    assert "Brief: 08:15\n" in (await anna.says("8:15")).text


async def test_a_lead_chooses_the_hour_of_the_digest(office: Office) -> None:
    boris = await office.hire(BORIS, "Boris Zhou", Role.LEAD)
    assert "Digest: 09:00, when work starts" in (await boris.says("/settings")).text
    assert "the daily digest" in (await boris.presses("Digest")).text


async def test_a_lead_reads_that_something_was_promised_and_not_the_words_of_a_private_note(
    office: Office, anna: Someone, boris: Someone
) -> None:
    await anna.adds("James Hartley")
    await anna.says("Called James Hartley about his divorce. I will send him the catalogue on Friday.")
    await anna.presses("Private")
    await anna.presses("Remind Fri")

    assert "catalogue" in (await opened_plan(anna)).text
    seen = (await opened_plan(boris)).text
    assert "reminder" in seen
    assert "catalogue" not in seen


async def opened_plan(someone: Someone) -> ChatMessage:
    await someone.says("jh")
    return await someone.presses("Plan")


async def test_birthdays_for_which_no_day_has_room_are_named(office: Office, anna: Someone) -> None:
    with office.database.unit() as store:
        person = store.people.by_telegram(ANNA)
        assert person is not None
        store.people.save_contacts_a_day(person.id, 1)
    for number in range(9):
        client = a_client(office, f"Client {number}")
        with office.database.unit() as store:
            store.clients.change(client.id, reader=person, birthday=Birthday(12, 14))
    await anna.says("/plan")
    assert "No day has room for" not in (await anna.presses("Next")).text
    await office.rapport.ticks.all()

    await anna.says("/plan")
    december = await anna.presses("Next")

    named = december.text.partition("No day has room for\n")[2].splitlines()
    assert len(named) == 3
    assert all(line.endswith(", birthday on Mon 14 Dec") for line in named)
    assert december.text.splitlines()[0] == "December 2026 · 6 planned contacts"
