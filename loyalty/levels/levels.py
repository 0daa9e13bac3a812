"""The three levels: lines by alarm budget, facts that override, and hysteresis that keeps levels steady."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import nextafter

import numpy as np

from loyalty.facts.facts import History
from loyalty.index.index import LoyaltyIndex
from loyalty.index.norms import Norms
from loyalty.index.rhythm import contact_days, purchase_days, shrunk_gap

# All figures of this module: docs/loyalty.md, "Outlook and levels".
CALM_DAYS_NEEDED = 14
_YELLOW_MARGIN, _RED_MARGIN = 0.08, 0.10
GUARD_GAPS = 1.5
# With fewer purchase days there is no rhythm and the outlook is not used (product brief, "Levels").
PURCHASES_NEEDED = 2
DORMANT_DAYS, DORMANT_GAPS = 365, 3
LOW_INDEX, LOW_COVERAGE, LOW_DAYS = 45.0, 0.40, 90


class Level(StrEnum):
    """How much a client needs somebody now."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"


class Cause(StrEnum):
    """Why a client has the level, or none; the last three only open a case for a green client.

    ``set_by_lead`` is never computed (``loyalty.levels.overrides``).
    """

    COMPLAINT_OPEN = "complaint_open"
    WISH_TO_LEAVE = "wish_to_leave"
    SILENCE = "silence"
    MAY_LEAVE = "may_leave"
    LOW_INTENT = "low_intent"
    CALMING = "calming"
    FEW_PURCHASES = "few_purchases"
    ALL_WELL = "all_well"
    DORMANT = "dormant"
    SET_BY_LEAD = "set_by_lead"
    THANKED = "thanked"
    RECOMMENDED = "recommended"
    RECOVERED = "recovered"


_BETTER = {Level.RED: Level.YELLOW, Level.YELLOW: Level.GREEN}
SEVERITY = {Level.GREEN: 0, Level.YELLOW: 1, Level.RED: 2}


@dataclass(frozen=True, slots=True)
class Lines:
    """The risks from which a client is yellow, and red."""

    yellow: float
    red: float


FIXED_LINES = Lines(yellow=0.45, red=0.70)


def lines_by_budget(risks: Sequence[float], *, red_share: float = 0.05, yellow_share: float = 0.15) -> Lines:
    """Return the lines under which at most ``red_share`` of ``risks`` are red and ``yellow_share`` yellow.

    Hand over the risks of clients with at least two purchases who are not dormant. Equal risks at a line stay
    under it. Without any risk the fixed lines hold.
    """
    if not len(risks):
        return FIXED_LINES
    ordered = np.sort(np.asarray(risks, dtype=float))[::-1]
    red = _line_above(ordered, red_share)
    return Lines(yellow=min(red, _line_above(ordered, red_share + yellow_share)), red=red)


def _line_above(ordered: np.ndarray[tuple[int], np.dtype[np.float64]], share: float) -> float:
    # A billionth mends shares such as 0.05 + 0.15 that fall just short of the whole number meant.
    within = int(share * len(ordered) + 1e-9)
    return nextafter(float(ordered[min(within, len(ordered) - 1)]), 2.0) if within < len(ordered) else 0.0


@dataclass(frozen=True, slots=True)
class LevelFacts:
    """What besides the risk decides a level.

    Attributes:
        purchase_days: number of distinct days with a purchase.
        own_gap: the client's usual days between purchases.
        silence: days since the last purchase, none without one.
        quiet_days: days since the last purchase, contact, attended event or complaint; none without any.
        low_intent: low on every scoring of 90 days (``is_lasting``).
    """

    purchase_days: int
    own_gap: float
    silence: int | None
    quiet_days: int | None
    serious_complaint_open: bool = False
    wish_to_leave: bool = False
    low_intent: bool = False

    @property
    def is_dormant(self) -> bool:
        """Whether the client has gone so long that no level is given."""
        return self.quiet_days is not None and is_dormant(self.quiet_days, self.own_gap)

    @property
    def is_on_rhythm(self) -> bool:
        """Whether the silence is inside one and a half of the own gap."""
        return self.silence is not None and self.silence <= GUARD_GAPS * self.own_gap


def level_facts(
    history: History, *, today: int, norms: Norms, wish_to_leave: bool = False, low_intent: bool = False
) -> LevelFacts:
    """Return what a history says for the level as of ``today``; wish and intent come from elsewhere."""
    days = purchase_days(history, today)
    complaints = [complaint for complaint in history.complaints if complaint.opened_on <= today]
    alive = [
        *days[-1:],
        *contact_days(history, today)[-1:],
        *(complaint.opened_on for complaint in complaints),
    ]
    alive += [seen.day for seen in history.attendances if seen.is_present and seen.day <= today]
    return LevelFacts(
        purchase_days=len(days),
        own_gap=shrunk_gap(days, norms.house_gap_days),
        silence=today - days[-1] if days else None,
        quiet_days=today - max(alive) if alive else None,
        serious_complaint_open=any(each.serious and each.is_open(today) for each in complaints),
        wish_to_leave=wish_to_leave,
        low_intent=low_intent,
    )


