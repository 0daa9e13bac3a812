"""The red alert of the one story, word for word, and what becomes of it."""

from datetime import timedelta

from loyalty.clients import Client
from loyalty.people.people import Language
from loyalty.tone import CueName
from loyalty.value import Worth
from tests.wording.firm import (
    CALL,
    NAMES,
    NOTES,
    OPENED,
    a_case,
    a_client,
    a_reader,
    a_standing,
    a_withdrawn_case,
    at,
)
from wording.alerts import AlertView, red_alert
from wording.screen import Screen


def buttons_of(screen: Screen) -> list[list[str]]:
    return [[button.label for button in row] for row in screen.rows]


def chen(language: Language) -> Client:
    return a_client(NAMES[language]["client"])


def an_alert_view(language: Language) -> AlertView:
    return AlertView(
        case=a_case(),
        client=chen(language),
        advisor_name=NAMES[language]["advisor"],
        standing=a_standing(),
        note=NOTES[language],
        cues=(CueName.COMPLAINT, CueName.COMPETITOR),
        worth=Worth(177_356.11, "HKD", 5),
        write_url="tg://user?id=1",
    )


def test_the_lead_reads_who_acts_until_when_and_why() -> None:
    screen = red_alert(an_alert_view(Language.EN), reader=a_reader(), now=OPENED)

    assert screen.plain == (
        "🔺 Red: act now · Chen Wei · VIP\n"
        "Anna Li to call back by 14:12\n"
        "\n"
        "Complaint open · other house\n"
        "Watch three weeks in service, nobody told him. Asked about other houses.\n"
        "Loyalty 46, down 6 this week\n"
        "Value HK$ 177,000 over 5 years\n"
        "\n"
        "Plan by Fri 27 Nov, 10:12\n"
        "Settled by Sat 28 Nov, 10:12"
    )
    assert buttons_of(screen) == [["Seen", "Write to Anna"], ["Open client", "Give to…"]]


def test_the_lead_reads_the_same_in_chinese() -> None:
    screen = red_alert(an_alert_view(Language.ZH), reader=a_reader(Language.ZH), now=OPENED)

    assert screen.plain == (
        "🔺 红：立即处理 · 陈伟 · VIP\n"
        "李安须在14:12前回电\n"
        "\n"
        "投诉未解决 · 提到别家\n"
        "手表送修三周无人告知，还问起别家。\n"
        "忠诚度46，本周降6\n"
        "五年价值17.7万港元\n"
        "\n"
        "11月27日10:12前出方案\n"
        "11月28日10:12前办结"
    )
    assert buttons_of(screen) == [["已阅", "联系李安"], ["查看客户", "转交…"]]


def alert_line(language: Language, case_done_at_minute: int) -> str:
    done = a_case(CALL, done_at=at(24, 13) + timedelta(minutes=case_done_at_minute))
    view = AlertView(case=done, client=chen(language), advisor_name=NAMES[language]["advisor"])
    return red_alert(view, reader=a_reader(language), now=at(24, 16)).plain.splitlines()[1]


def test_the_alert_is_edited_when_the_advisor_called() -> None:
    assert alert_line(Language.EN, 40) == "Anna called at 13:40, in time."
    assert alert_line(Language.ZH, 40) == "李安13:40已回电，未超时。"
    assert alert_line(Language.EN, 122) == "Anna called at 15:02, 50 min late."
    assert alert_line(Language.ZH, 122) == "李安15:02已回电，超时50分钟。"


def test_the_alert_is_edited_when_the_note_was_undone() -> None:
    for language, line in ((Language.EN, "Withdrawn by Anna, 10:13."), (Language.ZH, "李安10:13已撤回。")):
        view = AlertView(
            case=a_withdrawn_case(),
            client=chen(language),
            advisor_name=NAMES[language]["advisor"],
            ended_at=at(24, 10, 13),
        )
        screen = red_alert(view, reader=a_reader(language), now=at(24, 10, 13))
        assert screen.plain.splitlines()[0] == line


def test_a_discreet_reader_gets_no_name_before_asking() -> None:
    discreet = a_reader(discreet=True)

    screen = red_alert(an_alert_view(Language.EN), reader=discreet, now=OPENED)

    assert screen.text == "🔺 One client needs you by 14:12"
    assert buttons_of(screen) == [["Show"]]


def test_a_private_note_reaches_the_lead_without_its_text() -> None:
    view = AlertView(
        case=a_case(), client=a_client(), advisor_name="Anna Li", standing=a_standing(), private=True
    )

    screen = red_alert(view, reader=a_reader(), now=OPENED)

    assert "The note is private." in screen.text
    assert "Complaint open" in screen.text
