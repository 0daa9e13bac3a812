"""The sandbox over HTTP: the bot's door, the page's endpoints, and the guard in front of both."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import NetworkError

from bot.sandbox.api import BotApi
from bot.sandbox.clock import SandboxClock
from bot.sandbox.controls import DemoPerson, ThingToTry, Words
from bot.sandbox.server import sandbox_app, sandbox_server
from bot.telegram.request import AiohttpRequest
from tests.sandbox.cast import ANNA, BORIS, NOW, TOKEN

ROLE = Words("Advisor", "客户经理")


class DemoControls:
    """Two people, one suggestion, and a clock nothing hangs on."""

    def __init__(self, clock: SandboxClock) -> None:
        self.clock = clock

    def people(self) -> Sequence[DemoPerson]:
        return [
            DemoPerson(ANNA, "Anna Li", ROLE, "Central", "AL", 20),
            DemoPerson(BORIS, "周博", ROLE, "Central", "周", 200, language="zh"),
        ]

    def things_to_try(self) -> Sequence[ThingToTry]:
        return [ThingToTry(Words("See a client", "看客户"), Words("Write", "输入"), ANNA, "chen")]

    def now(self) -> datetime:
        return self.clock.now()

    async def turn_clock(self, by: timedelta) -> None:
        async def nothing(now: datetime) -> None:
            await asyncio.sleep(0)

        await self.clock.turn(by, each_step=nothing)


@pytest.fixture
async def page(api: BotApi, clock: SandboxClock) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(sandbox_app(api, controls=DemoControls(clock)))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8765") as client:
        yield client


@pytest.fixture
async def address(api: BotApi, clock: SandboxClock) -> AsyncIterator[str]:
    server = sandbox_server(sandbox_app(api, controls=DemoControls(clock)), port=0)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0)
    host, port = server.servers[0].sockets[0].getsockname()
    yield f"http://{host}:{port}"
    server.should_exit = True
    await serving


async def test_an_open_page_is_let_go_when_the_server_stops(
    api: BotApi, clock: SandboxClock, caplog: pytest.LogCaptureFixture
) -> None:
    server = sandbox_server(sandbox_app(api, controls=DemoControls(clock)), port=0)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0)
    host, port = server.servers[0].sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(f"GET /sandbox/events HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
    await reader.readuntil(b"retry: ")

    server.should_exit = True
    await serving

    assert (await reader.read()).endswith(b"0\r\n\r\n")
    assert "Traceback" not in caplog.text
    writer.close()


async def test_a_bot_works_over_a_socket_with_files_and_broken_connections(api: BotApi, address: str) -> None:
    async with Bot(
        TOKEN,
        base_url=f"{address}/bot",
        base_file_url=f"{address}/file/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(),
    ) as bot:
        await api.user_sends_document(ANNA, "客户.csv", b"\r\n--a\r\n\xff")
        (update,) = await bot.get_updates(timeout=1)
        assert update.message is not None
        assert update.message.document is not None
        file = await update.message.document.get_file()
        content = bytes(await file.download_as_bytearray())
        await bot.send_document(
            ANNA, content, filename="copy 1.csv", caption="<b>客户</b>", parse_mode="HTML"
        )
        api.faults.lose_answer(reset=True)
        with pytest.raises(NetworkError):
            await bot.send_message(ANNA, "arrived all the same")

    document = api.chat(ANNA).from_bot[0].document
    assert document is not None
    assert document.content == b"\r\n--a\r\n\xff"
    assert api.chat(ANNA).from_bot[0].html == "<b>客户</b>"
    assert api.chat(ANNA).last.text == "arrived all the same"


async def test_the_stream_tells_what_happens(api: BotApi, address: str) -> None:
    async with (
        httpx.AsyncClient(base_url=address) as client,
        client.stream("GET", "/sandbox/events") as stream,
    ):
        lines = stream.aiter_lines()
        assert await anext(lines) == "retry: 1000"
        await anext(lines)

        await api.user_sends(ANNA, "hello")

        event = json.loads((await anext(lines)).removeprefix("data: "))
    assert (event["kind"], event["chat"], event["message"]["text"]) == ("message", ANNA, "hello")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"host": "localhost:8765"}, 200),
        ({"host": "[::1]:8765"}, 200),
        ({"host": "evil.example"}, 403),
        ({"host": "127.0.0.1.evil.example"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://localhost:8765"}, 200),
    ],
)
async def test_only_this_machine_is_answered(
    page: httpx.AsyncClient, headers: dict[str, str], status: int
) -> None:
    assert (await page.get("/sandbox/state", headers=headers)).status_code == status


async def test_another_machine_is_not_answered(api: BotApi, clock: SandboxClock) -> None:
    app = sandbox_app(api, controls=DemoControls(clock))
    transport = httpx.ASGITransport(app, client=("192.0.2.7", 4000))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8765") as client:
        assert (await client.get("/")).status_code == 403
    with pytest.raises(ValueError, match="this machine only"):
        sandbox_server(app, port=0, host="0.0.0.0")  # noqa: S104 - the refused case


async def test_the_page_begins_with_people_suggestions_and_the_clock(page: httpx.AsyncClient) -> None:
    state = (await page.get("/sandbox/state")).json()

    assert [person["name"] for person in state["people"]] == ["Anna Li", "周博"]
    assert state["people"][0]["last"]["text"] == "/start"
    assert state["tries"][0]["title"] == {"en": "See a client", "zh": "看客户"}
    assert state["clock"] == {"kind": "clock", "now": int(NOW.timestamp() * 1000), "turning": False}


async def test_a_visitor_writes_replies_edits_forwards_and_attaches(
    api: BotApi, page: httpx.AsyncClient
) -> None:
    chat = f"/sandbox/chats/{ANNA}"

    first = (await page.post(f"{chat}/messages", json={"text": "hello"})).json()["message_id"]
    await page.post(f"{chat}/messages", json={"text": "again", "reply_to": first, "forward_from": "Chen"})
    await page.post(f"{chat}/messages/{first}", json={"text": "hello!"})
    await page.post(f"{chat}/files?name=a.csv&text=look", content=b"a;b")
    shown = (await page.get(chat)).json()["messages"]

    assert [message["text"] for message in shown] == ["/start", "hello!", "again", "look"]
    assert shown[1]["edited"]
    assert shown[2]["reply"] == {"id": first, "bot": False, "text": "hello!"}
    assert shown[2]["forward"] == "Chen"
    assert shown[3]["document"]["size"] == 3
    saved = await page.get(shown[3]["document"]["url"])
    assert saved.headers["content-disposition"] == "attachment"


async def test_a_visitor_presses_only_what_they_see(api: BotApi, page: httpx.AsyncClient) -> None:
    markup = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Done", callback_data="secret"))
    await api.call("sendMessage", {"chat_id": ANNA, "text": "x", "reply_markup": markup.to_json()})
    message_id = api.chat(ANNA).last.id
    seen = {"message_id": message_id, "row": 0, "column": 0, "text": "Done"}

    pressed = await page.post(f"/sandbox/chats/{ANNA}/presses", json=seen)
    changed = await page.post(f"/sandbox/chats/{ANNA}/presses", json=seen | {"text": "Delete"})
    gone = await page.post(f"/sandbox/chats/{ANNA}/presses", json=seen | {"row": 4})

    assert pressed.json()["query_id"] in api.state.callbacks
    assert (changed.status_code, gone.status_code) == (409, 409)
    assert "secret" not in (await page.get(f"/sandbox/chats/{ANNA}")).text


async def turned(page: httpx.AsyncClient) -> None:
    while (await page.get("/sandbox/state")).json()["clock"]["turning"]:  # noqa: ASYNC110 - asked over HTTP
        await asyncio.sleep(0)


async def test_the_clock_turns_for_the_visitor(clock: SandboxClock, page: httpx.AsyncClient) -> None:
    begun = (await page.post("/sandbox/clock", json={"hours": 4})).json()
    await turned(page)
    after_four_hours = clock.now()
    await page.post("/sandbox/clock", json={"morning_in": "Asia/Hong_Kong"})
    await turned(page)

    assert begun["turning"]
    assert after_four_hours == NOW + timedelta(hours=4)
    assert clock.now().isoformat() == "2026-11-25T00:30:00+00:00"
    assert (await page.post("/sandbox/clock", json={"hours": "x"})).status_code == 400


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "text/html"), ("/page/page.css", "text/css"), ("/page/page.js", "text/javascript")],
)
async def test_the_page_is_served_from_the_package(page: httpx.AsyncClient, path: str, kind: str) -> None:
    answer = await page.get(path)

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert "default-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/page/nothing.js", "/page/..%2Fserver.py", "/page/secret.txt"])
async def test_nothing_else_is_served(page: httpx.AsyncClient, path: str) -> None:
    assert (await page.get(path)).status_code == 404


async def test_a_wrong_token_or_a_broken_body_is_refused(api: BotApi, page: httpx.AsyncClient) -> None:
    unauthorised = await page.get("/bot1:other/getMe")
    broken = await page.post(
        f"/bot{TOKEN}/sendMessage", content=b"{", headers={"content-type": "application/json"}
    )
    known = await page.get(f"/bot{TOKEN}/getme")

    assert unauthorised.status_code == 401
    assert broken.status_code == 400
    assert known.json()["result"]["username"] == "rapport_demo_bot"


async def test_file_names_arrive_as_they_were_given(api: BotApi, page: httpx.AsyncClient) -> None:
    upload = {"document": ('报告 1; "x".csv', b"a;b")}

    await page.post(f"/bot{TOKEN}/sendDocument", data={"chat_id": str(ANNA), "caption": "季报"}, files=upload)

    document = api.chat(ANNA).last.document
    assert document is not None
    assert document.name.startswith("报告 1; ")
    assert api.chat(ANNA).last.text == "季报"


async def test_strangers_to_the_demo_are_not_found(page: httpx.AsyncClient) -> None:
    assert (await page.get("/sandbox/chats/7")).status_code == 404
    assert (await page.post("/sandbox/chats/7/messages", json={"text": "x"})).status_code == 404
    assert (await page.post(f"/sandbox/chats/{ANNA}/messages", content=b"text=x")).status_code == 404
