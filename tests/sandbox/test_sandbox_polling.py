"""Updates wait until an offset confirms them."""

import asyncio
from typing import Any

from bot.sandbox.api import BotApi
from tests.sandbox.cast import ANNA


async def polled(api: BotApi, **params: Any) -> list[dict[str, Any]]:
    answer = await api.call("getUpdates", params)
    assert answer.status == 200, answer.body
    result: list[dict[str, Any]] = answer.body["result"]
    return result


async def test_updates_come_again_until_a_higher_offset_confirms_them(api: BotApi) -> None:
    for text in ("one", "two", "three"):
        await api.user_sends(ANNA, text)

    first = await polled(api, limit=2)
    again = await polled(api)
    rest = await polled(api, offset=first[-1]["update_id"] + 1)

    assert [update["message"]["text"] for update in again] == ["one", "two", "three"]
    assert [update["message"]["text"] for update in rest] == ["three"]
    assert await polled(api, offset=rest[-1]["update_id"] + 1) == []


async def test_a_negative_offset_keeps_only_the_newest(api: BotApi) -> None:
    for text in ("one", "two", "three"):
        await api.user_sends(ANNA, text)

    assert [update["message"]["text"] for update in await polled(api, offset=-1)] == ["three"]
    assert len(api.updates.waiting) == 1


async def test_a_long_poll_returns_as_soon_as_something_arrives(api: BotApi) -> None:
    poll = asyncio.create_task(polled(api, timeout=30))
    await asyncio.sleep(0)

    await api.user_sends(ANNA, "hello")

    assert (await poll)[0]["message"]["text"] == "hello"


async def test_a_second_poll_ends_the_first_with_a_conflict(api: BotApi) -> None:
    first = asyncio.create_task(api.call("getUpdates", {"timeout": 30}))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    second = asyncio.create_task(api.call("getUpdates", {"timeout": 30}))

    conflict = await first
    await api.user_sends(ANNA, "hello")

    assert conflict.status == 409
    assert (await second).body["result"][0]["message"]["text"] == "hello"


async def test_a_webhook_ends_polling(api: BotApi) -> None:
    await api.call("setWebhook", {"url": "https://example.com/hook", "secret_token": "s"})
    await api.user_sends(ANNA, "hello")

    answer = await api.call("getUpdates", {})
    info = await api.call("getWebhookInfo", {})

    assert answer.status == 409
    assert info.body["result"]["pending_update_count"] == 1
    await api.call("deleteWebhook", {"drop_pending_updates": True})
    assert await polled(api) == []


async def test_kinds_the_bot_does_not_want_are_not_queued(api: BotApi) -> None:
    await polled(api, allowed_updates='["callback_query"]')

    await api.user_sends(ANNA, "hello")

    assert await polled(api) == []


async def test_blocking_and_unblocking_are_told(api: BotApi) -> None:
    await api.user_blocks(ANNA)
    await api.user_unblocks(ANNA)

    members = [update["my_chat_member"]["new_chat_member"]["status"] for update in await polled(api)]

    assert members == ["kicked", "member"]
