"""Histories: the facts of a client as the loyalty rules read them, for one client or many at once."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from loyalty.clients import ClientId
from loyalty.contacts import Direction
from loyalty.facts import (
    Attendance,
    Complaint,
    Contact,
    ContactKind,
    EventKind,
    FamilyFact,
    FamilyKind,
    History,
    Mention,
    Purchase,
    Referral,
    Survey,
    SurveyKind,
)
from loyalty.signals import SignalKind
from storage.columns import table_of
from storage.records.interactions import InteractionRow
from storage.records.purchases import PurchaseRow
from storage.records.signals import SignalRow
from storage.transaction import Transaction

_PURCHASE = table_of(PurchaseRow)
_INTERACTION = table_of(InteractionRow)
_SIGNAL = table_of(SignalRow)

_CONTACT_KINDS = {
    Direction.INBOUND: ContactKind.CLIENT,
    Direction.OUTBOUND_ANSWERED: ContactKind.ANSWERED,
    Direction.OUTBOUND_UNANSWERED: ContactKind.OUTREACH,
}


@dataclass(frozen=True, slots=True)
class Dossier:
    """A client's history and what lies beside it.

    Attributes:
        wishes: days on which a wish to leave was heard, each with the day it was settled or None.
    """

    history: History
    wishes: tuple[tuple[date, date | None], ...] = ()

    def wish_since(self, today: date) -> date | None:
        """Return the day of the oldest wish to leave that is open as of ``today``."""
        heard = (wish for wish in self.wishes if wish[0] <= today)
        return min((on for on, settled in heard if settled is None or settled > today), default=None)


class HistoriesRepository:
    """The histories of all clients; three statements for however many of them."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def of(self, client_id: ClientId) -> History:
        """Return the history of one client; a day is the ordinal of its UTC date."""
        return self.dossier(client_id).history

    def many(self, client_ids: Sequence[ClientId]) -> dict[ClientId, History]:
        """Return the histories of several clients, at most some hundreds at a time."""
        return {client_id: dossier.history for client_id, dossier in self.dossiers(client_ids).items()}

    def dossier(self, client_id: ClientId) -> Dossier:
        """Return the history of one client with what lies beside it."""
        return self.dossiers([client_id])[client_id]

    def dossiers(self, client_ids: Sequence[ClientId]) -> dict[ClientId, Dossier]:
        """Return the dossiers of several clients, at most some hundreds at a time."""
        gathered: dict[str, _Gathered] = defaultdict(_Gathered)
        self._gather_purchases(client_ids, gathered)
        self._gather_contacts(client_ids, gathered)
        self._gather_signals(client_ids, gathered)
        return {client_id: gathered[client_id].dossier() for client_id in client_ids}

    def _gather_purchases(self, client_ids: Sequence[ClientId], gathered: Mapping[str, "_Gathered"]) -> None:
        columns = (_PURCHASE.c.client_id, _PURCHASE.c.purchased_on, _PURCHASE.c.amount, _PURCHASE.c.category)
        for client_id, bought_on, amount, category in self._transaction.rows(
            sa.select(*columns).where(_PURCHASE.c.client_id.in_(client_ids))
        ):
            gathered[client_id].purchases.append(Purchase(bought_on.toordinal(), amount, category))

    def _gather_contacts(self, client_ids: Sequence[ClientId], gathered: Mapping[str, "_Gathered"]) -> None:
        table = _INTERACTION
        columns = (
            table.c.client_id,
            table.c.occurred_at,
            table.c.direction,
            table.c.signed,
            table.c.about_us,
        )
        for client_id, occurred_at, direction, signed, about_us in self._transaction.rows(
            sa.select(*columns).where(table.c.client_id.in_(client_ids))
        ):
            kind = _CONTACT_KINDS[Direction(direction)]
            gathered[client_id].contacts.append(
                Contact(occurred_at.date().toordinal(), kind, tone=signed, brand=about_us)
            )

    def _gather_signals(self, client_ids: Sequence[ClientId], gathered: Mapping[str, "_Gathered"]) -> None:
        table = _SIGNAL
        columns = (table.c.client_id, table.c.kind, table.c.opened_on, table.c.closed_on, table.c.value)
        told = sa.select(*columns, table.c.tone, table.c.about_us).where(table.c.client_id.in_(client_ids))
        for row in self._transaction.rows(told.order_by(table.c.opened_on, table.c.id)):
            _READERS[SignalKind(row.kind)](row, gathered[row.client_id])


