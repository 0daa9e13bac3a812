"""Index and rhythm of very many clients at once, of whom nothing but purchases is known."""

from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from loyalty.index.index import START
from loyalty.index.norms import IndicatorName, Norms
from loyalty.outlook.outlook import Floats, PurchaseColumns, Whole


@dataclass(frozen=True, slots=True, eq=False)
class GroupColumns:
    """The last purchase day in each product group, one row per client and group, sorted by client."""

    client: Whole
    last_on: Whole


@dataclass(frozen=True, slots=True, eq=False)
class BehaviourColumns:
    """One row a client, in the order of ``client``.

    Attributes:
        index, coverage: the loyalty index and its coverage as long as nothing but purchases is known.
        purchase_days, silence, own_gap: what levels ask of the rhythm, in days.
    """

    client: Whole
    index: Floats
    coverage: Floats
    purchase_days: NDArray[np.intp]
    silence: Whole
    own_gap: Floats


def behaviour_columns(
    purchases: PurchaseColumns, groups: GroupColumns, *, today: int, norms: Norms
) -> BehaviourColumns:
    """Return what ``loyalty_index`` gives for clients with purchases alone, some hundred times faster.

    Both columns hold the same clients, and no row later than ``today``.
    """
    starts, counts = purchases.segments()
    first, last = purchases.day[starts], purchases.day[starts + counts - 1]
    tenure, silence = today - first, today - last
    gap = (last - first + 2 * norms.house_gap_days) / (counts + 1)
    repeat = _repeat_score(purchases, tenure, today=today, norms=norms)
    repeat *= np.exp2(-np.maximum(0, silence - gap) / gap)
    cross = _cross_score(groups, today, norms)
    repeat_sure = tenure / (tenure + 2 * norms.house_gap_days) * norms.weights[IndicatorName.REPEAT_PURCHASE]
    cross_sure = tenure / (tenure + 4 * norms.house_gap_days) * norms.weights[IndicatorName.CROSS_PURCHASE]
    return BehaviourColumns(
        client=purchases.client[starts],
        index=START + repeat_sure * (repeat - START) + cross_sure * (cross - START),
        coverage=repeat_sure + cross_sure,
        purchase_days=counts,
        silence=silence,
        own_gap=gap,
    )


def _repeat_score(purchases: PurchaseColumns, tenure: Whole, *, today: int, norms: Norms) -> Floats:
    if not len(tenure):
        return np.empty(0)
    half_life = norms.half_lives.purchases
    left = np.add.reduceat(np.exp2((purchases.day - today) / half_life), purchases.starts())
    # The first purchase is no repeat.
    left_of_first = np.exp2(-tenure / half_life)
    full = norms.yearly_target / 365 * half_life / log(2) * (1 - left_of_first)
    return 100 * np.clip((left - left_of_first) / np.maximum(1, full), 0, 1)


def _cross_score(groups: GroupColumns, today: int, norms: Norms) -> Floats:
    if not len(groups.client):
        return np.empty(0)
    starts = np.flatnonzero(np.r_[True, groups.client[1:] != groups.client[:-1]])
    alive = np.add.reduceat(np.exp2((groups.last_on - today) / norms.half_lives.product_groups), starts)
    return np.clip(100 * (alive - 1) / max(1, norms.target_groups - 1), 0, 100)
