"""python-telegram-bot and the sandbox understand each other."""

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    MenuButtonCommands,
    MessageOriginHiddenUser,
)
from telegram.constants import ChatAction, ParseMode

from bot.sandbox.api import BotApi
from tests.sandbox.cast import ANNA, NOW

PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + (640).to_bytes(4, "big") + (480).to_bytes(4, "big")


async def test_a_formatted_message_with_buttons_arrives_as_meant(api: BotApi, bot: Bot) -> None:
    keyboard = InlineKeyboardMarkup(
        [
            [InlineKeyboardButton("Done", callback_data="v1:abc")],
            [InlineKeyboardButton("Copy", copy_text=CopyTextButton("Dear 嘉欣"))],
        ]
    )

    message = await bot.send_message(
        ANNA, "🟢 <b>Green</b>\n<code>Dear 嘉欣</code>", parse_mode=ParseMode.HTML, reply_markup=keyboard
    )

    seen = api.chat(ANNA).last
    assert seen.id == message.message_id
    assert seen.html == "🟢 <b>Green</b>\n<code>Dear 嘉欣</code>"
    assert seen.labels == [["Done"], ["Copy"]]
    assert seen.button("Copy").copy_text == "Dear 嘉欣"
    assert message.text_html == seen.html
    assert message.reply_markup == keyboard
    assert message.date == NOW


async def test_a_pressed_button_comes_back_and_is_answered(api: BotApi, bot: Bot) -> None:
    markup = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Done", callback_data="v1:abc"))
    sent = await bot.send_message(ANNA, "Call Chen Wei", reply_markup=markup)

    query_id = await api.user_presses(ANNA, sent.message_id, label="Done")
    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    await bot.answer_callback_query(update.callback_query.id, "Saved", show_alert=True)
    await bot.edit_message_text("✓ done", ANNA, sent.message_id)

    assert (update.callback_query.id, update.callback_query.data) == (query_id, "v1:abc")
    assert api.callback_answers[-1].text == "Saved"
    assert api.chat(ANNA).last.text == "✓ done"
    assert api.chat(ANNA).last.edited_at == NOW


async def test_data_that_is_on_no_button_can_only_be_forged(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(ANNA, "x")

    await api.user_presses(ANNA, sent.message_id, data="stolen", forge=True)

    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "stolen"


async def test_replies_forwards_and_edits_arrive(api: BotApi, bot: Bot) -> None:
    card = await bot.send_message(ANNA, "Chen Wei")
    reply = await api.user_sends(ANNA, "called him", reply_to=card.message_id)
    await api.user_sends(ANNA, "when is my watch ready?", forward_from="Chen Wei")
    await api.user_edits(ANNA, reply, "called him twice")

    replied, forwarded, edited = await bot.get_updates()

    assert replied.message is not None
    assert replied.message.reply_to_message is not None
    assert replied.message.reply_to_message.message_id == card.message_id
    assert forwarded.message is not None
    assert isinstance(forwarded.message.forward_origin, MessageOriginHiddenUser)
    assert forwarded.message.forward_origin.sender_user_name == "Chen Wei"
    assert edited.edited_message is not None
    assert edited.edited_message.text == "called him twice"


async def test_a_command_is_marked_so_that_handlers_find_it(api: BotApi, bot: Bot) -> None:
    await api.user_sends(ANNA, "/client chen")

    (update,) = await bot.get_updates()

    assert update.message is not None
    assert update.message.entities[0].type == "bot_command"
    assert update.message.entities[0].length == 7


async def test_files_go_both_ways(api: BotApi, bot: Bot) -> None:
    await api.user_sends_document(ANNA, "clients.csv", b"name\nChen Wei\n", text="import this")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    file = await update.message.document.get_file()
    content = bytes(await file.download_as_bytearray())

    photo = await bot.send_photo(ANNA, PICTURE, caption="<b>Team</b>", parse_mode=ParseMode.HTML)
    again = await bot.send_photo(ANNA, photo.photo[-1].file_id)
    document = await bot.send_document(ANNA, b"a;b", filename="报告.csv")

    assert content == b"name\nChen Wei\n"
    assert update.message.caption == "import this"
    assert (photo.photo[-1].width, photo.photo[-1].height) == (640, 480)
    assert again.photo[-1].file_id == photo.photo[-1].file_id
    assert document.document is not None
    assert document.document.file_name == "报告.csv"


async def test_captions_and_media_can_be_edited(api: BotApi, bot: Bot) -> None:
    photo = await bot.send_photo(ANNA, PICTURE, caption="old")

    await bot.edit_message_caption(ANNA, photo.message_id, caption="new")
    await bot.edit_message_media(InputMediaDocument(b"a;b", filename="a.csv"), ANNA, photo.message_id)

    last = api.chat(ANNA).last
    assert last.photo is None
    assert last.document is not None
    assert last.document.content == b"a;b"


async def test_deleted_messages_vanish_but_stay_for_asserts(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(ANNA, "secret")

    await bot.delete_message(ANNA, sent.message_id)

    assert api.chat(ANNA).last.text == "/start"
    assert api.chat(ANNA).messages[-1].deleted


async def test_copying_forwarding_and_pinning_work(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(ANNA, "talking points")

    await bot.copy_message(ANNA, ANNA, sent.message_id)
    forwarded = await bot.forward_message(ANNA, ANNA, sent.message_id)
    await bot.pin_chat_message(ANNA, sent.message_id)

    assert [message.text for message in api.chat(ANNA).from_bot] == ["talking points"] * 3
    assert forwarded.forward_origin is not None
    assert api.message(ANNA, sent.message_id).pinned
    await bot.unpin_all_chat_messages(ANNA)
    assert not api.message(ANNA, sent.message_id).pinned


async def test_commands_depend_on_chat_and_language(api: BotApi, bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("today", "Today's work")])
    await bot.set_my_commands([BotCommand("today", "今日工作")], language_code="zh")
    await bot.set_my_commands([BotCommand("team", "My team")], scope=BotCommandScopeChat(ANNA))

    assert [command["command"] for command in api.commands_for(ANNA)] == ["team"]
    assert api.commands_for(1002) == [{"command": "today", "description": "今日工作"}]
    assert (await bot.get_my_commands())[0].description == "Today's work"
    await bot.delete_my_commands(scope=BotCommandScopeChat(ANNA))
    assert [command["command"] for command in api.commands_for(ANNA)] == ["today"]


async def test_the_bot_introduces_itself(api: BotApi, bot: Bot) -> None:
    await bot.set_my_description("Knows your clients")
    await bot.set_my_short_description("Rapport")
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    await bot.send_chat_action(ANNA, ChatAction.TYPING)

    assert (await bot.get_me()).username == "rapport_demo_bot"
    assert (await bot.get_my_description()).description == "Knows your clients"
    assert (await bot.get_chat(ANNA)).first_name == "Anna"
    assert api.chat(ANNA).action == "typing"


async def test_a_long_text_is_split_as_the_apps_do(api: BotApi) -> None:
    await api.user_sends(ANNA, "\n".join(["陈伟 14:32 你好"] * 500))

    assert all(len(message.text) <= 4096 for message in api.chat(ANNA).messages)
    assert len(api.chat(ANNA).messages) == 3
