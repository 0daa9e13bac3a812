"""The whole bot in process behind the sandbox's Bot API, and people who type and press."""

import itertools
from dataclasses import dataclass
from datetime import timedelta

from bot.app import Rapport, Wiring
from bot.sandbox.api import BotApi
from bot.sandbox.chats import ChatMessage
from bot.sandbox.clock import SandboxClock
from bot.sandbox.request import SandboxRequest
from loyalty.people.people import Role
from storage.database import Database
from tests.staff import NOW

TOKEN = "123456789:AAf4ke-T0ken_for-the-tests-0123456789"


_QUARTER, _HOUR, _DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)


class Office:
    """One bot, one database, one clock that stands until it is turned."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = SandboxClock(NOW, frozen=True)
        self.api = BotApi(self.clock, token=TOKEN)
        self.rapport = self._bot()

    def _bot(self) -> Rapport:
        # Pace is tested elsewhere; here ten seconds pass whenever the sender looks at its watch.
        watch = itertools.count(step=10)
        wiring = Wiring(
            token=TOKEN,
            root="http://sandbox",
            request=SandboxRequest(self.api),
            now=self.clock.now,
            brand_names=("Maison Test",),
            poll_s=0,
            ticks=lambda: float(next(watch)),
        )
        return Rapport(self.database, wiring)

    async def restart(self) -> None:
        """Begin again as after a crash: a new process on the same database."""
        await self.rapport.close()
        self.rapport = self._bot()
        await self.rapport.open()

    async def settle(self) -> None:
        """Receive, work and send until nothing is left to do."""
        while await self.rapport.receiver.receive():
            pass
        await self.rapport.runner.work_off()
        while await self.rapport.sender.send_ready():
            pass

    async def turn(self, by: timedelta) -> None:
        """Turn the clock forward in steps, hourly over days, everything that is due happening on the way."""
        longest = _HOUR if by >= _DAY else _QUARTER
        while by > timedelta(0):
            self.clock.jump(min(by, longest))
            by -= longest
            await self.rapport.ticks.all()
            await self.settle()

    def invite(self, name: str, role: Role, team: str) -> str:
        """Issue an invitation as the command line does; return its token."""
        with self.database.unit() as store:
            where = store.teams.find_or_add(team)
            person = store.people.find_or_add(name, role=role, team_id=where.id)
            return store.invitations.issue(person.id, now=self.clock.now())

    async def hire(self, telegram_id: int, name: str, role: Role, team: str = "Central") -> "Someone":
        """Bring somebody in by invitation, English speaking, in Hong Kong."""
        someone = self.meet(telegram_id, name)
        await someone.says(f"/start {self.invite(name, role, team)}")
        await someone.presses("English")
        await someone.presses("Hong Kong")
        return someone

    def meet(self, telegram_id: int, name: str) -> "Someone":
        """Add a Telegram account that knows the bot only by name."""
        self.api.add_user(telegram_id, name)
        return Someone(self, telegram_id)


@dataclass(frozen=True, slots=True)
class Someone:
    """A person at a phone."""

    office: Office
    id: int

    @property
    def last(self) -> ChatMessage:
        """The newest message of the bot in this chat."""
        return self.office.api.chat(self.id).from_bot[-1]

    @property
    def messages(self) -> list[str]:
        """All texts of the bot in this chat as they read now, oldest first."""
        return [message.text for message in self.office.api.chat(self.id).from_bot]

    async def says(
        self, text: str, *, reply_to: ChatMessage | None = None, forward_from: str | None = None
    ) -> ChatMessage:
        """Type a message and return the newest message of the bot after that."""
        await self.office.api.user_sends(
            self.id, text, reply_to=reply_to.id if reply_to else None, forward_from=forward_from
        )
        await self.office.settle()
        return self.last

    async def adds(self, name: str, *, tier: str = "Standard") -> None:
        """Add a client who is not known yet."""
        await self.says(name)
        await self.presses("Add")
        await self.presses(tier)

    async def presses(self, label: str, *, on: ChatMessage | None = None) -> ChatMessage:
        """Press the button whose label holds ``label``; return the message as it is then."""
        message = on or self.last
        found = next(each for row in message.labels for each in row if label in each)
        await self.office.api.user_presses(self.id, message.id, label=found)
        await self.office.settle()
        return self.office.api.message(self.id, message.id)

    @property
    def toast(self) -> str:
        """The last line with which a pressed button was answered."""
        return self.office.api.callback_answers[-1].text
