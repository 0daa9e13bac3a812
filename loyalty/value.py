"""What a client is worth over the years, and in which order the work is done."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from loyalty.errors import InvalidFactError

# Plan of personalised needs 7.2.
HIGH_VALUE_FACTOR = 1.5

# Assumptions of ours, told in docs/loyalty.md.
YEARS, _RETENTION, _DISCOUNT = 5, 0.85, 0.10
MARGIN_SHARE = 0.40
"""What is taken for the margin of a purchase whose line names none."""

_YEAR, LONGEST_LOOK = timedelta(days=365), timedelta(days=730)


class Basis(StrEnum):
    """What the yearly margin was taken from."""

    MARGINS = "margins"
    PURCHASES = "purchases"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Worth:
    """What a client is worth over some years, with what that rests on.

    Attributes:
        currency: an ISO 4217 code if the files name one.
        yearly: the margin of a year.
        months: over how many months that was looked at.
        as_of: the day of the figure.
    """

    amount: float
    currency: str | None
    years: int
    yearly: float = 0.0
    basis: Basis = Basis.PURCHASES
    months: int = 24
    as_of: date | None = None
    retention: float = _RETENTION
    discount: float = _DISCOUNT


@dataclass(frozen=True, slots=True)
class Spending:
    """What a client spent in one currency since a day.

    Attributes:
        earned: the margins, and for lines without one the usual share of their sum.
        with_margin: the sum of the lines that name a margin.
    """

    currency: str | None
    amount: float
    earned: float
    with_margin: float

    @property
    def basis(self) -> Basis:
        """Return what the margin rests on."""
        if self.with_margin == 0:
            return Basis.PURCHASES
        return Basis.MARGINS if self.with_margin >= self.amount else Basis.BOTH


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
    return min(max(timedelta(days=known_days + 1), _YEAR), LONGEST_LOOK)


def worth_of(spent: Spending, *, known_days: int, as_of: date) -> Worth:
    """Return what a client is worth who spent so much within the window.

    ``known_days`` is how long ago the client first bought.
    """
    over = value_window(known_days)
    yearly = spent.earned / (over / _YEAR)
    return Worth(
        amount=clv(yearly, retention=_RETENTION, discount=_DISCOUNT, years=YEARS),
        currency=spent.currency,
        years=YEARS,
        yearly=yearly,
        basis=spent.basis,
        months=round(12 * (over / _YEAR)),
        as_of=as_of,
    )
