"""A digest: what a lead is told once a day about the clients and advisors of the teams led."""

from dataclasses import dataclass
from datetime import date, timedelta

from loyalty.cases.cases import Case, CaseStep
from loyalty.clients import ClientId
from loyalty.levels.levels import Cause, Level
from loyalty.people.teams import AdvisorLoad, Away, LevelCounts

SILENT_AFTER = timedelta(days=90)
MOODS_NEEDED = 5
"""With fewer notes a share would say more about the note than about the team."""


@dataclass(frozen=True, slots=True)
class LevelDay:
    """How many clients had each level at the end of a day of the lead's calendar."""

    on: date
    red: int
    yellow: int
    green: int


@dataclass(frozen=True, slots=True)
class LateStep:
    """A client with steps overdue; ``step`` is the one named (``Case.late_steps``)."""

    case: Case
    step: CaseStep
    client_name: str
    advisor_name: str


@dataclass(frozen=True, slots=True)
class NewRed:
    """A client who turned red.

    Attributes:
        acted_after: from the turn to the first step done; None while nothing was done.
        case: the open or last case, None when none was opened.
    """

    client_id: ClientId
    client_name: str
    advisor_name: str
    cause: Cause
    case: Case | None = None
    acted_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Better:
    """A client whose level got better."""

    client_id: ClientId
    client_name: str
    before: Level
    after: Level


@dataclass(frozen=True, slots=True)
class Moods:
    """The share of unhappy and happy contacts among those of a week whose mood is known, 0…1."""

    unhappy: float
    happy: float


@dataclass(frozen=True, slots=True)
class Digest:
    """All a lead is told.

    Attributes:
        red_change, yellow_change: since the last digest; None in the first.
        contacts_due, contacts_done: planned contacts of this month up to now.
        loads: of all advisors, the fullest in front.
        unreachable: names of people whom messages do not reach.
        silent: clients nobody has been in touch with for 90 days.
        moods: None with fewer than five notes.
        past: the last 30 days, oldest first.
    """

    team_name: str
    counts: LevelCounts
    red_change: int | None = None
    yellow_change: int | None = None
    late: tuple[LateStep, ...] = ()
    new: tuple[NewRed, ...] = ()
    better: tuple[Better, ...] = ()
    contacts_due: int = 0
    contacts_done: int = 0
    loads: tuple[AdvisorLoad, ...] = ()
    away: tuple[Away, ...] = ()
    unreachable: tuple[str, ...] = ()
    silent: int = 0
    moods: Moods | None = None
    past: tuple[LevelDay, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Tell whether nothing is late, new or better: then the digest is two lines long."""
        return not (self.late or self.new or self.better)

    @property
    def overloaded(self) -> tuple[AdvisorLoad, ...]:
        """Return the advisors whose plan does not fit into their days."""
        return tuple(load for load in self.loads if load.is_too_much)
