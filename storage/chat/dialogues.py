"""Dialogues: what the bot has just asked somebody, kept so that a restart goes on where it stopped."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.people.people import PersonId
from storage.columns import Row, moment_field, refers_to, sealed_field, table_of
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A question waiting for its answer: which flow, at which step, with what is known so far."""

    person_id: PersonId
    chat_id: int
    flow: str
    step: str
    data: Mapping[str, Any]
    expires_at: datetime


class DialogueRow(Row, table=True):
    """One open dialogue; a person has one in a chat at most."""

    person_id: str = refers_to("person.id", primary_key=True, index=False)
    chat_id: int = Field(primary_key=True, sa_type=sa.BigInteger, sa_column_kwargs={"autoincrement": False})
    flow: str = Field(max_length=32)
    step: str = Field(max_length=32)
    data: bytes = sealed_field()
    expires_at: datetime = moment_field(index=True)


_DIALOGUE = table_of(DialogueRow)


class DialoguesRepository:
    """The open dialogues."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def get(self, person_id: PersonId, chat_id: int) -> Dialogue | None:
        """Return the open dialogue of a person in a chat, expired or not; the asker knows what time it is."""
        row = self._transaction.first(sa.select(_DIALOGUE).where(*_mine(person_id, chat_id)))
        if row is None:
            return None
        return Dialogue(
            person_id=person_id,
            chat_id=chat_id,
            flow=row.flow,
            step=row.step,
            data=json.loads(self._transaction.keys.open(row.data, place=_place(person_id, chat_id))),
            expires_at=row.expires_at,
        )

    def put(self, dialogue: Dialogue) -> None:
        """Keep a dialogue in place of the one the person had in this chat; ``data`` must fit into JSON."""
        place = _place(dialogue.person_id, dialogue.chat_id)
        data = json.dumps(dict(dialogue.data), ensure_ascii=False)
        row = {
            "person_id": dialogue.person_id,
            "chat_id": dialogue.chat_id,
            "flow": dialogue.flow,
            "step": dialogue.step,
            "data": self._transaction.keys.seal(data, place=place),
            "expires_at": dialogue.expires_at,
        }
        self._transaction.upsert(_DIALOGUE, [row], key=("person_id", "chat_id"))

    def end(self, person_id: PersonId, chat_id: int) -> bool:
        """Forget the dialogue of a person in a chat; tell whether there was one."""
        return self._transaction.change(sa.delete(_DIALOGUE).where(*_mine(person_id, chat_id))) == 1

    def forget_expired(self, now: datetime) -> int:
        """Delete the dialogues that nobody answered in time; return how many."""
        return self._transaction.change(sa.delete(_DIALOGUE).where(_DIALOGUE.c.expires_at <= now))


def _mine(person_id: PersonId, chat_id: int) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    return _DIALOGUE.c.person_id == person_id, _DIALOGUE.c.chat_id == chat_id


def _place(person_id: PersonId, chat_id: int) -> tuple[str, str, str]:
    return "dialogue", "data", f"{person_id}/{chat_id}"
