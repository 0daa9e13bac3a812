"""The morning brief and /today, word for word as the screens describe them."""

from dataclasses import replace
from datetime import date

from loyalty.cases.cases import Case
from loyalty.clients import Tier
from loyalty.contacts import Channel
from loyalty.days.today import DayList
from loyalty.levels.levels import Cause, Level
from loyalty.people.people import Language
from loyalty.planning.touchpoints import TouchpointKind, TouchpointState
from tests.wording import firm
from tests.wording.day_samples import (
    MORNING,
    WEDNESDAY,
    a_line,
    a_touchpoint,
    a_yellow_case,
    contact,
    moved,
    several,
    step_of,
    the_day,
)
from tests.wording.firm import at
from wording.actions import Action
from wording.screen import Screen
from wording.today import today

EN, ZH = firm.a_reader(Language.EN), firm.a_reader(Language.ZH)
ENGLISH = ("Chen Wei", "Lin Yue", "James Hartley", "Ho Ka-yan", "Sofia Reyes", "Xu Min")
CHINESE = ("陈伟", "林悦", "James Hartley", "何嘉欣", "Sofia Reyes", "徐敏")


def red_case() -> Case:
    case = firm.a_case()
    return replace(case, steps=tuple(replace(step, due_at=at(27, 10, 12)) for step in case.steps))


def the_story(names: tuple[str, ...], promises: tuple[str, str]) -> DayList:
    """Return the list of the screens: one red, two yellow, three green, and a promise beside a line."""
    chen, lin, james, kayan, sofia, min_ = several(names)
    bag, catalogue = promises
    silent = date(2026, 9, 24)
    return the_day(
        a_line(chen, step_of(red_case(), 1), level=Level.RED, cause=Cause.COMPLAINT_OPEN),
        a_line(
            lin,
            step_of(a_yellow_case()),
            contact(a_touchpoint(TouchpointKind.PROMISE, note=catalogue, due_at=at(25, 16))),
            level=Level.YELLOW,
            cause=Cause.SILENCE,
            cause_since=silent,
            usual_days=30,
        ),
        a_line(james, step_of(a_yellow_case(Cause.LOW_INTENT)), level=Level.YELLOW, cause=Cause.LOW_INTENT),
        a_line(kayan, contact(a_touchpoint(TouchpointKind.BIRTHDAY, occasion_on=WEDNESDAY))),
        a_line(sofia, contact(a_touchpoint(TouchpointKind.PROMISE, note=bag, due_at=at(25, 15)))),
        a_line(replace(min_, tier=Tier.KEY), contact(a_touchpoint())),
    )


def labels(screen: Screen) -> list[list[str]]:
    return [[button.label for button in row] for row in screen.rows]


def test_the_brief_reads_as_the_screens_say() -> None:
    screen = today(the_story(ENGLISH, ("her bag is here", "catalogue")), reader=EN, now=MORNING)

    assert screen.text == (
        "Wed 25 Nov · 6 clients, about 55 min\n"
        "🔺 1 red · 🟨 2 yellow · 🟢 3 green\n"
        "\n"
        "1 🔺 Chen Wei: make a plan by Fri 10:12\n"
        "2 🟨 Lin Yue: no purchase for 62 days, usual 30\n"
        "3 🟨 James Hartley: little interest\n"
        "4 🟢 Ho Ka-yan: birthday today\n"
        "5 🟢 Sofia Reyes: her bag is here, 15:00\n"
        "6 🟢 Xu Min: monthly hello\n"
        "\n"
        "Reminder · Lin Yue: catalogue, 16:00"
    )
    assert labels(screen) == [["1", "2", "3", "4", "5", "6"], ["Start with 1", "Too much today"]]


def test_the_brief_in_chinese_carries_the_same_facts() -> None:
    screen = today(the_story(CHINESE, ("订的包到店", "寄目录")), reader=ZH, now=MORNING)

    assert screen.text == (
        "11月25日 周三 · 6位客户，约55分钟\n"
        "🔺 红1 · 🟨 黄2 · 🟢 绿3\n"
        "\n"
        "1 🔺 陈伟：周五10:12前出方案\n"
        "2 🟨 林悦：62天未购买，平时30天\n"
        "3 🟨 James Hartley：意愿低\n"
        "4 🟢 何嘉欣：今天生日\n"
        "5 🟢 Sofia Reyes：订的包到店，15:00\n"
        "6 🟢 徐敏：本月问候\n"
        "\n"
        "提醒 · 林悦：寄目录，16:00"
    )
    assert labels(screen) == [["1", "2", "3", "4", "5", "6"], ["从1开始", "今天太多"]]


def test_a_finished_line_keeps_its_place_with_a_tick_and_how() -> None:
    (kayan, min_) = several(("Ho Ka-yan", "Xu Min"))
    wrote = contact(
        a_touchpoint(TouchpointKind.BIRTHDAY, state=TouchpointState.DONE, occasion_on=WEDNESDAY),
        finished_at=at(25, 18, 20),
        channel=Channel.WECHAT,
    )
    listing = the_day(a_line(kayan, wrote), a_line(min_, contact(a_touchpoint())))

    screen = today(listing, reader=EN, now=at(25, 18, 30))

    assert "✓ 1 🟢 Ho Ka-yan: wrote 18:20\n2 🟢 Xu Min: monthly hello" in screen.text
    assert screen.text.startswith("Wed 25 Nov · 1 of 2 left, about 5 min\n🟢 1 green\n")
    assert labels(screen) == [["2"], ["Start with 2", "Too much today"]]


def test_what_was_moved_says_where_to_and_can_be_undone() -> None:
    clients = several(("Ho Ka-yan", "Xu Min", "Sofia Reyes"))
    lines = (
        a_line(client, contact(moved(day), relieved_at=MORNING))
        for client, day in zip(clients, (26, 26, 27), strict=True)
    )

    screen = today(the_day(*lines), reader=EN, now=MORNING)

    assert screen.text.endswith("3 moved: Thu 26 Nov, Fri 27 Nov")
    assert [button.action for row in screen.rows for button in row] == [Action.TODAY_UNRELIEVE]


def test_reds_yellows_and_dated_contacts_offer_no_relief() -> None:
    chen, kayan, lin = several(("Chen Wei", "Ho Ka-yan", "Lin Yue"))
    listing = the_day(
        a_line(chen, step_of(red_case(), 1), level=Level.RED),
        a_line(kayan, contact(a_touchpoint(TouchpointKind.BIRTHDAY, occasion_on=WEDNESDAY))),
        a_line(lin, contact(a_touchpoint()), level=Level.YELLOW),
    )

    assert labels(today(listing, reader=EN, now=MORNING))[1:] == [["Start with 1"]]


def test_nothing_due_says_so() -> None:
    assert today(the_day(), reader=EN, now=MORNING).text == "Wed 25 Nov · nothing due"
    assert today(the_day(), reader=ZH, now=MORNING).text == "11月25日 周三 · 无待办"
