"""What a client is worth over the years, and in which order the work is done."""

from dataclasses import dataclass
from datetime import timedelta

from loyalty.errors import InvalidFactError

# Plan of personalised needs 7.2.
HIGH_VALUE_FACTOR = 1.5

# Assumptions of ours, told in docs/loyalty.md.
_YEARS, _RETENTION, _DISCOUNT = 5, 0.85, 0.10
_MARGIN_SHARE = 0.40
_YEAR, _LONGEST_LOOK = timedelta(days=365), timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Worth:
    """What a client is worth over some years; ``currency`` is an ISO 4217 code if the files name one."""

    amount: float
    currency: str | None
    years: int


def clv(annual_margin: float, *, retention: float, discount: float, years: int) -> float:
    """Return the margin of ``years`` years in today's money, cash coming in at the end of each year.

    Raises:
        InvalidFactError: retention outside 0 to 1, discount not above -1, or a negative number of years.
    """
    if not 0 <= retention <= 1:
        raise InvalidFactError("retention", retention)
    if discount <= -1:
        raise InvalidFactError("discount", discount)
    if years < 0:
        raise InvalidFactError("years", years)
    kept = retention / (1 + discount)
    return annual_margin * sum(kept**year for year in range(1, years + 1))


def priority(risk: float, clv: float, *, high_value: bool, stage_weight: float = 1.0) -> float:
    """Return the value at risk by which work is ordered; ``stage_weight`` as of ``stages.QUEUE_WEIGHTS``."""
    return risk * clv * stage_weight * (HIGH_VALUE_FACTOR if high_value else 1.0)


def value_window(known_days: int) -> timedelta:
    """Return how far back purchases are looked at: as long as the client buys, one to two years."""
    return min(max(timedelta(days=known_days + 1), _YEAR), _LONGEST_LOOK)


def worth_of(spent: float, *, margin: float | None, over: timedelta, currency: str | None) -> Worth:
    """Return what a client is worth who spent so much over a time.

    ``margin`` is what was earned with it; without one 40 % of the sum is taken for it.
    """
    earned = _MARGIN_SHARE * spent if margin is None else margin
    amount = clv(earned / (over / _YEAR), retention=_RETENTION, discount=_DISCOUNT, years=_YEARS)
    return Worth(amount, currency, _YEARS)
