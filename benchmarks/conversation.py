"""Measures what people wait for an answer, and what it costs, beside a bot on the same library that echoes.

Both bots run in processes of their own, over HTTP to the sandbox's Bot API in this one; Rapport on a SQLite
file with its real settings, sealed. Figures are of this machine and this run; the ratios travel better.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from benchmarks.bots import TOKEN
from benchmarks.firm import ADVISORS, CLIENTS_EACH, FIRST_ACCOUNT, KEYS, client_names, found_firm
from benchmarks.people import Caller
from bot.sandbox.api import BotApi
from bot.sandbox.clock import SandboxClock
from bot.sandbox.controls import DemoPerson, ThingToTry
from bot.sandbox.server import sandbox_app, sandbox_server
from storage.database import Database

ALONE, TOGETHER = 200, 10
_WARM_UP = 5
_PERCENT = 99

Scene = Callable[[Caller, int], Awaitable[None]]


async def card(caller: Caller, number: int) -> None:
    """Ask for a client by the full name."""
    await caller.says("card", _name(number))


async def search(caller: Caller, number: int) -> None:
    """Ask for a client by a name that is mistyped."""
    first, last = _name(number).split()
    await caller.says("search", f"{first[:-1]} {last[:3]}{last[4:]}")


async def log(caller: Caller, number: int) -> None:
    """Log a note and save it."""
    note = f"Called {_name(number)} about piece {number}, will come to the shop on Friday."
    draft = await caller.says("log: note", note)
    await caller.presses("log: Save", draft, "Save")


SCENES: dict[str, Scene] = {"card": card, "search": search, "log": log}


@dataclass(frozen=True, slots=True)
class Figures:
    """What one kind of message took: waits in ms, CPU of the bot in ms, messages a second."""

    p50_ms: float
    p99_ms: float
    cpu_ms: float
    per_s: float


class Bot:
    """A bot in a process of its own and the people who talk with it."""

    def __init__(self, name: str, api: BotApi, root: str, database_url: str) -> None:
        self.name = name
        self.api = api
        self.callers = [Caller(api, FIRST_ACCOUNT + place) for place in range(ADVISORS)]
        # Compiled modules are kept as always: some machines switch that off for themselves.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.bots", name, root, database_url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    async def cpu_s(self) -> float:
        """Return the seconds of CPU the bot has used so far."""
        return float(await asyncio.to_thread(self._ask))

    async def ready(self) -> None:
        """Wait until the bot asks for updates."""
        while not any(call.method.lower() == "getupdates" for call in self.api.calls):
            assert self._process.poll() is None, f"{self.name} has ended"
            await asyncio.sleep(0.05)

    def end(self) -> None:
        """Let the bot end by itself."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def _ask(self) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()

    async def measure(self, scene: Scene, callers: Sequence[Caller], times: int) -> dict[str, Figures]:
        """Let people play a scene so many times each, all at once; return the figures of each kind."""
        for caller in callers:
            caller.waited_ms.clear()
        cpu, began = await self.cpu_s(), perf_counter()
        await asyncio.gather(*(_play(scene, caller, times) for caller in callers))
        took_s, cpu = perf_counter() - began, await self.cpu_s() - cpu
        kinds = list(callers[0].waited_ms)
        messages = len(callers) * times * len(kinds)
        figures = {}
        for kind in kinds:
            waits = sorted(wait for caller in callers for wait in caller.waited_ms[kind])
            p99 = waits[min(len(waits) - 1, len(waits) * _PERCENT // 100)]
            figures[kind] = Figures(statistics.median(waits), p99, 1000 * cpu / messages, messages / took_s)
        return figures


async def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'rapport.db'}"
        database = Database(url, KEYS)
        found_firm(database)
        database.close()
        print(
            f"conversation: {ADVISORS} advisors, {ADVISORS * CLIENTS_EACH:,} clients, SQLite; × is echo = 1"
        )
        print(f"{'':22}{'p50 ms':>14}{'p99 ms':>14}{'CPU ms':>14}{'messages/s':>12}")
        async with _bot("echo", url) as echo, _bot("rapport", url) as rapport:
            for bot in (echo, rapport):
                for scene in SCENES.values():
                    await bot.measure(scene, bot.callers, _WARM_UP)
            for people, times in ((1, ALONE), (ADVISORS, TOGETHER)):
                for scene in SCENES.values():
                    base = await echo.measure(scene, echo.callers[:people], times)
                    ours = await rapport.measure(scene, rapport.callers[:people], times)
                    for kind, figures in ours.items():
                        _print(f"{kind}, {people} at once", figures, base[kind])


@asynccontextmanager
async def _bot(name: str, database_url: str) -> AsyncIterator[Bot]:
    api = BotApi(SandboxClock(datetime.now(UTC)), token=TOKEN)
    server = sandbox_server(sandbox_app(api, controls=_NobodyWatches()), port=0)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    host, port = server.servers[0].sockets[0].getsockname()
    bot = Bot(name, api, f"http://{host}:{port}", database_url)
    try:
        await bot.ready()
        yield bot
    finally:
        await asyncio.to_thread(bot.end)
        # A newer poll ends the one that the bot left behind.
        await api.call("getUpdates", {})
        server.should_exit = True
        await serving


async def _play(scene: Scene, caller: Caller, times: int) -> None:
    for number in range(times):
        await scene(caller, caller.id + number)


def _name(number: int) -> str:
    names = client_names()
    return names[number % len(names)]


def _print(title: str, ours: Figures, echo: Figures) -> None:
    print(f"{title:22}", end="")
    for mine, base in ((ours.p50_ms, echo.p50_ms), (ours.p99_ms, echo.p99_ms), (ours.cpu_ms, echo.cpu_ms)):
        print(f"{mine:8.1f}{f'×{mine / base:.1f}':>6}", end="")
    print(f"{ours.per_s:12,.0f}")


class _NobodyWatches:
    def people(self) -> Sequence[DemoPerson]:
        return ()

    def things_to_try(self) -> Sequence[ThingToTry]:
        return ()

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def turn_clock(self, by: timedelta) -> None:
        raise AssertionError(f"nobody turns the clock by {by}")


if __name__ == "__main__":
    asyncio.run(main())
