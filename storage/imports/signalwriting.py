"""Writes checked signals: what is new is added, what differs is changed, the rest is left untouched."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from loyalty.clients import ClientId
from loyalty.facts.signals import CHOICES, MEETINGS, Signal, SignalId, SignalKind
from storage.among import among
from storage.clients.clientrows import CLIENT
from storage.ids import new_id
from storage.imports.faults import Fault
from storage.imports.signallines import SignalEntry
from storage.records.signals import SIGNAL, signal_columns
from storage.store import Store

_Key = tuple[ClientId, SignalKind, date, str]


class SignalWriter:
    """Writes the signals of one file; ``unknown`` is what to say of a client nobody knows.

    Attributes:
        touched: the clients whose facts differ from before.
    """

    def __init__(self, store: Store, *, unknown: str) -> None:
        self._store = store
        self._unknown = unknown
        self._met: set[ClientId] = set()
        self.added = self.changed = 0
        self.touched: set[ClientId] = set()

    def write(self, entries: Sequence[SignalEntry]) -> list[Fault]:
        """Write some rows; return what is wrong with those that were left out."""
        ids = self._client_ids(sorted({entry.client_ref for entry in entries}))
        known = self._known(sorted(set(ids.values())))
        added: list[Signal] = []
        changed: list[Signal] = []
        for entry in entries:
            client_id = ids.get(entry.client_ref)
            if client_id is None:
                continue
            before = known.get((client_id, entry.kind, entry.on, entry.detail))
            after = _told(entry, before or _new(entry, client_id))
            if before is None:
                added.append(after)
            elif after != before:
                changed.append(after)
        self._write(added, changed)
        return [
            Fault(entry.line, f"client_ref “{entry.client_ref[:30]}” {self._unknown}")
            for entry in entries
            if entry.client_ref not in ids
        ]

    def replan(self) -> None:
        """Ask for another plan of the advisors whose clients were met."""
        advisors = sa.select(CLIENT.c.advisor_id).where(among(CLIENT.c.id, self._met)).distinct()
        rows = self._store.transaction.rows(advisors)
        self._store.plan_loads.mark_stale([row.advisor_id for row in rows])

    def _write(self, added: Sequence[Signal], changed: Sequence[Signal]) -> None:
        transaction = self._store.transaction
        transaction.insert(SIGNAL, [signal_columns(each, transaction.keys) for each in added])
        names = ("value", "closed_on", "tone", "about_us")
        update = sa.update(SIGNAL).where(SIGNAL.c.id == sa.bindparam("signal_id"))
        statement = update.values({name: sa.bindparam(f"new_{name}") for name in names})
        transaction.change_many(
            statement,
            [
                {"signal_id": each.id} | {f"new_{name}": getattr(each, name) for name in names}
                for each in changed
            ],
        )
        self.added += len(added)
        self.changed += len(changed)
        self.touched |= {each.client_id for each in (*added, *changed)}
        self._met |= {each.client_id for each in added if each.kind in MEETINGS}

    def _client_ids(self, refs: Sequence[str]) -> dict[str, ClientId]:
        found = sa.select(CLIENT.c.ref, CLIENT.c.id).where(among(CLIENT.c.ref, refs))
        return {row.ref: ClientId(row.id) for row in self._store.transaction.rows(found)}

    def _known(self, client_ids: Sequence[ClientId]) -> dict[_Key, Signal]:
        """Return what is known of these clients; of several alike the one kept first."""
        known: dict[_Key, Signal] = {}
        for signal in self._store.signals.of_clients(client_ids):
            known.setdefault((signal.client_id, signal.kind, signal.opened_on, signal.detail), signal)
        return known


def _new(entry: SignalEntry, client_id: ClientId) -> Signal:
    # Whether a complaint is serious, or a referral bought, must be said.
    value = 0.0 if entry.kind in CHOICES else None
    return Signal(SignalId(new_id()), client_id, entry.kind, entry.on, value=value, detail=entry.detail)


def _told(entry: SignalEntry, signal: Signal) -> Signal:
    """Return the signal with what the file tells of it; what it does not tell stays."""
    told: dict[str, Any] = {
        name: value
        for name in ("value", "closed_on", "tone", "about_us")
        if (value := getattr(entry, name)) is not None
    }
    return replace(signal, **told)
