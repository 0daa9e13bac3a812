"""The rarer refusals and features, row by row."""

from typing import Any

import pytest

from bot.sandbox.api import BotApi
from bot.sandbox.forms import read_body
from bot.sandbox.people import ImpossibleActionError
from bot.sandbox.uploads import picture_size
from tests.sandbox.cast import ANNA

JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x01\xe0\x02\x80" + b"\0" * 12
GIF = b"GIF89a\x40\x01\xc8\x00" + b"\0" * 8
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + (4).to_bytes(4, "big") * 2

PARSE = "can't parse entities: "
REFUSED_TEXTS = [
    ("<", "Unclosed start tag at byte offset 0"),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<a href='x", "Unclosed start tag at byte offset 0"),
    ("<a ", "Unclosed start tag at byte offset 0"),
    ("<a ='x'>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href=x;>y</a>", "Unexpected end of name token at byte offset 8"),
    ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
]
REFUSED_ENTITIES: list[tuple[Any, str]] = [
    ("{}", "can't parse entities: Expected an Array of MessageEntity"),
    ([1], "can't parse MessageEntity: expected an Object"),
    ([{"type": "bold"}], "can't parse MessageEntity: Can't find field \"offset\""),
    ([{"type": "bold", "offset": -1, "length": 1}], "receive an entity with incorrect offset -1"),
    ([{"type": "bold", "offset": 0, "length": -1}], "receive an entity with incorrect length -1"),
    (
        [{"type": "bold", "offset": 100, "length": 1}],
        "entity begins after the end of the text at UTF-16 offset 100",
    ),
    (
        [{"type": "text_link", "offset": 0, "length": 1}],
        "can't parse MessageEntity: Can't find field \"url\"",
    ),
    ("[", "can't parse entities JSON object"),
]
REFUSED_CALLS: list[tuple[str, dict[str, Any], str]] = [
    ("editMessageText", {"text": "x"}, "message identifier is not specified"),
    ("editMessageText", {}, "message text is empty"),
    ("editMessageCaption", {"message_id": 2}, "there is no caption in the message to edit"),
    ("editMessageText", {"message_id": 3, "text": "x"}, "there is no text in the message to edit"),
    (
        "editMessageText",
        {"message_id": 2, "text": "y", "reply_markup": {"force_reply": True}},
        "inline keyboard expected",
    ),
    ("editMessageMedia", {"message_id": 3}, "can't parse InputMedia: expected an Object"),
    (
        "editMessageMedia",
        {"message_id": 3, "media": {"type": "x"}},
        "can't parse InputMedia: unsupported type specified",
    ),
    ("deleteMessages", {}, "message identifiers are not specified"),
    ("deleteMessages", {"message_ids": list(range(101))}, "too many message identifiers specified"),
    ("pinChatMessage", {"message_id": 99}, "message to pin not found"),
    ("unpinChatMessage", {}, "message to unpin not found"),
    ("copyMessage", {"from_chat_id": 7, "message_id": 1}, "chat not found"),
    ("copyMessage", {"from_chat_id": ANNA, "message_id": 99}, "message to copy not found"),
    ("forwardMessage", {"from_chat_id": ANNA, "message_id": 99}, "message to forward not found"),
    (
        "forwardMessage",
        {"from_chat_id": ANNA, "message_id": 4},
        "message has protected content and can't be forwarded",
    ),
    ("sendMessage", {"text": "x", "reply_parameters": {}}, 'can\'t find field "message_id"'),
    (
        "sendMessage",
        {"text": "x", "reply_markup": {"force_reply": "yes"}},
        'field "force_reply" must be of type Boolean',
    ),
    (
        "sendMessage",
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "\ud800", "callback_data": "x"}]]}},
        "inline keyboard button text must be encoded in UTF-8",
    ),
    (
        "sendMessage",
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": " "}]]}},
        "BUTTON_TEXT_INVALID",
    ),
    (
        "sendMessage",
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "p", "pay": True}]]}},
        "BUTTON_TYPE_INVALID",
    ),
    ("sendDocument", {"document": "file-photo-1"}, "type of file mismatch"),
    ("setMyCommands", {"commands": "{}"}, "can't parse commands JSON object"),
    ("setMyCommands", {"commands": [{"command": "a", "description": "b"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", {"commands": [{"command": "a"}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    (
        "setMyCommands",
        {"commands": [], "scope": {"type": "moon"}},
        "can't parse BotCommandScope: Unsupported type specified",
    ),
    ("setMyDescription", {"description": "x" * 513}, "bot description is too long"),
    ("setChatMenuButton", {"menu_button": {"type": "moon"}}, "MenuButton has unsupported type specified"),
]


@pytest.fixture
async def chat(api: BotApi) -> BotApi:
    """Hold a text (2), a photo (3) and a protected text (4) after Anna's /start (1)."""
    await api.call("sendMessage", {"chat_id": ANNA, "text": "text"})
    await api.call("sendPhoto", {"chat_id": ANNA, "caption": "photo"}, {"photo": ("a.png", PICTURE)})
    await api.call("sendMessage", {"chat_id": ANNA, "text": "protected", "protect_content": "true"})
    return api


@pytest.mark.parametrize(("text", "why"), REFUSED_TEXTS)
async def test_broken_html_is_refused_where_it_breaks(chat: BotApi, text: str, why: str) -> None:
    answer = await chat.call("sendMessage", {"chat_id": ANNA, "text": text, "parse_mode": "HTML"})

    assert answer.body["description"] == f"Bad Request: {PARSE}{why}"


@pytest.mark.parametrize(("entities", "why"), REFUSED_ENTITIES)
async def test_broken_entities_are_refused(chat: BotApi, entities: Any, why: str) -> None:
    answer = await chat.call("sendMessage", {"chat_id": ANNA, "text": "hello", "entities": entities})

    assert answer.body["description"] == f"Bad Request: {why}"


@pytest.mark.parametrize(("method", "params", "why"), REFUSED_CALLS)
async def test_a_misuse_is_refused_in_telegrams_words(
    chat: BotApi, method: str, params: dict[str, Any], why: str
) -> None:
    answer = await chat.call(method, {"chat_id": ANNA} | params)

    assert (answer.status, answer.body["description"]) == (400, f"Bad Request: {why}")


async def test_several_messages_are_deleted_at_once_and_unknown_ids_passed_over(chat: BotApi) -> None:
    answer = await chat.call("deleteMessages", {"chat_id": ANNA, "message_ids": [2, 3, 99]})

    assert answer.body["result"] is True
    assert [message.id for message in chat.chat(ANNA).visible] == [1, 4]


async def test_the_newest_pin_is_taken_off_first(chat: BotApi) -> None:
    for message_id in (2, 3):
        await chat.call("pinChatMessage", {"chat_id": ANNA, "message_id": message_id})

    await chat.call("unpinChatMessage", {"chat_id": ANNA})

    assert [message.id for message in chat.chat(ANNA).visible if message.pinned] == [2]


async def test_a_changed_keyboard_alone_leaves_no_edited_mark(chat: BotApi) -> None:
    markup = {"inline_keyboard": [[{"text": "Site", "url": "https://example.com"}]]}

    await chat.call("editMessageReplyMarkup", {"chat_id": ANNA, "message_id": 2, "reply_markup": markup})

    message = chat.message(ANNA, 2)
    assert message.edited_at is None
    with pytest.raises(ImpossibleActionError, match="copies or opens"):
        await chat.user_presses(ANNA, 2, label="Site")
    with pytest.raises(LookupError, match="Nothing"):
        await chat.user_presses(ANNA, 2, label="Nothing")
    with pytest.raises(LookupError, match="no button"):
        await chat.user_presses(ANNA, 2, data="unknown")


async def test_photos_with_impossible_sides_and_empty_files_are_refused(chat: BotApi) -> None:
    thin = PICTURE[:16] + (2100).to_bytes(4, "big") + (100).to_bytes(4, "big")

    photo = await chat.call("sendPhoto", {"chat_id": ANNA}, {"photo": ("a.png", thin)})
    empty = await chat.call("sendDocument", {"chat_id": ANNA}, {"document": ("a.csv", b"")})

    assert photo.body["description"] == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    assert empty.body["description"] == "Bad Request: file must be non-empty"


@pytest.mark.parametrize(("content", "size"), [(JPEG, (640, 480)), (GIF, (320, 200)), (b"text", (0, 0))])
def test_the_size_of_a_picture_is_read_from_its_head(content: bytes, size: tuple[int, int]) -> None:
    assert picture_size(content) == size


async def test_people_cannot_do_what_no_app_lets_them(chat: BotApi) -> None:
    with pytest.raises(ImpossibleActionError, match="empty"):
        await chat.user_sends(ANNA, "  ")
    with pytest.raises(ImpossibleActionError, match="own messages"):
        await chat.user_edits(ANNA, 2, "mine now")
    await chat.user_blocks(ANNA)
    await chat.user_blocks(ANNA)
    with pytest.raises(ImpossibleActionError, match="unblock"):
        await chat.user_sends(ANNA, "hello")


async def test_the_same_update_can_be_repeated(chat: BotApi) -> None:
    await chat.user_sends(ANNA, "once")
    update = chat.updates.waiting[-1]

    chat.updates.repeat(update)

    assert list(chat.updates.waiting) == [update, update]


async def test_the_menu_button_of_a_chat_wins_over_that_of_all(chat: BotApi) -> None:
    await chat.call("setChatMenuButton", {"menu_button": {"type": "commands"}})
    await chat.call("setChatMenuButton", {"chat_id": ANNA, "menu_button": {"type": "default"}})

    own = await chat.call("getChatMenuButton", {"chat_id": ANNA})
    everyone = await chat.call("getChatMenuButton", {})

    assert own.body["result"] == {"type": "default"}
    assert everyone.body["result"] == {"type": "commands"}


def test_a_body_is_read_as_json_or_as_a_form() -> None:
    assert read_body("application/json", b'{"chat_id": 1}') == ({"chat_id": 1}, {})
    assert read_body("application/x-www-form-urlencoded", "text=a%20b&x=陈".encode()) == (
        {"text": "a b", "x": "陈"},
        {},
    )


async def test_expandable_quotes_and_custom_emoji_come_through(chat: BotApi) -> None:
    text = '<blockquote>a</blockquote> <tg-emoji emoji-id="5">😀</tg-emoji> <pre>b</pre>'

    await chat.call("sendMessage", {"chat_id": ANNA, "text": text, "parse_mode": "HTML"})

    assert chat.chat(ANNA).last.html == text
