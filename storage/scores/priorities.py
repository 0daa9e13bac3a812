"""Priorities: the order of work by risk, worth and stage, and the weekly round that works out the worth."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

import sqlalchemy as sa

from loyalty.clients import ClientId, Tier
from loyalty.levels.stages import QUEUE_WEIGHTS, journey_facts, journey_stage
from loyalty.levels.standings import Standing
from loyalty.value import priority
from storage.among import among
from storage.clients.clientrows import CLIENT
from storage.clients.worths import WORTH, are_worths_due
from storage.database import Database
from storage.store import Store

_Item = TypeVar("_Item")
_AT_ONCE = 500
# Whose worth is not known is taken for the median: a prospect must not fall behind every buyer for ever.
_USUAL = 1.0


def priorities_of(store: Store, standings: Sequence[Standing]) -> dict[ClientId, float]:
    """Return the priority of the work for each client: risk x worth, 1.5 times that for vip, x stage weight.

    Worth is counted in medians of its currency (``storage.clients.worths``). The stage weighs for clients of
    the first stages, who have not bought (source: loyalty plan 2.1.2).
    """
    by_id = {each.client_id: each for each in standings}
    rows = store.transaction.rows(
        sa.select(CLIENT.c.id, CLIENT.c.tier, WORTH.c.relative)
        .select_from(CLIENT.outerjoin(WORTH, WORTH.c.client_id == CLIENT.c.id))
        .where(among(CLIENT.c.id, by_id))
    )
    weights = _stage_weights(store, [by_id[ClientId(row.id)] for row in rows if row.relative is None])
    return {
        ClientId(row.id): priority(
            by_id[ClientId(row.id)].risk,
            _USUAL if row.relative is None else row.relative,
            high_value=row.tier == Tier.VIP,
            stage_weight=weights.get(ClientId(row.id), 1.0),
        )
        for row in rows
    }


def refresh_worths(database: Database, *, today: date) -> None:
    """Work out what all clients are worth, in short transactions, unless that was done within the week."""
    with database.reading() as store:
        if not are_worths_due(store, today):
            return
        ids = sa.select(CLIENT.c.id).where(CLIENT.c.closed_at.is_(None)).order_by(CLIENT.c.id)
        client_ids = [ClientId(row.id) for row in store.transaction.rows(ids)]
    for start in range(0, len(client_ids), _AT_ONCE):
        part = client_ids[start : start + _AT_ONCE]
        with database.unit() as store:
            store.worths.keep(part, store.worths.worked_out(part, today=today))
    with database.unit() as store:
        store.worths.compare()
        store.firm.save_worths_on(today)


def _stage_weights(store: Store, standings: Sequence[Standing]) -> dict[ClientId, float]:
    """Return the weights of who never bought; all others are past the first stages."""
    days = {each.client_id: each.scored_on.toordinal() for each in standings}
    bought = store.purchases.buyers_among(list(days))
    without = [client_id for client_id in days if client_id not in bought]
    weights = {}
    for client_id, history in store.histories.beside_purchases(without).items() if without else ():
        facts = journey_facts(history, today=days[client_id])
        weights[client_id] = QUEUE_WEIGHTS[journey_stage(facts, today=days[client_id])]
    return weights
