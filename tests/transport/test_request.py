"""The door to the network says exactly what happened: never sent, perhaps arrived, or answered."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut

from bot.telegram.application import build_application
from bot.telegram.request import AiohttpRequest, NeverSentError
from tests.transport.office import TOKEN

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def _server(talk: Talk) -> AsyncIterator[str]:
    talks: list[asyncio.Task[None]] = []

    async def talk_and_close(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await talk(reader, writer)
        writer.close()
        await writer.wait_closed()

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.append(asyncio.create_task(talk_and_close(reader, writer)))

    server = await asyncio.start_server(begin, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    async with server:
        yield f"http://{host}:{port}"
    await asyncio.gather(*talks)


@asynccontextmanager
async def _bot(root: str, *, read_timeout_s: float = 5.0) -> AsyncIterator[Bot]:
    async with AiohttpRequest(read_timeout_s=read_timeout_s) as request:
        yield build_application(TOKEN, root=root, request=request).bot


async def _request_in(reader: asyncio.StreamReader) -> tuple[str, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = next(
        int(line.split(":")[1]) for line in head.splitlines() if line.lower().startswith("content-length")
    )
    return head, await reader.readexactly(length)


def _answering(status: str, body: bytes, *, seen: list[tuple[str, bytes]] | None = None) -> Talk:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await _request_in(reader)
        if seen is not None:
            seen.append(request)
        head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + body)

    return talk


async def _silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await _request_in(reader)
    await reader.read()


async def _resetting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await _request_in(reader)
    writer.transport.abort()


async def test_a_call_carries_its_fields_and_brings_the_result() -> None:
    seen: list[tuple[str, bytes]] = []
    talk = _answering("200 OK", b'{"ok":true,"result":{"message_id":7}}', seen=seen)
    async with _server(talk) as root, _bot(root) as bot:
        result = await bot.do_api_request("sendmessage", {"chat_id": 5, "text": "玉 & jade"})

    assert result == {"message_id": 7}
    assert seen[0][0].startswith(f"POST /bot{TOKEN}/sendmessage HTTP/1.1")
    assert seen[0][1] == b"chat_id=5&text=%E7%8E%89+%26+jade"


async def test_half_a_character_does_not_stop_a_message() -> None:
    seen: list[tuple[str, bytes]] = []
    talk = _answering("200 OK", b'{"ok":true,"result":true}', seen=seen)
    async with _server(talk) as root, _bot(root) as bot:
        await bot.do_api_request("sendmessage", {"chat_id": 5, "text": "half \ud83d"})

    assert seen[0][1] == b"chat_id=5&text=half+%3F"


async def test_a_file_travels_as_multipart() -> None:
    seen: list[tuple[str, bytes]] = []
    message = b'{"ok":true,"result":{"message_id":7,"date":0,"chat":{"id":5,"type":"private"}}}'
    async with _server(_answering("200 OK", message, seen=seen)) as root, _bot(root) as bot:
        await bot.send_document(5, b"a;b\n1;2\n", filename="clients.csv", caption="列表")

    head, body = seen[0]
    assert "multipart/form-data" in head
    assert b'filename="clients.csv"' in body
    assert b"a;b\n1;2\n" in body
    assert "列表".encode() in body


async def test_a_refused_connection_was_never_sent() -> None:
    async with _server(_silent) as root:
        pass
    async with _bot(root) as bot:
        with pytest.raises(NeverSentError):
            await bot.do_api_request("sendmessage", {"chat_id": 5, "text": "x"})


async def test_a_missing_answer_may_have_arrived() -> None:
    async with _server(_silent) as root, _bot(root, read_timeout_s=0.05) as bot:
        with pytest.raises(TimedOut) as raised:
            await bot.do_api_request("sendmessage", {"chat_id": 5, "text": "x"})

    assert not isinstance(raised.value, NeverSentError)


async def test_a_connection_reset_after_the_request_may_have_arrived() -> None:
    async with _server(_resetting) as root, _bot(root) as bot:
        with pytest.raises(NetworkError) as raised:
            await bot.do_api_request("sendmessage", {"chat_id": 5, "text": "x"})

    assert type(raised.value) is NetworkError


async def test_the_wait_that_telegram_asks_for_is_told() -> None:
    body = b'{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":7}}'
    async with _server(_answering("429 Too Many Requests", body)) as root, _bot(root) as bot:
        with pytest.raises(RetryAfter):
            await bot.do_api_request("sendmessage", {"chat_id": 5, "text": "x"})


async def test_a_file_is_fetched() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        path = head.split()[1]
        lines = ("HTTP/1.1 200 OK", f"Content-Length: {len(path)}", "Connection: close", "", path)
        writer.write("\r\n".join(lines).encode())

    async with _server(talk) as root, _bot(root) as bot:
        content = await bot.request.retrieve(f"{root}/file/bot{TOKEN}/documents/1.csv")

    assert content == f"/file/bot{TOKEN}/documents/1.csv".encode()


@pytest.mark.parametrize("talk", [_silent, _resetting, _answering("200 OK", b"no JSON")])
async def test_no_error_shows_the_token(talk: Talk) -> None:
    async with _server(talk) as root, _bot(root, read_timeout_s=0.05) as bot:
        with pytest.raises(TelegramError) as raised:
            await bot.do_api_request("sendmessage", {"chat_id": 5, "text": "x"})

    assert TOKEN not in str(raised.value)


async def test_a_door_not_opened_says_so() -> None:
    bot = build_application(TOKEN, root="http://127.0.0.1:9", request=AiohttpRequest()).bot

    with pytest.raises(NetworkError, match="not initialized"):
        await bot.do_api_request("sendmessage", {"chat_id": 5, "text": "x"})
