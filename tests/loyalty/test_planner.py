"""The planner, case by case; 24 November 2026 is a Tuesday."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest

from loyalty.clients import ClientId, Tier
from loyalty.levels.levels import Level
from loyalty.people.clocks import WorkingHours
from loyalty.planning import Agenda, Plan, Planned, PlanningClient, agenda_of, plan
from loyalty.planning.occasions import Occasion
from loyalty.planning.touchpoints import TouchpointKind

HOURS = WorkingHours("Asia/Hong_Kong", time(9), time(18), frozenset(range(5)))
# Eight in the morning in Hong Kong: the brief of the day is still to come.
EARLY = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
LONG_AGO = date(2020, 1, 1)
BIRTHDAY, FESTIVAL = TouchpointKind.BIRTHDAY, TouchpointKind.FESTIVAL
HELLO, REVIEW = TouchpointKind.HELLO, TouchpointKind.REVIEW


def an_agenda(now: datetime = EARLY, capacity: int = 10, **parts: Any) -> Agenda:
    return agenda_of(HOURS, now=now, capacity=capacity, **parts)


def a_client(name: str = "a", tier: Tier = Tier.KEY, **parts: Any) -> PlanningClient:
    return PlanningClient(ClientId(name), tier, LONG_AGO, **parts)


def born(on: date) -> Occasion:
    return Occasion(BIRTHDAY, on)


def days_of(made: Plan, name: str = "a", *, kind: TouchpointKind | None = None) -> list[date]:
    return [each.day for each in made.contacts if each.client_id == name and kind in (None, each.kind)]


def again(clients: list[PlanningClient], made: Plan) -> list[PlanningClient]:
    """Return the clients as the next planning finds them."""
    return [
        replace(each, planned=tuple(planned for planned in made.contacts if planned.client_id == each.id))
        for each in clients
    ]


def test_a_brief_that_was_told_is_not_planned_for() -> None:
    tomorrow = TODAY + timedelta(days=1)
    noon, evening = datetime(2026, 11, 24, 4, tzinfo=UTC), datetime(2026, 11, 24, 10, tzinfo=UTC)

    assert an_agenda().days[0] == an_agenda(noon, told_on=TODAY - timedelta(days=1)).days[0] == TODAY
    assert an_agenda(told_on=TODAY).days[0] == an_agenda(evening).days[0] == tomorrow


def test_what_was_told_today_takes_tomorrows_room_only_when_work_is_over() -> None:
    noon, evening = datetime(2026, 11, 24, 4, tzinfo=UTC), datetime(2026, 11, 24, 10, tzinfo=UTC)
    waiting = {TODAY: 3, TODAY - timedelta(days=1): 1}

    at_noon = an_agenda(noon, told_on=TODAY, occupied=waiting)
    in_the_evening = an_agenda(evening, told_on=TODAY, occupied=waiting)

    assert at_noon.occupied == {TODAY: 4}
    assert in_the_evening.occupied == {TODAY + timedelta(days=1): 4}


def test_the_plan_reaches_the_end_of_the_quarter_and_five_weeks_on() -> None:
    assert an_agenda().days[-1] == date(2026, 12, 31)
    assert an_agenda(datetime(2026, 12, 10, tzinfo=UTC)).days[-1] == date(2027, 1, 29)


@pytest.mark.parametrize(
    ("on", "day"),
    [
        (date(2026, 11, 24), date(2026, 11, 24)),
        (date(2026, 12, 3), date(2026, 12, 3)),
        (date(2026, 12, 5), date(2026, 12, 4)),
        (date(2026, 12, 6), date(2026, 12, 4)),
    ],
)
def test_a_birthday_is_kept_on_its_day_or_the_working_day_before(on: date, day: date) -> None:
    made = plan(an_agenda(), [a_client(tier=Tier.STANDARD, occasions=(born(on),))])

    assert days_of(made, kind=BIRTHDAY) == [day]


def test_a_birthday_on_days_off_comes_before_them_unless_a_colleague_stands_in() -> None:
    off = [date(2026, 12, day) for day in (1, 2, 3, 4)]
    client = a_client(tier=Tier.STANDARD, occasions=(born(date(2026, 12, 3)),))

    alone = plan(an_agenda(days_off=off), [client])
    covered = plan(an_agenda(days_off=off, covered=off), [client])

    assert days_of(alone) == [date(2026, 11, 30)]
    assert days_of(covered) == [date(2026, 12, 3)]


def test_a_birthday_far_away_falls_on_the_advisors_day_that_is_daytime_there() -> None:
    client = a_client(tier=Tier.STANDARD, zone="America/Los_Angeles", occasions=(born(date(2026, 12, 2)),))

    assert days_of(plan(an_agenda(), [client])) == [date(2026, 12, 3)]


def test_a_birthday_that_nobody_can_keep_is_told() -> None:
    off = [TODAY + timedelta(days=number) for number in range(14)]
    made = plan(
        an_agenda(days_off=off), [a_client(tier=Tier.STANDARD, occasions=(born(date(2026, 11, 30)),))]
    )

    assert [(each.kind, each.for_room) for each in made.left_out if each.kind is BIRTHDAY] == [
        (BIRTHDAY, False)
    ]


def test_festivals_of_many_spread_over_the_days_before_without_heaping() -> None:
    christmas = Occasion(FESTIVAL, date(2026, 12, 25), "christmas")
    clients = [a_client(f"c{number:02}", occasions=(christmas,)) for number in range(25)]

    made = plan(an_agenda(), clients)

    days = Counter(each.day for each in made.contacts if each.kind is FESTIVAL)
    assert days == {
        date(2026, 12, 25): 8,
        date(2026, 12, 24): 8,
        date(2026, 12, 23): 8,
        date(2026, 12, 22): 1,
    }
    assert plan(an_agenda(), again(clients, made)) == made


def test_what_is_carried_over_does_not_push_out_a_greeting_of_the_day() -> None:
    christmas = Occasion(FESTIVAL, date(2026, 12, 25), "christmas")
    clients = [a_client(f"c{number:02}", occasions=(christmas,)) for number in range(25)]
    found = again(clients, plan(an_agenda(), clients))
    evening = datetime(2026, 12, 24, 12, tzinfo=UTC)
    last = [each for each in found if any(planned.day == date(2026, 12, 25) for planned in each.planned)]

    made = plan(an_agenda(evening, occupied={date(2026, 12, 24): 2}), last)

    assert Counter(each.day for each in made.contacts if each.kind is FESTIVAL) == {date(2026, 12, 25): 8}


def test_hellos_carried_over_give_way_to_a_birthday_on_its_day() -> None:
    waiting = {TODAY - timedelta(days=1): 10}
    client = a_client(tier=Tier.STANDARD, occasions=(born(TODAY),))

    made = plan(an_agenda(occupied=waiting, regular=waiting), [client])

    assert days_of(made, kind=BIRTHDAY) == [TODAY]
    assert made.without_room == 0


def test_hellos_carried_over_give_way_to_an_anniversary_on_its_day() -> None:
    waiting = {TODAY - timedelta(days=1): 10}
    anniversary = Occasion(TouchpointKind.ANNIVERSARY, TODAY, "purchase")
    held = Planned(ClientId("a"), TouchpointKind.ANNIVERSARY, TODAY, "purchase", TODAY)
    client = a_client(occasions=(anniversary,), planned=(held,))

    made = plan(an_agenda(occupied=waiting, regular=waiting), [client])

    assert held in made.contacts
    assert [each.kind for each in made.contacts if each.day == TODAY] == [TouchpointKind.ANNIVERSARY]


def test_a_birthday_that_finds_no_room_beside_reds_and_promises_is_counted() -> None:
    waiting = {TODAY - timedelta(days=1): 10}
    client = a_client(tier=Tier.STANDARD, has_cadence=False, occasions=(born(TODAY),))

    made = plan(an_agenda(occupied=waiting), [client])

    assert (days_of(made, kind=BIRTHDAY), made.without_room) == ([], 1)


def test_a_birthday_stays_on_the_covered_day_that_has_begun() -> None:
    client = a_client(tier=Tier.STANDARD, has_cadence=False, occasions=(born(TODAY),))

    made = plan(an_agenda(days_off=[TODAY], covered=[TODAY]), [client])

    assert days_of(made, kind=BIRTHDAY) == [TODAY]


def test_a_key_client_has_three_contacts_in_december_and_a_review_in_the_quarter() -> None:
    made = plan(
        an_agenda(), [a_client(contact_days=(date(2026, 11, 3), date(2026, 11, 10), date(2026, 11, 17)))]
    )

    assert [day.month for day in days_of(made, kind=HELLO)] == [12, 12, 12]
    assert len(days_of(made, kind=REVIEW)) == 1
    days = days_of(made)
    assert min((b - a).days for a, b in pairwise(days)) >= 5


def test_contacts_are_nearer_each_other_rather_than_fewer_than_promised() -> None:
    client = a_client(tier=Tier.VIP, contact_days=(date(2026, 12, 1), date(2026, 12, 2)))
    late = datetime(2026, 12, 28, 0, 0, tzinfo=UTC)

    made = plan(an_agenda(late), [replace(client, review_days=(date(2026, 10, 9),))])

    assert [day for day in days_of(made) if day.year == 2026] == [date(2026, 12, 28), date(2026, 12, 31)]


def test_contacts_and_occasions_count_toward_the_month() -> None:
    client = a_client(
        contact_days=(date(2026, 11, 2), date(2026, 11, 9)), occasions=(born(date(2026, 11, 27)),)
    )

    november = [each for each in plan(an_agenda(), [client]).contacts if each.day.month == 11]

    assert [(each.kind, each.day.day) for each in november] == [(BIRTHDAY, 27)]


def test_what_stands_open_counts() -> None:
    client = a_client(contact_days=(date(2026, 11, 2), date(2026, 11, 12)), open_days=(date(2026, 11, 23),))

    assert [day for day in days_of(plan(an_agenda(), [client])) if day.month == 11] == []


def test_a_dormant_client_keeps_the_birthday_and_has_no_cadence() -> None:
    client = a_client(has_cadence=False, occasions=(born(date(2026, 12, 3)),))

    assert [each.kind for each in plan(an_agenda(), [client]).contacts] == [BIRTHDAY]


def test_a_review_of_the_quarter_is_planned_once() -> None:
    had = a_client(review_days=(date(2026, 10, 9),))
    new = replace(a_client("new"), since=date(2026, 11, 20))

    made = plan(an_agenda(), [had, new])

    assert [each for each in made.contacts if each.kind is REVIEW] == []


def test_standard_clients_are_spread_over_the_quarter() -> None:
    january = datetime(2027, 1, 1, tzinfo=UTC)
    clients = [a_client(f"c{number:02}", Tier.STANDARD) for number in range(64)]

    made = plan(an_agenda(january), clients)

    assert Counter(each.day for each in made.contacts).most_common(1)[0][1] == 1
    assert len(made.contacts) == 64


def test_the_last_contact_counts_in_the_next_quarter_too() -> None:
    january = datetime(2027, 1, 1, tzinfo=UTC)
    client = a_client(tier=Tier.STANDARD, contact_days=(date(2026, 12, 30),))

    assert days_of(plan(an_agenda(january), [client]))[0] > date(2027, 1, 20)


def test_what_is_reminded_or_promised_takes_room_on_its_day() -> None:
    agenda = an_agenda(capacity=1, occupied={TODAY - timedelta(days=3): 1, date(2026, 11, 26): 1})

    made = plan(agenda, [a_client(f"c{number}", Tier.STANDARD) for number in range(40)])

    assert not {TODAY, date(2026, 11, 26)} & {each.day for each in made.contacts}


def test_too_much_is_left_out_and_told_standard_clients_first() -> None:
    clients = [a_client(f"{tier}{number}", tier) for tier in Tier for number in range(12)]

    made = plan(an_agenda(capacity=2), clients)

    assert max(Counter(each.day for each in made.contacts).values()) == 2
    assert made.needed > made.room == 2
    given = Counter(each.client_id.rstrip("0123456789") for each in made.contacts)
    assert given["vip"] > given["key"] >= given["standard"] == 0
    assert sum(each.client_id.startswith("standard") for each in made.left_out if each.for_room) == 12
    assert made.without_room > 12


def test_everybody_of_a_tier_is_served_in_turns_when_there_is_not_room_for_all() -> None:
    clients = [a_client(f"c{number:02}") for number in range(20)]

    made = plan(an_agenda(capacity=2), clients)

    december = Counter(each.client_id for each in made.contacts if each.day.month == 12)
    assert set(december.values()) == {2, 3}
    assert len(december) == 20


@pytest.mark.parametrize("waits", ["open_days", "open_review_days"])
def test_the_next_hello_keeps_its_distance_to_one_that_still_waits_today(waits: str) -> None:
    friday = TODAY - timedelta(days=4)
    client = a_client(
        planned=(Planned(ClientId("a"), HELLO, TODAY + timedelta(days=1)),), **{waits: (friday,)}
    )

    made = plan(an_agenda(), [client])

    assert min(days_of(made)) >= TODAY + timedelta(days=3)


def test_reds_come_first_within_a_tier() -> None:
    clients = [a_client("a"), a_client("z", level=Level.RED)]

    made = plan(an_agenda(datetime(2026, 12, 31, tzinfo=UTC), capacity=1), clients)

    assert [each.client_id for each in made.contacts if each.day.year == 2026] == ["z"]


def test_a_contact_moves_nobody_else() -> None:
    clients = [a_client(f"c{number:02}", list(Tier)[number % 3]) for number in range(30)]
    before = plan(an_agenda(), clients)
    found = again(clients, before)
    found[3] = replace(found[3], contact_days=(TODAY,), planned=found[3].planned[1:])

    after = plan(an_agenda(), found)

    assert {each.client_id for each in {*before.contacts} ^ {*after.contacts}} <= {"c03"}


def test_an_extra_contact_drops_the_next_one_and_leaves_the_later_ones() -> None:
    client = a_client(contact_days=(date(2026, 11, 24),))
    planned = [
        date(2026, 11, 30),
        date(2026, 12, 7),
        date(2026, 12, 14),
        date(2026, 12, 21),
        date(2026, 12, 28),
    ]
    found = replace(
        client,
        contact_days=(date(2026, 11, 5), date(2026, 11, 12), date(2026, 11, 24)),
        review_days=(date(2026, 10, 5),),
        planned=tuple(Planned(client.id, HELLO, day) for day in planned),
    )

    assert days_of(plan(an_agenda(), [found])) == planned[2:]


def test_a_new_birthday_takes_the_place_of_a_hello() -> None:
    agenda = an_agenda(capacity=1)
    hello = plan(agenda, [a_client("b", Tier.STANDARD)])
    held = hello.contacts[0].day
    clients = again([a_client("b", Tier.STANDARD)], hello)

    made = plan(agenda, [*clients, a_client("a", Tier.STANDARD, occasions=(born(held),))])

    assert days_of(made, "a") == [held]
    assert days_of(made, "b") != [held]


def test_days_off_move_what_lay_on_them_and_nothing_else() -> None:
    clients = [a_client(f"c{number:02}") for number in range(10)]
    before = plan(an_agenda(), clients)
    off = {date(2026, 12, 7), date(2026, 12, 8)}

    after = plan(an_agenda(days_off=off), again(clients, before))

    stayed = {each for each in before.contacts if each.day not in off}
    assert stayed <= set(after.contacts)
    assert len(after.contacts) == len(before.contacts)
    assert not off & {each.day for each in after.contacts}


def test_who_never_works_is_given_nothing() -> None:
    every_day = [TODAY + timedelta(days=number) for number in range(60)]

    made = plan(an_agenda(days_off=every_day), [a_client()])

    assert (made.contacts, made.needed) == ((), 0.0)
    assert not any(each.for_room for each in made.left_out)
