"""A program in a folder of its own, and Telegram beside it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.processes.local_telegram import Serving, Telegram
from tests.processes.program import Program


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program where no Telegram can be reached."""
    program = Program(tmp_path)
    yield program
    program.abandon()


@pytest.fixture
async def telegram() -> Telegram:
    return Telegram()


@pytest.fixture
async def bot(program: Program, telegram: Telegram) -> AsyncIterator[Program]:
    """The program beside a Telegram, not started yet."""
    async with Serving(telegram) as root:
        program.environment["RAPPORT_BOT_API"] = root
        telegram.alarm = program.check
        yield program
        program.abandon()
