"""What a client is worth over the years, and in which order the work is done."""

from loyalty.errors import InvalidFactError

# Plan of personalised needs 7.2.
HIGH_VALUE_FACTOR = 1.5


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
