"""Deliveries: the sender's side of the outbox, which claims rows and writes down what became of them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from loyalty.people.people import PersonId
from storage.chat.inbox import Backlog
from storage.chat.outbox import OUTBOX, Lane, OutboxId, OutboxState
from storage.chat.payloads import Payload, opened_payload
from storage.columns import table_of
from storage.errors import SealBrokenError
from storage.people.people import PersonRow
from storage.transaction import Transaction

_PERSON = table_of(PersonRow)
_TARGET = OUTBOX.alias("target")
_CHAT = sa.func.coalesce(_PERSON.c.telegram_id, OUTBOX.c.chat_id)
_WAITING = (OutboxState.QUEUED, OutboxState.SENDING)
_SELECT = sa.select(
    OUTBOX,
    _CHAT.label("to_chat"),
    _PERSON.c.active.label("person_active"),
    sa.func.coalesce(OUTBOX.c.edits_message_id, _TARGET.c.message_id).label("old_message_id"),
).select_from(
    OUTBOX.outerjoin(_PERSON, _PERSON.c.id == OUTBOX.c.person_id).outerjoin(
        _TARGET, _TARGET.c.id == OUTBOX.c.edits
    )
)

# Built once, because building costs more than running them.
_HELD = _SELECT.with_only_columns(_CHAT.label("to_chat")).where(
    OUTBOX.c.retry_at > sa.bindparam("now", type_=OUTBOX.c.retry_at.type),
    OUTBOX.c.state == OutboxState.QUEUED,
    OUTBOX.c.lane == sa.bindparam("lane"),
)
_DUE = (
    _SELECT.where(
        OUTBOX.c.state == OutboxState.QUEUED,
        OUTBOX.c.lane == sa.bindparam("lane"),
        OUTBOX.c.id.not_in(sa.bindparam("without", expanding=True)),
        sa.or_(
            OUTBOX.c.not_before.is_(None),
            OUTBOX.c.not_before <= sa.bindparam("now", type_=OUTBOX.c.not_before.type),
        ),
        # Somebody removed is let through, so that the message can be cancelled rather than wait for ever.
        sa.or_(
            OUTBOX.c.person_id.is_(None),
            sa.not_(_PERSON.c.active),
            sa.and_(_PERSON.c.telegram_id.is_not(None), _PERSON.c.unreachable_since.is_(None)),
        ),
        sa.or_(OUTBOX.c.edits.is_(None), _TARGET.c.state.is_(None), _TARGET.c.state.not_in(_WAITING)),
        sa.or_(_CHAT.is_(None), _CHAT.not_in(sa.bindparam("shut", expanding=True))),
    )
    .order_by(OUTBOX.c.id)
    .limit(sa.bindparam("most", type_=sa.Integer))
)
_TAKE = (
    sa.update(OUTBOX)
    .where(OUTBOX.c.id.in_(sa.bindparam("row_ids", expanding=True)), OUTBOX.c.state == OutboxState.QUEUED)
    .values(
        state=OutboxState.SENDING,
        lease_until=sa.bindparam("until", type_=OUTBOX.c.lease_until.type),
        attempts=OUTBOX.c.attempts + 1,
    )
    .returning(OUTBOX.c.id)
)
_MARK_SENT = (
    sa.update(OUTBOX)
    .where(OUTBOX.c.id == sa.bindparam("row_id"))
    .values(
        state=OutboxState.SENT,
        payload=None,
        lease_until=None,
        chat_id=sa.bindparam("to_chat"),
        message_id=sa.bindparam("new_message"),
        sent_at=sa.bindparam("now", type_=OUTBOX.c.sent_at.type),
    )
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One claimed message.

    Attributes:
        payload: frozen for a reply, None for a push, which is worded from ``template`` and ``params``.
        message_id: the message to change, None to send a new one.
        attempts: how often it was tried, this time included.
    """

    id: OutboxId
    lane: Lane
    chat_id: int
    person_id: PersonId | None
    template: str | None
    params: dict[str, Any]
    payload: Payload | None
    message_id: int | None
    anew: bool
    repeatable: bool
    is_repeat: bool
    attempts: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """One message that arrived; ``message_id`` is None where a call leaves none."""

    id: OutboxId
    chat_id: int
    message_id: int | None


