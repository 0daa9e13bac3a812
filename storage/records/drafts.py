"""Notes that were read and wait for a tap: one row each, saved or discarded once."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.clients import ClientId
from loyalty.contacts import Channel, Direction
from loyalty.drafts import Draft, DraftId, DraftState
from loyalty.facts.interactions import MoodReading, MoodSource
from loyalty.people.people import PersonId
from loyalty.tone import CueName, Mood
from storage.columns import Row, key_field, moment_field, refers_to, sealed_field, table_of
from storage.errors import NotFoundError
from storage.transaction import Transaction


class DraftNotFoundError(NotFoundError):
    """No draft of this person has this id."""

    subject = "draft"


class DraftRow(Row, table=True):
    """A draft; what the note says is sealed."""

    __table_args__ = (sa.UniqueConstraint("source_chat", "source_message"),)

    id: str = key_field()
    author_id: str = refers_to("person.id")
    client_id: str | None = refers_to("client.id")
    state: str = Field(max_length=10)
    interaction_id: str | None = Field(default=None, max_length=32)
    source_chat: int = Field(sa_type=sa.BigInteger)
    source_message: int = Field(sa_type=sa.BigInteger)
    occurred_at: datetime = moment_field()
    created_at: datetime = moment_field(index=True)
    body: bytes = sealed_field()


_DRAFT = table_of(DraftRow)


class DraftsRepository:
    """Reads and writes drafts; a draft is within reach of its author alone."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, draft: Draft, *, now: datetime) -> None:
        """Keep a new draft."""
        self._transaction.insert(
            _DRAFT,
            [
                {
                    "id": draft.id,
                    "author_id": draft.author_id,
                    "client_id": draft.client_id,
                    "state": draft.state.value,
                    "source_chat": draft.source_chat,
                    "source_message": draft.source_message,
                    "occurred_at": draft.occurred_at,
                    "created_at": now,
                    "body": self._sealed(draft),
                }
            ],
        )

    def of(self, draft_id: str, *, author: PersonId) -> Draft:
        """Return a draft of this author.

        Raises:
            DraftNotFoundError: there is none with this id.
        """
        row = self._transaction.first(
            sa.select(_DRAFT).where(_DRAFT.c.id == draft_id, _DRAFT.c.author_id == author)
        )
        if row is None:
            raise DraftNotFoundError(draft_id)
        return self._opened(row)

    def change(self, draft: Draft) -> None:
        """Write what the advisor changed while the draft waits; a draft no longer waiting stays as it is."""
        self._transaction.change(
            sa.update(_DRAFT)
            .where(_DRAFT.c.id == draft.id, _DRAFT.c.state == DraftState.WAITING.value)
            .values(client_id=draft.client_id, body=self._sealed(draft))
        )

    def finish(self, draft_id: DraftId, state: DraftState, *, interaction_id: str | None = None) -> bool:
        """Mark a waiting draft saved or discarded; False when somebody pressed before."""
        return (
            self._transaction.change(
                sa.update(_DRAFT)
                .where(_DRAFT.c.id == draft_id, _DRAFT.c.state == DraftState.WAITING.value)
                .values(state=state.value, interaction_id=interaction_id)
            )
            == 1
        )

    def forget_before(self, moment: datetime) -> int:
        """Delete drafts older than ``moment``; what was saved lives on as an interaction."""
        return self._transaction.change(sa.delete(_DRAFT).where(_DRAFT.c.created_at < moment))

    def _sealed(self, draft: Draft) -> bytes:
        reading = draft.reading
        body = {
            "text": draft.text,
            "channel": draft.channel.value,
            "direction": draft.direction.value,
            "mood": reading.mood.value,
            "source": reading.source.value,
            "signed": reading.signed,
            "confidence": reading.confidence,
            "evidence": list(reading.evidence),
            "cues": [cue.value for cue in reading.cues],
            "unsure": draft.unsure,
            "private": draft.private,
            "pasted_lines": draft.pasted_lines,
            "forwarded": draft.forwarded,
            "client_words": draft.client_words,
            "remembered_by": draft.remembered_by,
            "asked": draft.asked,
        }
        return self._transaction.keys.seal(json.dumps(body), place=("draft", "body", draft.id))

    def _opened(self, row: sa.Row[Any]) -> Draft:
        body = json.loads(self._transaction.keys.open(row.body, place=("draft", "body", row.id)))
        reading = MoodReading(
            mood=Mood(body["mood"]),
            source=MoodSource(body["source"]),
            signed=body["signed"],
            confidence=body["confidence"],
            evidence=tuple(body["evidence"]),
            cues=tuple(CueName(cue) for cue in body["cues"]),
        )
        draft = Draft(
            id=DraftId(row.id),
            author_id=PersonId(row.author_id),
            client_id=None if row.client_id is None else ClientId(row.client_id),
            text=body["text"],
            occurred_at=row.occurred_at,
            channel=Channel(body["channel"]),
            direction=Direction(body["direction"]),
            reading=reading,
            source_chat=row.source_chat,
            source_message=row.source_message,
        )
        return replace(
            draft,
            unsure=body["unsure"],
            private=body["private"],
            pasted_lines=body["pasted_lines"],
            forwarded=body["forwarded"],
            # A draft of an earlier release that still waits has none of these.
            client_words=body.get("client_words"),
            remembered_by=body.get("remembered_by"),
            asked=body.get("asked", False),
            state=DraftState(row.state),
        )
