"""The interactions: notes and their evidence sealed, each query held to the reach of who asks."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.clients import ClientId
from loyalty.contacts import Channel, Direction
from loyalty.facts.interactions import Interaction, InteractionId, MoodReading, MoodSource
from loyalty.people.people import Person, PersonId
from loyalty.tone import CueName, Mood
from storage.access import within_reach
from storage.clients.clientrows import CLIENT
from storage.columns import Row, key_field, moment_field, refers_to, sealed_field, table_of
from storage.encryption import KeyRing
from storage.records.factreading import contact_fact
from storage.records.sumrows import add_to_sums, drop_sums_where
from storage.refusals import AlreadyLoggedError, InteractionNotFoundError
from storage.transaction import Transaction

SourceMessage = tuple[int, int]
"""Chat id and message id of the Telegram message a log was made from."""


class InteractionRow(Row, table=True):
    """One logged contact; a source message is logged once only."""

    __table_args__ = (
        sa.UniqueConstraint("source_chat", "source_message"),
        sa.Index("ix_interaction_client_id_occurred_at", "client_id", "occurred_at"),
    )

    id: str = key_field()
    client_id: str = refers_to("client.id", index=False)
    author_id: str = refers_to("person.id")
    occurred_at: datetime = moment_field()
    logged_at: datetime = moment_field()
    channel: str = Field(max_length=24)
    direction: str = Field(max_length=24)
    private: bool
    note: bytes = sealed_field()
    evidence: bytes | None = sealed_field()
    mood: str = Field(max_length=16)
    mood_source: str = Field(max_length=16)
    signed: float | None
    confidence: float
    cues: str
    about_us: bool
    source_chat: int | None = Field(sa_type=sa.BigInteger)
    source_message: int | None = Field(sa_type=sa.BigInteger)


_TABLE = table_of(InteractionRow)

# What the loyalty rules read of an interaction.
_SCORED = frozenset({"occurred_at", "direction", "signed", "about_us"})
_COLUMNS = tuple(column for column in _TABLE.c if column.name not in {"source_chat", "source_message"})


class InteractionsRepository:
    """The logged contacts of all clients."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(
        self, interaction: Interaction, *, source: SourceMessage | None = None, about_us: bool = False
    ) -> None:
        """Save a new interaction.

        ``about_us``: the note speaks of the firm itself or of a product group it sells.

        Raises:
            AlreadyLoggedError: its source message was logged before.
        """
        source_chat, source_message = source or (None, None)
        values = {
            "id": interaction.id,
            "client_id": interaction.client_id,
            "author_id": interaction.author_id,
            "occurred_at": interaction.occurred_at,
            "logged_at": interaction.logged_at,
            "channel": interaction.channel,
            "direction": interaction.direction,
            "private": interaction.private,
            "note": self._transaction.keys.seal(interaction.text or "", place=_place("note", interaction.id)),
            "about_us": about_us,
            "source_chat": source_chat,
            "source_message": source_message,
            **_reading_columns(interaction.reading, interaction.id, self._transaction.keys),
        }
        if source is None:
            self._transaction.insert(_TABLE, [values])
        elif not self._transaction.insert_missing(_TABLE, [values]):
            raise AlreadyLoggedError(self._logged_from(source))
        signed = interaction.reading.signed
        fact = contact_fact(interaction.occurred_at, interaction.direction, signed=signed, about_us=about_us)
        add_to_sums(self._transaction, interaction.client_id, fact, on=interaction.occurred_at.date())

    def of(self, interaction_id: InteractionId, *, reader: Person) -> Interaction:
        """Return one interaction; its text is None when it is private and somebody else's.

        Raises:
            InteractionNotFoundError: it does not exist or its client is out of reach.
        """
        found = self._select(_TABLE.c.id == interaction_id, reader=reader, limit=1)
        if not found:
            raise InteractionNotFoundError(interaction_id)
        return found[0]

    def anyone(self, interaction_id: InteractionId) -> Interaction:
        """Return one interaction without its text, for a service, which reads for nobody in particular.

        Raises:
            InteractionNotFoundError: it does not exist.
        """
        row = self._transaction.first(sa.select(*_COLUMNS).where(_TABLE.c.id == interaction_id))
        if row is None:
            raise InteractionNotFoundError(interaction_id)
        return _value(row, self._transaction.keys, reader=None)

    def page(
        self, client_id: ClientId, *, reader: Person, offset: int = 0, limit: int = 10
    ) -> list[Interaction]:
        """Return the contacts with a client, newest first; none when the client is out of reach."""
        return self._select(_TABLE.c.client_id == client_id, reader=reader, limit=limit, offset=offset)

    def latest(self, client_id: ClientId, *, reader: Person, limit: int = 3) -> list[Interaction]:
        """Return the last contacts with a client, newest first."""
        return self.page(client_id, reader=reader, limit=limit)

    def moods(
        self, client_id: ClientId, *, reader: Person, limit: int
    ) -> list[tuple[datetime, float | None, Mood]]:
        """Return moment, signed and plain mood of the newest two-way contacts, oldest first."""
        columns = (_TABLE.c.occurred_at, _TABLE.c.signed, _TABLE.c.mood)
        reached = sa.select(*columns).join(CLIENT, CLIENT.c.id == _TABLE.c.client_id)
        reached = reached.where(
            _TABLE.c.client_id == client_id,
            _TABLE.c.direction != Direction.OUTBOUND_UNANSWERED,
            within_reach(reader, CLIENT),
        )
        newest = reached.order_by(_TABLE.c.occurred_at.desc(), _TABLE.c.id.desc()).limit(limit)
        rows = self._transaction.rows(newest)
        return [(row.occurred_at, row.signed, Mood(row.mood)) for row in reversed(rows)]

    def count(self, client_id: ClientId) -> int:
        """Return how many contacts with a client are logged."""
        counted = sa.select(sa.func.count()).select_from(_TABLE).where(_TABLE.c.client_id == client_id)
        return int(self._transaction.value(counted))

    def change_note(self, interaction_id: InteractionId, note: str, *, about_us: bool) -> None:
        """Keep other words with an interaction."""
        sealed = self._transaction.keys.seal(note, place=_place("note", interaction_id))
        self._change(interaction_id, {"note": sealed, "about_us": about_us})

    def change_reading(self, interaction_id: InteractionId, reading: MoodReading) -> None:
        """Keep another reading of the mood with an interaction."""
        self._change(interaction_id, _reading_columns(reading, interaction_id, self._transaction.keys))

    def change(
        self,
        interaction_id: InteractionId,
        *,
        channel: Channel | None = None,
        direction: Direction | None = None,
        private: bool | None = None,
        occurred_at: datetime | None = None,
    ) -> None:
        """Change what is given of an interaction and leave the rest."""
        given = {"channel": channel, "direction": direction, "private": private, "occurred_at": occurred_at}
        changes = {name: value for name, value in given.items() if value is not None}
        if changes:
            self._change(interaction_id, changes)

    def delete(self, interaction_id: InteractionId) -> None:
        """Remove an interaction; what hangs on it is removed before."""
        self._drop_sums(interaction_id)
        if self._transaction.change(sa.delete(_TABLE).where(_TABLE.c.id == interaction_id)) != 1:
            raise InteractionNotFoundError(interaction_id)

    def last_logged_at(
        self, client_id: ClientId, *, authors: Collection[PersonId], since: datetime
    ) -> datetime | None:
        """Return when one of the authors last logged a contact with a client at ``since`` or later."""
        logged = sa.select(_TABLE.c.logged_at).where(
            _TABLE.c.client_id == client_id, _TABLE.c.author_id.in_(authors), _TABLE.c.logged_at >= since
        )
        found: datetime | None = self._transaction.value(logged.order_by(_TABLE.c.logged_at.desc()).limit(1))
        return found

    def _drop_sums(self, interaction_id: InteractionId) -> None:
        drop_sums_where(self._transaction, sa.select(_TABLE.c.client_id).where(_TABLE.c.id == interaction_id))

    def _change(self, interaction_id: InteractionId, values: dict[str, Any]) -> None:
        if not _SCORED.isdisjoint(values):
            self._drop_sums(interaction_id)
        if (
            self._transaction.change(sa.update(_TABLE).where(_TABLE.c.id == interaction_id).values(values))
            != 1
        ):
            raise InteractionNotFoundError(interaction_id)

    def _select(
        self, condition: sa.ColumnElement[bool], *, reader: Person, limit: int, offset: int = 0
    ) -> list[Interaction]:
        newest_first = (_TABLE.c.occurred_at.desc(), _TABLE.c.id.desc())
        reached = sa.select(*_COLUMNS).join(CLIENT, CLIENT.c.id == _TABLE.c.client_id)
        reached = reached.where(condition, within_reach(reader, CLIENT))
        rows = self._transaction.rows(reached.order_by(*newest_first).limit(limit).offset(offset))
        return [_value(row, self._transaction.keys, reader=reader) for row in rows]

    def _logged_from(self, source: SourceMessage) -> Interaction:
        same_source = sa.and_(_TABLE.c.source_chat == source[0], _TABLE.c.source_message == source[1])
        row = self._transaction.rows(sa.select(*_COLUMNS).where(same_source))[0]
        return _value(row, self._transaction.keys, reader=None)


