"""How contacts and signals, as they lie in their tables, read as facts of the loyalty rules."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from loyalty.contacts import Direction
from loyalty.facts.facts import (
    Attendance,
    Complaint,
    Contact,
    ContactKind,
    EventKind,
    FamilyFact,
    FamilyKind,
    Mention,
    Referral,
    Survey,
    SurveyKind,
)
from loyalty.facts.signals import Signal, SignalKind
from loyalty.sums.adding import ExitWish, Fact, Followers

_CONTACT_KINDS = {
    Direction.INBOUND: ContactKind.CLIENT,
    Direction.OUTBOUND_ANSWERED: ContactKind.ANSWERED,
    Direction.OUTBOUND_UNANSWERED: ContactKind.OUTREACH,
}


def contact_fact(occurred_at: datetime, direction: str, *, signed: float | None, about_us: bool) -> Contact:
    """Return a logged contact as the rules see it; its day is the UTC date."""
    kind = _CONTACT_KINDS[Direction(direction)]
    return Contact(occurred_at.date().toordinal(), kind, tone=signed, brand=about_us)


SignalLine = Signal | sa.Row[*tuple[Any, ...]]


def signal_fact(line: SignalLine) -> Fact:
    """Return a signal, or a row of its table, as the rules see it."""
    return _READERS[SignalKind(line.kind)](line, line.opened_on.toordinal())


_Reader = Callable[[SignalLine, int], Fact]


def _complaint(line: SignalLine, day: int) -> Complaint:
    return Complaint(day, _ordinal(line.closed_on), serious=line.value != 0)


def _exit_wish(line: SignalLine, day: int) -> ExitWish:
    return ExitWish(day, _ordinal(line.closed_on))


def _referral(line: SignalLine, day: int) -> Referral:
    return Referral(day, converted=bool(line.value))


def _mention(line: SignalLine, day: int) -> Mention:
    return Mention(day, line.value or 0.0, tone=line.tone, brand=line.about_us)


def _followers(line: SignalLine, day: int) -> Followers:
    return Followers(day, int(line.value or 0))


def _visit(_line: SignalLine, day: int) -> Contact:
    return Contact(day, ContactKind.CLIENT)


def _survey(kind: SurveyKind) -> _Reader:
    def read(line: SignalLine, day: int) -> Survey:
        assert line.value is not None
        return Survey(kind, day, line.value)

    return read


def _event(kind: EventKind) -> _Reader:
    def read(_line: SignalLine, day: int) -> Attendance:
        return Attendance(day, kind)

    return read


def _family(kind: FamilyKind) -> _Reader:
    def read(line: SignalLine, day: int) -> FamilyFact:
        return FamilyFact(day, kind, line.value)

    return read


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


_READERS: Mapping[SignalKind, _Reader] = {
    SignalKind.COMPLAINT: _complaint,
    SignalKind.EXIT_WISH: _exit_wish,
    SignalKind.REFERRAL: _referral,
    SignalKind.SURVEY_NPS: _survey(SurveyKind.NPS),
    SignalKind.SURVEY_CSAT: _survey(SurveyKind.CSAT),
    SignalKind.SURVEY_TRUST: _survey(SurveyKind.TRUST),
    SignalKind.EVENT_ATTENDED: _event(EventKind.ATTENDED),
    SignalKind.EVENT_ROLE: _event(EventKind.ROLE),
    SignalKind.EVENT_DECLINED: _event(EventKind.DECLINED),
    SignalKind.MENTION: _mention,
    SignalKind.FOLLOWERS: _followers,
    SignalKind.FAMILY_LINKED: _family(FamilyKind.FAMILY_LINKED),
    SignalKind.FAMILY_NEXT_GENERATION: _family(FamilyKind.NEXT_GENERATION_ACTIVE),
    SignalKind.FAMILY_GIFT: _family(FamilyKind.FAMILY_GIFT),
    SignalKind.FAMILY_LEGACY_TALK: _family(FamilyKind.LEGACY_TALK),
    SignalKind.FAMILY_WISH: _family(FamilyKind.STATED),
    SignalKind.VISIT: _visit,
}