class DeliveriesRepository:
    """What may leave now, and what became of what left."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def claim(
        self,
        lane: Lane,
        *,
        now: datetime,
        lease_for: timedelta,
        limit: int,
        closed: Collection[int] = (),
        without: Collection[str] = (),
    ) -> list[Delivery]:
        """Claim the first messages of a lane that may leave, one a chat; the attempt is counted beforehand.

        Nothing leaves to the ``closed`` chats, to somebody unreachable, or past a message that waits for
        another try in the same chat and lane; a change waits for the message it changes. ``without`` names
        messages that stay, with nobody waiting for them.
        """
        asked = {"lane": lane, "now": now}
        held = self._asked(_HELD, asked)
        shut = {*closed, *(row.to_chat for row in held)}
        rows: dict[str, Any] = {}
        for row in self._asked(_DUE, {**asked, "shut": list(shut), "most": limit, "without": list(without)}):
            if row.to_chat in shut:
                continue
            if row.person_active is False:
                self.mark_cancelled(OutboxId(row.id), reason="no access any more")
            elif row.edits is not None and row.old_message_id is None and not row.anew:
                self.mark_cancelled(OutboxId(row.id), reason="nothing to change")
            else:
                shut.add(row.to_chat)
                rows[row.id] = row
        taken = self._take(tuple(rows), now + lease_for)
        return [
            delivery
            for row_id, row in rows.items()
            if row_id in taken
            for delivery in self._opened(row, attempts=row.attempts + 1)
        ]

    def orphans(self, *, now: datetime, only_expired: bool) -> list[Delivery]:
        """Return messages whose sender vanished while sending; nobody knows whether they arrived.

        With ``only_expired`` those whose lease has ended, else all: for a process that is alone.
        """
        condition = OUTBOX.c.lease_until <= now if only_expired else sa.true()
        rows = self._transaction.rows(
            _SELECT.where(OUTBOX.c.state == OutboxState.SENDING, condition).order_by(OUTBOX.c.id)
        )
        return [delivery for row in rows for delivery in self._opened(row, attempts=row.attempts)]

    def mark_sent(self, sent: Sequence[Sent], *, now: datetime) -> None:
        """Note that messages arrived; their payloads are blanked, they were only needed to send them."""
        self._transaction.change_many(
            _MARK_SENT,
            [
                {"row_id": each.id, "to_chat": each.chat_id, "new_message": each.message_id, "now": now}
                for each in sent
            ],
        )

    def put_back(self, row_id: OutboxId, *, retry_at: datetime | None = None) -> None:
        """Queue a message again that was refused unseen; that was no attempt."""
        self._save(row_id, state=OutboxState.QUEUED, attempts=OUTBOX.c.attempts - 1, retry_at=retry_at)

    def mark_retry(self, row_id: OutboxId, *, attempts: int, retry_at: datetime, reason: str) -> None:
        """Queue a message again that failed; what follows in its chat waits with it."""
        self._save(row_id, state=OutboxState.QUEUED, attempts=attempts, retry_at=retry_at, reason=reason)

    def mark_repeat(self, row_id: OutboxId) -> None:
        """Queue a message once more that may have arrived."""
        self._save(row_id, state=OutboxState.QUEUED, is_repeat=True, retry_at=None)

    def send_anew(self, row_id: OutboxId) -> None:
        """Queue a change again as a new message."""
        self._save(row_id, state=OutboxState.QUEUED, edits=None, edits_message_id=None, retry_at=None)

    def mark_uncertain(self, row_id: OutboxId) -> None:
        """Note that nobody knows whether a message arrived, and that it is not sent again."""
        self._save(row_id, state=OutboxState.UNCERTAIN, payload=None)

    def mark_dead(self, row_id: OutboxId, *, reason: str) -> None:
        """Note that a message cannot be sent; ``reason`` holds no words of the message."""
        self._save(row_id, state=OutboxState.DEAD, payload=None, reason=reason)

    def mark_cancelled(self, row_id: OutboxId, *, reason: str) -> None:
        """Note that a message is no longer wanted."""
        self._save(row_id, state=OutboxState.CANCELLED, payload=None, reason=reason)

    def move_chat(self, old: int, new: int) -> None:
        """Send what waits for a chat to the one it became."""
        self._transaction.change(
            sa.update(OUTBOX).where(OUTBOX.c.chat_id == old, OUTBOX.c.state.in_(_WAITING)).values(chat_id=new)
        )

    def backlog(self, *, now: datetime) -> Backlog:
        """Return what is due and has not left yet."""
        due_at = sa.func.coalesce(OUTBOX.c.not_before, OUTBOX.c.created_at, type_=OUTBOX.c.created_at.type)
        row = self._transaction.first(
            sa.select(sa.func.count(), sa.func.min(due_at)).where(OUTBOX.c.state.in_(_WAITING), due_at <= now)
        )
        return Backlog(count=row[0], oldest_at=row[1]) if row else Backlog(count=0, oldest_at=None)

    def _opened(self, row: Any, *, attempts: int) -> list[Delivery]:
        try:
            return [self._delivery(row, attempts=attempts)]
        except SealBrokenError:
            # One damaged row must not stop the others.
            self.mark_dead(OutboxId(row.id), reason="payload damaged")
            return []

    def _take(self, row_ids: Collection[str], lease_until: datetime) -> set[str]:
        if not row_ids:
            return set()
        taken = self._asked(_TAKE, {"row_ids": list(row_ids), "until": lease_until})
        return {row.id for row in taken}

    def _asked(self, statement: sa.Executable, values: dict[str, Any]) -> Sequence[Any]:
        return self._transaction.connection.execute(statement, values).all()

    def _save(self, row_id: OutboxId, **values: Any) -> None:
        statement = sa.update(OUTBOX).where(OUTBOX.c.id == row_id).values(lease_until=None, **values)
        self._transaction.change(statement)

    def _delivery(self, row: Any, *, attempts: int) -> Delivery:
        frozen = row.payload
        return Delivery(
            id=OutboxId(row.id),
            lane=Lane(row.lane),
            chat_id=row.to_chat,
            person_id=None if row.person_id is None else PersonId(row.person_id),
            template=row.template,
            params=json.loads(row.params or "{}"),
            payload=None if frozen is None else opened_payload(self._transaction.keys, row.id, frozen),
            message_id=row.old_message_id,
            anew=row.anew,
            repeatable=row.repeatable,
            is_repeat=row.is_repeat,
            attempts=attempts,
            due_at=row.not_before or row.created_at,
        )
