"""A pasted chat is taken apart by speaker; a note with a colon stays a note."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.chats import (
    ChatLine,
    client_lines,
    client_side,
    is_own,
    pasted_chat,
    speakers,
    words_of_client,
)
from loyalty.chats.names import is_speaker

WECHAT_ONE_LINE = "陈伟 14:32 我的表什么时候好\n李安 14:35 我马上问一下\n陈伟 14:36 已经三周了"
WECHAT_DESKTOP = """陈伟 2026/11/24 14:32
我的表什么时候好？
已经三周了

李安 2026/11/24 14:35
我马上问"""
WECHAT_COLONS = "陈伟：\n我的表什么时候好\n李安：\n我马上问\n"
BRACKETS = "[14:32] Chen: Where is my watch?\n[14:35] Anna: I will ask."
WHATSAPP_IOS = """[24/11/2026, 14:30:00] Chen Wei: \u200eMessages and calls are end-to-end encrypted.
\u200e[24/11/2026, 14:32:10] Chen Wei: Where is my watch?
It has been three weeks.
[24/11/2026, 14:35:01] Anna Li: I will ask at once."""
WHATSAPP_ANDROID = """24/11/2026, 14:30 - Messages and calls are end-to-end encrypted. Tap to learn more.
24/11/2026, 14:32 - Chen Wei: Where is my watch?
24/11/2026, 14:35 - Anna: I will ask."""
TYPED = "Chen: Where is my watch?\nAnna: I will ask.\nChen: Thank you"
TELEGRAM = (
    "Chen Wei, [24 Nov 2026 14:32:10]:\nWhere is my watch?\nAnna Li, [24 Nov 2026 14:35:10]:\nI will ask."
)
EMAIL = """From: "Chen Wei" <chen.wei@example.com>
Sent: Tuesday, 24 November 2026 14:32
To: Anna Li
Subject: My watch

Dear Anna,
it has been three weeks.

On Mon, 23 Nov 2026 at 10:00, Anna Li <anna@example.com> wrote:
> The watch is with the workshop.
> Kind regards"""
EMAIL_ZH = """发件人：陈伟 <chen@example.com>
日期：2026年11月24日 14:32
收件人：李安
主题：手表

手表送修三周了。

> 手表还在维修。"""
OUTLOOK = """From: anna.li@example.com
Date: 24 Nov 2026
Subject: RE: Watch

It is ready.
________________________________
From: Chen Wei
Sent: 23 Nov 2026
Subject: Watch

