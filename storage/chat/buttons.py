"""Buttons: what stands behind each token under a message, for whom, how long, and whether it was used."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.people.people import PersonId
from storage.columns import Row, moment_field, refers_to, sealed_field, table_of
from storage.errors import ButtonForeignError, ButtonUnknownError
from storage.transaction import Transaction

VALID_FOR = timedelta(days=30)

# A version before the random part, so that a later layout can tell old buttons from new ones. Telegram allows
# 64 bytes of callback data (Bot API, InlineKeyboardButton).
_VERSION = "b1"
_RANDOM_BYTES = 18
_TOKEN = re.compile(r"b1[A-Za-z0-9_-]{24}")


@dataclass(frozen=True, slots=True)
class NewButton:
    """What a press shall do: the action, the id it acts on, and what else it needs to know."""

    action: str
    target: str = ""
    data: str | None = None


@dataclass(frozen=True, slots=True)
class ButtonPress:
    """A button pressed by the person it was made for.

    Attributes:
        group: shared by the buttons of one message.
        used_at: when it acted already, or another button of its group ended it.
        expired: whether it is too old to act.
    """

    token: str
    action: str
    target: str
    data: str | None
    presser: PersonId
    group: str
    used_at: datetime | None
    expired: bool


class ButtonRow(Row, table=True):
    """One button."""

    token: str = Field(primary_key=True, max_length=64)
    action: str = Field(max_length=64)
    target: str
    data: bytes | None = sealed_field()
    presser_id: str = refers_to("person.id", index=False)
    group: str = Field(index=True, max_length=64)
    created_at: datetime = moment_field()
    expires_at: datetime = moment_field(index=True)
    used_at: datetime | None = moment_field()


_BUTTON = table_of(ButtonRow)


class ButtonsRepository:
    """The buttons under messages already sent."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def issue(
        self,
        buttons: Sequence[NewButton],
        *,
        presser: PersonId,
        group: str,
        now: datetime,
        valid_for: timedelta = VALID_FOR,
    ) -> list[str]:
        """Return one token for each button, in their order; only ``presser`` may press them."""
        rows = [self._row(button) for button in buttons]
        shared = {
            "presser_id": presser,
            "group": group,
            "created_at": now,
            "expires_at": now + valid_for,
        }
        self._transaction.insert(_BUTTON, [row | shared for row in rows])
        return [row["token"] for row in rows]

    def resolve(self, token: str, *, presser: PersonId, now: datetime) -> ButtonPress:
        """Return what a pressed button means; whether it may act still is for the caller to see.

        Raises:
            ButtonUnknownError: the token is forged, or so old that it was deleted.
            ButtonForeignError: the button was made for somebody else.
        """
        # What cannot be a token, a stray byte included, never reaches the database.
        if _TOKEN.fullmatch(token) is None:
            raise ButtonUnknownError
        row = self._transaction.first(sa.select(_BUTTON).where(_BUTTON.c.token == token))
        if row is None:
            raise ButtonUnknownError
        if row.presser_id != presser:
            raise ButtonForeignError(row.action, row.target, row.presser_id)
        data = row.data and self._transaction.keys.open(row.data, place=("button", "data", token))
        return ButtonPress(
            token=token,
            action=row.action,
            target=row.target,
            data=data,
            presser=presser,
            group=row.group,
            used_at=row.used_at,
            expired=row.expires_at <= now,
        )

    def use(self, token: str, *, now: datetime) -> bool:
        """Use a button up; True for the first press only, False when it was used or has expired."""
        claim = (
            sa.update(_BUTTON)
            .where(_BUTTON.c.token == token, _BUTTON.c.used_at.is_(None), _BUTTON.c.expires_at > now)
            .values(used_at=now)
        )
        return self._transaction.change(claim) == 1

    def use_group(self, group: str, *, now: datetime) -> bool:
        """Use up all buttons of a message at once, since one answer settles it; False when none was left."""
        claim = (
            sa.update(_BUTTON)
            .where(_BUTTON.c.group == group, _BUTTON.c.used_at.is_(None), _BUTTON.c.expires_at > now)
            .values(used_at=now)
        )
        return self._transaction.change(claim) > 0

    def forget_expired(self, now: datetime) -> int:
        """Delete the buttons that can no longer act; return how many."""
        return self._transaction.change(sa.delete(_BUTTON).where(_BUTTON.c.expires_at <= now))

    def _row(self, button: NewButton) -> dict[str, Any]:
        token = _VERSION + secrets.token_urlsafe(_RANDOM_BYTES)
        place = ("button", "data", token)
        data = None if button.data is None else self._transaction.keys.seal(button.data, place=place)
        return {"token": token, "action": button.action, "target": button.target, "data": data}
