"""Faults strike the next matching calls and reach python-telegram-bot as the real ones do."""

import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.sandbox.api import BotApi
from bot.telegram.request import NeverSentError
from tests.sandbox.cast import ANNA, TOKEN


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, BadRequest),
        (401, InvalidToken),
        (403, Forbidden),
        (409, Conflict),
        (500, NetworkError),
        (429, NetworkError),
    ],
)
async def test_an_answered_fault_arrives_as_its_own_error_and_has_no_effect(
    api: BotApi, bot: Bot, status: int, kind: type[TelegramError]
) -> None:
    api.faults.answer(status, method="sendMessage")

    with pytest.raises(kind):
        await bot.send_message(ANNA, "lost")
    await bot.send_message(ANNA, "kept")

    assert [message.text for message in api.chat(ANNA).from_bot] == ["kept"]


async def test_too_many_requests_says_how_long_to_wait(api: BotApi, bot: Bot) -> None:
    api.faults.answer(429, retry_after_s=3600)

    with pytest.raises(RetryAfter) as raised:
        await bot.send_message(ANNA, "x")

    assert str(raised.value).startswith("Flood control exceeded. Retry in")


async def test_a_moved_chat_names_its_new_id(api: BotApi, bot: Bot) -> None:
    api.faults.answer(400, migrate_to=-100)

    with pytest.raises(ChatMigrated) as raised:
        await bot.send_message(ANNA, "x")

    assert raised.value.new_chat_id == -100


async def test_a_proxys_page_is_a_network_error(
    api: BotApi, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    api.faults.bad_gateway()

    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(ANNA, "x")


async def test_a_refused_connection_never_delivers(api: BotApi, bot: Bot) -> None:
    api.faults.refuse_connection(chat_id=ANNA, times=2)

    for _ in range(2):
        with pytest.raises(NetworkError) as raised:
            await bot.send_message(ANNA, "x")
        assert isinstance(raised.value, NeverSentError)
    await bot.send_message(ANNA, "kept")

    assert [message.text for message in api.chat(ANNA).from_bot] == ["kept"]


@pytest.mark.parametrize("reset", [True, False])
async def test_a_lost_answer_comes_after_the_delivery(api: BotApi, bot: Bot, reset: bool) -> None:
    api.faults.lose_answer(method="sendMessage", reset=reset)

    with pytest.raises(NetworkError if reset else TimedOut):
        await bot.send_message(ANNA, "arrived")

    assert api.chat(ANNA).last.text == "arrived"


async def test_while_the_network_is_down_nothing_gets_through(api: BotApi, bot: Bot) -> None:
    api.faults.down = True

    with pytest.raises(NetworkError):
        await bot.get_updates()
    api.faults.clear()

    assert await bot.get_updates() == ()


async def test_a_slow_answer_runs_into_the_read_timeout(api: BotApi, bot: Bot) -> None:
    api.faults.slow_down(5)

    with pytest.raises(TimedOut):
        await bot.send_message(ANNA, "x", read_timeout=0.01)


async def test_a_wrong_token_is_unauthorised(api: BotApi, bot: Bot) -> None:
    api.token = "1:other"

    with pytest.raises(InvalidToken):
        await bot.get_me()
    assert bot.token == TOKEN


async def test_the_pace_is_telegrams_when_it_is_enforced(api: BotApi, bot: Bot) -> None:
    api.pace.enforced = True
    api.pace.now_s = lambda: 100.0

    for _ in range(3):
        await bot.send_message(ANNA, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(ANNA, "x")

    assert api.pace.busiest_second() == 3


async def test_more_than_thirty_a_second_overall_are_refused(api: BotApi, bot: Bot) -> None:
    api.pace.enforced = True
    api.pace.now_s = lambda: 100.0
    for person in range(1, 32):
        api.add_user(person, "Guest")
        await api.user_sends(person, "/start")

    for person in range(1, 31):
        await bot.send_message(person, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(31, "x")
