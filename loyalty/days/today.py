"""Today: what an advisor has to do on one day, in which order, how long it takes, and what became of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from types import MappingProxyType

from loyalty.cases.cases import Case, CaseState, CaseStep, StepState
from loyalty.clients import Client, ClientId, Tier
from loyalty.contacts import Channel
from loyalty.levels.levels import Level
from loyalty.levels.standings import Standing
from loyalty.people.people import PersonId
from loyalty.planning.touchpoints import Touchpoint, TouchpointKind, TouchpointState

# A yellow client's step is listed from three days before it is due: the clock of a first contact (product
# brief, Clocks).
_YELLOW_AHEAD = timedelta(days=3)

# Minutes a matter takes: a decision of ours, stated in docs/today.md.
_CASE_MINUTES = {Level.RED: 20, Level.YELLOW: 10, Level.GREEN: 5}
_REVIEW_MINUTES = 15
_CONTACT_MINUTES = 5
_LEFT_OUT = (TouchpointState.SKIPPED, TouchpointState.DROPPED, TouchpointState.MISSED)
_TIERS = (Tier.VIP, Tier.KEY, Tier.STANDARD)
NO_PRIORITIES: Mapping[ClientId, float] = MappingProxyType({})


class Rank(IntEnum):
    """The order of a day's work (source: product brief, Capacity)."""

    RED = 0
    YELLOW = 1
    DATED = 2
    VIP = 3
    KEY = 4
    STANDARD = 5


class Progress(StrEnum):
    """What became of a matter on its day."""

    OPEN = "open"
    DONE = "done"
    LEFT_OUT = "left_out"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to do for a client: a step of an open case, or a planned contact.

    Attributes:
        step: which step of the case; None when all are done and it only has to be closed.
        finished_at: when a planned contact was done or left out.
        channel: by which it was done, where a logged contact did it.
        relieved_at: when "Too much today" gave it another day.
    """

    case: Case | None = None
    step: CaseStep | None = None
    touchpoint: Touchpoint | None = None
    finished_at: datetime | None = None
    channel: Channel | None = None
    relieved_at: datetime | None = None

    @property
    def is_promise(self) -> bool:
        """Tell whether the advisor promised it."""
        return self.touchpoint is not None and self.touchpoint.kind is TouchpointKind.PROMISE

    @property
    def is_dated(self) -> bool:
        """Tell whether it belongs to a day: an occasion or a promise."""
        return self.touchpoint is not None and (self.is_promise or self.touchpoint.kind.is_dated)

    @property
    def minutes(self) -> int:
        """Return about how long it takes."""
        if self.case is not None:
            return _CASE_MINUTES[self.case.playbook.level]
        is_review = self.touchpoint is not None and self.touchpoint.kind is TouchpointKind.REVIEW
        return _REVIEW_MINUTES if is_review else _CONTACT_MINUTES

    def progress(self, *, ends_at: datetime) -> Progress:
        """Return what became of it; ``ends_at`` is when its day ends."""
        if self.case is not None:
            return _case_progress(self.case, self.step, ends_at)
        assert self.touchpoint is not None
        if self.touchpoint.state is TouchpointState.DONE:
            return Progress.DONE
        if self.touchpoint.state in _LEFT_OUT:
            return Progress.LEFT_OUT
        waits = self.touchpoint.state in (TouchpointState.PLANNED, TouchpointState.PUT_OFF)
        return Progress.MOVED if waits and self.touchpoint.due_at >= ends_at else Progress.OPEN


def _case_progress(case: Case, step: CaseStep | None, ends_at: datetime) -> Progress:
    if case.state is CaseState.WITHDRAWN:
        return Progress.LEFT_OUT
    if step is not None and step.state is StepState.DONE:
        return Progress.DONE
    if case.state is CaseState.CLOSED:
        return Progress.DONE
    if step is not None and step.state is StepState.SKIPPED:
        return Progress.LEFT_OUT
    if case.pause is not None and case.pause.until >= ends_at:
        return Progress.MOVED
    return Progress.OPEN


def task_of(case: Case, *, person_id: PersonId, stands_in_for: Collection[PersonId]) -> Matter | None:
    """Return what a person has to do next in an open case; None when that is for others.

    The advisor, or who stands in, does what nobody else is assigned to and closes what is done.
    """
    in_charge = case.advisor_id == person_id or case.advisor_id in stands_in_for
    still_open = [step for step in case.steps if step.state is StepState.OPEN]
    if not still_open:
        return Matter(case=case) if in_charge else None
    assigned = ((step, step.assigned_to) for step in still_open)
    own = (step for step, who in assigned if who == person_id or (who is None and in_charge))
    step = next(own, None)
    return None if step is None else Matter(case=case, step=step)


def is_due(case: Case, step: CaseStep | None, *, ends_at: datetime) -> bool:
    """Tell whether a step of an open case stands in the list of the day that ends at ``ends_at``.

    A red client's always does; a yellow one's from three days before it is due, a green one's on its day. A
    case whose steps are all done waits to be closed. One at rest does not stand there.
    """
    if case.state is not CaseState.OPEN or (case.pause is not None and case.pause.until >= ends_at):
        return False
    level = case.playbook.level
    if step is None or level is Level.RED:
        return True
    return step.due_at < ends_at + (_YELLOW_AHEAD if level is Level.YELLOW else timedelta(0))


@dataclass(frozen=True, slots=True)
class Line:
    """One numbered line: a client and all that is to be done for the client today.

    Attributes:
        number: counted from 1; it stays the same all day.
        matters: the gravest first.
        ends_at: when the day of the list ends.
        usual_days: the client's usual days between purchases, where silence is the reason.
        advisor_name: whose client it is, where that is somebody else.
        stands_in: the reader stands in for that advisor.
    """

    number: int
    client: Client
    matters: tuple[Matter, ...]
    ends_at: datetime
    standing: Standing | None = None
    usual_days: int | None = None
    advisor_name: str = ""
    stands_in: bool = False

    @property
    def level(self) -> Level | None:
        """Return the client's level, without one that of the case's playbook."""
        if self.standing is not None and self.standing.level is not None:
            return self.standing.level
        return next((matter.case.playbook.level for matter in self.matters if matter.case), None)

    @property
    def main(self) -> tuple[Matter, ...]:
        """Return what the line itself tells: a promise only when there is nothing else."""
        return tuple(each for each in self.matters if not each.is_promise) or self.matters

    @property
    def beside(self) -> tuple[Matter, ...]:
        """Return the promises told apart from the line."""
        return tuple(each for each in self.matters if each not in self.main)

    @property
    def open(self) -> Matter | None:
        """Return the first matter that is still to be done; None when the line is finished."""
        return next((each for each in self.main if self.progress(each) is Progress.OPEN), None)

    @property
    def last_finished(self) -> Matter | None:
        """Return what the line says once it is finished: what was done rather than what was left out."""
        finished = [each for each in self.main if self.progress(each) is not Progress.OPEN]
        return min(finished, key=lambda each: _TOLD_FIRST.index(self.progress(each)), default=None)

    @property
    def minutes(self) -> int:
        """Return about how long the line takes: as long as the longest of its matters."""
        return max(each.minutes for each in self.matters)

    def progress(self, matter: Matter) -> Progress:
        """Return what became of one of the line's matters."""
        return matter.progress(ends_at=self.ends_at)


