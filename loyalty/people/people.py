"""The people of the firm: who they are, which teams they belong to, what their role lets them reach."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import NewType

from loyalty.people.clocks import WorkingHours

PersonId = NewType("PersonId", str)
TeamId = NewType("TeamId", str)

DEFAULT_CONTACTS_A_DAY = 10


class Role(StrEnum):
    """What somebody does in a team; what each may see stands in docs/architecture.md."""

    ADVISOR = "advisor"
    LEAD = "lead"
    ANALYST = "analyst"
    SPECIALIST = "specialist"
    ADMIN = "admin"


class Language(StrEnum):
    """A language in which every text exists."""

    EN = "en"
    ZH = "zh"


@dataclass(frozen=True, slots=True)
class Team:
    """A group of advisors with its leads."""

    id: TeamId
    name: str


@dataclass(frozen=True, slots=True)
class Membership:
    """One role of a person in one team."""

    team_id: TeamId
    role: Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the firm; ``telegram_id`` is set once an invitation was used.

    Attributes:
        language: None until chosen at the first start.
        hours: working hours in the person's own zone; clocks and quiet hours follow them.
        alerts_at_night: a lead who wants red alerts outside working hours too.
        unreachable_since: when Telegram said that the person blocked the bot.
        contacts_a_day: how many planned contacts a working day has room for (product brief, Capacity).
        brief_at: local time of the morning brief or the digest; None: when work starts.
    """

    id: PersonId
    name: str
    memberships: tuple[Membership, ...]
    hours: WorkingHours
    language: Language | None = None
    telegram_id: int | None = None
    active: bool = True
    alerts_at_night: bool = False
    unreachable_since: datetime | None = None
    contacts_a_day: int = DEFAULT_CONTACTS_A_DAY
    brief_at: time | None = None

    def has(self, role: Role) -> bool:
        """Tell whether the person holds this role in any team."""
        return any(membership.role is role for membership in self.memberships)

    def teams_as(self, role: Role) -> frozenset[TeamId]:
        """Return the teams in which the person holds this role."""
        return frozenset(m.team_id for m in self.memberships if m.role is role)

    @property
    def sees_clients(self) -> bool:
        """Tell whether the person has clients within reach at all (source: product brief, People)."""
        return self.active and (self.has(Role.ADVISOR) or self.has(Role.LEAD))
