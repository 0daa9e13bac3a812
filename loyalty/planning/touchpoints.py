"""A touchpoint: a planned contact with a client, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from loyalty.clients import ClientId
from loyalty.people.people import PersonId

TouchpointId = NewType("TouchpointId", str)


class TouchpointKind(StrEnum):
    """Why the contact is planned: a promise of the advisor, an occasion of the client, or the cadence."""

    PROMISE = "promise"
    BIRTHDAY = "birthday"
    FESTIVAL = "festival"
    ANNIVERSARY = "anniversary"
    HELLO = "hello"
    REVIEW = "review"

    @property
    def is_dated(self) -> bool:
        """Tell whether the contact belongs to a day of its own, so that another day is second best."""
        return self in (TouchpointKind.BIRTHDAY, TouchpointKind.FESTIVAL, TouchpointKind.ANNIVERSARY)

    @property
    def is_regular(self) -> bool:
        """Tell whether the cadence asks for the contact, so that another one can stand for it."""
        return self in (TouchpointKind.HELLO, TouchpointKind.REVIEW)


class TouchpointState(StrEnum):
    """Where a planned contact stands.

    A planned one may still be moved or dropped by the planner; a reminded one was shown to the advisor, who
    decides; one put off comes back at the moment the advisor chose; a dropped one was no longer wanted, as
    the client was contacted otherwise or is closed; a missed one belonged to an occasion that has passed.
    """

    PLANNED = "planned"
    REMINDED = "reminded"
    PUT_OFF = "put_off"
    DONE = "done"
    SKIPPED = "skipped"
    DROPPED = "dropped"
    MISSED = "missed"


class SkipReason(StrEnum):
    """Why an advisor leaves a planned contact out."""

    NOT_NOW = "not_now"
    CLIENT_AWAY = "client_away"
    NOT_FITTING = "not_fitting"
    ALREADY_SPOKE = "already_spoke"


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """One planned contact.

    Attributes:
        due_at: when the advisor is to hear of it: the hour of the brief on the planned day, the promised
            moment of a promise, or until when it was put off.
        occasion: which festival or anniversary, a key of the labels; None for the other kinds.
        occasion_on: the day of the occasion in the client's zone.
        draft: which of the drafted texts is shown, counted from 0; "Other words" takes the next.
    """

    id: TouchpointId
    client_id: ClientId
    advisor_id: PersonId
    kind: TouchpointKind
    due_at: datetime
    note: str
    state: TouchpointState = TouchpointState.PLANNED
    occasion: str | None = None
    occasion_on: date | None = None
    draft: int = 0
