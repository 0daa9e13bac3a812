"""Where a client is on the journey, and how far the bond with the house has grown, by stated rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from loyalty.facts.facts import EventKind, FamilyKind, History, Survey, SurveyKind
from loyalty.index.rhythm import contact_days, purchase_days


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
_YEAR_DAYS = 365
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


def journey_facts(
    history: History,
    *,
    today: int,
    inquired_on: int | None = None,
    service_open: bool = False,
    serviced_on: int | None = None,
) -> JourneyFacts:
    """Return what a history says by ``today``; inquiries and service matters come from elsewhere."""
    complaints = history.complaints
    shared = [referral.day for referral in history.referrals]
    shared += [mention.day for mention in history.mentions]
    shared += [seen.day for seen in history.attendances if seen.kind is EventKind.ROLE]
    solved = [each.solved_on for each in complaints if each.solved_on is not None]
    visits = [seen.day for seen in history.attendances if seen.is_present]
    return JourneyFacts(
        met_on=_latest([*(contact.day for contact in history.contacts), *visits], today),
        bought_on=_latest(purchase_days(history, today), today),
        inquired_on=inquired_on,
        matter_open=service_open or any(each.is_open(today) for each in complaints),
        solved_on=_latest(solved if serviced_on is None else [*solved, serviced_on], today),
        shared_on=_latest(shared, today),
        talked_on=_latest(contact_days(history, today), today),
    )


def _latest(days: Iterable[int], today: int) -> int | None:
    return max((day for day in days if day <= today), default=None)


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


def bond_facts(history: History, *, today: int) -> BondFacts:
    """Return what a history shows of the bond by ``today``."""
    wishes = [fact for fact in history.family if fact.kind is FamilyKind.STATED and fact.day <= today]
    newest = max(wishes, key=lambda fact: (fact.day, fact.value or 0.0), default=None)
    return BondFacts(
        contacts=sum(contact.is_two_way and contact.day <= today for contact in history.contacts),
        purchase_days=len(purchase_days(history, today)),
        referred=any(referral.day <= today for referral in history.referrals),
        took_role=any(seen.kind is EventKind.ROLE and seen.day <= today for seen in history.attendances),
        wish=newest.value if newest else None,
        nps=max((each.value for each in history.surveys if _is_recent_nps(each, today)), default=None),
    )


def _is_recent_nps(survey: Survey, today: int) -> bool:
    return survey.kind is SurveyKind.NPS and 0 <= today - survey.day <= _YEAR_DAYS


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
