"""Kill -9 at any moment loses nothing and doubles nothing: on the real program, over real connections."""

import asyncio
import random
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from storage.database import Database
from tests.processes.firm import Member, client_names, come_in, found_firm, invite, phone_numbers
from tests.processes.ledger import Ledger
from tests.processes.local_telegram import TOKEN, Serving, Telegram
from tests.processes.program import KEYS, Program

pytestmark = pytest.mark.process

SEED = 20_261_124
ADVISORS, ROUNDS, KILLS, COMPLAINTS = 25, 2, 5, 5
UPDATES = 300
# What the bot says in a chat that changes no message: welcome and question, card and draft, settings.
_SAYS = 2 + 2 * ROUNDS + 1
_COMPLAINT = "The watch was in service three weeks and nobody told anybody. Asked what other houses do."
_REPEAT_NOTE = "May have reached you before"


@dataclass
class Day:
    """A day of the team: what they saved, and with which code the program ended in the evening."""

    telegram: Telegram
    program: Program
    members: list[Member]
    saved: list[str] = field(default_factory=list)
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    code: int | None = None

    @property
    def ledger(self) -> Ledger:
        """The database as the day left it."""
        return Ledger(self.program.database)

    async def passes(self) -> None:
        """Let everybody work while the program is killed, and stop it when they are done."""
        self.program.start()
        lead, *advisors = self.members
        async with asyncio.TaskGroup() as group:
            group.create_task(come_in(lead.phone))
            group.create_task(self.kills())
            for place, member in enumerate(advisors):
                group.create_task(self.works(member, place))
        for member in advisors[:COMPLAINTS]:
            await lead.phone.hears(f"act now · {member.clients[0]}")
        self.code, _ = await self.program.stop()

    async def works(self, member: Member, place: int) -> None:
        """Come in, look clients up, log, save, look back and see the settings."""
        phone = member.phone
        await come_in(phone)
        for number in range(ROUNDS):
            client = member.clients[number]
            complains = number == 0 and place < COMPLAINTS
            words = _COMPLAINT if complains else f"Likes piece {place}-{number}, will come on Friday."
            note = f"Called {client}. {words}"
            # Two messages at once, as people write: the second does not wait for the first's answer.
            asked, noted = await phone.sends(client), await phone.sends(note)
            card = await phone.hears(f"{client} · ", after=asked)
            draft = await phone.hears(f"Save for {client}?", after=noted)
            await phone.presses(draft, "Save", "Neutral", hears="Saved")
            self.saved.append(note)
            await phone.presses(card, "History", hears=f"History of {client}")
        await phone.asks("/settings", hears="Hong Kong")

    async def kills(self) -> None:
        """Kill and restart the program at random moments of the day."""
        for _ in range(KILLS):
            await self.telegram.more_calls(self.chance.randrange(60, 120))
            await asyncio.sleep(self.chance.uniform(0, 0.05))
            self.program.kill()
            self.program.start()

    def histories(self) -> list[str]:
        """Return the texts of all that is logged, as the advisors may read it."""
        database = Database(f"sqlite:///{self.program.database}", KEYS)
        with database.reading() as store:
            logged = [
                interaction.text or ""
                for member in self.members[1:]
                for client in store.clients.within(member.person)
                for interaction in store.interactions.page(client.id, reader=member.person, limit=100)
            ]
        database.close()
        return logged


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """One day with five kills, looked at by all tests."""
    return asyncio.run(_day(tmp_path_factory.mktemp("day")))


async def _day(folder: Path) -> Day:
    telegram = Telegram(repeats=0.2, chance=random.Random(SEED))
    async with Serving(telegram) as root:
        program = Program(folder, root=root)
        telegram.alarm = program.check
        day = Day(telegram, program, found_firm(program, telegram, advisors=ADVISORS))
        await invite(program, day.members, by_command=2)
        try:
            await day.passes()
        finally:
            program.abandon()
    return day


def test_every_update_is_worked_on(day: Day) -> None:
    kept = day.ledger.update_ids()

    assert kept == day.telegram.fetched()
    assert len(kept) >= UPDATES
    assert day.ledger.updates() == {"done": len(kept)}
    assert day.telegram.repeated > 0, "no update came twice"


def test_every_save_is_in_the_history_once(day: Day) -> None:
    assert len(day.saved) == ADVISORS * ROUNDS
    assert sorted(day.histories()) == sorted(day.saved)


def test_a_complaint_opens_one_case_and_alerts_the_lead_once(day: Day) -> None:
    lead, *advisors = day.members
    alerts = [each.text for each in lead.phone.heard if "act now" in each.text]

    assert sorted(day.ledger.cases().values()) == [1] * COMPLAINTS
    assert set(day.ledger.pushes().values()) == {1}
    for member in advisors[:COMPLAINTS]:
        heard = [text for text in alerts if member.clients[0] in text]
        assert heard
        assert sum(1 for text in heard if _REPEAT_NOTE not in text) <= 1


def test_every_message_reached_its_end(day: Day) -> None:
    assert day.ledger.messages().keys() <= {"sent", "uncertain"}


def test_a_chat_hears_at_most_one_thing_again_after_a_kill_and_it_is_marked(day: Day) -> None:
    for member in day.members[1:]:
        again = sum(1 for message in member.phone.heard if _REPEAT_NOTE in message.text)

        assert len(member.phone.heard) <= _SAYS + again
        assert again <= KILLS


def test_the_file_is_sound(day: Day) -> None:
    assert day.ledger.is_sound()


def test_it_ends_well_when_asked(day: Day) -> None:
    assert day.code == 0


def test_the_log_tells_nothing_of_clients_nor_the_token(day: Day) -> None:
    log = day.program.written()
    secrets = [TOKEN.partition(":")[2], *client_names(ADVISORS), *phone_numbers(ADVISORS), *day.saved]
    secrets += [member.person.name for member in day.members]
    words = [message.text for member in day.members for message in member.phone.heard]

    assert log
    assert [each for each in [*secrets, *words] if each in log] == []