Is it ready?"""

NOTES = [
    "Note: he is unhappy",
    "Note: he said: never again\nTodo: call back",
    "Meeting 14:30: he came with his wife",
    "Meeting 14:30: he came\nCall 16:00: no answer",
    "Meeting 14:30\nHe came with his wife, you know her",
    "Called 14:32 no answer, I left a message",
    "Lunch 12:30 with Chen, he thanked me",
    "Tomorrow 14:30: bring the catalogue",
    "陈伟 14:30 到店",
    "陈伟到店 14:30 您的表",
    "会议 14:30 我和陈伟\n午餐 12:00 我和林悦",
    "备注：客户不喜欢红色\n尺寸：52",
    "尺码：52，我已记录\n預算：五万",
    "Likes: jade\nDislikes: noise",
    "Chen Wei: unhappy\nHartley: fee question",
    "Chen: happy with the bag",
    "He said: I want my money back",
    "Called Chen Wei. He asked: where is my watch?",
    "From: London to Paris, he travels on Friday",
    "https://example.com/a: see this\nhttps://example.com/b: and you",
    "Ratio 3:1 and you\nRatio 4:1 and me",
    "One\nTwo\nThree\nChen: I ask\nAnna: you wait",
    "Summary:\nhe is happy\nI called\nYou know\nmore\nmore\nmore",
    "Chen: I wait\nAnna: yes\n" + "and a long report of mine\n" * 9,
    "14:30 lunch: I like it",
    "Chen:",
    "陈伟：\n",
    "[14:32] Chen:",
    "Chen Wei, James: I called you\nboth of them: you know",
    "",
    " \n ",
]


@pytest.mark.parametrize(
    ("text", "names", "client", "words"),
    [
        (WECHAT_ONE_LINE, ("陈伟", "李安"), "陈伟", "我的表什么时候好\n已经三周了"),
        ("陈伟 14:32 我的表什么时候好", ("陈伟",), "陈伟", "我的表什么时候好"),
        ("陈伟 下午2:32 您好，表好了吗", ("陈伟",), "陈伟", "您好，表好了吗"),
        ("陈伟 昨天 14:32 您好，表好了吗", ("陈伟",), "陈伟", "您好，表好了吗"),
        ("Chen Wei 14:32 where is my watch", ("Chen Wei",), "Chen Wei", "where is my watch"),
        (WECHAT_DESKTOP, ("陈伟", "李安"), "陈伟", "我的表什么时候好？\n已经三周了"),
        (WECHAT_COLONS, ("陈伟", "李安"), "陈伟", "我的表什么时候好"),
        (BRACKETS, ("Chen", "Anna"), "Chen", "Where is my watch?"),
        ("[14:32] Chen: Where is my watch?", ("Chen",), "Chen", "Where is my watch?"),
        (WHATSAPP_ANDROID, ("Chen Wei", "Anna"), "Chen Wei", "Where is my watch?"),
        (TYPED, ("Chen", "Anna"), "Chen", "Where is my watch?\nThank you"),
        ("chen: fine\nanna: good\nchen: bye", ("chen", "anna"), "chen", "fine\nbye"),
        ("他妈妈：好的\n我：谢谢", ("他妈妈", "我"), "我", "谢谢"),
        ("14:32 Chen: where is my watch\n14:35 Anna: I ask", ("Chen", "Anna"), "Chen", "where is my watch"),
        (TELEGRAM, ("Chen Wei", "Anna Li"), "Chen Wei", "Where is my watch?"),
        ("From WeChat today:\n" + TYPED, ("Chen", "Anna"), "Anna", "I will ask."),
        ("🌸: hi\nAnna: hello", ("🌸", "Anna"), "🌸", "hi"),
        ("[24/11/2026, 14:32] +852 9123 4567: hi", ("+852 9123 4567",), "+852 9123 4567", "hi"),
    ],
)
def test_a_chat_is_taken_apart_by_speaker(text: str, names: tuple[str, ...], client: str, words: str) -> None:
    chat = pasted_chat(text)

    assert chat is not None
    assert speakers(chat) == names
    assert client_lines(chat, lambda name: name == client) == words
    assert not chat.is_email


def test_a_message_keeps_its_time_and_all_its_lines() -> None:
    chat = pasted_chat(WHATSAPP_IOS)

    assert chat is not None
    assert chat.lines[1:] == (
        ChatLine("Chen Wei", "24/11/2026, 14:32:10", "Where is my watch?\nIt has been three weeks."),
        ChatLine("Anna Li", "24/11/2026, 14:35:01", "I will ask at once."),
    )


def test_a_notice_of_the_messenger_is_no_part_of_a_message() -> None:
    chat = pasted_chat(WHATSAPP_ANDROID + "\n24/11/2026, 14:36 - Anna changed the subject\n")

    assert chat is not None
    assert [line.text for line in chat.lines] == ["Where is my watch?", "I will ask."]


def test_a_typed_chat_has_no_times() -> None:
    chat = pasted_chat(TYPED)

    assert chat is not None
    assert {line.at for line in chat.lines} == {None}


def test_an_email_is_told_from_what_it_quotes() -> None:
    chat = pasted_chat(EMAIL)

    assert chat is not None
    assert chat.is_email
    assert chat.lines == (
        ChatLine("Chen Wei", "Tuesday, 24 November 2026 14:32", "Dear Anna,\nit has been three weeks."),
        ChatLine("Anna Li", "Mon, 23 Nov 2026 at 10:00", "The watch is with the workshop.\nKind regards"),
    )


def test_a_chinese_email_is_read_and_a_nameless_quotation_is_nobodys() -> None:
    chat = pasted_chat(EMAIL_ZH)

    assert chat is not None
    assert speakers(chat) == ("陈伟",)
    assert client_lines(chat, bool) == "手表送修三周了。"
    assert chat.lines[1] == ChatLine("", None, "手表还在维修。")


def test_each_mail_of_a_thread_has_its_own_sender() -> None:
    chat = pasted_chat(OUTLOOK)

    assert chat is not None
    assert [(line.speaker, line.text) for line in chat.lines] == [
        ("anna li", "It is ready."),
        ("Chen Wei", "Is it ready?"),
    ]


@pytest.mark.parametrize(
    ("header", "sender"),
    [
        ("From: Chen Wei <c@example.com>", "Chen Wei"),
        ("From: <chen.wei@example.com>", "chen wei"),
        ("From: chen_wei@example.com", "chen wei"),
        ("From: 陈伟 [mailto:c@example.com]", "陈伟"),
        ("*From:* Chen Wei (c@example.com)", "Chen Wei"),
        ("From: ()", "()"),
    ],
)
def test_the_sender_of_an_email_is_a_name(header: str, sender: str) -> None:
    chat = pasted_chat(f"{header}\nDate:\n\nHello")

    assert chat is not None
    assert chat.lines == (ChatLine(sender, None, "Hello"),)


def test_headers_without_a_body_are_no_email() -> None:
    assert pasted_chat("From: Chen <c@example.com>\nTo: Anna") is None


@pytest.mark.parametrize("text", NOTES)
def test_a_note_is_no_chat(text: str) -> None:
    assert pasted_chat(text) is None


@pytest.mark.parametrize(
    "name", ["", " ", "Meeting", "Fine week. Chen", "x" * 60, "Room 12", "a b c d e", "the", "，"]
)
def test_a_label_is_no_speaker(name: str) -> None:
    assert not is_speaker(name)


@pytest.mark.parametrize(
    "name", ["Chen", "chen wei", "陈伟", "🌸", "Rose", "Mr Chen", "J.R. Hartley", "Dr. Chen", "王总"]
)
def test_a_name_is_a_speaker(name: str) -> None:
    assert is_speaker(name)


def test_who_is_the_client_is_asked_once_a_speaker() -> None:
    chat = pasted_chat(TYPED)
    asked: list[str] = []

    assert chat is not None
    client_lines(chat, lambda name: bool(asked.append(name)))
    assert sorted(asked) == ["Anna", "Chen"]


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "\ud800: \udfff",
        "a" * 50_000,
        ": " * 20_000,
        "a:\n" * 10_000,
        "[14:32] " * 5_000,
        "14:32 " * 5_000,
        ">" * 20_000,
        "From: a@b\n" * 5_000,
        "On 1 1 1 1 " * 2_000 + "wrote:",
        "From: a@b\n\n" + "On 1, " * 3_000 + " wrote:",
    ],
)
def test_odd_text_is_read_without_error(text: str) -> None:
    chat = pasted_chat(text)

    assert chat is None or chat.lines


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200) | st.text(alphabet="陈李我你: ：[]14:32\n>AnnaFrom:@-,/", max_size=80))
def test_any_text_is_read_without_error(text: str) -> None:
    chat = pasted_chat(text)

    assert chat is None or all(line.text for line in chat.lines)


ASKED, TOLD = "Where is my watch?", "I will ask."
FORMATS = {
    "WhatsApp, iOS, 12 hours": "[24/11/26, 2:32:10\u202fPM] Chen: {}\n[24/11/26, 2:35:01\u202fPM] Anna: {}",
    "WhatsApp, iOS, American": "[11/24/26, 2:32:10 PM] Chen Wei: {}\n[11/24/26, 2:35:01 PM] Anna Li: {}",
    "WhatsApp, iOS, German": "[24.11.26, 14:32:10] Chen Wei: {}\n[24.11.26, 14:35:01] Anna Li: {}",
    "WhatsApp, iOS, Chinese": "[2026/11/24 下午2:32:10] 陈伟: {}\n[2026/11/24 下午2:35:01] 李安: {}",
    "WhatsApp, Android, 12 hours": "24/11/26, 2:32\u202fpm - Chen Wei: {}\n24/11/26, 2:35\u202fpm - Anna: {}",
    "WhatsApp, Android, French": "24/11/2026 à 14:32 - Chen Wei: {}\n24/11/2026 à 14:35 - Anna: {}",
    "WhatsApp, Android, Chinese": "2026/11/24 下午2:32 - 陈伟: {}\n2026/11/24 下午2:35 - 李安: {}",
    "WhatsApp Web, copied": "[14:32, 24/11/2026] Chen Wei: {}\n[14:35, 24/11/2026] Anna: {}",
    "WhatsApp Web, copied, Chinese": "[下午2:32, 2026/11/24] 陈伟: {}\n[下午2:35, 2026/11/24] 李安: {}",
    "WeChat, dates in words": "陈伟 2026年11月24日 下午2:32\n{}\n\n李安 2026年11月24日 下午2:35\n{}",
    "WeChat, times on lines of their own": "陈伟\n2026年11月24日 14:32\n{}\n\n李安\n2026年11月24日 14:35\n{}",
    "WeChat, by mail": "———— 2026-11-24 ————\n\n陈伟  14:32\n\n{}\n\n李安  14:35\n\n{}",
    "WeChat, forwarded": "陈伟和李安的聊天记录\n陈伟: {}\n李安: {}",
    "WeCom": "陈伟@微信 11/24 14:32:10\n{}\n李安 11/24 14:35:11\n{}",
    "LINE": "14:32\tChen Wei\t{}\n14:35\tAnna\t{}",
    "Teams": "[24/11 14:32] Chen Wei\n{}\n[24/11 14:35] Anna Li\n{}",
    "typed, times in brackets": "Chen Wei (14:32): {}\nAnna Li (14:35): {}",
    "typed, dashes": "14:32 - Chen: {}\n14:35 - Anna: {}",
    "Telegram, Desktop": "Chen Wei, [24.11.2026 14:32]\n{}\n\nAnna Li, [24.11.2026 14:35]\n{}",
    "typed, me": "Chen: {}\nMe: {}",
    "typed, 我": "陈伟：{}\n我：{}",
    "stranger and me": "老板娘：{}\n我：{}",
}
CLIENT_NAMES, OWN_NAME = ("Chen Wei", "陈伟"), "Anna Li 李安"


@pytest.mark.parametrize("name", FORMATS)
def test_the_clients_side_is_told_from_the_advisors_in_every_format(name: str) -> None:
    chat = pasted_chat(FORMATS[name].format(ASKED, TOLD))

    assert chat is not None
    assert client_side(chat, client_names=CLIENT_NAMES, own_name=OWN_NAME) == ASKED


MAILS = {
    "answer above a quotation": f"Hi, {ASKED}\nOn Mon, 23 Nov 2026, Anna Li <a@x.com> wrote:\n> {TOLD}",
    "wrapped attribution": f"{ASKED}\n\nOn Mon, 23 Nov 2026 at 10:00, Anna Li\n<a@x.com> wrote:\n> {TOLD}",
    "Chinese attribution": f"{ASKED}\n\n李安 <a@x.com> 于2026年11月23日周一 10:00写道：\n> {TOLD}",
    "divider and headers": f'{ASKED}\n\n---- 原始邮件 ----\n发件人: "李安" <a@x.com>;\n主题: 手表\n\n{TOLD}',
    "quotation of nobody": f"Thank you. {ASKED}\n\n> {TOLD}",
    "quotation first": f"> {TOLD}\n\nThank you. {ASKED}",
    "forwarded": f"Begin forwarded message:\n\nFrom: Chen Wei <c@x.com>\nSubject: Watch\nTo: Anna\n\n{ASKED}",
    "French": f"De : Chen Wei <c@x.com>\nEnvoyé : mardi\nÀ : Anna\nObjet : Montre\n\n{ASKED}\n\n"
    f"Le 23 nov. 2026 à 10:00, Anna Li <a@x.com> a écrit :\n> {TOLD}",
    "German": f"Von: Chen Wei <c@x.com>\nGesendet: Montag\nAn: Anna\nBetreff: Uhr\n\n{ASKED}\n\n"
    f"Am 23.11.2026 um 10:00 schrieb Anna Li <a@x.com>:\n> {TOLD}",
    "own answer to the client": f"{TOLD}\n\nOn Mon, 23 Nov 2026, Chen Wei <c@x.com> wrote:\n> {ASKED}",
}


@pytest.mark.parametrize("name", MAILS)
def test_the_clients_words_are_found_in_every_kind_of_mail(name: str) -> None:
    chat = pasted_chat(MAILS[name])

    assert chat is not None
    assert chat.is_email
    side = client_side(chat, client_names=CLIENT_NAMES, own_name=OWN_NAME)
    assert ASKED in side
    assert TOLD not in side


@pytest.mark.parametrize(
    "text",
    [
        "> asked about fees\n> wants a call\nfollow up Monday",
        "Chen Wei\n24/11/2026 14:32\nwas pleased",
        "Lunch (14:30): he came with you",
        "[24/11 14:32] Anna changed the subject",
    ],
)
def test_what_only_looks_like_a_chat_stays_a_note(text: str) -> None:
    assert pasted_chat(text) is None


def test_between_two_strangers_nobody_is_taken_for_the_client() -> None:
    chat = pasted_chat("老板娘：表好了吗\n小助手：我马上问\n老板娘：好的")

    assert chat is not None
    assert client_side(chat, client_names=("陈伟",), own_name="李安") == ""


@pytest.mark.parametrize(
    ("speaker", "own"), [("Anna", True), ("李安", True), ("You", True), ("Li Chen", False)]
)
def test_the_advisor_is_known_by_a_part_of_the_name(speaker: str, own: bool) -> None:
    assert is_own(speaker, own_name="Anna Li 李安", client_names=("Chen Li",)) is own


def test_a_note_has_no_sides() -> None:
    assert words_of_client("Called Chen Wei.", client_names=("Chen Wei",), own_name="Anna Li") is None
