"""The clock turns forward in small steps."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.clock import SandboxClock
from tests.sandbox.cast import NOW


async def test_turning_takes_steps_of_at_most_fifteen_minutes(clock: SandboxClock) -> None:
    seen: list[datetime] = []

    async def note(now: datetime) -> None:
        seen.append(now)

    await clock.turn(timedelta(minutes=40), each_step=note)

    assert [(moment - NOW) / timedelta(minutes=1) for moment in seen] == [15, 30, 40]


async def test_two_turns_run_one_after_the_other(clock: SandboxClock) -> None:
    order: list[str] = []

    async def turn(name: str) -> None:
        async def note(now: datetime) -> None:
            order.append(name)
            await asyncio.sleep(0)

        await clock.turn(timedelta(minutes=30), each_step=note)

    await asyncio.gather(turn("a"), turn("b"))

    assert order == ["a", "a", "b", "b"]


async def test_the_clock_turns_only_forward_but_may_jump_back(clock: SandboxClock) -> None:
    async def nothing(now: datetime) -> None:
        pass

    with pytest.raises(ValueError, match="forward"):
        await clock.turn(timedelta(minutes=-1), each_step=nothing)
    clock.jump(timedelta(hours=-2))

    assert clock.now() == NOW - timedelta(hours=2)


def test_a_clock_that_is_not_frozen_runs() -> None:
    clock = SandboxClock(NOW)

    assert clock.now() < clock.now() + timedelta(microseconds=1)
    assert clock.now() - NOW < timedelta(seconds=30)


def test_a_naive_start_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        SandboxClock(datetime(2026, 1, 1))  # noqa: DTZ001 - the naive value is the case


def test_tomorrow_is_tomorrow_in_the_persons_zone() -> None:
    clock = SandboxClock(datetime(2026, 11, 24, 22, 0, tzinfo=UTC), frozen=True)

    assert clock.next_local(time(8, 30), ZoneInfo("Asia/Hong_Kong")) == datetime(
        2026, 11, 26, 0, 30, tzinfo=UTC
    )
