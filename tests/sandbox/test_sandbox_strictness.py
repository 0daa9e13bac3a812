"""The sandbox refuses what Telegram refuses, in the same words."""

from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox.api import BotApi
from bot.sandbox.clock import SandboxClock
from tests.sandbox.cast import ANNA, BORIS

PARSE = "can't parse entities: "
BUTTON = "can't parse inline keyboard button: "

TEXT_CASES = [
    ({}, "message text is empty"),
    ({"text": ""}, "message text is empty"),
    ({"text": " \n "}, "text must be non-empty"),
    ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": "😀" * 2049}, "message is too long"),
    ({"text": "\ud800"}, "text must be encoded in UTF-8"),
    ({"text": "x", "parse_mode": "Klingon"}, "unsupported parse_mode"),
    ({"text": "<b>x", "parse_mode": "HTML"}, PARSE + 'Can\'t find end tag corresponding to start tag "b"'),
    ({"text": "a<script>x", "parse_mode": "HTML"}, PARSE + 'Unsupported start tag "script" at byte offset 1'),
    ({"text": "a<br/>x", "parse_mode": "HTML"}, PARSE + 'Unsupported start tag "br/" at byte offset 1'),
    ({"text": "陈</b>", "parse_mode": "HTML"}, PARSE + "Unexpected end tag at byte offset 3"),
    (
        {"text": "<b><i>test</b></i>", "parse_mode": "HTML"},
        PARSE + 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"',
    ),
    ({"text": "1 <2", "parse_mode": "HTML"}, PARSE + "Unclosed start tag at byte offset 2"),
    (
        {"text": "<span>x</span>", "parse_mode": "HTML"},
        PARSE + 'Tag "span" must have class "tg-spoiler" at byte offset 0',
    ),
    (
        {"text": "<a href>x</a>", "parse_mode": "HTML"},
        PARSE + 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
    ),
    ({"text": "<b>x</b", "parse_mode": "HTML"}, PARSE + "Unclosed end tag at byte offset 4"),
    (
        {"text": "hi", "entities": [{"type": "bold", "offset": 0, "length": 9}]},
        "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9",
    ),
    (
        {"text": "hi", "entities": [{"type": "loud", "offset": 0, "length": 1}]},
        "can't parse MessageEntity: Unsupported type specified",
    ),
    ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
]

KEYBOARD_CASES: list[tuple[Any, str]] = [
    ("{", "can't parse reply keyboard markup JSON object"),
    ([], "object expected as reply markup"),
    ({"inline_keyboard": "bad"}, 'field "inline_keyboard" must be of type Array'),
    ({"inline_keyboard": [{"text": "x"}]}, 'field "inline_keyboard" must be an Array of Arrays'),
    ({"inline_keyboard": [["x"]]}, BUTTON + "InlineKeyboardButton must be an Object"),
    ({"inline_keyboard": [[{"callback_data": "x"}]]}, BUTTON + 'Can\'t find field "text"'),
    (
        {"inline_keyboard": [[{"text": "x", "callback_data": ""}]]},
        BUTTON + "Text buttons are unallowed in the inline keyboard",
    ),
    ({"inline_keyboard": [[{"text": "x", "callback_data": "陈" * 22}]]}, "BUTTON_DATA_INVALID"),
    ({"inline_keyboard": [[{"text": "x", "copy_text": {"text": ""}}]]}, "BUTTON_COPY_TEXT_INVALID"),
    ({"inline_keyboard": [[{"text": "x", "copy_text": {"text": "y" * 257}}]]}, "BUTTON_COPY_TEXT_INVALID"),
    (
        {"inline_keyboard": [[{"text": "x", "url": "ftp://example.com"}]]},
        "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
    ),
    ({"inline_keyboard": [[{"text": "x", "callback_data": "d"}]] * 101}, "REPLY_MARKUP_TOO_LONG"),
    ({"inline_keyboard": [[{"text": "x", "callback_data": "d"}] * 9]}, "REPLY_MARKUP_TOO_LONG"),
]


async def refused(api: BotApi, method: str, **params: Any) -> tuple[int, str]:
    answer = await api.call(method, params)
    assert answer.body["ok"] is False
    assert answer.body["error_code"] == answer.status
    return answer.status, answer.body["description"]


async def sent(api: BotApi, **params: Any) -> int:
    answer = await api.call("sendMessage", {"chat_id": ANNA, "text": "hello"} | params)
    assert answer.status == 200, answer.body
    message_id: int = answer.body["result"]["message_id"]
    return message_id


@pytest.mark.parametrize(("params", "why"), TEXT_CASES)
async def test_a_text_telegram_would_not_take_is_refused_and_leaves_no_trace(
    api: BotApi, params: dict[str, Any], why: str
) -> None:
    before = len(api.chat(ANNA).messages)

    assert await refused(api, "sendMessage", chat_id=ANNA, **params) == (400, f"Bad Request: {why}")
    assert len(api.chat(ANNA).messages) == before


@pytest.mark.parametrize(("markup", "why"), KEYBOARD_CASES)
async def test_a_keyboard_telegram_would_not_take_is_refused(api: BotApi, markup: Any, why: str) -> None:
    outcome = await refused(api, "sendMessage", chat_id=ANNA, text="x", reply_markup=markup)

    assert outcome == (400, f"Bad Request: {why}")


