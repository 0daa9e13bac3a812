"""The outbox: every message that is to leave, written in the transaction of its cause."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NewType

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.people.people import PersonId
from storage.chat.payloads import Payload, sealed_payload
from storage.columns import Row, key_field, moment_field, refers_to, sealed_field, table_of
from storage.ids import new_id
from storage.transaction import Transaction

OutboxId = NewType("OutboxId", str)

# Keys against doubles and ids of messages with client data are needed long after the message was sent.
FINISHED_KEPT_FOR = timedelta(days=400)


class Lane(StrEnum):
    """What somebody waits for goes before what we start."""

    INTERACTIVE = "interactive"
    PUSH = "push"


class OutboxState(StrEnum):
    """Where one message stands; the last four are final."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    DEAD = "dead"
    CANCELLED = "cancelled"


class OutboxRow(Row, table=True):
    """One message: a reply with its frozen payload, or a push with template and ids, worded when it leaves.

    ``edits`` is the row whose message this one changes, ``edits_message_id`` the message itself; ``anew``
    sends a new message when it cannot be changed. ``repeatable`` says that it is sent once more when nobody
    knows whether it arrived, ``is_repeat`` that this is the second time. ``not_before`` was planned;
    ``retry_at`` also holds back what follows in the same chat. ``about`` is the client whose data it shows.
    """

    __table_args__ = (
        sa.Index("ix_outbox_state_lane_id", "state", "lane", "id"),
        sa.Index("ix_outbox_retry_at", "retry_at"),
        sa.Index("ix_outbox_chat_id_message_id", "chat_id", "message_id"),
        sa.Index("ix_outbox_chat_id_edits_message_id", "chat_id", "edits_message_id"),
    )

    id: str = key_field()
    lane: str = Field(max_length=16)
    state: str = Field(max_length=16)
    chat_id: int | None = Field(default=None, sa_type=sa.BigInteger)
    person_id: str | None = refers_to("person.id")
    template: str | None = None
    params: str | None = None
    payload: bytes | None = sealed_field()
    dedup_key: str | None = Field(default=None, unique=True)
    subject: str | None = Field(default=None, index=True)
    about: str | None = Field(default=None, index=True, max_length=32)
    edits: str | None = Field(default=None, max_length=32)
    edits_message_id: int | None = Field(default=None, sa_type=sa.BigInteger)
    anew: bool = False
    repeatable: bool = True
    is_repeat: bool = False
    attempts: int = 0
    not_before: datetime | None = moment_field()
    retry_at: datetime | None = moment_field()
    lease_until: datetime | None = moment_field()
    created_at: datetime = moment_field()
    sent_at: datetime | None = moment_field()
    message_id: int | None = Field(default=None, sa_type=sa.BigInteger)
    reason: str | None = None


OUTBOX = table_of(OutboxRow)
_FRESH: dict[str, Any] = {
    "state": OutboxState.QUEUED.value,
    "anew": False,
    "repeatable": True,
    "is_repeat": False,
    "attempts": 0,
}


