"""What holds for every plan, whatever the clients, the days off and the room."""

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.clients import ClientId, Tier
from loyalty.levels.levels import Level
from loyalty.people.clocks import WorkingHours
from loyalty.planning import Agenda, Plan, PlanningClient, agenda_of, plan
from loyalty.planning.cadence import LEAST_DAYS_APART, contacts_due, month_of
from loyalty.planning.occasions import Occasion
from loyalty.planning.touchpoints import TouchpointKind

ZONES = (None, "Asia/Hong_Kong", "Europe/London", "America/Los_Angeles", "Pacific/Auckland")
BEGIN = date(2026, 7, 1)


@st.composite
def agendas(draw: st.DrawFn, capacity: st.SearchStrategy[int] | None = None) -> Agenda:
    now = datetime.combine(BEGIN, time(draw(st.integers(0, 23))), UTC) + timedelta(
        days=draw(st.integers(0, 200))
    )
    hours = WorkingHours(
        draw(st.sampled_from(("Asia/Hong_Kong", "Europe/London"))),
        time(9),
        time(18),
        frozenset(draw(st.sets(st.integers(0, 6), min_size=3))),
    )
    off = {now.date() + timedelta(days=number) for number in draw(st.sets(st.integers(0, 90), max_size=30))}
    occupied = {
        now.date() + timedelta(days=number): load
        for number, load in draw(st.dictionaries(st.integers(-5, 30), st.integers(1, 4), max_size=6)).items()
    }
    regular = {day: draw(st.integers(0, load)) for day, load in occupied.items()}
    room = draw(capacity if capacity is not None else st.integers(1, 10))
    covered = [day for day in off if draw(st.booleans())]
    return agenda_of(
        hours, now=now, capacity=room, days_off=off, covered=covered, occupied=occupied, regular=regular
    )


@st.composite
def firms(draw: st.DrawFn, today: date) -> list[PlanningClient]:
    number = draw(st.integers(1, 25))
    chance = random.Random(draw(st.integers(0, 10_000)))
    return [_client(f"c{place:03}", today, chance) for place in range(number)]


def _client(name: str, today: date, chance: random.Random) -> PlanningClient:
    tier = chance.choice(list(Tier))
    born = today + timedelta(days=chance.randrange(-5, 80))
    return PlanningClient(
        id=ClientId(name),
        tier=tier,
        since=today - timedelta(days=chance.randrange(0, 400)),
        zone=chance.choice(ZONES),
        level=chance.choice((None, *Level)),
        has_cadence=chance.random() < 0.9,
        contact_days=tuple(today - timedelta(days=chance.randrange(80)) for _ in range(chance.randrange(4))),
        open_days=tuple(today + timedelta(days=chance.randrange(-3, 9)) for _ in range(chance.randrange(2))),
        occasions=(Occasion(TouchpointKind.BIRTHDAY, born),) if chance.random() < 0.4 else (),
    )


def again(clients: list[PlanningClient], made: Plan) -> list[PlanningClient]:
    return [
        replace(each, planned=tuple(planned for planned in made.contacts if planned.client_id == each.id))
        for each in clients
    ]


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_no_day_is_given_more_than_its_room_nor_a_day_nobody_works(data: st.DataObject) -> None:
    agenda = data.draw(agendas())
    made = plan(agenda, data.draw(firms(agenda.today)))

    load = Counter(each.day for each in made.contacts)
    hellos = Counter(each.day for each in made.contacts if each.kind.is_regular)

    for day, contacts in load.items():
        assert day in agenda.days or day in agenda.covered
        # An occasion on its day goes before the hellos that wait there; nothing else goes over the room.
        gives_way = 0 if hellos[day] else agenda.regular.get(day, 0)
        assert contacts + agenda.occupied.get(day, 0) - gives_way <= agenda.capacity
        if day not in agenda.days:
            assert contacts <= agenda.capacity // 2


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_the_order_of_clients_is_irrelevant_and_a_plan_of_its_own_result_is_that_result(
    data: st.DataObject,
) -> None:
    agenda = data.draw(agendas())
    clients = data.draw(firms(agenda.today))
    made = plan(agenda, clients)

    assert plan(agenda, data.draw(st.permutations(clients))) == made
    assert plan(agenda, again(clients, made)).contacts == made.contacts


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_contacts_of_a_client_keep_their_distance(data: st.DataObject) -> None:
    agenda = data.draw(agendas())
    clients = data.draw(firms(agenda.today))
    made = plan(agenda, clients)

    for client in clients:
        hellos = [
            each.day for each in made.contacts if each.client_id == client.id and not each.kind.is_dated
        ]
        others = [each.day for each in made.contacts if each.client_id == client.id and each.kind.is_dated]
        taken = [*client.contact_days, *client.open_days, *others]
        for place, day in enumerate(hellos):
            assert all(abs((day - other).days) >= LEAST_DAYS_APART for other in taken + hellos[:place])


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_a_key_client_gets_the_full_month_when_there_is_room(data: st.DataObject) -> None:
    now = datetime.combine(BEGIN, time(0), UTC) + timedelta(days=data.draw(st.integers(0, 200)))
    hours = WorkingHours("Asia/Hong_Kong", time(9), time(18), frozenset(range(5)))
    agenda = agenda_of(hours, now=now, capacity=40)
    clients = [
        replace(client, zone=None, since=date(2020, 1, 1), has_cadence=True)
        for client in data.draw(firms(agenda.today))
        if client.tier is not Tier.STANDARD
    ]

    made = plan(agenda, clients)

    following = month_of(month_of(agenda.today)[1] + timedelta(days=1))
    if following[1] > agenda.horizon:
        return
    for client in clients:
        days = [
            each.day
            for each in made.contacts
            if each.client_id == client.id and each.kind is not TouchpointKind.REVIEW
        ]
        assert contacts_due(client.tier, [*days, *client.open_days], day=following[0]) == 0
    assert made.without_room == 0


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_nothing_owed_is_lost_from_sight(data: st.DataObject) -> None:
    """What a period owes is planned, or told as left out."""
    agenda = data.draw(agendas(st.integers(1, 3)))
    clients = [replace(each, zone=None, occasions=()) for each in data.draw(firms(agenda.today))]

    made = plan(agenda, clients)

    for client in (each for each in clients if each.has_cadence and each.tier is not Tier.STANDARD):
        first, last = month_of(agenda.today)
        had = (
            *client.contact_days,
            *(max(day, agenda.today) for day in client.open_days),
        )
        owed = contacts_due(client.tier, had, day=agenda.today, since=client.since)
        hello = [
            each
            for each in made.contacts
            if each.client_id == client.id and each.kind is TouchpointKind.HELLO and first <= each.day <= last
        ]
        left = sum(
            each.contacts for each in made.left_out if each.client_id == client.id and each.last == last
        )
        assert len(hello) + left >= owed
