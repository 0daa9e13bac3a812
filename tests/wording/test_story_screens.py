"""The screens of the one story, word for word."""

from datetime import date

from loyalty.clients import Client
from loyalty.index.norms import IndicatorName
from loyalty.levels.levels import Level
from loyalty.levels.stages import JourneyStage, LoyaltyStage
from loyalty.people.people import Language
from tests.wording.firm import (
    NAMES,
    NOON,
    OPENED,
    PARTS,
    SIDES,
    a_case,
    a_client,
    a_draft,
    a_reader,
    a_standing,
    an_unsure_reading,
    at,
    last_contacts,
)
from wording.card import CardView, card
from wording.notes import SavedView, log_confirmation, log_saved
from wording.screen import Screen
from wording.why import WhyView, why


def buttons_of(screen: Screen) -> list[list[str]]:
    return [[button.label for button in row] for row in screen.rows]


def chen(language: Language) -> Client:
    return a_client(NAMES[language]["client"])


def a_card(language: Language) -> Screen:
    view = CardView(
        client=chen(language),
        standing=a_standing(),
        case=a_case(),
        last=last_contacts(),
        next_birthday=date(2026, 12, 3),
        journey=JourneyStage.AFTER_SALES,
        stage=LoyaltyStage.EXPERIENCE,
        sides=SIDES,
    )
    return card(view, reader=a_reader(language), now=NOON)


def test_the_card_tells_level_reason_and_next_step_first() -> None:
    screen = a_card(Language.EN)

    assert screen.plain == (
        "🔺 Red: act now\n"
        "Chen Wei · VIP\n"
        "Complaint, open 3 h\n"
        "Next: call back by 14:12, 1 h left\n"
        "\n"
        "Loyalty 46 of 100, down 6 this week\n"
        "Buying 53 · Feeling 32 · Influence 54\n"
        "Based on 45 % of the facts\n"
        "\n"
        "Last: today, call 🙁 unhappy\n"
        "Before: 😐 2 Nov · 🙂 9 Oct\n"
        "Birthday: 3 Dec\n"
        "Stage: after-sales, knows us well"
    )
    assert buttons_of(screen) == [
        ["Log", "Why?", "Draft"],
        ["History", "Plan", "Steps"],
        ["Remind", "More"],
    ]


def test_the_card_tells_the_same_in_chinese() -> None:
    screen = a_card(Language.ZH)

    assert screen.plain == (
        "🔺 红：立即处理\n"
        "陈伟 · VIP\n"
        "投诉，3小时未解决\n"
        "下一步：14:12前回电，剩1小时\n"
        "\n"
        "忠诚度 46/100，本周降6\n"
        "购买 53 · 情感 32 · 影响力 54\n"
        "依据：45%的资料\n"
        "\n"
        "最近：今天 电话 🙁 不满\n"
        "此前：😐 11月2日 · 🙂 10月9日\n"
        "生日：12月3日\n"
        "阶段：售后 · 已熟悉品牌"
    )
    assert buttons_of(screen) == [["记录", "为什么", "草稿"], ["往来", "计划", "步骤"], ["提醒", "更多"]]


def a_why(language: Language) -> Screen:
    unknown = (IndicatorName.ASSOCIATION, IndicatorName.SOCIAL_INFLUENCE, IndicatorName.INHERITANCE)
    view = WhyView(chen(language), a_standing(), PARTS, unknown, a_case())
    return why(view, reader=a_reader(language), now=NOON)


def test_why_adds_up_to_the_figure() -> None:
    assert a_why(Language.EN).text == (
        "Chen Wei · why red, why 46\n"
        "\n"
        "Red: complaint open since 10:12\n"
        "Yellow again: settled, then 14 calm days\n"
        "\n"
        "50.0  everyone starts here\n"
        "+3.4  buys often\n"
        "+2.4  sent us a client\n"
        "+2.1  buys in 3 departments\n"
        "−5.5  no purchase for 96 days, usual 41\n"
        "−3.5  complaint open\n"
        "−2.7  few warm contacts\n"
        "46.2  today\n"
        "\n"
        "Not known: opinion of us, reach, family"
    )


def test_why_tells_the_same_in_chinese() -> None:
    assert a_why(Language.ZH).text == (
        "陈伟 · 为什么红，为什么46\n"
        "\n"
        "红：10:12起投诉未解决\n"
        "转黄：解决后平稳14天\n"
        "\n"
        "50.0  起点，人人相同\n"
        "+3.4  购买频繁\n"
        "+2.4  推荐过客户\n"
        "+2.1  买过3个品类\n"
        "−5.5  96天未购买，平时41天\n"
        "−3.5  投诉未解决\n"
        "−2.7  近期互动少而冷\n"
        "46.2  今天\n"
        "\n"
        "尚缺：品牌评价、影响力、家人"
    )


def a_confirmation(language: Language) -> Screen:
    name = NAMES[language]["client"]
    return log_confirmation(a_draft(language), client_name=name, reader=a_reader(language), now=OPENED)


def test_a_note_is_saved_with_one_tap() -> None:
    screen = a_confirmation(Language.EN)

    assert screen.text == (
        "Save for Chen Wei?\n"
        "Call · today 10:12\n"
        "🙁 Unhappy, sure\n"
        '"three weeks", "nobody told him"\n'
        "Marks: complaint · other house"
    )
    assert buttons_of(screen) == [
        ["✓ Save"],
        ["Mood", "Channel", "Client"],
        ["Remind", "Private", "Discard"],
    ]


def test_a_note_is_confirmed_the_same_in_chinese() -> None:
    screen = a_confirmation(Language.ZH)

    assert screen.text == (
        "记到陈伟名下？\n电话 · 今天10:12\n🙁 不满，有把握\n“三周”“没人通知他”\n标记：投诉 · 提到别家"
    )
    assert buttons_of(screen) == [["✓ 保存"], ["情绪", "方式", "客户"], ["提醒", "私密", "放弃"]]


def test_an_unsure_mood_is_asked_for_and_not_shown_as_neutral() -> None:
    draft = a_draft(reading=an_unsure_reading())

    screen = log_confirmation(draft, client_name="Chen Wei", reader=a_reader(), now=OPENED)

    assert "Not sure about the mood. Which?" in screen.text
    assert "😐" not in screen.text
    assert buttons_of(screen)[0] == ["🙁 Unhappy", "😐 Neutral", "🙂 Happy"]


def a_saved(language: Language) -> Screen:
    view = SavedView(
        interaction_id=last_contacts()[0].id,
        client_id=a_case().client_id,
        client_name=NAMES[language]["client"],
        undo_until=at(24, 10, 13, 20),
        before=Level.GREEN,
        standing=a_standing(),
        case=a_case(),
        told=(NAMES[language]["lead"],),
    )
    return log_saved(view, reader=a_reader(language), now=at(24, 10, 12, 50))


def test_saving_tells_what_changed_and_who_is_told() -> None:
    screen = a_saved(Language.EN)

    assert screen.text == (
        "Saved. Undo until 10:13:20\n"
        "🔺 Chen Wei is now red: complaint open\n"
        "Call back by 14:12. Boris Zhou is told."
    )
    assert buttons_of(screen) == [["Undo", "Steps", "Remind"]]


def test_saving_tells_the_same_in_chinese() -> None:
    screen = a_saved(Language.ZH)

    assert screen.text == (
        "已保存，10:13:20前可撤销\n🔺 陈伟转红：投诉未解决\n请在14:12前回电，已告知主管周博。"
    )
    assert buttons_of(screen) == [["撤销", "步骤", "提醒"]]