@dataclass(slots=True)
class _Gathered:
    """The facts of one client while rows come in."""

    purchases: list[Purchase] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    surveys: list[Survey] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    attendances: list[Attendance] = field(default_factory=list)
    family: list[FamilyFact] = field(default_factory=list)
    wishes: list[tuple[date, date | None]] = field(default_factory=list)
    followers: int | None = None

    def dossier(self) -> Dossier:
        history = History(
            purchases=tuple(self.purchases),
            contacts=tuple(self.contacts),
            surveys=tuple(self.surveys),
            referrals=tuple(self.referrals),
            complaints=tuple(self.complaints),
            mentions=tuple(self.mentions),
            attendances=tuple(self.attendances),
            family=tuple(self.family),
            followers=self.followers,
        )
        return Dossier(history, tuple(self.wishes))


_SignalLine = sa.Row[*tuple[Any, ...]]
_Reader = Callable[[_SignalLine, _Gathered], None]


def _read_complaint(row: _SignalLine, into: _Gathered) -> None:
    solved_on = None if row.closed_on is None else row.closed_on.toordinal()
    into.complaints.append(Complaint(row.opened_on.toordinal(), solved_on, serious=row.value != 0))


def _read_wish_to_leave(row: _SignalLine, into: _Gathered) -> None:
    into.wishes.append((row.opened_on, row.closed_on))


def _read_referral(row: _SignalLine, into: _Gathered) -> None:
    into.referrals.append(Referral(row.opened_on.toordinal(), converted=bool(row.value)))


def _read_mention(row: _SignalLine, into: _Gathered) -> None:
    into.mentions.append(
        Mention(row.opened_on.toordinal(), row.value or 0.0, tone=row.tone, brand=row.about_us)
    )


def _read_followers(row: _SignalLine, into: _Gathered) -> None:
    # Rows come oldest first, so the newest count stays.
    into.followers = int(row.value or 0)


def _read_visit(row: _SignalLine, into: _Gathered) -> None:
    into.contacts.append(Contact(row.opened_on.toordinal(), ContactKind.CLIENT))


def _survey(kind: SurveyKind) -> _Reader:
    def read(row: _SignalLine, into: _Gathered) -> None:
        into.surveys.append(Survey(kind, row.opened_on.toordinal(), row.value))

    return read


def _event(kind: EventKind) -> _Reader:
    def read(row: _SignalLine, into: _Gathered) -> None:
        into.attendances.append(Attendance(row.opened_on.toordinal(), kind))

    return read


def _family(kind: FamilyKind) -> _Reader:
    def read(row: _SignalLine, into: _Gathered) -> None:
        into.family.append(FamilyFact(row.opened_on.toordinal(), kind, row.value))

    return read


_READERS: Mapping[SignalKind, _Reader] = {
    SignalKind.COMPLAINT: _read_complaint,
    SignalKind.EXIT_WISH: _read_wish_to_leave,
    SignalKind.REFERRAL: _read_referral,
    SignalKind.SURVEY_NPS: _survey(SurveyKind.NPS),
    SignalKind.SURVEY_CSAT: _survey(SurveyKind.CSAT),
    SignalKind.SURVEY_TRUST: _survey(SurveyKind.TRUST),
    SignalKind.EVENT_ATTENDED: _event(EventKind.ATTENDED),
    SignalKind.EVENT_ROLE: _event(EventKind.ROLE),
    SignalKind.EVENT_DECLINED: _event(EventKind.DECLINED),
    SignalKind.MENTION: _read_mention,
    SignalKind.FOLLOWERS: _read_followers,
    SignalKind.FAMILY_LINKED: _family(FamilyKind.FAMILY_LINKED),
    SignalKind.FAMILY_NEXT_GENERATION: _family(FamilyKind.NEXT_GENERATION_ACTIVE),
    SignalKind.FAMILY_GIFT: _family(FamilyKind.FAMILY_GIFT),
    SignalKind.FAMILY_LEGACY_TALK: _family(FamilyKind.LEGACY_TALK),
    SignalKind.FAMILY_WISH: _family(FamilyKind.STATED),
    SignalKind.VISIT: _read_visit,
}
