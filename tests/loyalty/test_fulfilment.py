"""Which planned contact a logged one stands for; all on Hong Kong's calendar."""

from datetime import UTC, date, datetime

import pytest

from loyalty.clients import ClientId
from loyalty.people.people import PersonId
from loyalty.planning.fulfilment import fulfilled_by, released_by
from loyalty.planning.touchpoints import Touchpoint, TouchpointId, TouchpointKind, TouchpointState

ON = date(2026, 11, 24)
HELLO, BIRTHDAY, PROMISE = TouchpointKind.HELLO, TouchpointKind.BIRTHDAY, TouchpointKind.PROMISE
PLANNED, REMINDED, PUT_OFF = TouchpointState.PLANNED, TouchpointState.REMINDED, TouchpointState.PUT_OFF


def a_contact(
    day: int, kind: TouchpointKind = HELLO, state: TouchpointState = PLANNED, *, month: int = 11
) -> Touchpoint:
    return Touchpoint(
        id=TouchpointId(f"{month}-{day}-{kind}"),
        client_id=ClientId("c"),
        advisor_id=PersonId("a"),
        kind=kind,
        due_at=datetime(2026, month, day, 1, tzinfo=UTC),
        note="",
        state=state,
    )


@pytest.mark.parametrize(
    ("contact", "is_it"),
    [
        (a_contact(17), True),
        (a_contact(16), False),
        (a_contact(1, month=12), True),
        (a_contact(2, month=12), False),
        (a_contact(1, state=REMINDED), True),
        (a_contact(27, state=PUT_OFF), True),
        (a_contact(24, BIRTHDAY), True),
        (a_contact(25, BIRTHDAY), False),
        (a_contact(25, BIRTHDAY, PUT_OFF), True),
        (a_contact(20, BIRTHDAY, REMINDED), True),
        (a_contact(24, PROMISE), False),
        (a_contact(24, PROMISE, REMINDED), True),
        (a_contact(26, PROMISE, PUT_OFF), True),
    ],
)
def test_a_contact_stands_for_what_is_near(contact: Touchpoint, is_it: bool) -> None:
    assert (fulfilled_by([contact], on=ON, zone="Asia/Hong_Kong") is contact) is is_it


def test_the_nearest_is_meant_and_of_two_the_one_that_was_told() -> None:
    far, near = a_contact(18), a_contact(26)
    told = a_contact(20, state=REMINDED)

    assert fulfilled_by([far, near], on=ON, zone="Asia/Hong_Kong") is near
    assert fulfilled_by([near, a_contact(24), told], on=ON, zone="Asia/Hong_Kong") is told


@pytest.mark.parametrize(
    ("contact", "is_it"),
    [
        (a_contact(20, state=REMINDED), True),
        (a_contact(24, state=REMINDED), True),
        (a_contact(24, state=PUT_OFF), True),
        (a_contact(20, TouchpointKind.REVIEW, REMINDED), False),
        (a_contact(25, state=PUT_OFF), False),
        (a_contact(24), False),
        (a_contact(20, BIRTHDAY, REMINDED), False),
        (a_contact(20, PROMISE, REMINDED), False),
    ],
)
def test_a_contact_releases_the_hellos_that_were_due(contact: Touchpoint, is_it: bool) -> None:
    assert released_by([contact], on=ON, zone="Asia/Hong_Kong") == ((contact,) if is_it else ())


def test_without_a_planned_contact_there_is_none() -> None:
    assert fulfilled_by([], on=ON, zone="Asia/Hong_Kong") is None
