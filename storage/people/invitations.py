"""Invitations: a one-time token gives a Telegram account to a person; only the token's hash is stored."""

import hashlib
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.people.people import Person, PersonId
from storage.columns import Row, key_field, moment_field, refers_to, table_of
from storage.errors import InvitationExpiredError, InvitationUnknownError, InvitationUsedError
from storage.ids import new_id
from storage.people.people import PeopleRepository
from storage.transaction import Transaction

# 32 characters; Telegram allows 64 of A-Z a-z 0-9 _ - after `/start` (Bot features, Deep linking).
_TOKEN_BYTES = 24
VALID_FOR = timedelta(days=7)


class InvitationRow(Row, table=True):
    """One invitation."""

    id: str = key_field()
    token_hash: str = Field(unique=True, max_length=64)
    person_id: str = refers_to("person.id")
    created_at: datetime = moment_field()
    expires_at: datetime = moment_field()
    used_at: datetime | None = moment_field()
    used_by: int | None = Field(sa_type=sa.BigInteger)


_INVITATION = table_of(InvitationRow)


class InvitationsRepository:
    """The invitations of the firm's people."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._people = PeopleRepository(transaction)

    def issue(self, person_id: PersonId, *, now: datetime, valid_for: timedelta = VALID_FOR) -> str:
        """Return a new token for a person; tokens issued to the same person before and not used end now."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        self._transaction.change(
            sa.update(_INVITATION)
            .where(
                _INVITATION.c.person_id == person_id,
                _INVITATION.c.used_at.is_(None),
                _INVITATION.c.expires_at > now,
            )
            .values(expires_at=now)
        )
        row = {
            "id": new_id(),
            "token_hash": _hash_of(token),
            "person_id": person_id,
            "created_at": now,
            "expires_at": now + valid_for,
        }
        self._transaction.insert(_INVITATION, [row])
        return token

    def redeem(self, token: str, *, telegram_id: int, now: datetime) -> Person:
        """Bind a Telegram account to the invited person; the same account may redeem twice, to no effect.

        Raises:
            InvitationUnknownError: no such token, or the person has left.
            InvitationUsedError: another account used it.
            InvitationExpiredError: it was valid until now or earlier.
            AlreadyBoundError: the account belongs to another active person.
        """
        row = self._transaction.first(
            sa.select(_INVITATION).where(_INVITATION.c.token_hash == _hash_of(token))
        )
        if row is None:
            raise InvitationUnknownError
        person = self._people.of(PersonId(row.person_id))
        if not person.active:
            raise InvitationUnknownError
        if row.used_at is not None:
            if row.used_by == telegram_id == person.telegram_id:
                return person
            raise InvitationUsedError(person.id)
        if row.expires_at <= now:
            raise InvitationExpiredError(person.id, row.expires_at)
        self._people.bind(person.id, telegram_id)
        if not self._claim(row.id, telegram_id=telegram_id, now=now):
            raise InvitationUsedError(person.id)
        return self._people.of(person.id)

    def _claim(self, invitation_id: str, *, telegram_id: int, now: datetime) -> bool:
        claim = (
            sa.update(_INVITATION)
            .where(_INVITATION.c.id == invitation_id, _INVITATION.c.used_at.is_(None))
            .values(used_at=now, used_by=telegram_id)
        )
        return self._transaction.change(claim) == 1


def _hash_of(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
