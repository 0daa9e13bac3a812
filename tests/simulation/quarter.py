"""A simulated quarter: a firm lives from October to December by the real ticks, without Telegram."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random
from time import perf_counter
from types import SimpleNamespace
from unittest.mock import patch
from zoneinfo import ZoneInfo

from loyalty.clients import ClientId
from loyalty.people.people import Person
from scheduler.ticks import Ticks
from storage.database import Database
from storage.people.covers import plan_absence
from storage.store import Store
from tests.simulation.answering import Answers
from tests.simulation.findings import Findings, Push, found_in, fullest_day, pushes_of, waiting
from tests.simulation.founding import BEGIN, END, START, ZONES, SimulatedFirm, found_firm

# Local times at which the clock stops in each zone: when the brief comes, and in the afternoon.
_AT_WORK = (time(9), time(14))
# UTC: scoring of all clients.
_NIGHT = time(19, 30)
# The bot is away on this day (UTC).
DOWN_ON = date(2026, 11, 18)
# Advisor, first and last day off, who stands in; entered a week before.
_ABSENCES = (
    (0, date(2026, 10, 12), date(2026, 10, 16), 2),
    (3, date(2026, 11, 9), date(2026, 11, 11), None),
    (4, date(2026, 12, 7), date(2026, 12, 11), 2),
)
LEAD_AWAY = (date(2026, 11, 2), date(2026, 11, 3))


@dataclass(slots=True)
class Lived:
    """What a quarter came to.

    Attributes:
        moved_on: when contacts were put off into a later month.
        told: for each advisor and day, how many contacts stood in the brief, promises left out.
        planned: the fullest day of any plan as a night left it, with what was promised and put off.
        silent_pushes: what was pushed by the first round after the baseline.
    """

    firm: SimulatedFirm
    findings: Findings
    answers: Counter[str]
    moved_on: dict[ClientId, list[datetime]]
    told: dict[tuple[str, date], int] = field(default_factory=dict)
    planned: int = 0
    silent_pushes: list[Push] = field(default_factory=list)
    seconds: float = 0.0

    def report(self) -> str:
        """Return the figures, a line each."""
        found, told = self.findings, self.told.values()
        answers = ", ".join(f"{count:,} {what}" for what, count in self.answers.most_common())
        pushes = ", ".join(f"{count:,} {name}" for name, count in found.pushes.most_common())
        mean = sum(told) / len(told)
        return "\n".join(
            (
                f"Simulated quarter, 2 leads, 6 advisors, 480 clients: {self.seconds:.0f} s",
                f"  answers: {answers}",
                f"  contacts promised and kept: vip {found.kept_vip:.1%}, key {found.kept_key:.1%}",
                f"  fullest brief {max(told)}, mean {mean:.1f}; fullest day planned {self.planned}; room 10",
                f"  pushes: {pushes}",
                f"  outside working hours or on days off: {len(found.disturbing)}",
                f"  told twice: {len(found.doubled)}",
                f"  steps overdue: {found.breaches}, not told once: {len(found.escalated_wrongly)}",
                f"  digests: {found.digests} on {found.digest_days} working days of leads",
            )
        )


def live(database: Database, *, seed: int = 7, until: date = END) -> Lived:
    """Live the quarter in an empty migrated database and look at what it left."""
    began = perf_counter()
    with _same_ids(seed):
        firm = found_firm(database, seed=seed)
        lived = asyncio.run(_Quarter(database, firm, seed=seed).live(until))
    with database.reading() as store:
        lived.findings = found_in(
            store,
            firm,
            until=until,
            ends_at=datetime.combine(until, _NIGHT, UTC),
            down_on=DOWN_ON,
            moved_on=lived.moved_on,
        )
    lived.seconds = perf_counter() - began
    return lived


@contextmanager
def _same_ids(seed: int) -> Iterator[None]:
    """Make the same ids in each run: what is spread by ids would otherwise lie differently each time."""
    still = SimpleNamespace(time_ns=lambda: 0)
    drawn = SimpleNamespace(randbits=Random(seed).getrandbits)
    with patch("storage.ids.time", still), patch("storage.ids.secrets", drawn):
        yield


class _Quarter:
    """The clock, the ticks and the people."""

    def __init__(self, database: Database, firm: SimulatedFirm, *, seed: int) -> None:
        self._database = database
        self._firm = firm
        self._answers = Answers(firm, seed=seed)
        self._now = START
        self._ticks = Ticks(database, now=lambda: self._now, wake=lambda: None)
        self._lived = Lived(firm, Findings(), self._answers.counts, self._answers.moved_on)

    async def live(self, until: date) -> Lived:
        await self._ticks.all()
        self._lived.silent_pushes = await self._database.read(pushes_of)
        for now in _moments(until):
            self._now = now
            await self._database.run(self._enter_absences)
            await self._ticks.all()
            await self._database.run(self._measure)
            for person in (*self._firm.advisors, *self._firm.leads):
                if _is_at_work(person, now):
                    await self._database.run(partial(self._work, person=person))
        return self._lived

    def _work(self, store: Store, person: Person) -> None:
        if store.absences.current(person, self._now) is not None:
            return
        if person in self._firm.leads:
            self._answers.second(store, person, now=self._now)
        else:
            self._answers.work(store, person, now=self._now)

    def _measure(self, store: Store) -> None:
        """Note what each advisor was told this morning, and how full the plan of this night is."""
        for advisor in self._firm.advisors:
            local = self._now.astimezone(ZoneInfo(advisor.hours.zone))
            if _is_at_work(advisor, self._now) and local.time() == _AT_WORK[0]:
                self._lived.told[(advisor.id, local.date())] = waiting(store, advisor)
                fullest = fullest_day(store, advisor, now=self._now)
                self._lived.planned = max(self._lived.planned, fullest)

    def _enter_absences(self, store: Store) -> None:
        if self._now.time() != _NIGHT:
            return
        in_a_week = self._now.date() + timedelta(days=7)
        for place, first, last, cover in _ABSENCES:
            if first == in_a_week:
                person = self._firm.advisors[place]
                covered_by = None if cover is None else self._firm.advisors[cover].id
                plan_absence(store, person, first, last, covered_by=covered_by, by=person.id, now=self._now)
        if LEAD_AWAY[0] == in_a_week:
            lead = self._firm.leads[0]
            plan_absence(store, lead, *LEAD_AWAY, covered_by=None, by=lead.id, now=self._now)


def _is_at_work(person: Person, now: datetime) -> bool:
    local = now.astimezone(ZoneInfo(person.hours.zone))
    return local.weekday() in person.hours.workdays and local.time() in _AT_WORK


def _moments(until: date) -> Iterator[datetime]:
    """Yield when the clock stops; nobody works at weekends, of which a Sunday's night is enough."""
    day = BEGIN
    while day <= until:
        moments = {datetime.combine(day, _NIGHT, UTC)} if day.weekday() != 5 else set()
        if day.weekday() < 5:
            zones = (ZoneInfo(zone) for zone in ZONES)
            moments |= {datetime.combine(day, at, zone).astimezone(UTC) for zone in zones for at in _AT_WORK}
        if day != DOWN_ON:
            yield from sorted(moments)
        day += timedelta(days=1)
