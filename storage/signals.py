"""The signals: dated facts about a client beside contacts and purchases, each open until it is closed."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NewType

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.clients import ClientId
from loyalty.interactions import InteractionId, MoodReading
from loyalty.tone import CueName, Mood
from storage.columns import Row, key_field, refers_to, sealed_field, table_of
from storage.ids import new_id
from storage.transaction import Transaction

SignalId = NewType("SignalId", str)
_SURE = 0.8


class SignalKind(StrEnum):
    """What is known; in brackets what ``value`` holds."""

    COMPLAINT = "complaint"  # (0 when it is not a serious one)
    EXIT_WISH = "exit_wish"
    REFERRAL = "referral"  # (1 once that person bought)
    SURVEY_NPS = "survey_nps"  # (0 to 10)
    SURVEY_CSAT = "survey_csat"  # (1 to 5)
    SURVEY_TRUST = "survey_trust"  # (1 to 5)
    EVENT_ATTENDED = "event_attended"
    EVENT_ROLE = "event_role"
    EVENT_DECLINED = "event_declined"
    MENTION = "mention"  # (reach in people; ``tone`` and ``about_us`` belong to it)
    FOLLOWERS = "followers"  # (how many)
    FAMILY_LINKED = "family_linked"
    FAMILY_NEXT_GENERATION = "family_next_generation"
    FAMILY_GIFT = "family_gift"
    FAMILY_LEGACY_TALK = "family_legacy_talk"
    FAMILY_WISH = "family_wish"  # (wish to hand on, 0 to 10)


MATTERS = (SignalKind.COMPLAINT, SignalKind.EXIT_WISH)
"""The kinds that stay open until somebody settles them, and make a client red meanwhile."""


def signals_told_by(reading: MoodReading) -> frozenset[SignalKind]:
    """Return what a note tells besides having been a contact.

    A complaint needs a mood that a person called unhappy, a wish to leave or a referral a tap or a sureness
    above 0.8 (source: product brief, Levels): one unsure note alone raises no alert and no figure.
    """
    by_person = reading.source.is_person
    is_sure = by_person or reading.confidence > _SURE
    is_unhappy = reading.mood is Mood.NEGATIVE
    held = {
        CueName.COMPLAINT: (SignalKind.COMPLAINT, by_person and is_unhappy),
        CueName.EXIT: (SignalKind.EXIT_WISH, is_sure),
        CueName.REFERRAL: (SignalKind.REFERRAL, is_sure and not is_unhappy),
    }
    return frozenset(held[cue][0] for cue in reading.cues if cue in held and held[cue][1])


class SignalRow(Row, table=True):
    """One signal; a detail in words is sealed."""

    __table_args__ = (sa.Index("ix_signal_client_id_kind", "client_id", "kind"),)

    id: str = key_field()
    client_id: str = refers_to("client.id", index=False)
    kind: str = Field(max_length=32)
    opened_on: date
    closed_on: date | None
    value: float | None
    tone: float | None
    about_us: bool
    detail: bytes | None = sealed_field()
    interaction_id: str | None = refers_to("interaction.id")


_TABLE = table_of(SignalRow)


class SignalsRepository:
    """The signals of all clients."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(
        self,
        kind: SignalKind,
        client_id: ClientId,
        *,
        on: date,
        value: float | None = None,
        tone: float | None = None,
        about_us: bool = False,
        detail: str = "",
        interaction_id: InteractionId | None = None,
    ) -> SignalId:
        """Save a fact dated ``on``; a complaint or a wish to leave is open from that day."""
        signal_id = SignalId(new_id())
        place = ("signal", "detail", signal_id)
        values: dict[str, Any] = {
            "id": signal_id,
            "client_id": client_id,
            "kind": kind,
            "opened_on": on,
            "closed_on": None,
            "value": value,
            "tone": tone,
            "about_us": about_us,
            "detail": self._transaction.keys.seal(detail, place=place) if detail else None,
            "interaction_id": interaction_id,
        }
        self._transaction.insert(_TABLE, [values])
        return signal_id

    def close(self, signal_id: SignalId, *, on: date) -> bool:
        """Close an open signal; False when it was closed before."""
        still_open = sa.and_(_TABLE.c.id == signal_id, _TABLE.c.closed_on.is_(None))
        return self._transaction.change(sa.update(_TABLE).where(still_open).values(closed_on=on)) == 1

    def close_matters(self, client_id: ClientId, *, on: date) -> list[SignalId]:
        """Close the complaints and wishes to leave of a client that are open; return which these were."""
        open_ids = [signal_id for kind in MATTERS for signal_id in self.open_of(client_id, kind)]
        for signal_id in open_ids:
            self.close(signal_id, on=on)
        return open_ids

    def open_of(self, client_id: ClientId, kind: SignalKind) -> list[SignalId]:
        """Return the signals of a kind that nobody closed, oldest first."""
        still_open = (_TABLE.c.client_id == client_id, _TABLE.c.kind == kind, _TABLE.c.closed_on.is_(None))
        rows = self._transaction.rows(
            sa.select(_TABLE.c.id).where(*still_open).order_by(_TABLE.c.opened_on, _TABLE.c.id)
        )
        return [SignalId(row.id) for row in rows]

    def open_complaints(self, client_id: ClientId) -> list[SignalId]:
        """Return the complaints of a client that are not solved, oldest first."""
        return self.open_of(client_id, SignalKind.COMPLAINT)

    def kinds_of_interaction(self, interaction_id: InteractionId) -> dict[SignalKind, SignalId]:
        """Return what an interaction gave rise to; it holds at most one signal of a kind."""
        rows = self._transaction.rows(
            sa.select(_TABLE.c.id, _TABLE.c.kind).where(_TABLE.c.interaction_id == interaction_id)
        )
        return {SignalKind(row.kind): SignalId(row.id) for row in rows}

    def delete(self, signal_ids: Sequence[SignalId]) -> None:
        """Remove signals that never were true."""
        if signal_ids:
            self._transaction.change(sa.delete(_TABLE).where(_TABLE.c.id.in_(signal_ids)))

    def delete_of_interaction(self, interaction_id: InteractionId) -> None:
        """Remove all that an interaction gave rise to."""
        self._transaction.change(sa.delete(_TABLE).where(_TABLE.c.interaction_id == interaction_id))