_TOLD_FIRST = (Progress.DONE, Progress.MOVED, Progress.LEFT_OUT, Progress.OPEN)


@dataclass(frozen=True, slots=True)
class DayList:
    """All that an advisor has to do on a day of the own calendar, by number.

    Attributes:
        ends_at: midnight of that day, aware UTC.
    """

    on: date
    ends_at: datetime
    lines: tuple[Line, ...] = ()

    @property
    def left(self) -> tuple[Line, ...]:
        """Return the lines that are not finished."""
        return tuple(line for line in self.lines if line.open is not None)

    @property
    def minutes_left(self) -> int:
        """Return about how long the unfinished lines take."""
        return sum(line.minutes for line in self.left)

    @property
    def promises(self) -> tuple[tuple[Line, Matter], ...]:
        """Return the promises told apart from their client's line."""
        return tuple((line, matter) for line in self.lines for matter in line.beside)

    @property
    def movable(self) -> tuple[Matter, ...]:
        """Return what can wait: contacts without a date, of clients neither red nor yellow."""
        return tuple(matter for line in self.left for matter in _movable(line))

    @property
    def relieved(self) -> tuple[Matter, ...]:
        """Return what "Too much today" gave another day."""
        matters = (matter for line in self.lines for matter in line.matters)
        return tuple(each for each in matters if each.relieved_at is not None)


def _movable(line: Line) -> Iterator[Matter]:
    if line.level in (Level.RED, Level.YELLOW):
        return
    for matter in line.main:
        touchpoint = matter.touchpoint
        if touchpoint is None or matter.is_dated or line.progress(matter) is not Progress.OPEN:
            continue
        # What the advisor put off until later today stays there.
        if touchpoint.state in (TouchpointState.REMINDED, TouchpointState.PLANNED):
            yield matter


def rank_of(matter: Matter, tier: Tier) -> Rank:
    """Return where a matter stands in the order of the day."""
    if matter.case is not None and matter.case.playbook.level is not Level.GREEN:
        return Rank.RED if matter.case.playbook.level is Level.RED else Rank.YELLOW
    if matter.is_dated:
        return Rank.DATED
    return {Tier.VIP: Rank.VIP, Tier.KEY: Rank.KEY, Tier.STANDARD: Rank.STANDARD}[tier]


def in_order(matters: Iterable[Matter], client: Client) -> tuple[Matter, ...]:
    """Return the matters of one client, the gravest first."""
    return tuple(sorted(matters, key=lambda each: _key(each, client)))


def ordered(
    clients: Sequence[tuple[Client, tuple[Matter, ...]]], *, first: Mapping[ClientId, float] = NO_PRIORITIES
) -> list[tuple[Client, tuple[Matter, ...]]]:
    """Return clients with their matters (``in_order``) in the order of the day.

    Reds, yellows, occasions and promises, then vip, key, standard. Of equals what is due first; of contacts
    without a date, which are all meant for today, what comes ``first`` by priority (``loyalty.value``).
    """
    return sorted(
        clients, key=lambda each: (*_key(each[1][0], each[0], first.get(each[0].id, 0.0)), each[0].name)
    )


def _key(matter: Matter, client: Client, priority: float = 0.0) -> tuple[Rank, float, float, int]:
    rank, due = rank_of(matter, client.tier), _due_at(matter).timestamp()
    order = (due, -priority) if rank <= Rank.DATED else (-priority, due)
    return rank, *order, _TIERS.index(client.tier)


def _due_at(matter: Matter) -> datetime:
    if matter.touchpoint is not None:
        return matter.touchpoint.due_at
    assert matter.case is not None
    return matter.step.due_at if matter.step is not None else matter.case.opened_at
