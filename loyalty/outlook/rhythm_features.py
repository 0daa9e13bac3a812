"""The seven features of a client's rhythm of buying that the fitted outlook weighs."""

from dataclasses import dataclass

import numpy as np

from loyalty.outlook.outlook import Floats, PurchaseColumns, Whole, half_life_of

_LONG_HALF_LIFE_IN_HORIZONS = 4
# Keeps the logarithm of a count finite; a tenth of a purchase left is as good as none.
_SMALL = 0.1


def rhythm_features(
    purchases: PurchaseColumns, *, today: int, horizon_days: float, house_gap_days: float
) -> Floats:
    """Return seven columns a client, the log of the fading count first."""
    starts, counts = purchases.segments()
    if not len(starts):
        return np.empty((0, 7))
    short, long = half_lives_of(horizon_days)
    left = np.exp2((purchases.day - today) / short)
    long_left = np.exp2((purchases.day - today) / long)
    first, last = purchases.day[starts], purchases.day[starts + counts - 1]
    return features_of(
        RhythmSums(
            count=np.add.reduceat(left, starts),
            long_count=np.add.reduceat(long_left, starts),
            spent=np.add.reduceat(purchases.amount * left, starts),
            groups=np.add.reduceat(purchases.groups * left, starts),
            silence=today - last,
            tenure=today - first,
            own_gap=(last - first + 2 * house_gap_days) / (counts + 1),
        )
    )


def half_lives_of(horizon_days: float) -> tuple[float, float]:
    """Return the two half-lives (days) by which the features of a horizon fade."""
    return half_life_of(horizon_days), _LONG_HALF_LIFE_IN_HORIZONS * horizon_days


@dataclass(frozen=True, slots=True, eq=False)
class RhythmSums:
    """What the features are made of, one number a client.

    Attributes:
        count, long_count: the purchase days left after fading by the shorter and the longer half-life.
        spent, groups: amounts and product groups of those days, fading by the shorter one.
        silence, tenure, own_gap: days since the last and the first purchase, and usual between two.
    """

    count: Floats
    long_count: Floats
    spent: Floats
    groups: Floats
    silence: Floats | Whole
    tenure: Floats | Whole
    own_gap: Floats


def features_of(sums: RhythmSums) -> Floats:
    """Return seven columns a client, the log of the fading count first."""
    return np.column_stack(
        [
            np.log(sums.count + _SMALL),
            np.log(sums.long_count + _SMALL),
            np.log1p(sums.silence / sums.own_gap),
            np.log1p(sums.silence),
            np.log1p(sums.tenure),
            np.log1p(np.maximum(sums.spent, 0) / sums.count),
            np.log1p(sums.groups / sums.count),
        ]
    )
