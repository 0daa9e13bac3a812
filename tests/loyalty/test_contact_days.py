"""Which other days are offered for a contact."""

from datetime import UTC, date, datetime, timedelta

import pytest

from loyalty.clientfields import UnreadableHourError, hour_of
from loyalty.clients import Client, ClientId
from loyalty.people.people import PersonId, TeamId
from loyalty.planning.contactdays import DayContact, days_offered, swaps_offered
from loyalty.planning.touchpoints import Touchpoint, TouchpointId, TouchpointKind

THURSDAY = date(2026, 11, 26)
DAY = timedelta(days=1)
MOMENT = datetime(2026, 11, 26, 1, tzinfo=UTC)


def a_contact(kind: TouchpointKind = TouchpointKind.HELLO, *, occasion_on: date | None = None) -> DayContact:
    client = Client(ClientId("c"), "Chen Wei", TeamId("central"), PersonId("anna"), MOMENT)
    touchpoint = Touchpoint(
        TouchpointId("t"), client.id, PersonId("anna"), kind, MOMENT, "", occasion_on=occasion_on
    )
    return DayContact(THURSDAY, touchpoint, client)


def another(name: str, day: date, kind: TouchpointKind = TouchpointKind.HELLO) -> DayContact:
    client = Client(ClientId(name), name, TeamId("central"), PersonId("anna"), MOMENT)
    return DayContact(
        day, Touchpoint(TouchpointId(name), client.id, PersonId("anna"), kind, MOMENT, ""), client
    )


def rooms(first: int, last: int, room: int = 3) -> dict[date, int]:
    return {THURSDAY + number * DAY: room for number in range(first, last + 1)}


def test_the_days_next_to_its_own_are_offered_and_never_its_own() -> None:
    offered = days_offered(a_contact(), rooms=rooms(-2, 20), unwanted=())

    assert offered == tuple(THURSDAY + number * DAY for number in (-2, -1, 1, 2, 3, 4, 5, 6, 7))


def test_full_days_and_days_with_another_contact_of_the_client_are_left_out() -> None:
    free = {**rooms(1, 4), THURSDAY + DAY: 0}

    assert days_offered(a_contact(), rooms=free, unwanted=(THURSDAY + 2 * DAY,)) == (
        THURSDAY + 3 * DAY,
        THURSDAY + 4 * DAY,
    )


def test_an_occasion_is_not_greeted_after_its_day() -> None:
    birthday = a_contact(TouchpointKind.BIRTHDAY, occasion_on=THURSDAY + DAY)

    assert days_offered(birthday, rooms=rooms(-1, 5), unwanted=()) == (THURSDAY - DAY, THURSDAY + DAY)


def test_a_promise_is_not_moved_by_the_plan() -> None:
    assert a_contact().may_move
    assert not a_contact(TouchpointKind.PROMISE).may_move


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("8:30", "08:30"),
        ("8", "08:00"),
        ("at 7.45 am", "07:45"),
        ("早上8点半", "08:30"),
        ("8点", "08:00"),
        ("1 pm", "13:00"),
    ],
)
def test_an_hour_is_read_as_people_write_it(text: str, told: str) -> None:
    assert hour_of(text).isoformat("minutes") == told


@pytest.mark.parametrize("text", ["", "early", "8:30-9", "24:00", "8:75", "x" * 80])
def test_what_is_no_hour_is_refused(text: str) -> None:
    with pytest.raises(UnreadableHourError):
        hour_of(text)


def test_contacts_on_the_nearest_days_are_offered_for_a_swap_eight_at_most() -> None:
    others = [another(str(number), THURSDAY + number * DAY) for number in range(1, 12)]

    offered = swaps_offered(a_contact(), others, today=THURSDAY - DAY, busy={})

    assert [each.day for each in offered] == [THURSDAY + number * DAY for number in range(1, 9)]


@pytest.mark.parametrize(
    ("other", "busy"),
    [
        (another("same day", THURSDAY), {}),
        (another("today", THURSDAY - DAY), {}),
        (another("birthday", THURSDAY + DAY, TouchpointKind.BIRTHDAY), {}),
        (another("promise", THURSDAY + DAY, TouchpointKind.PROMISE), {}),
        (another("c", THURSDAY + DAY), {}),
        (another("there already", THURSDAY + DAY), {ClientId("there already"): {THURSDAY}}),
        (another("she is there", THURSDAY + DAY), {ClientId("c"): {THURSDAY + DAY}}),
    ],
)
def test_no_swap_doubles_a_client_on_a_day_or_touches_a_day_that_is_told(
    other: DayContact, busy: dict[ClientId, set[date]]
) -> None:
    assert swaps_offered(a_contact(), [other], today=THURSDAY - DAY, busy=busy) == ()


def test_an_occasion_and_a_contact_of_today_swap_with_nobody() -> None:
    others = [another("other", THURSDAY + DAY)]
    birthday = a_contact(TouchpointKind.BIRTHDAY, occasion_on=THURSDAY)

    assert swaps_offered(birthday, others, today=THURSDAY - DAY, busy={}) == ()
    assert swaps_offered(a_contact(), others, today=THURSDAY, busy={}) == ()
