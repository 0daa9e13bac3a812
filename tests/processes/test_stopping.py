"""The program asked to stop while it is busy, and a second one started beside it."""

import pytest

from tests.processes.firm import Member, found_firm, seat
from tests.processes.ledger import Ledger
from tests.processes.local_telegram import Telegram
from tests.processes.program import Program

pytestmark = pytest.mark.process

ADVISORS = 12
LONGEST_STOP_S = 15


async def test_it_stops_in_time_while_busy_and_leaves_nothing_half_done(
    bot: Program, telegram: Telegram
) -> None:
    members = found_firm(bot, telegram, advisors=ADVISORS)
    seat(bot, members)
    bot.start()
    await telegram.until(lambda: telegram.calls_of("getUpdates"))
    for member in members[1:]:
        await ask_much(member)
    await telegram.until(lambda: telegram.calls_of("sendMessage") > ADVISORS)

    code, took_s = await bot.stop()

    ledger = Ledger(bot.database)
    worked_on = ledger.updates()["done"]
    assert code == 0
    assert took_s < LONGEST_STOP_S
    assert ledger.messages()["queued"] > 0, "it was not busy"
    assert ledger.updates().keys() <= {"done", "pending"}
    assert ledger.messages().keys() <= {"sent", "queued"}
    assert ledger.new_messages() == worked_on
    assert ledger.messages()["sent"] == sum(len(member.phone.heard) for member in members)


async def test_a_second_one_on_the_same_file_refuses_and_says_why(bot: Program, telegram: Telegram) -> None:
    found_firm(bot, telegram, advisors=0)
    bot.start()
    await telegram.until(lambda: telegram.calls_of("getUpdates"))

    said = await bot.does("run")

    assert said.code == 1
    assert "is in use by process" in said.err
    assert "stop that one first" in said.err
    code, _ = await bot.stop()
    assert code == 0


async def ask_much(member: Member) -> None:
    """Send a handful of messages at once, each of which is answered by one."""
    for client in member.clients:
        await member.phone.sends(client)
        await member.phone.sends(f"Called {client}. Likes the sapphire, will come on Friday.")
