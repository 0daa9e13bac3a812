"""Many clients at once get the figures that each gets alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.facts.facts import History
from loyalty.index.behaviour import GroupColumns, behaviour_columns
from loyalty.index.index import Norms, loyalty_index, own_gap, silence_days
from loyalty.index.rhythm import purchase_days
from loyalty.outlook.outlook import PurchaseColumns, columns_of_one
from tests.loyalty.histories import TODAY, histories

bought = histories.map(lambda history: History(purchases=history.purchases)).filter(
    lambda history: any(purchase.day <= TODAY for purchase in history.purchases)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(bought, max_size=3), st.integers(1, 4))
def test_many_clients_at_once_get_the_figures_that_each_gets_alone(
    clients: list[History], target_groups: int
) -> None:
    norms = Norms(house_gap_days=45, yearly_target=6, target_groups=target_groups)

    columns = behaviour_columns(purchase_columns(clients), group_columns(clients), today=TODAY, norms=norms)

    alone = [loyalty_index(history, today=TODAY, norms=norms) for history in clients]
    assert columns.client.tolist() == list(range(len(clients)))
    assert columns.index.tolist() == pytest.approx([index.value for index in alone])
    assert columns.coverage.tolist() == pytest.approx([index.coverage for index in alone])
    assert columns.silence.tolist() == [silence_days(history, TODAY) for history in clients]
    assert columns.own_gap.tolist() == pytest.approx([own_gap(each, TODAY, norms) for each in clients])
    assert columns.purchase_days.tolist() == [len(purchase_days(history, TODAY)) for history in clients]


def purchase_columns(clients: list[History]) -> PurchaseColumns:
    parts = [columns_of_one(history, TODAY) for history in clients]
    return PurchaseColumns(
        client=np.array([n for n, part in enumerate(parts) for _ in part.day], dtype=np.int64),
        day=np.array([day for part in parts for day in part.day], dtype=np.int64),
        amount=np.array([amount for part in parts for amount in part.amount]),
        groups=np.array([count for part in parts for count in part.groups]),
    )


def group_columns(clients: list[History]) -> GroupColumns:
    last: dict[tuple[int, str], int] = {}
    for number, history in enumerate(clients):
        for purchase in history.purchases:
            if purchase.day <= TODAY:
                key = (number, purchase.category)
                last[key] = max(purchase.day, last.get(key, purchase.day))
    return GroupColumns(
        client=np.array([client for client, _ in sorted(last)], dtype=np.int64),
        last_on=np.array([last[key] for key in sorted(last)], dtype=np.int64),
    )
