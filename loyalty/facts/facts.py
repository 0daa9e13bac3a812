"""The dated facts known of one client; a day is a whole number from one epoch (``date.toordinal``)."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Purchase:
    """One line of an order; ``category`` is the product group. Zero amounts are valid."""

    day: int
    amount: float
    category: str


class ContactKind(StrEnum):
    """Who moved, and whether the other side did too."""

    CLIENT = "client"
    ANSWERED = "answered"
    OUTREACH = "outreach"


@dataclass(frozen=True, slots=True)
class Contact:
    """One logged contact.

    ``tone`` is the chance of happy minus the chance of unhappy (-1 to 1), none when unknown or unsure;
    ``brand`` says that the firm itself or a product group it sells is spoken of.
    """

    day: int
    kind: ContactKind
    tone: float | None = None
    brand: bool = False

    @property
    def is_two_way(self) -> bool:
        """Whether the client took part: an outreach without answer is an attempt, not a contact."""
        return self.kind is not ContactKind.OUTREACH


class SurveyKind(StrEnum):
    """Which question was answered: NPS on 0 to 10, CSAT and trust on 1 to 5."""

    NPS = "nps"
    CSAT = "csat"
    TRUST = "trust"


@dataclass(frozen=True, slots=True)
class Survey:
    """One answer to one question."""

    kind: SurveyKind
    day: int
    value: float


@dataclass(frozen=True, slots=True)
class Referral:
    """Somebody sent to the firm by the client; ``converted`` once that person bought."""

    day: int
    converted: bool = False


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint, open until ``solved_on``; only a serious one decides a level."""

    opened_on: int
    solved_on: int | None = None
    serious: bool = True

    def is_open(self, today: int) -> bool:
        """Whether it was made by ``today`` and not yet solved then."""
        return self.opened_on <= today and (self.solved_on is None or self.solved_on > today)


@dataclass(frozen=True, slots=True)
class Mention:
    """A public post: ``reach`` in people, ``tone`` -1 to 1, ``brand`` when it is about the firm."""

    day: int
    reach: float
    tone: float | None = None
    brand: bool = False


class EventKind(StrEnum):
    """What the client did about an event; a role is having spoken, hosted or co-created."""

    ATTENDED = "attended"
    ROLE = "role"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Attendance:
    """The client and one event; an absence without word is a declined one."""

    day: int
    kind: EventKind

    @property
    def is_present(self) -> bool:
        """Whether the client came."""
        return self.kind is not EventKind.DECLINED


class FamilyKind(StrEnum):
    """What is known of the family; ``stated`` is the wish to hand on, 0 to 10."""

    FAMILY_LINKED = "family_linked"
    NEXT_GENERATION_ACTIVE = "next_generation_active"
    FAMILY_GIFT = "family_gift"
    LEGACY_TALK = "legacy_talk"
    STATED = "stated"


@dataclass(frozen=True, slots=True)
class FamilyFact:
    """One fact about the family; ``value`` belongs to ``stated`` alone."""

    day: int
    kind: FamilyKind
    value: float | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Everything known of one client, in any order; ``followers`` is none when unknown."""

    purchases: tuple[Purchase, ...] = ()
    contacts: tuple[Contact, ...] = ()
    surveys: tuple[Survey, ...] = ()
    referrals: tuple[Referral, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attendances: tuple[Attendance, ...] = ()
    family: tuple[FamilyFact, ...] = ()
    followers: int | None = None
