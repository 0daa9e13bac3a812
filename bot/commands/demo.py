"""`rapport demo`."""

import asyncio
import contextlib
import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.app import Rapport, Wiring
from bot.demo.controls import DemoControls
from bot.demo.founding import demo_morning, found
from bot.demo.tables import table
from bot.logs import set_up_logging
from bot.sandbox.api import BotApi
from bot.sandbox.clock import SandboxClock
from bot.sandbox.request import SandboxRequest
from bot.sandbox.server import sandbox_app, sandbox_server
from loyalty.errors import RapportError
from storage.database import Database
from storage.encryption import KeyRing, new_key_line

# The sandbox's own; no Telegram server knows it.
_TOKEN = "700000000:demo-of-rapport-on-this-machine-only"  # noqa: S105 - opens nothing but the sandbox


class PortTakenError(RapportError):
    """Another program listens on the port already."""

    def __init__(self, port: int, /) -> None:
        super().__init__(f"port {port} is in use: stop that program or choose another with --port")
        self.port = port


def demo(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the page on this machine.")] = 8765,
    data: Annotated[
        Path, typer.Option(help="Folder for the demo's database; it is made anew each time.")
    ] = Path(".demo"),
) -> None:
    """Show Rapport on a page in the browser; nothing leaves this machine."""
    set_up_logging()
    _refuse_taken(port)
    database = _fresh_database(data)
    try:
        asyncio.run(_show(database, port=port))
    finally:
        database.close()


async def _show(database: Database, *, port: int) -> None:
    morning = demo_morning(datetime.now(UTC).date())
    typer.echo("Founding a firm with sixty clients …")
    firm = await asyncio.to_thread(found, database, morning=morning)
    clock = SandboxClock(morning)
    api = BotApi(clock, token=_TOKEN)
    rapport = Rapport(
        database,
        Wiring(
            token=_TOKEN, root="http://sandbox", request=SandboxRequest(api, read_timeout_s=40), now=clock.now
        ),
    )
    await rapport.open()
    await _come_in(api)
    controls = DemoControls(rapport, clock, invitation=firm.invitation)
    server = sandbox_server(sandbox_app(api, controls=controls), port=port)
    stopping = asyncio.Event()
    running = asyncio.create_task(rapport.run(stopping))
    typer.echo(f"Open http://127.0.0.1:{port} in a browser. Ctrl+C stops the demo.")
    try:
        await server.serve()
    finally:
        stopping.set()
        await running
        await rapport.close()


async def _come_in(api: BotApi) -> None:
    """Let everybody start the chat, as they would at Telegram before the bot may write to them."""
    entries = table("people")
    for entry in entries["person"]:
        first, _, last = entry["name"].partition(" ")
        api.add_user(entry["id"], first, last, language_code=entry["language"])
        await api.user_sends(entry["id"], "/start")
    first, _, last = entries["newcomer"]["name"].partition(" ")
    api.add_user(entries["newcomer"]["id"], first, last)


def _fresh_database(folder: Path) -> Database:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "demo.db"
    for name in ("demo.db", "demo.db-wal", "demo.db-shm"):
        (folder / name).unlink(missing_ok=True)
    database = Database(f"sqlite:///{file}", KeyRing.parse(new_key_line()))
    database.migrate()
    database.check_keys()
    return database


def _refuse_taken(port: int) -> None:
    with contextlib.closing(socket.socket()) as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise PortTakenError(port)
