"""Killed without warning at any moment, a process neither loses an update nor answers twice unmarked."""

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pytest
from aiohttp import web

from bot.sandbox.api import BotApi
from storage.chat.outbox import OUTBOX, OutboxState
from storage.database import Database
from tests.transport.office import REPEAT_NOTE, TOKEN

KILLS = 3
MESSAGES = 120
PEOPLE = range(1, 9)
ROOT = Path(__file__).parents[2]


@pytest.fixture
async def address(api: BotApi) -> AsyncIterator[str]:
    async def answer(request: web.Request) -> web.Response:
        fields = await request.post()
        called = await api.call(request.match_info["method"], {name: str(fields[name]) for name in fields})
        return web.Response(status=called.status, body=called.content, content_type="application/json")

    app = web.Application()
    app.router.add_post(f"/bot{TOKEN}/{{method}}", answer)
    serving = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0)
    await serving.setup()
    await web.TCPSite(serving, "127.0.0.1", 0).start()
    host, port = serving.addresses[0]
    yield f"http://{host}:{port}"
    await serving.cleanup()


@pytest.mark.process
async def test_kills_lose_nothing_and_double_nothing_unmarked(
    api: BotApi, address: str, sqlite_url: str, open_database: Callable[[str], Database]
) -> None:
    chance = random.Random(29)
    for person in PEOPLE:
        api.add_user(person, f"Person {person}")
    sent = 0
    for round_number in range(1, KILLS + 1):
        process = await _start(sqlite_url, address)
        while sent < MESSAGES * round_number // KILLS:
            await api.user_sends(chance.choice(PEOPLE), f"message {sent}")
            sent += 1
        goal = MESSAGES * (round_number - 1) // KILLS + chance.randrange(1, MESSAGES // KILLS)
        await _until(partial(_has_answers, api, goal))
        os.kill(process.pid, signal.SIGKILL)
        await process.wait()
    process = await _start(sqlite_url, address)
    await _until(lambda: len({text for text, _ in _answers(api)}) == MESSAGES)
    database = open_database(sqlite_url)
    await _until(lambda: not _unsettled(database))
    os.kill(process.pid, signal.SIGKILL)
    await process.wait()

    counted = Counter(text for text, _ in _answers(api))
    unmarked = Counter(text for text, is_repeat in _answers(api) if not is_repeat)
    assert set(counted) == {f"echo message {number}" for number in range(MESSAGES)}
    assert max(counted.values()) <= 2
    assert max(unmarked.values()) == 1
    assert _states(database) == {OutboxState.SENT: MESSAGES}


async def _start(url: str, root: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.transport.echoing_process", url, root, cwd=ROOT
    )


def _answers(api: BotApi) -> list[tuple[str, bool]]:
    """All answers with the mark taken off, and whether they bore it."""
    texts = [message.text for user in PEOPLE for message in api.chat(user).from_bot]
    return [(text.removesuffix(f"\n\n{REPEAT_NOTE}"), text.endswith(REPEAT_NOTE)) for text in texts]


def _has_answers(api: BotApi, goal: int) -> bool:
    return len(_answers(api)) >= goal


def _states(database: Database) -> dict[OutboxState, int]:
    with database.reading() as store:
        return dict(Counter(OutboxState(row.state) for row in store.transaction.rows(OUTBOX.select())))


def _unsettled(database: Database) -> bool:
    return bool(_states(database).keys() - {OutboxState.SENT})


async def _until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not reached():  # noqa: ASYNC110 - what is waited for happens in another process
            await asyncio.sleep(0.01)
