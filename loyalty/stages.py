"""Where a client is on the journey, and how far the bond with the house has grown, by stated rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class JourneyStage(StrEnum):
    """The seven touchpoints of the journey, in their order (source: loyalty plan 2.1.1)."""

    AWARENESS = "awareness"
    FIRST_EXPERIENCE = "first_experience"
    PURCHASE_DECISION = "purchase_decision"
    USE = "use"
    AFTER_SALES = "after_sales"
    SHARING = "sharing"
    EMOTIONAL_UPKEEP = "emotional_upkeep"


# Most clients are lost in the first three stages (loyalty plan 2.1.2); how much that weighs is our choice.
QUEUE_WEIGHTS: Mapping[JourneyStage, float] = MappingProxyType(
    {stage: 1.2 if position < 3 else 1.0 for position, stage in enumerate(JourneyStage)}
)


class LoyaltyStage(StrEnum):
    """Getting to know us, knowing us well, one of us (source: loyalty plan 1.2.3)."""

    COGNITION = "cognition"
    EXPERIENCE = "experience"
    BELIEF = "belief"


# Windows in days, and the counts below: product brief, "Stages".
_INQUIRY_DAYS, _SOLVED_DAYS, _SHARING_DAYS, _UPKEEP_DAYS = 30, 30, 60, 45
CONTACTS_TO_KNOW_US = 12


@dataclass(frozen=True, slots=True)
class JourneyFacts:
    """The days of the latest facts of each sort, none when there is none.

    Attributes:
        met_on: contact of any kind, or visit.
        bought_on: purchase.
        inquired_on: inquiry, quote or request.
        matter_open: a service matter or complaint is open.
        solved_on: a service matter or complaint was solved.
        shared_on: referral, public mention or role at an event.
        talked_on: two-way contact.
    """

    met_on: int | None = None
    bought_on: int | None = None
    inquired_on: int | None = None
    matter_open: bool = False
    solved_on: int | None = None
    shared_on: int | None = None
    talked_on: int | None = None


def journey_stage(facts: JourneyFacts, *, today: int) -> JourneyStage:
    """Return the stage of the latest fact; an open matter counts as of today.

    On the same day the earlier of: after-sales, sharing, purchase decision, use, emotional upkeep.
    """
    if facts.matter_open:
        return JourneyStage.AFTER_SALES
    candidates = [
        (JourneyStage.AFTER_SALES, _within(facts.solved_on, today, _SOLVED_DAYS)),
        (JourneyStage.SHARING, _within(facts.shared_on, today, _SHARING_DAYS)),
        (JourneyStage.PURCHASE_DECISION, _within(facts.inquired_on, today, _INQUIRY_DAYS)),
        (JourneyStage.USE, facts.bought_on),
    ]
    if facts.bought_on is None:
        candidates.append((JourneyStage.FIRST_EXPERIENCE, facts.met_on))
    else:
        candidates.append((JourneyStage.EMOTIONAL_UPKEEP, _within(facts.talked_on, today, _UPKEEP_DAYS)))
    dated = [(stage, day) for stage, day in candidates if day is not None]
    return max(dated, key=lambda each: each[1])[0] if dated else JourneyStage.AWARENESS


def _within(day: int | None, today: int, window: int) -> int | None:
    return day if day is not None and today - day <= window else None


@dataclass(frozen=True, slots=True)
class BondFacts:
    """What shows the bond: two-way contacts so far, purchase days, and the four signs of belief.

    ``wish`` is the newest stated wish to hand on (0 to 10), ``nps`` the best NPS answer within a year.
    """

    contacts: int = 0
    purchase_days: int = 0
    referred: bool = False
    took_role: bool = False
    wish: float | None = None
    nps: float | None = None


def loyalty_stage(facts: BondFacts) -> LoyaltyStage:
    """Return the stage: cognition until 12 contacts and two purchase days, belief with two of four signs."""
    if facts.contacts < CONTACTS_TO_KNOW_US or facts.purchase_days < 2:
        return LoyaltyStage.COGNITION
    signs = (
        facts.referred,
        facts.took_role,
        facts.wish is not None and facts.wish >= 7,
        facts.nps is not None and facts.nps >= 9,
    )
    return LoyaltyStage.BELIEF if sum(signs) >= 2 else LoyaltyStage.EXPERIENCE
