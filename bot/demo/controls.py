"""What the sandbox's page asks of the demo: who one can be, what to try, and turning the clock."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.app import Rapport
from bot.demo.tables import table
from bot.sandbox.clock import SandboxClock
from bot.sandbox.controls import DemoPerson, ThingToTry, Words
from loyalty.people.people import Language, Role
from storage.store import Store
from wording.labels import label_of

_NEWCOMER = Words("Invited, not here yet", "已受邀，尚未加入")
_JOIN = Words("Join as a newcomer", "以新人身份加入")
_JOIN_HINT = Words("Mia sends her invitation, chooses language and zone", "Mia 发送邀请码，选语言和时区")
# How long one step of the clock waits for messages to leave before it goes on.
_PATIENCE_S = 30.0


class DemoControls:
    """The demo behind the page."""

    def __init__(self, rapport: Rapport, clock: SandboxClock, *, invitation: str) -> None:
        self._rapport = rapport
        self._clock = clock
        self._invitation = invitation

    def people(self) -> Sequence[DemoPerson]:
        """Return everybody the visitor can be."""
        entries = table("people")
        people = [
            DemoPerson(
                user_id=entry["id"],
                name=entry["name"],
                role=_roles(Role(entry["role"])),
                team=entry["team"],
                initials=_initials(entry["name"]),
                colour=number * 47 % 360,
                language=entry["language"],
            )
            for number, entry in enumerate(entries["person"])
        ]
        newcomer = entries["newcomer"]
        name = newcomer["name"]
        with self._rapport.database.reading() as store:
            is_here = store.people.by_telegram(newcomer["id"]) is not None
        role = _roles(Role.ADVISOR) if is_here else _NEWCOMER
        people.append(DemoPerson(newcomer["id"], name, role, newcomer["team"], _initials(name), 20))
        return people

    def things_to_try(self) -> Sequence[ThingToTry]:
        """Return the suggestions."""
        things = [
            ThingToTry(
                title=Words(**entry["title"]),
                hint=Words(**entry["hint"]),
                user_id=entry["person"],
                text=entry["text"],
            )
            for entry in table("things")["thing"]
        ]
        newcomer = table("people")["newcomer"]["id"]
        return [*things, ThingToTry(_JOIN, _JOIN_HINT, newcomer, f"/start {self._invitation}")]

    def now(self) -> datetime:
        """Return the demo's present."""
        return self._clock.now()

    async def turn_clock(self, by: timedelta) -> None:
        """Turn the clock in steps, with all that is due happening on the way."""
        await self._clock.turn(by, each_step=self._live)

    async def _live(self, _now: datetime) -> None:
        await self._rapport.ticks.all()
        async with asyncio.timeout(_PATIENCE_S):
            while await self._rapport.database.read(self._waiting):  # noqa: ASYNC110 - a table signals nobody
                await asyncio.sleep(0.02)

    def _waiting(self, store: Store) -> int:
        return store.deliveries.backlog(now=self._clock.now()).count


def _roles(role: Role) -> Words:
    return Words(*(label_of("role", role, each) for each in Language))


def _initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in words[:2]) if len(words) > 1 else name[:2]