class OutboxRepository:
    """Messages to send, change or take back; sending them is the business of ``DeliveriesRepository``."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def reply(
        self,
        chat_id: int,
        payload: Payload,
        *,
        now: datetime,
        reply_to: int | None = None,
        edits_message_id: int | None = None,
        subject: str | None = None,
        about: str | None = None,
        anew: bool = True,
    ) -> OutboxId:
        """Queue an answer to what somebody did.

        Args:
            edits_message_id: the message to change instead of sending one; with ``anew``, one is sent all the
                same when that cannot be changed.
            subject: names what the message is about, so that it can be found and changed later.
            about: id of the client whose data the message shows.
        """
        row_id = new_id()
        if reply_to is not None:
            payload = {**payload, "reply_parameters": _reply_to(reply_to)}
        self._add(
            row_id,
            lane=Lane.INTERACTIVE,
            chat_id=chat_id,
            payload=sealed_payload(self._transaction.keys, row_id, payload),
            edits_message_id=edits_message_id,
            subject=subject,
            about=about,
            anew=anew and edits_message_id is not None,
            created_at=now,
        )
        return OutboxId(row_id)

    def push(
        self,
        person_id: PersonId,
        template: str,
        params: Mapping[str, Any],
        *,
        now: datetime,
        dedup_key: str,
        not_before: datetime | None = None,
        subject: str | None = None,
        about: str | None = None,
        repeatable: bool = True,
        lane: Lane = Lane.PUSH,
    ) -> bool:
        """Queue a message that we start; False when one with this ``dedup_key`` was queued before.

        Args:
            params: ids and numbers the template needs, never names or texts; they are not sealed.
            repeatable: whether it is sent once more, marked, when nobody knows whether it arrived.
        """
        return self._add(
            new_id(),
            lane=lane,
            person_id=person_id,
            template=template,
            params=json.dumps(params),
            dedup_key=dedup_key,
            not_before=not_before,
            subject=subject,
            about=about,
            repeatable=repeatable,
            created_at=now,
        )

    def edit_subject(
        self,
        subject: str,
        template: str,
        params: Mapping[str, Any],
        *,
        now: datetime,
        anew: bool = False,
    ) -> bool:
        """Queue a change of the newest message sent, or still to be sent, under this subject; False if none.

        It waits for that message and is dropped when that never arrives, unless ``anew``.
        """
        target = self._newest(subject)
        if target is None:
            return False
        return self._add(
            new_id(),
            lane=Lane.INTERACTIVE,
            chat_id=target.chat_id,
            person_id=target.person_id,
            template=template,
            params=json.dumps(params),
            edits=target.id,
            about=target.about,
            anew=anew,
            created_at=now,
        )

    def cancel(self, subject: str) -> bool:
        """Take back what waits under this subject; False when nothing did."""
        statement = (
            sa.update(OUTBOX)
            .where(OUTBOX.c.subject == subject, OUTBOX.c.state == OutboxState.QUEUED)
            .values(state=OutboxState.CANCELLED, payload=None, reason="taken back")
        )
        return self._transaction.change(statement) > 0

    def cancel_about(self, client_id: str) -> int:
        """Take back what we would say of a client of our own accord; return how many messages."""
        return self._transaction.change(
            sa.update(OUTBOX)
            .where(*_waiting_push(client_id))
            .values(state=OutboxState.CANCELLED, payload=None, reason="client closed")
        )

    def readdress(
        self, client_id: str, *, before: PersonId, after: PersonId, except_for: Collection[str] = ()
    ) -> int:
        """Send to another person what waits for one about a client; return how many messages.

        ``except_for`` names the templates that stay. What waits for a change of a message already out stays.
        """
        waiting = sa.select(OUTBOX.c.id, OUTBOX.c.subject).where(
            *_waiting_push(client_id),
            OUTBOX.c.person_id == before,
            OUTBOX.c.edits.is_(None),
            OUTBOX.c.template.not_in(except_for),
        )
        rows = self._transaction.rows(waiting)
        for row in rows:
            # The subject names whom a message went to, so that it is found when it has to change.
            subject = row.subject and row.subject.replace(before, after)
            changed = sa.update(OUTBOX).where(OUTBOX.c.id == row.id)
            self._transaction.change(changed.values(person_id=after, subject=subject))
        return len(rows)

    def sent_message(self, subject: str) -> tuple[int, int] | None:
        """Return chat and message id of the newest message sent under this subject."""
        row = self._newest(subject, OUTBOX.c.state == OutboxState.SENT)
        return None if row is None or row.chat_id is None else (row.chat_id, row.message_id)

    def client_shown(self, chat_id: int, message_id: int) -> str | None:
        """Return the client whose data a message showed last, None when it is not known or showed none."""
        shown = sa.or_(OUTBOX.c.message_id == message_id, OUTBOX.c.edits_message_id == message_id)
        client_id: str | None = self._transaction.value(
            sa.select(OUTBOX.c.about)
            .where(OUTBOX.c.chat_id == chat_id, shown)
            .order_by(OUTBOX.c.id.desc())
            .limit(1)
        )
        return client_id

    def forget_finished(self, *, now: datetime) -> int:
        """Delete what was queued 400 days ago or earlier and is final; return how many rows."""
        waiting = (OutboxState.QUEUED, OutboxState.SENDING)
        return self._transaction.change(
            sa.delete(OUTBOX).where(
                OUTBOX.c.state.not_in(waiting), OUTBOX.c.created_at <= now - FINISHED_KEPT_FOR
            )
        )

    def _newest(self, subject: str, *conditions: sa.ColumnElement[bool]) -> Any:
        return self._transaction.first(
            sa.select(OUTBOX)
            .where(
                OUTBOX.c.subject == subject,
                OUTBOX.c.state.not_in((OutboxState.DEAD, OutboxState.CANCELLED)),
                *conditions,
            )
            .order_by(OUTBOX.c.id.desc())
            .limit(1)
        )

    def _add(self, row_id: str, **values: Any) -> bool:
        return self._transaction.insert_missing(OUTBOX, [{"id": row_id, **_FRESH, **values}]) == 1


def _waiting_push(client_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        OUTBOX.c.about == client_id,
        OUTBOX.c.lane == Lane.PUSH,
        OUTBOX.c.state == OutboxState.QUEUED,
    )


def _reply_to(message_id: int) -> Payload:
    return {"message_id": message_id, "allow_sending_without_reply": True}
