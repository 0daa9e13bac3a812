"""A team with clients in the database of a program: who they are, and how they come in."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

from loyalty.people.people import Language, Person, Role
from storage.database import Database
from tests.processes.local_telegram import Phone, Telegram
from tests.processes.program import KEYS, Program

TEAM, LEAD = "Harbour Jewels", "Benedikt Zhou"
CLIENTS_EACH = 2
_FIRST = ("Amara", "Beatrix", "Cordelia", "Dashiell", "Evander", "Florentine", "Gideon", "Honoria")
_LAST = ("Ashgrove", "Birkenau", "Castellane", "Dunmoreth", "Eglantine", "Fairweather", "Greyfriars")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team at a phone; ``clients`` are names."""

    phone: Phone
    person: Person
    clients: tuple[str, ...] = ()


def client_names(advisors: int) -> list[str]:
    """Return the names of the clients of so many advisors, which nothing but the test says."""
    count = CLIENTS_EACH * advisors
    return [f"{_FIRST[number % len(_FIRST)]} {_LAST[number // len(_FIRST)]}" for number in range(count)]


def phone_numbers(advisors: int) -> list[str]:
    """Return the phone numbers of the clients, in the order of their names."""
    return [f"+85251{number:06d}" for number in range(CLIENTS_EACH * advisors)]


def found_firm(program: Program, telegram: Telegram, *, advisors: int) -> list[Member]:
    """Fill an empty database with a lead, who comes first, and advisors with clients."""
    names, numbers = client_names(advisors), phone_numbers(advisors)
    now = datetime.now(UTC)
    database = Database(f"sqlite:///{program.database}", KEYS)
    database.migrate()
    with database.unit() as store:
        team = store.teams.find_or_add(TEAM)
        boss = store.people.find_or_add(LEAD, role=Role.LEAD, team_id=team.id)
        # Alerts must not wait for a morning: the test runs at any time of day.
        store.people.save_night_alerts(boss.id, wanted=True)
        members = [Member(Phone(telegram, 1000, LEAD), boss)]
        for place in range(advisors):
            name = f"Advisor {place:02d}"
            person = store.people.find_or_add(name, role=Role.ADVISOR, team_id=team.id)
            own = range(CLIENTS_EACH * place, CLIENTS_EACH * (place + 1))
            for each in own:
                store.clients.add(
                    name=names[each], team_id=team.id, advisor_id=person.id, now=now, phone=numbers[each]
                )
            phone = Phone(telegram, 1001 + place, name)
            members.append(Member(phone, person, tuple(names[each] for each in own)))
    database.close()
    return members


async def invite(program: Program, members: list[Member], *, by_command: int) -> None:
    """Let everybody send a good invitation: so many issued by the command line, the others as it does it."""
    asked = [_invited(program, member) for member in members[:by_command]]
    tokens = list(await asyncio.gather(*asked))
    database = Database(f"sqlite:///{program.database}", KEYS)
    with database.unit() as store:
        for member in members[by_command:]:
            tokens.append(store.invitations.issue(member.person.id, now=datetime.now(UTC)))
    database.close()
    for member, token in zip(members, tokens, strict=True):
        await member.phone.sends(f"/start {token}")


def seat(program: Program, members: list[Member]) -> None:
    """Let everybody be in already, as after an earlier day."""
    database = Database(f"sqlite:///{program.database}", KEYS)
    with database.unit() as store:
        for member in members:
            store.people.bind(member.person.id, member.phone.id)
            store.people.save_language(member.person.id, Language.EN)
    database.close()


async def come_in(phone: Phone) -> None:
    """Choose language and place; the bot has said two things by then."""
    languages = await phone.hears("Which language?")
    zones = await phone.presses(languages, "English", hears="Which time zone?")
    await phone.presses(zones, "Hong Kong", hears="Settings")


async def _invited(program: Program, member: Member) -> str:
    role = Role.ADVISOR if member.clients else Role.LEAD
    said = await program.does("invite", "--role", role, "--team", TEAM, "--name", member.person.name)
    assert said.code == 0, said.err
    return said.out.splitlines()[0].removeprefix("/start ")
