"""How well the outlook would have told who leaves, beside what anybody could have done without it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from loyalty.outlook.fitting import FittedOutlook, fit, left_within
from loyalty.outlook.model_card import ModelCard, area_under_curve, card_of, judged_before
from loyalty.outlook.outlook import Floats, PurchaseColumns, Whole
from loyalty.outlook.simple_rules import repeat_rate_and_value, silence, silence_in_own_gaps

_STEP_DAYS = 7
# Red and yellow together (source: product brief, Levels).
_FLAGGED = 0.20


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outlook on the newest finished window, and the rules beside it.

    Attributes:
        rules: the area under the curve of each simple rule on the same clients; none when all did the same.
        silenced: clients whose silence reached the length of the window during it.
        told: share of them who were among the riskiest fifth at a weekly look before that, the share of
            clients that levels call red or yellow.
        lead_days: median days between the first such look and that day; none when nobody was told of.
    """

    card: ModelCard
    rules: Mapping[str, float | None]
    silenced: int
    told: float
    lead_days: float | None


def evaluate(
    purchases: PurchaseColumns, *, today: int, horizon_days: int, house_gap_days: float
) -> Evaluation | None:
    """Judge on the window that ended ``today``; the outlook was fitted before it. None without a client."""
    start = today - horizon_days
    past = purchases.until(start)
    judged = judged_before(purchases, start)
    if not judged.any():
        return None
    fitted = fit(past, today=start, horizon_days=horizon_days, house_gap_days=house_gap_days)
    clients = past.clients()[judged]
    left = left_within(purchases, clients, start=start, horizon_days=horizon_days)
    rules = {
        "repeat_rate_and_value": repeat_rate_and_value(past, today=start, horizon_days=horizon_days),
        "silence": silence(past, today=start),
        "silence_in_own_gaps": silence_in_own_gaps(past, today=start),
    }
    mixed = bool(left.any() and not left.all())
    leads = _lead_days(past, fitted, clients[left], start=start, horizon_days=horizon_days)
    told = leads > 0
    return Evaluation(
        card=card_of(fitted, past, left, judged, start=start, horizon_days=horizon_days),
        rules={
            name: area_under_curve(scores[judged], left) if mixed else None for name, scores in rules.items()
        },
        silenced=len(leads),
        told=float(told.mean()) if len(leads) else 0.0,
        lead_days=float(np.median(leads[told])) if told.any() else None,
    )


def _lead_days(
    past: PurchaseColumns, fitted: FittedOutlook, leavers: Whole, *, start: int, horizon_days: int
) -> Floats:
    """Return for each leaver who fell silent the days from the first warning on, 0 without a warning.

    Looks begin at the last purchase, so some lie before ``start``, in the time the outlook was fitted on.
    """
    fell_silent_on = past.day[np.searchsorted(past.client, leavers, side="right") - 1] + horizon_days
    fresh = fell_silent_on > start
    leavers, fell_silent_on = leavers[fresh], fell_silent_on[fresh]
    lead = np.zeros(len(leavers))
    for look in range(start - horizon_days, start + horizon_days, _STEP_DAYS):
        known = past.until(look)
        chances = fitted.chances(known, today=look)
        place = np.minimum(np.searchsorted(known.clients(), leavers), len(chances) - 1)
        # Before the last purchase a warning would have been of something else.
        quiet = (look >= fell_silent_on - horizon_days) & (look < fell_silent_on)
        line = np.quantile(chances[judged_before(known, look)], 1 - _FLAGGED) if len(chances) else 1.0
        first = quiet & (chances[place] >= line) & (lead == 0)
        lead[first] = (fell_silent_on - look)[first]
    return lead