def is_dormant(silence: float, own_gap: float) -> bool:
    """Return whether ``silence`` (days without purchase or contact) is over 365 and over three own gaps."""
    return silence > DORMANT_DAYS and silence > DORMANT_GAPS * own_gap


def is_low(index: LoyaltyIndex, facts: LevelFacts) -> bool:
    """Return whether one scoring shows low intent: a known low index, or a silence over 1.5 own gaps."""
    low_index = index.value < LOW_INDEX and index.coverage >= LOW_COVERAGE
    # A single purchase shows no gap of one's own yet.
    return low_index or (facts.purchase_days >= PURCHASES_NEEDED and not facts.is_on_rhythm)


def low_since(previous: int | None, *, today: int, low: bool) -> int | None:
    """Return the day since which every scoring was low, to be kept; none when this one is not."""
    if not low:
        return None
    return today if previous is None else previous


def is_lasting(low_since: int | None, *, today: int) -> bool:
    """Return whether intent was low on every scoring of the last 90 days (source: loyalty plan 1.2.1)."""
    return low_since is not None and today - low_since >= LOW_DAYS


@dataclass(frozen=True, slots=True)
class LevelState:
    """What is kept between scorings: the level, the calm days under its leave line, the day of scoring."""

    level: Level
    calm_days: int
    scored_on: int


@dataclass(frozen=True, slots=True)
class Decision:
    """The level of a client with its cause; level and state are none while dormant."""

    level: Level | None
    cause: Cause
    state: LevelState | None


def decide(
    previous: LevelState | None, *, today: int, risk: float, lines: Lines, facts: LevelFacts
) -> Decision:
    """Return the level as of ``today``: worse at once, better one step at a time after 14 calm days.

    Calm is a scoring under the line less 0.08 (yellow) or 0.10 (red); a client within 1.5 own gaps counts as
    calm for red, as such a client is never red by outlook alone. Facts override, and while they do nothing is
    calm. With fewer than two purchases the risk is not used. ``previous`` is none at the first scoring and
    after dormancy.
    """
    if facts.is_dormant:
        return Decision(None, Cause.DORMANT, None)
    demanded, cause = _demanded(risk, lines, facts)
    if previous is None or SEVERITY[demanded] > SEVERITY[previous.level]:
        return Decision(demanded, cause, LevelState(demanded, 0, today))
    level, calm = previous.level, 0
    if level is not Level.GREEN and demanded is not level and _is_calm(level, risk, lines, facts):
        calm = previous.calm_days + max(0, today - previous.scored_on)
        if calm >= CALM_DAYS_NEEDED:
            level, calm = _BETTER[level], 0
    return Decision(level, cause if level is demanded else Cause.CALMING, LevelState(level, calm, today))


def _demanded(risk: float, lines: Lines, facts: LevelFacts) -> tuple[Level, Cause]:
    if facts.serious_complaint_open:
        return Level.RED, Cause.COMPLAINT_OPEN
    if facts.wish_to_leave:
        return Level.RED, Cause.WISH_TO_LEAVE
    by_risk = Level.GREEN
    if facts.purchase_days >= PURCHASES_NEEDED and risk >= lines.yellow:
        is_red = risk >= lines.red and not facts.is_on_rhythm
        by_risk = Level.RED if is_red else Level.YELLOW
    if by_risk is not Level.GREEN:
        return by_risk, Cause.MAY_LEAVE if facts.is_on_rhythm else Cause.SILENCE
    if facts.low_intent:
        return Level.YELLOW, Cause.LOW_INTENT
    few = facts.purchase_days < PURCHASES_NEEDED
    return Level.GREEN, Cause.FEW_PURCHASES if few else Cause.ALL_WELL


def _is_calm(level: Level, risk: float, lines: Lines, facts: LevelFacts) -> bool:
    if facts.purchase_days < PURCHASES_NEEDED:
        return True
    if level is Level.RED:
        return facts.is_on_rhythm or risk < leave_line(lines, Level.RED)
    return risk < leave_line(lines, Level.YELLOW)


def leave_line(lines: Lines, level: Level) -> float:
    """Return the risk under which a client of a level is calm.

    That is 0.08 under the yellow line and 0.10 under the red one; a line that a budget put under the fixed
    one has its margin in proportion, since the same few hundredths would then be half of all there is.
    """
    if level is Level.RED:
        return lines.red - _RED_MARGIN * min(1.0, lines.red / FIXED_LINES.red)
    return lines.yellow - _YELLOW_MARGIN * min(1.0, lines.yellow / FIXED_LINES.yellow)
