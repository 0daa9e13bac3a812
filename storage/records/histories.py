"""Histories: the facts of a client as the loyalty rules read them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from loyalty.clients import ClientId
from loyalty.facts.facts import (
    Attendance,
    Complaint,
    Contact,
    FamilyFact,
    History,
    Mention,
    Purchase,
    Referral,
    Survey,
)
from loyalty.sums.adding import Fact, Followers
from storage.among import among
from storage.columns import table_of
from storage.records.factreading import contact_fact, signal_fact
from storage.records.interactions import InteractionRow
from storage.records.purchases import PurchaseRow
from storage.records.signals import SIGNAL
from storage.transaction import Transaction

_PURCHASE = table_of(PurchaseRow)
_INTERACTION = table_of(InteractionRow)


class HistoriesRepository:
    """The facts of all clients; a day is the ordinal of its UTC date."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def of(self, client_id: ClientId) -> History:
        """Return the history of one client."""
        beside = self.beside_purchases([client_id])[client_id]
        return replace(beside, purchases=tuple(self._purchases(client_id)))

    def beside_purchases(self, client_ids: Sequence[ClientId]) -> dict[ClientId, History]:
        """Return the histories of some hundred clients without their purchases."""
        facts: dict[ClientId, dict[type, list[Any]]] = {each: defaultdict(list) for each in client_ids}
        for client_id, fact in self.facts(client_ids):
            facts[client_id][type(fact)].append(fact)
        return {client_id: _history(own) for client_id, own in facts.items()}

    def facts(self, client_ids: Sequence[ClientId]) -> Iterator[tuple[ClientId, Fact]]:
        """Yield all facts of some hundred clients but their purchases; signals oldest first."""
        table = _INTERACTION
        told = (table.c.occurred_at, table.c.direction, table.c.signed, table.c.about_us)
        contacts = sa.select(table.c.client_id, *told).where(among(table.c.client_id, client_ids))
        for client_id, occurred_at, direction, signed, about_us in self._transaction.rows(contacts):
            yield ClientId(client_id), contact_fact(occurred_at, direction, signed=signed, about_us=about_us)
        columns = (SIGNAL.c.kind, SIGNAL.c.opened_on, SIGNAL.c.closed_on, SIGNAL.c.value, SIGNAL.c.tone)
        signals = sa.select(SIGNAL.c.client_id, *columns, SIGNAL.c.about_us)
        theirs = signals.where(among(SIGNAL.c.client_id, client_ids)).order_by(
            SIGNAL.c.opened_on, SIGNAL.c.id
        )
        for row in self._transaction.rows(theirs):
            yield ClientId(row.client_id), signal_fact(row)

    def _purchases(self, client_id: ClientId) -> Iterator[Purchase]:
        columns = (_PURCHASE.c.purchased_on, _PURCHASE.c.amount, _PURCHASE.c.category)
        for bought_on, amount, category in self._transaction.rows(
            sa.select(*columns).where(_PURCHASE.c.client_id == client_id)
        ):
            yield Purchase(bought_on.toordinal(), amount, category)


def _history(facts: Mapping[type, Sequence[Any]]) -> History:
    followers: Sequence[Followers] = facts[Followers]
    return History(
        contacts=tuple(facts[Contact]),
        surveys=tuple(facts[Survey]),
        referrals=tuple(facts[Referral]),
        complaints=tuple(facts[Complaint]),
        mentions=tuple(facts[Mention]),
        attendances=tuple(facts[Attendance]),
        family=tuple(facts[FamilyFact]),
        # They come oldest first, so the newest count is the last.
        followers=followers[-1].count if followers else None,
    )