def _place(column: str, interaction_id: str) -> tuple[str, str, str]:
    return ("interaction", column, interaction_id)


def _reading_columns(reading: MoodReading, interaction_id: str, keys: KeyRing) -> dict[str, Any]:
    quotes = json.dumps(reading.evidence, ensure_ascii=False) if reading.evidence else None
    return {
        "mood": reading.mood,
        "mood_source": reading.source,
        "signed": reading.signed,
        "confidence": reading.confidence,
        "evidence": keys.seal(quotes, place=_place("evidence", interaction_id)) if quotes else None,
        "cues": _joined(reading.cues),
    }


def _joined(cues: Iterable[CueName]) -> str:
    return " ".join(cue.value for cue in cues)


def _value(row: sa.Row[*tuple[Any, ...]], keys: KeyRing, *, reader: Person | None) -> Interaction:
    """Read a row; without a reader nothing of a note is opened."""
    may_read = reader is not None and (not row.private or row.author_id == reader.id)
    evidence: tuple[str, ...] = ()
    if may_read and row.evidence is not None:
        evidence = tuple(json.loads(keys.open(row.evidence, place=_place("evidence", row.id))))
    return Interaction(
        id=InteractionId(row.id),
        client_id=ClientId(row.client_id),
        author_id=PersonId(row.author_id),
        occurred_at=row.occurred_at,
        logged_at=row.logged_at,
        channel=Channel(row.channel),
        direction=Direction(row.direction),
        text=keys.open(row.note, place=_place("note", row.id)) if may_read else None,
        reading=MoodReading(
            mood=Mood(row.mood),
            source=MoodSource(row.mood_source),
            signed=row.signed,
            confidence=row.confidence,
            evidence=evidence,
            cues=tuple(CueName(cue) for cue in row.cues.split()),
        ),
        private=row.private,
    )
