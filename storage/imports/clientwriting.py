"""Writes checked clients: new ones are added, known ones changed where the file tells something else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from loyalty.clients import Client, ClientId
from storage.ids import new_id
from storage.imports.clientlines import ClientEntry
from storage.imports.faults import BadCellError, Fault
from storage.imports.owners import Owners
from storage.people.giving import hand_on
from storage.store import Store


class ClientWriter:
    """Writes the clients of one file.

    Attributes:
        ownerless: the clients of the file without an advisor, in its order.
    """

    def __init__(self, store: Store, owners: Owners, *, now: datetime) -> None:
        self._store = store
        self._owners = owners
        self._now = now
        self.added = self.changed = 0
        self.ownerless: list[Client] = []

    def write(self, entries: Sequence[ClientEntry]) -> list[Fault]:
        """Write some rows; return what is wrong with those that were left out."""
        known = self._store.clients.by_refs([entry.ref for entry in entries])
        added, changed, faults = [], [], []
        for entry in entries:
            before = known.get(entry.ref)
            try:
                after = self._merged(entry, before)
            except BadCellError as error:
                faults.append(Fault(entry.line, str(error)))
                continue
            if before is None:
                added.append(after)
            elif after != before:
                changed.append(after)
            if after.advisor_id is None:
                self.ownerless.append(after)
        self._store.clients.add_many(added)
        if changed:
            self._store.clients.save_many(changed)
            self._hand_on([(known[client.ref], client) for client in changed if client.ref is not None])
        self.added += len(added)
        self.changed += len(changed)
        return faults

    def _hand_on(self, changed: Sequence[tuple[Client, Client]]) -> None:
        for before, after in changed:
            if after.advisor_id is not None and after.advisor_id != before.advisor_id:
                hand_on(self._store, after.id, before=before.advisor_id, after=after.advisor_id)

    def _merged(self, entry: ClientEntry, before: Client | None) -> Client:
        owner = self._owners.of(entry.advisor, before)
        if before is None:
            new = Client(
                ClientId(new_id()), entry.ref, owner.team_id, owner.advisor_id, self._now, ref=entry.ref
            )
            return replace(new, **entry.fields)
        # Names added in the chat stay: the file knows nothing of them.
        aliases = tuple(dict.fromkeys((*before.aliases, *entry.fields.get("aliases", ()))))
        told = replace(before, **entry.fields)
        return replace(told, aliases=aliases, team_id=owner.team_id, advisor_id=owner.advisor_id)