@pytest.mark.parametrize(
    ("method", "params", "outcome"),
    [
        ("sendTelepathy", {}, (404, "Not Found: method not found")),
        ("sendMessage", {"text": "x"}, (400, "Bad Request: chat_id is empty")),
        ("sendMessage", {"text": "x", "chat_id": 7}, (400, "Bad Request: chat not found")),
        ("sendMessage", {"text": "x", "chat_id": "@nobody"}, (400, "Bad Request: chat not found")),
        (
            "sendMessage",
            {"text": "x", "chat_id": BORIS},
            (403, "Forbidden: bot can't initiate conversation with a user"),
        ),
        (
            "editMessageText",
            {"text": "x", "chat_id": ANNA, "message_id": 99},
            (400, "Bad Request: message to edit not found"),
        ),
        (
            "editMessageText",
            {"text": "x", "chat_id": ANNA, "message_id": 1},
            (400, "Bad Request: message can't be edited"),
        ),
        (
            "deleteMessage",
            {"chat_id": ANNA, "message_id": 99},
            (400, "Bad Request: message to delete not found"),
        ),
        (
            "sendChatAction",
            {"chat_id": ANNA, "action": "yodel"},
            (400, "Bad Request: wrong parameter action in request"),
        ),
        ("sendPhoto", {"chat_id": ANNA}, (400, "Bad Request: there is no photo in the request")),
        (
            "sendDocument",
            {"chat_id": ANNA, "document": "nonsense"},
            (400, "Bad Request: wrong file identifier/HTTP URL specified"),
        ),
        ("getFile", {"file_id": "nonsense"}, (400, "Bad Request: invalid file_id")),
        (
            "setMyCommands",
            {"commands": [{"command": "Big", "description": "x"}]},
            (400, "Bad Request: BOT_COMMAND_INVALID"),
        ),
        (
            "setWebhook",
            {"url": "http://example.com"},
            (400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"),
        ),
        (
            "answerCallbackQuery",
            {"callback_query_id": "7"},
            (400, "Bad Request: query is too old and response timeout expired or query ID is invalid"),
        ),
    ],
)
async def test_a_call_telegram_would_not_take_is_refused(
    api: BotApi, method: str, params: dict[str, Any], outcome: tuple[int, str]
) -> None:
    assert await refused(api, method, **params) == outcome


async def test_4096_units_after_parsing_are_taken(api: BotApi) -> None:
    await sent(api, text=f"<b>{'😀' * 2048}</b>", parse_mode="HTML")

    assert api.chat(ANNA).last.text == "😀" * 2048


async def test_entities_above_one_hundred_are_dropped_as_telegram_drops_them(api: BotApi) -> None:
    await sent(api, text=" ".join("<b>x</b>" for _ in range(101)), parse_mode="HTML")

    assert len(api.chat(ANNA).last.formatted.entities) == 100
    assert api.chat(ANNA).last.formatted.dropped == 1


async def test_a_person_who_blocked_the_bot_cannot_be_reached_until_unblocked(api: BotApi) -> None:
    await api.user_blocks(ANNA)

    outcome = await refused(api, "sendMessage", chat_id=ANNA, text="x")

    assert outcome == (403, "Forbidden: bot was blocked by the user")
    await api.user_unblocks(ANNA)
    assert await sent(api)


async def test_an_edit_that_changes_nothing_is_refused(api: BotApi) -> None:
    message_id = await sent(api, text="<b>a</b>", parse_mode="html")

    _, why = await refused(
        api, "editMessageText", chat_id=ANNA, message_id=message_id, text="a", entities=BOLD
    )

    assert why.startswith("Bad Request: message is not modified")


BOLD = [{"type": "bold", "offset": 0, "length": 1}]


async def test_an_edit_without_markup_takes_the_buttons_away(api: BotApi) -> None:
    markup = {"inline_keyboard": [[{"text": "Done", "callback_data": "d"}]]}
    message_id = await sent(api, reply_markup=markup)

    await api.call("editMessageText", {"chat_id": ANNA, "message_id": message_id, "text": "hello"})

    assert api.chat(ANNA).last.buttons == []


async def test_a_message_cannot_be_deleted_after_48_hours(api: BotApi, clock: SandboxClock) -> None:
    message_id = await sent(api)
    clock.jump(timedelta(hours=48))

    _, why = await refused(api, "deleteMessage", chat_id=ANNA, message_id=message_id)

    assert why == "Bad Request: message can't be deleted for everyone"


async def test_a_button_cannot_be_answered_late_nor_at_length(api: BotApi, clock: SandboxClock) -> None:
    markup = {"inline_keyboard": [[{"text": "Done", "callback_data": "d"}]]}
    query = await api.user_presses(ANNA, await sent(api, reply_markup=markup), label="Done")

    _, long = await refused(api, "answerCallbackQuery", callback_query_id=query, text="x" * 201)
    clock.jump(timedelta(minutes=11))
    _, late = await refused(api, "answerCallbackQuery", callback_query_id=query)

    assert long == "Bad Request: MESSAGE_TOO_LONG"
    assert late.startswith("Bad Request: query is too old")


async def test_a_caption_holds_1024_units(api: BotApi) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + (4).to_bytes(4, "big") * 2
    photo = {"photo": ("a.png", picture)}

    fits = await api.call("sendPhoto", {"chat_id": ANNA, "caption": "x" * 1024}, photo)
    longer = await api.call("sendPhoto", {"chat_id": ANNA, "caption": "x" * 1025}, photo)
    broken = await api.call("sendPhoto", {"chat_id": ANNA}, {"photo": ("a.png", b"no picture")})

    assert fits.status == 200
    assert longer.body["description"] == "Bad Request: message caption is too long"
    assert broken.body["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
