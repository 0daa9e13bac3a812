"""The kept sums of clients, read as columns; those missing or out of date are made of the facts anew."""

from collections.abc import Sequence
from math import inf
from typing import Any

import numpy as np
import sqlalchemy as sa

from loyalty.clients import ClientId
from loyalty.outlook.outlook import Floats
from loyalty.sums.adding import KeptSums
from loyalty.sums.bought import add_purchases
from loyalty.sums.layout import Scheme, Slot, empty_sums
from storage.among import among
from storage.records.histories import HistoriesRepository
from storage.records.purchases import PurchasesRepository
from storage.records.sumrows import SUMS, remember_scheme
from storage.transaction import Transaction


class ClientSumsRepository:
    """The sums of all clients."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def of(self, client_ids: Sequence[ClientId], scheme: Scheme, *, today: int) -> Floats:
        """Return sums that hold for ``today``, a row a client; what had to be made is kept.

        The clients must be locked (``lock_clients``), or a fact saved meanwhile might be missing for good.
        """
        remember_scheme(self._transaction, scheme)
        places = {client_id: place for place, client_id in enumerate(client_ids)}
        sums = np.empty((len(client_ids), len(Slot)))
        theirs = (among(SUMS.c.client_id, client_ids), sums_hold(scheme, today))
        for client_id, kept in self._transaction.rows(
            sa.select(SUMS.c.client_id, SUMS.c.sums).where(*theirs)
        ):
            sums[places.pop(client_id)] = np.frombuffer(kept)
        if places:
            missing = list(places)
            made = self.made(missing, scheme, as_of=today)
            sums[list(places.values())] = made
            self._keep(missing, scheme, made)
        return sums

    def made(self, client_ids: Sequence[ClientId], scheme: Scheme, *, as_of: int) -> Floats:
        """Return sums as of a day made of all facts, a row a client, without keeping them."""
        sums = np.tile(np.array(empty_sums(as_of)), (len(client_ids), 1))
        told: dict[ClientId, KeptSums] = {}
        for client_id, fact in HistoriesRepository(self._transaction).facts(client_ids):
            if client_id not in told:
                told[client_id] = KeptSums(empty_sums(as_of), scheme)
            told[client_id].add(fact)
        for place, client_id in enumerate(client_ids):
            if client_id in told:
                sums[place] = told[client_id].values
        add_purchases(sums, PurchasesRepository(self._transaction).lines(client_ids), scheme)
        return sums

    def _keep(self, client_ids: Sequence[ClientId], scheme: Scheme, sums: Floats) -> None:
        size, joined = len(Slot) * sums.itemsize, sums.tobytes()
        columns: dict[str, Sequence[Any]] = {
            "client_id": client_ids,
            "day": [int(day) for day in sums[:, Slot.DAY].tolist()],
            "next_on": [int(day) if day < inf else None for day in sums[:, Slot.NEXT].tolist()],
            "sums": [joined[start : start + size] for start in range(0, len(joined), size)],
        }
        constants = {"scheme": scheme.fingerprint}
        self._transaction.upsert_quickly(SUMS, columns, key=("client_id",), constants=constants)


def sums_hold(scheme: Scheme, today: int) -> sa.ColumnElement[bool]:
    """Return the condition that kept sums are of this scheme and hold for a day."""
    not_over = sa.or_(SUMS.c.next_on.is_(None), SUMS.c.next_on > today)
    return sa.and_(SUMS.c.scheme == scheme.fingerprint, SUMS.c.day <= today, not_over)
