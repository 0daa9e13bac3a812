"""What clients are worth is kept for a week, and orders the work by what is at risk."""

from dataclasses import replace
from datetime import timedelta

import pytest

from loyalty.clients import Client, Tier
from loyalty.facts.signals import SignalKind
from loyalty.value import Basis, Worth
from storage.cases.interventions import score_night
from storage.clients.worths import worth_of_client
from storage.database import Database
from storage.people.teamviews import team_page
from storage.scores.priorities import priorities_of, refresh_worths
from storage.scores.scoring import rescore
from storage.store import Store
from tests.logs import a_client, a_purchase
from tests.staff import NOW, Staff

TODAY = NOW.date()
FIVE_YEARS = 2.463  # of a yearly margin: 0.85^k/1.10^k, k = 1…5


def buys(
    store: Store,
    client: Client,
    *days: int,
    amount: float = 100.0,
    margin: float | None = None,
    currency: str = "HKD",
) -> None:
    lines = (a_purchase(client.id, day) for day in days)
    store.purchases.save_many(
        [replace(line, amount=amount, margin=margin, currency=currency) for line in lines]
    )


def worth_now(store: Store, client: Client) -> Worth:
    worth = worth_of_client(store, client.id, today=TODAY)
    assert worth is not None
    return worth


def test_worth_rests_on_margins_where_the_files_have_them(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    buys(store, client, 10, 729, margin=60.0)

    worth = worth_now(store, client)

    assert (worth.basis, worth.months, worth.currency, worth.as_of) == (Basis.MARGINS, 24, "HKD", TODAY)
    assert worth.yearly == pytest.approx(60.0)
    assert worth.amount == pytest.approx(60 * FIVE_YEARS, rel=1e-3)


def test_lines_without_a_margin_count_by_their_usual_share(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    buys(store, client, 10, margin=60.0)
    assert worth_now(store, client).basis is Basis.MARGINS

    buys(store, client, 20)

    worth = worth_now(store, client)
    assert worth.basis is Basis.BOTH
    assert worth.yearly == pytest.approx(60 + 40)


def test_what_was_bought_more_than_two_years_ago_does_not_count(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    buys(store, client, 900, 1000, amount=9_000)
    assert worth_of_client(store, client.id, today=TODAY) is None

    buys(store, client, 10)

    assert worth_now(store, client).yearly == pytest.approx(20.0)
    assert worth_now(store, client).basis is Basis.PURCHASES


def test_worth_is_told_in_the_currency_most_was_spent_in(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    buys(store, client, 400, amount=50.0, currency="EUR")
    buys(store, client, 10, amount=80.0)

    worth = worth_now(store, client)

    assert worth.currency == "HKD"
    assert worth.months == 13


def test_the_night_keeps_it_for_a_week(database: Database, staff: Staff) -> None:
    with database.unit() as store:
        client = a_client(store, staff)
        buys(store, client, 10)
    score_night(database, now=NOW)
    with database.unit() as store:
        first = store.worths.of(client.id)
        assert first is not None
        buys(store, client, 5)

    score_night(database, now=NOW + timedelta(days=6))
    with database.unit() as store:
        assert store.worths.of(client.id) == first

    score_night(database, now=NOW + timedelta(days=7))
    with database.unit() as store:
        later = store.worths.of(client.id)
    assert later is not None
    assert later.yearly == pytest.approx(2 * first.yearly)


def test_who_stops_buying_is_worth_nothing_that_is_known(database: Database, staff: Staff) -> None:
    with database.unit() as store:
        client = a_client(store, staff)
        buys(store, client, 10)
    refresh_worths(database, today=TODAY)

    refresh_worths(database, today=TODAY + timedelta(days=800))

    with database.unit() as store:
        assert store.worths.of(client.id) is None


def test_work_is_ordered_by_risk_worth_tier_and_stage(database: Database, staff: Staff) -> None:
    with database.unit() as store:
        names = ("plain", "rich", "vip", "euros", "prospect")
        clients = {name: a_client(store, staff, name) for name in names}
        store.clients.change(clients["vip"].id, reader=staff.boris, tier=Tier.VIP)
        for name in ("plain", "vip"):
            buys(store, clients[name], 10)
        buys(store, clients["rich"], 10, amount=1_000.0)
        buys(store, clients["euros"], 10, amount=3.0, currency="EUR")
        for client in clients.values():
            rescore(store, client.id, now=NOW)
    refresh_worths(database, today=TODAY)

    with database.unit() as store:
        standings = store.standings.many([client.id for client in clients.values()])
        same = [replace(standing, risk=0.5) for standing in standings.values()]
        found = priorities_of(store, same)

    told = {name: found[client.id] for name, client in clients.items()}
    assert told == pytest.approx(
        {"plain": 0.5, "vip": 0.75, "rich": 5.0, "euros": 0.5, "prospect": 0.5 * 1.2}
    )


def test_the_team_page_begins_with_what_is_worth_most(database: Database, staff: Staff) -> None:
    with database.unit() as store:
        small, large = a_client(store, staff, "Small"), a_client(store, staff, "Large")
        for client, amount in ((small, 10.0), (large, 900.0)):
            buys(store, client, 10, 40, amount=amount)
            store.signals.add(SignalKind.EXIT_WISH, client.id, on=TODAY)
            rescore(store, client.id, now=NOW)
    refresh_worths(database, today=TODAY)

    with database.unit() as store:
        page = team_page(store, staff.boris, size=6)

    assert [item.client_name for item in page.items] == ["Large", "Small"]
